"""Mixing: what every effect and bus should be now, by the set, its section, its parameters and its snapshots.

For each value the active snapshot of the highest priority wins; under it a direct parameter, the sounding section's own
value, and the set's. Whatever moves is committed on the immediate lane with the name of what won.
"""

from dataclasses import dataclass

from affekt.arrange.manifest_mix import Snapshot
from affekt.core.effects import EFFECTS
from affekt.core.score import Control, Effect, Why
from affekt.core.units import SILENCE_DB
from affekt.core.values import quick, replace
from affekt.session.draft import Draft
from affekt.session.reading import read_input
from affekt.session.stage import Stage
from affekt.session.state import State

_THRESHOLD_DB, _RATIO = 6.0, 0.5
"""What dominance is worth: dB of the compressor's threshold, and a share of its ratio over 1."""
_STEPS = {"comp_threshold_db": 1.0, "comp_ratio": 0.2}
"""What dominance moves is committed only when it moves by this much: less is not heard."""
_DOMINANCE_FADE_S = 2.0
_LOUDEST_DB = 12.0


@quick
@dataclass(frozen=True, slots=True)
class _Goal:
    value: float
    why: Why
    fade_s: float
    step: float = 0.0
    """It moves only when it would move by more."""


def settle(draft: Draft) -> None:
    """Commit what should be elsewhere in the mix; once a control step."""
    manifest = draft.stage.manifest
    if not (manifest.snapshots or manifest.params or manifest.mix.model_fields_set):
        return
    section, active, known = _section(draft), _active(draft), dict(draft.mix.effects)
    squeezed = _by_dominance(draft)
    ground = (draft.stage.loaded.sha256, section, active, draft.direct)
    still = not any(_moves(goal, known.get(name, EFFECTS[name].neutral)) for name, goal in squeezed.items())
    if still and ground == draft.mix.settled:
        return
    draft.mix = replace(draft.mix, snapshots=active, settled=ground)
    for name, goal in _goals(draft, section, squeezed).items():
        last = known.get(name)
        value = EFFECTS[name].clamp(goal.value)
        if (last is None and value == EFFECTS[name].neutral) or (last is not None and not _moves(goal, last)):
            continue
        known[name] = value
        draft.now(Effect(name, value, _beats(draft, goal.fade_s)), goal.why)
        draft.mix = replace(draft.mix, effects=(*(e for e in draft.mix.effects if e[0] != name), (name, value)))
    _move_volumes(draft, section)


def unsettled(stage: Stage, state: State) -> bool:
    """Tell whether the mix was last worked out for another set than the one that is conducted."""
    manifest = stage.manifest
    if not (manifest.snapshots or manifest.params or manifest.mix.model_fields_set):
        return bool(state.direct)
    settled = state.mix.settled
    return not settled or settled[0] != stage.loaded.sha256 or [d[0] for d in state.direct] != list(manifest.params)


def _moves(goal: _Goal, last: float) -> bool:
    return abs(goal.value - last) > goal.step


def volume(draft: Draft, bus: str, db: float) -> float:
    """Return the level of a bus that is wanted at `db`, together with what snapshots and the section add to it."""
    total = db + dict(draft.mix.offsets).get(bus, 0.0)
    return SILENCE_DB if total <= SILENCE_DB else min(total, _LOUDEST_DB)


def layer_offset(draft: Draft, layer: str) -> tuple[float, str, float]:
    """Return (dB, rule, fade in seconds) that the winning snapshot adds to a layer; 0 and no rule without one."""
    for name in draft.mix.snapshots:
        one = draft.stage.manifest.snapshots[name]
        if layer in one.layers:
            return one.layers[layer], f"snapshot:{name}", one.fade_s
    return 0.0, "", 0.0


def _active(draft: Draft) -> tuple[str, ...]:
    """Return the names of the active snapshots, the strongest first."""
    held, sounding = draft.mix.snapshots, _section(draft)
    found = []
    for name, one in draft.stage.manifest.snapshots.items():
        pinned = draft.pin(f"snapshot:{name}")
        if isinstance(pinned, float | int):
            active = pinned > 0.5
        else:
            active = bool(one.when) and (not one.sections or sounding in one.sections)
            active = active and all(c.holds(read_input(draft, c.input), name in held) for c in one.when)
        if active:
            found.append((-one.priority, name))
    return tuple(name for _, name in sorted(found))


def _section(draft: Draft) -> str:
    sounding = draft.timeline.pass_at(draft.frame)
    return sounding.section if sounding is not None else draft.scene.section


def _beats(draft: Draft, fade_s: float) -> float:
    return round(fade_s * draft.bpm / 60.0, 4) if draft.bpm else 0.0


def _goals(draft: Draft, section: str, squeezed: dict[str, _Goal]) -> dict[str, _Goal]:
    manifest = draft.stage.manifest
    mix, goals = manifest.mix, dict[str, _Goal]()
    if mix.model_fields_set:
        for name, value in mix.effects().items():
            goals[name] = _Goal(value, Why("mix", 0, f"the set puts {name} at {value:g}"), mix.section_fade_s)
        goals |= squeezed
    own = mix.sections.get(section)
    overridden = {name for one in mix.sections.values() for name in one.effects}
    for name in sorted(overridden - goals.keys()):
        goals[name] = _Goal(EFFECTS[name].neutral, Why("mix", 0, f"{name} is as usual"), mix.section_fade_s)
    for name, value in own.effects.items() if own else ():
        goals[name] = _Goal(value, Why("mix.section", 0, f"{section} puts {name} at {value:g}"), mix.section_fade_s)
    for label, _, value in draft.direct:
        parameter = manifest.params[label]
        if parameter.to in EFFECTS:
            text = f"{label} moves {parameter.to} to {value:g}"
            goals[parameter.to] = _Goal(value, Why(f"direct:{label}", 0, text), parameter.curve.seek_s)
    return _by_snapshots(draft, goals)


def _by_dominance(draft: Draft) -> dict[str, _Goal]:
    """The stronger the feeling, the denser the sound: a lower threshold, and a greater ratio."""
    squeeze = draft.stage.manifest.mix.compressor
    if squeeze.ratio <= 1.0 or squeeze.dominance <= 0.0:
        return {}
    share = squeeze.dominance * draft.feelings.intent.dominance
    why = Why("mix.dominance", 0, f"dominance {draft.feelings.intent.dominance:.2f}")
    values = {
        "comp_threshold_db": squeeze.threshold_db - _THRESHOLD_DB * share,
        "comp_ratio": 1.0 + (squeeze.ratio - 1.0) * (1.0 + _RATIO * share),
    }
    bounded = {n: EFFECTS[n].clamp(round(v, 2)) for n, v in values.items()}
    return {n: _Goal(v, why, _DOMINANCE_FADE_S, _STEPS[n]) for n, v in bounded.items()}


def _by_snapshots(draft: Draft, goals: dict[str, _Goal]) -> dict[str, _Goal]:
    snapshots: dict[str, Snapshot] = draft.stage.manifest.snapshots
    moved = {name for one in snapshots.values() for name in one.effects}
    for name in sorted(moved - goals.keys()):
        fade = min(one.fade_s for one in snapshots.values() if name in one.effects)
        goals[name] = _Goal(EFFECTS[name].neutral, Why("mix", 0, f"{name} is as usual"), fade)
    for label in reversed(draft.mix.snapshots):
        one = snapshots[label]
        for name, value in one.effects.items():
            why = Why(f"snapshot:{label}", 0, f"{label} holds {name} at {value:g}")
            goals[name] = _Goal(value, why, one.fade_s)
    return goals


def _move_volumes(draft: Draft, section: str) -> None:
    """Commit the buses whose offset is another than it was."""
    manifest = draft.stage.manifest
    own = manifest.mix.sections.get(section)
    wanted: dict[str, tuple[float, Why, float]] = {}
    if own is not None and own.music_db != 0.0:
        why = Why("mix.section", 0, f"{section} plays the music at {own.music_db:+g} dB")
        wanted["music"] = (own.music_db, why, manifest.mix.section_fade_s)
    for label in reversed(draft.mix.snapshots):
        one = manifest.snapshots[label]
        for bus, db in one.volumes.items():
            wanted[bus] = (db, Why(f"snapshot:{label}", 0, f"{label} moves {bus} by {db:+g} dB"), one.fade_s)
    before = dict(draft.mix.offsets)
    if before == {bus: db for bus, (db, _, _) in wanted.items()}:
        return
    draft.mix = replace(draft.mix, offsets=tuple((bus, db) for bus, (db, _, _) in sorted(wanted.items())))
    stands = dict(draft.mix.volumes)
    for label, _, value in draft.direct:
        if manifest.params[label].to.startswith("volume:"):
            stands[manifest.params[label].to.removeprefix("volume:")] = value
    for name in sorted({*before, *wanted}):
        db, why, fade_s = wanted.get(name, (0.0, Why("mix", 0, f"{name} is as it was"), manifest.mix.section_fade_s))
        if db != before.get(name, 0.0):
            draft.now(Control("volume", name, volume(draft, name, stands.get(name, 0.0)), fade_s), why)
