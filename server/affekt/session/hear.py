"""Hearing: what each thing that is said does to the draft."""

from affekt.core.errors import Reason
from affekt.core.inputs import (
    Acted,
    Cue,
    DuckMusic,
    FreeFeeling,
    GameEvent,
    GameState,
    Gap,
    Input,
    NewSet,
    Param,
    Reading,
    Reset,
    Restore,
    Result,
    Save,
    Signal,
    StateFeeling,
    Text,
    Transport,
    Volume,
)  # fmt: skip
from affekt.core.score import Why
from affekt.core.units import SAMPLE_RATE
from affekt.core.values import replace
from affekt.fusion import free_feeling, state_feeling, update
from affekt.sense.game import hear_event, hear_state
from affekt.session import change, follow, keys, places, transport
from affekt.session.draft import Draft
from affekt.session.snapshot import put_back
from affekt.session.state import Wish
from affekt.session.stings import cue_stinger

_PINS = ("tempo", "key", "mode", "energy", "density")

_REMEMBERED = 16
"""Parameters whose last input is remembered."""


def hear(draft: Draft, one: Input) -> None:
    """Let one input act on the draft."""
    feelings, seq = draft.feelings, one.seq
    match one.said:
        case GameEvent(name, intensity):
            _event(draft, name, intensity, seq)
        case GameState(values):
            heard = hear_state(draft.stage.table, feelings.appraisal, draft.frame, values)
            draft.feelings = replace(feelings, appraisal=heard.state)
            for key in heard.unknown:
                if key not in draft.stage.keys:
                    draft.warn(
                        Reason.UNKNOWN_NAME, f"the game's table has no state '{key}'; it moves nothing", f"state:{key}"
                    )
        case StateFeeling() as said:
            fusion = state_feeling(feelings.fusion, draft.frame, said)
            draft.feelings = replace(feelings, fusion=fusion)
        case FreeFeeling():
            draft.feelings = replace(feelings, fusion=free_feeling(feelings.fusion))
        case Reading(evidence):
            # Nothing is known of the future; a sensor whose clock is ahead would outdate all others.
            evidence = replace(evidence, frame=min(evidence.frame, draft.frame))
            draft.feelings = replace(feelings, fusion=update(feelings.fusion, evidence))
        case Cue() as cue:
            _cue(draft, cue, Why(f"cue:{cue.kind}", seq, f"{cue.name} was asked for"), explicit=True)
        case Param(name, value):
            _pin(draft, name, value, seq)
        case Transport() as said_verb:
            transport.transport(draft, said_verb, seq)
        case Volume() as level:
            transport.volume(draft, level, seq)
        case DuckMusic() as room:
            transport.duck(draft, room, seq)
        case Save(name):
            draft.saves.append(name)
        case Restore(text):
            put_back(draft, text, seq)
        case Acted(number, frame):
            transport.correct(draft, number, frame)
        case Result(number, payload):
            keys.came_back(draft, number, payload)
        case Signal() | Text() | Gap() | Reset() | NewSet():
            pass


def _event(draft: Draft, name: str, intensity: float, seq: int) -> None:
    scene = draft.scene
    dwelt_s = max(draft.frame - scene.entered, 0) / SAMPLE_RATE
    heard = hear_event(
        draft.stage.table,
        draft.feelings.appraisal,
        draft.frame,
        name,
        intensity,
        section=scene.section,
        dwelt_s=dwelt_s,
    )
    draft.feelings = replace(draft.feelings, appraisal=heard.state)
    draft.scene = replace(scene, quiet_since=draft.frame)
    draft.stirred = True
    if heard.unknown:
        draft.warn(Reason.UNKNOWN_NAME, f"the game's table has no event '{name}'; it moves nothing", f"event:{name}")
    back = any(c.kind == "section" and _resumed(draft, c.name) for c in heard.cues)
    for cue in heard.cues:
        if back and cue.kind == "stinger":
            continue  # what it goes back to was left a moment ago: it goes on without a second stinger
        _cue(draft, cue, Why(f"event:{name}", seq, f"{name} at {intensity:g}"), explicit=False)


def _cue(draft: Draft, cue: Cue, why: Why, *, explicit: bool) -> None:
    match cue.kind:
        case "stinger":
            cue_stinger(draft, cue, why, explicit=explicit)
        case "section":
            if explicit or draft.stage.knows(cue.name):
                strength = change.CUE if explicit else change.EVENT
                change.ask(draft, Wish(cue.name, cue.at, cue.within_ms, why, strength, cue.marker))
        case "theme":
            if cue.name in draft.stage.themes:
                draft.theme = cue.name
            elif explicit:
                known = ", ".join(draft.stage.themes) or "none"
                draft.warn(
                    Reason.UNKNOWN_NAME, f"the set has no theme '{cue.name}'; it has {known}", f"theme:{cue.name}"
                )
        case "release":
            follow.release(draft, cue.name, why.cause_seq)


def _resumed(draft: Draft, name: str) -> bool:
    """Tell whether a section that an event asks for goes on where it was left a moment ago."""
    scene = draft.scene
    return name in draft.stage.sections and name not in (scene.section, scene.asked) and places.resumes(draft, name)


def _pin(draft: Draft, name: str, value: float | str | None, seq: int) -> None:
    kind, _, layer = name.partition(":")
    manifest = draft.stage.manifest
    known = name in _PINS or name in manifest.params or (kind == "layer" and layer in manifest.layers)
    known = known or (kind == "snapshot" and layer in manifest.snapshots)
    if not known:
        words = ", ".join([*_PINS, "layer:NAME", *(f"snapshot:{n}" for n in manifest.snapshots), *manifest.params])
        draft.warn(Reason.UNKNOWN_NAME, f"no parameter '{name}'; there are {words}", f"param:{name}")
        return
    others = tuple(p for p in draft.pins if p[0] != name)
    draft.pins = others if value is None else (*others, (name, value))
    draft.pinned = (*(p for p in draft.pinned if p[0] != name), (name, seq))[-_REMEMBERED:]
