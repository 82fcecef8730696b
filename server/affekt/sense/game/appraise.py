"""Appraisal: from what the game says to what its player may feel. Pure; time is handed in.

Each tick of the session::

    heard = hear_event(table, state, frame, "enemy_spotted", 0.6)    # heard.state, heard.cues, heard.unknown
    heard = hear_state(table, heard.state, frame, (("threat", 0.8),))
    evidence = reading(table, heard.state, frame)                    # for fusion
    rule = scene_rule(table, heard.state, frame, "exploration", 12)  # a section to go to, or None
"""

from dataclasses import dataclass
from typing import Any

from affekt.core.feeling import Evidence, Feeling
from affekt.core.inputs import Cue
from affekt.core.units import SAMPLE_RATE, Frame
from affekt.core.values import quick, replace
from affekt.sense.game.table import GameTable, Points, SceneRule

SOURCE = "game"

_NEVER = Frame(-1)
_NOTHING = Feeling()
_MOST = 1.5
"""The strength that a repeated event can build up to, in pushes of full intensity."""
_FAINT = 0.01
"""A push weaker than this is forgotten."""
_PUSHES = 64
"""A snapshot brings back this many."""
_UNKNOWN_KEYS = 16
"""State keys that the table does not know are kept for direct parameters, this many."""
_FRESH_S = 30.0
"""So long after its last word the game counts in full; afterwards by half every `_FADE_S`."""
_FADE_S = 60.0


@quick
@dataclass(frozen=True, slots=True)
class Appraisal:
    """What the game has said so far, as far as it still matters."""

    pushes: tuple[tuple[str, float, Frame], ...] = ()
    """(event, strength at that frame, frame), newest last."""
    values: tuple[tuple[str, float], ...] = ()
    """(state key, normalised 0 … 1), sorted."""
    stand: Feeling = _NOTHING
    """What the state values add up to."""
    since: tuple[Frame, ...] = ()
    """For each condition of the table the frame since when it holds, -1 where it does not."""
    heard: Frame = _NEVER
    """Frame of the game's last word; -1 before the first."""

    def value(self, key: str, otherwise: float = 0.0) -> float:
        """Return a state value, normalised to 0 … 1, for direct parameters."""
        for name, value in self.values:
            if name == key:
                return value
        return otherwise

    def latest(self) -> Frame:
        """Return the latest frame that it knows of; -1 where it knows of none."""
        return max((self.heard, *self.since, *(at for _, _, at in self.pushes)))

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "pushes": [list(p) for p in self.pushes],
            "values": [list(v) for v in self.values],
            "stand": [self.stand.valence, self.stand.arousal, self.stand.dominance],
            "since": list(self.since),
            "heard": self.heard,
        }

    @classmethod
    def from_json(cls, plain: dict[str, Any], shift: int = 0) -> "Appraisal":
        """Return the state that `to_json` gave, its frames moved by `shift`; of very many pushes the newest.

        What was before the session began counts as of its first frame, so that it is not taken for never.

        Raises:
            KeyError, TypeError, ValueError: if it is no such thing.
        """
        pushes = plain["pushes"][-_PUSHES:]
        numbers = (*(x for _, x, _ in pushes), *(v for _, v in plain["values"]))
        if not all(0.0 <= x <= _MOST for x in numbers) or not all(-100.0 <= x <= 100.0 for x in plain["stand"]):
            raise ValueError("a number of the appraisal is out of range")
        return cls(
            tuple((str(n), float(x), Frame(int(f) + shift)) for n, x, f in pushes),
            tuple((str(k), float(v)) for k, v in plain["values"]),
            Feeling(*map(float, plain["stand"])),
            tuple(Frame(max(int(f) + shift, 0)) if f >= 0 else _NEVER for f in plain["since"]),
            Frame(max(int(plain["heard"]) + shift, 0)) if plain["heard"] >= 0 else _NEVER,
        )


@quick
@dataclass(frozen=True, slots=True)
class Heard:
    """What hearing something led to."""

    state: Appraisal
    cues: tuple[Cue, ...] = ()
    """What it asks of the music, in the table's order."""
    unknown: tuple[str, ...] = ()
    """Words that the table does not have; worth one warning each."""


def _along(points: Points, x: float) -> float:
    x0, y0 = points[0]
    if x <= x0:
        return y0
    for x1, y1 in points:
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
        x0, y0 = x1, y1
    return y0


def hear_event(
    table: GameTable,
    state: Appraisal,
    frame: Frame,
    name: str,
    intensity: float = 1.0,
    *,
    section: str = "",
    dwelt_s: float = 0.0,
) -> Heard:
    """Take in an event; a repeated one builds on what is left of it, up to 1.5 pushes.

    `section` and how long it has played decide which of its cues apply.
    """
    meaning = table.events.get(name)
    if meaning is None:
        return Heard(replace(state, heard=frame), unknown=(name,))
    intensity = min(max(intensity, 0.0), 1.0)
    pushes: list[tuple[str, float, Frame]] = []
    strength = intensity
    for word, left, at in state.pushes:
        now = left * 0.5 ** ((frame - at) / (SAMPLE_RATE * table.events[word].decay_s)) if word in table.events else 0.0
        if word == name:
            strength = min(now + intensity, _MOST)
        elif now >= _FAINT:
            pushes.append((word, now, frame))
    pushes.append((name, strength, frame))
    cues = tuple(one.cue for one in meaning.cues if one.applies(intensity, section, dwelt_s))
    return Heard(replace(state, pushes=tuple(pushes), heard=frame), cues)


def hear_state(table: GameTable, state: Appraisal, frame: Frame, values: tuple[tuple[str, float], ...]) -> Heard:
    """Take in state values; keys that are not named keep theirs."""
    now = dict(state.values)
    unknown: list[str] = []
    strangers = sum(key not in table.state for key in now)
    for key, value in values:
        meaning = table.state.get(key)
        if meaning is None:
            unknown.append(key)
            if key not in now:
                if strangers >= _UNKNOWN_KEYS:
                    continue
                strangers += 1
            now[key] = round(min(max(value, 0.0), 1.0), 6)
        else:
            now[key] = round(min(max((value - meaning.low) / (meaning.high - meaning.low), 0.0), 1.0), 6)
    v = a = d = 0.0
    for key, value in now.items():
        meaning = table.state.get(key)
        if meaning is not None:
            v += _along(meaning.valence, value) if meaning.valence else 0.0
            a += _along(meaning.arousal, value) if meaning.arousal else 0.0
            d += _along(meaning.dominance, value) if meaning.dominance else 0.0
    before = state.since if len(state.since) == len(table.conditions) else (_NEVER,) * len(table.conditions)
    since = tuple(
        (old if old >= 0 else frame) if c.key in now and c.holds(now[c.key]) else _NEVER
        for c, old in zip(table.conditions, before, strict=True)
    )
    return Heard(
        Appraisal(state.pushes, tuple(sorted(now.items())), Feeling(v, a, d), since, frame), (), tuple(unknown)
    )


def reading(table: GameTable, state: Appraisal, frame: Frame) -> Evidence:
    """Return what the game says about its player's feeling now.

    Reliability is 1 while the game speaks, halves every minute after 30 s of silence, and is 0 before its first word.
    """
    base, stand = table.base, state.stand
    v, a, d = base.valence + stand.valence, base.arousal + stand.arousal, base.dominance + stand.dominance
    events = table.events
    for word, strength, at in state.pushes:
        meaning = events.get(word)
        if meaning is None:
            continue
        now = strength * 0.5 ** ((frame - at) / (SAMPLE_RATE * meaning.decay_s))
        if now >= _FAINT:
            push = meaning.push
            v += now * push.valence
            a += now * push.arousal
            d += now * push.dominance
    if state.heard < 0:
        trust = 0.0
    else:
        silence = (frame - state.heard) / SAMPLE_RATE - _FRESH_S
        trust = 1.0 if silence <= 0 else 0.5 ** (silence / _FADE_S)
    return Evidence(
        SOURCE, frame, -1.0 if v < -1.0 else min(v, 1.0), 0.0 if a < 0.0 else min(a, 1.0),
        -1.0 if d < -1.0 else min(d, 1.0), trust if trust >= _FAINT else 0.0,
    )  # fmt: skip


def scene_rule(table: GameTable, state: Appraisal, frame: Frame, section: str, bars_dwelt: float) -> SceneRule | None:
    """Return the first scene rule that asks to leave `section` now, or None."""
    since = state.since
    if len(since) != len(table.conditions):
        return None
    for rule in table.scenes:
        if section == rule.target or (rule.sources and section not in rule.sources) or bars_dwelt < rule.dwell_bars:
            continue
        due = frame - rule.for_s * SAMPLE_RATE
        if all(0 <= since[i] <= due for i in rule.conditions):
            return rule
    return None


def scene_due(table: GameTable, state: Appraisal, section: str, bars_dwelt: float) -> Frame | None:
    """Return a frame before which `scene_rule` returns None as long as nothing is heard; None where it always does."""
    since = state.since
    if len(since) != len(table.conditions):
        return None
    found: Frame | None = None
    for rule in table.scenes:
        if section == rule.target or (rule.sources and section not in rule.sources) or bars_dwelt < rule.dwell_bars:
            continue
        held = [since[i] for i in rule.conditions]
        if all(frame >= 0 for frame in held):
            due = Frame(max(held, default=0) + int(rule.for_s * SAMPLE_RATE) - 1)
            found = due if found is None else min(found, due)
    return found
