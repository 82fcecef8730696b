"""Baking a game's table: pushes with what is kept of them a step, states as curves, scenes as rules in frames."""

from math import exp
from typing import Any

from affekt.arrange.manifest import StemSet
from affekt.baked.whole import WHOLE
from affekt.core.feeling import Feeling
from affekt.core.units import CONTROL_PERIOD, SAMPLE_RATE
from affekt.sense.game import GameTable
from affekt.sense.game.table import EventMeaning, Points, StateMeaning, When

FOLLOW_S = 1.2
"""Time constant with which the music follows what the game says."""
_STEP_S = CONTROL_PERIOD / SAMPLE_RATE


def feeling(table: GameTable) -> dict[str, Any]:
    """Return the feeling when nothing happens, and what share of the way is gone a step."""
    return {"base": _three(table.base), "follow": round(WHOLE * (1.0 - exp(-_STEP_S / FOLLOW_S)))}


def table_parts(manifest: StemSet, table: GameTable) -> dict[str, Any]:
    """Return events, states, conditions and scenes; what the set does not have is left out."""
    return {
        "events": {name: _event(manifest, one) for name, one in table.events.items()},
        "states": {
            key: {"low": one.low, "high": one.high, "push": _pushes(one)}
            for key, one in table.state.items()
        },
        "conditions": [
            {"key": c.key, "mark": round(c.mark * WHOLE), "above": c.above} for c in table.conditions
        ],
        "scenes": [
            {
                "name": rule.name, "to": rule.target, "from": list(rule.sources), "conditions": list(rule.conditions),
                "for": round(rule.for_s * SAMPLE_RATE), "dwell_bars": rule.dwell_bars, "at": rule.at,
                "within": rule.within_ms * SAMPLE_RATE // 1000, "text": rule.text,
            }
            for rule in table.scenes
            if rule.target in manifest.sections
        ],
    }  # fmt: skip


def _three(one: Feeling) -> list[int]:
    return [round(x * WHOLE) for x in (one.valence, one.arousal, one.dominance)]


def _pushes(one: StateMeaning) -> list[list[list[int]]]:
    return [_points(points) for points in (one.valence, one.arousal, one.dominance)]


def _points(points: Points) -> list[list[int]]:
    return [[round(x * WHOLE), round(y * WHOLE)] for x, y in points]


def _event(manifest: StemSet, one: EventMeaning) -> dict[str, Any]:
    known = {"section": set(manifest.sections), "stinger": set(manifest.stingers)}
    return {
        "push": _three(one.push),
        "keep": round(WHOLE * 0.5 ** (_STEP_S / one.decay_s)),
        "cues": [_cue(when) for when in one.cues if when.cue.name in known.get(when.cue.kind, ())],
    }


def _cue(when: When) -> dict[str, Any]:
    return {
        "kind": when.cue.kind,
        "name": when.cue.name,
        "at": when.cue.at,
        "within_ms": when.cue.within_ms,
        "least": round(when.least * WHOLE),
        "most": round(when.most * WHOLE),
        "from": list(when.sources),
        "after": round(when.after_s * SAMPLE_RATE),
        "until": round(when.until_s * SAMPLE_RATE),
    }
