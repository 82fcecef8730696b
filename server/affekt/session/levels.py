"""Which layers sound, and how loud: curves over the intent, past hysteresis; pins and direct parameters first."""

from affekt.arrange.base import Curve
from affekt.arrange.manifest import SectionLayer
from affekt.arrange.transitions import pick_take
from affekt.core.chance import uniform
from affekt.core.score import Control, Layer, Why
from affekt.core.units import SILENCE_DB, Tick
from affekt.core.values import replace
from affekt.session import keys, mixing
from affekt.session.draft import Draft
from affekt.session.reading import read_input as read_input
from affekt.session.state import LayerState

_STEP_DB = 1.0
"""A level moves only when it would change by more than this."""
_LOUDEST_DB = 12.0
_INAUDIBLE_DB = -60.0
"""Quieter than this is silence: a layer there would only cost its mixing."""


def _layer(draft: Draft, name: str) -> tuple[SectionLayer, Curve | None, float, float]:
    """Return a layer as the section uses it: (settings, curve, authored level, probability)."""
    own, whole = draft.brief.section.layers[name], draft.stage.manifest.layers[name]
    level = whole.gain_db if own.gain_db is None else own.gain_db
    return own, own.curve or whole.curve, level, whole.probability if own.probability is None else own.probability


def _direct_level(draft: Draft, name: str) -> tuple[float, str] | None:
    """Return the level that a pin or a direct parameter gives a layer, with the rule's name."""
    pinned = draft.pin(f"layer:{name}")
    if isinstance(pinned, float | int):
        return float(pinned), "param"
    for label, _, value in draft.direct:
        if draft.stage.manifest.params[label].to == f"layer:{name}":
            return value, f"direct:{label}"
    return None


def _goal(draft: Draft, state: LayerState, resting: bool) -> tuple[LayerState, Why]:
    """Return the layer where it should be now, and why."""
    name = state.name
    _, curve, level, _ = _layer(draft, name)
    direct = _direct_level(draft, name)
    if direct is not None:
        return replace(state, gain_db=_bounded(direct[0])), Why(direct[1], 0, f"{name} is held at {direct[0]:g} dB")
    offset, rule, _ = mixing.layer_offset(draft, name)
    state, level = replace(state, offset_db=offset), level + offset
    rest = draft.brief.section.rest
    if resting and rest and name not in rest.keep:
        return replace(state, gain_db=SILENCE_DB, x=None), Why("rest", 0, "the music rests")
    if not state.plays:
        return replace(state, gain_db=SILENCE_DB), Why("layer.chance", 0, f"{name} sits this pass out")
    touch = draft.feelings.intent.dynamics_db
    if curve is None:
        return _moved(state, level + touch), Why(rule or "layer.always", 0, f"{name} always sounds")
    x = read_input(draft, curve.input)
    held = state.x
    if held is not None and abs(x - held) <= curve.hysteresis:
        x = held
    gain = curve.at(x)
    why = Why(rule or "layer.curve", 0, f"{curve.input} {x:.2f} puts {name} at {gain:.1f} dB")
    return replace(_moved(state, SILENCE_DB if gain <= SILENCE_DB else level + gain + touch), x=x), why


def _bounded(db: float) -> float:
    return SILENCE_DB if db <= _INAUDIBLE_DB else round(min(db, _LOUDEST_DB) * 2) / 2


def _moved(state: LayerState, db: float) -> LayerState:
    goal = _bounded(db)
    silent = (goal <= SILENCE_DB) != (state.gain_db <= SILENCE_DB)
    return replace(state, gain_db=goal) if silent or abs(goal - state.gain_db) > _STEP_DB else state


def open_layers(draft: Draft, tick: Tick, rule: str, cause: int, drawn: tuple[LayerState, ...] = ()) -> None:
    """Set every layer of a section that begins at a tick; levels hold from its first frame.

    What was `drawn` already, for a pass that goes on, is not drawn anew.
    """
    draft.layers = tuple(LayerState(name) for name in draft.brief.layers)
    open_pass(draft, tick, rule, cause, drawn)


def open_pass(draft: Draft, tick: Tick, rule: str, cause: int, drawn: tuple[LayerState, ...] = ()) -> None:
    """Tell every layer of a pass that is an entry of its own; what was heard before still counts."""
    draw_pass(draft)
    for was in drawn:
        draft.layers = tuple(
            replace(one, take=was.take, heard=was.heard, plays=was.plays)
            if one.name == was.name and keys.fits(draft, was, draft.brief.section.layers[was.name]) else one
            for one in draft.layers
        )  # fmt: skip
    states = []
    for state in draft.layers:
        new, why = _goal(draft, state, resting=draft.scene.rest_to is not None)
        states.append(new)
        draft.grid(tick, Layer(new.name, new.gain_db, 0.0, new.take), Why(why.rule, cause, f"{why.text}; {rule}"))
    draft.layers = tuple(states)


def draw_pass(draft: Draft) -> None:
    """Draw what one pass through the body has by chance: who takes part, and which take."""
    bar = draft.drawn_in(draft.timeline.now.bar)
    states = []
    for state in draft.layers:
        own, _, _, probability = _layer(draft, state.name)
        plays = (
            probability >= 1.0 or uniform(draft.seed, f"layer:{draft.scene.section}:{state.name}", bar) < probability
        )
        take, heard = state.take, state.heard
        if own.takes:
            fit = keys.takes(draft, state.name, own)
            take = pick_take(fit, draft.seed, f"{draft.scene.section}.{state.name}", bar, heard, own.avoid_last)
            heard = (*heard, take)[-own.avoid_last :] if own.avoid_last else ()
        states.append(replace(state, plays=plays, take=take if len(own.takes) > 1 else "", heard=heard))
    draft.layers = tuple(states)


def follow_mode(draft: Draft) -> None:
    """Give each layer whose take does not fit the sounding mode one that does."""
    bar, states = draft.drawn_in(draft.timeline.now.bar), []
    for state in draft.layers:
        own = draft.brief.section.layers[state.name]
        if not keys.fits(draft, state, own):
            fit = keys.takes(draft, state.name, own)
            take = pick_take(fit, draft.seed, f"{draft.scene.section}.{state.name}", bar, state.heard, own.avoid_last)
            state = replace(state, take=take)
        states.append(state)
    draft.layers = tuple(states)


def _mid_melody(draft: Draft, old: LayerState, new: LayerState, tick: Tick) -> bool:
    """Return whether a layer would come or go inside a melody that it leads; it comes before, and goes after it."""
    comes, goes = new.gain_db > SILENCE_DB >= old.gain_db, old.gain_db > SILENCE_DB >= new.gain_db
    one = draft.timeline.now
    bar = one.body_tick_at(tick) // one.metre.bar_ticks + 1
    leads = draft.brief.section.layers[old.name].leads or ()
    return any((comes and first <= bar <= last) or (goes and first < bar <= last) for first, last in leads)


def move_layers(
    draft: Draft, tick: Tick, before: tuple[LayerState, ...] | None = None, *, only_direct: bool = False
) -> None:
    """Move the layers that should be elsewhere; at bar lines all of them, at beats only those held directly."""
    resting = draft.scene.rest_to is not None
    old = before or draft.layers
    states = []
    for was, state in zip(old, draft.layers, strict=True):
        offset, _, fade_s = mixing.layer_offset(draft, state.name)
        shifted = offset != state.offset_db
        if only_direct and _direct_level(draft, state.name) is None and not shifted:
            states.append(state)
            continue
        new, why = _goal(draft, state, resting)
        if why.rule == "layer.curve" and _mid_melody(draft, state, new, tick):
            new = state
        states.append(new)
        if new.gain_db != was.gain_db or new.take != was.take:
            fade = 0.0 if new.take != was.take else draft.stage.manifest.layers[new.name].fade_beats
            if shifted and offset != 0.0 and new.take == was.take:
                fade = round(fade_s * draft.bpm / 60.0, 4)
            draft.grid(tick, Layer(new.name, new.gain_db, fade, new.take), why)
    draft.layers = tuple(states)


def move_direct(draft: Draft, *, anew: bool = False) -> None:
    """Let game values drive buses and layers past the emotion (immediate lane; layers at the next beat).

    Effects are only noted down: `mixing.settle` commits them. Where a curve may be another (`anew`), what is held
    though its input moves a little is let go.
    """
    moved = []
    known = {label: (x, value) for label, x, value in draft.direct}
    for label, parameter in draft.stage.manifest.params.items():
        curve = parameter.curve
        x = read_input(draft, curve.input)
        if draft.pin(label) is not None:
            pinned = draft.pin(label)
            x = float(pinned) if isinstance(pinned, float | int) else x
        last = known.get(label)
        if last is not None and not anew and abs(x - last[0]) <= curve.hysteresis:
            moved.append((label, *last))
            continue
        value = round(curve.at(x), 3)
        moved.append((label, x, value))
        if parameter.to.startswith("volume:") and (value != last[1] if last else value != 0):
            bus = parameter.to.removeprefix("volume:")
            level = mixing.volume(draft, bus, _bounded(value))
            why = Why(f"direct:{label}", 0, f"{label} moves {parameter.to} to {value:g}")
            draft.now(Control("volume", bus, level, curve.seek_s), why)
    draft.direct = tuple(moved)
