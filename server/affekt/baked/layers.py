"""Which layers sound, and how loud: curves past hysteresis, chance a pass, takes that take turns."""

from typing import Any

from affekt.baked.score import LayerState, Score, Why, db
from affekt.baked.whole import SHARES, WHOLE, along, draw, millionths, pick

SILENCE = -96_000
INAUDIBLE = -60_000
LOUDEST = 12_000
STEP = 1_000
"""A level moves only when it would change by more than this."""


def open_layers(score: Score, tick: int, cause: int) -> None:
    """Set every layer of a section that begins at a tick."""
    score.layers = [LayerState(name) for name in score.brief["layers"]]
    draw_pass(score)
    for state in score.layers:
        why = _aimed(score, state)
        score.tell(tick, "layer", _values(state, 0.0), (why[0], cause, why[2]))


def draw_pass(score: Score) -> None:
    """Draw what one pass has by chance: who takes part, and which take."""
    bar = score.now.bar
    for state in score.layers:
        own = score.brief["layers"][state.name]
        state.plays = own["probability"] >= WHOLE or (
            draw(score.seed, own["salt"], bar, 1) * WHOLE // SHARES < own["probability"]
        )
        if len(own["takes"]) > 1:
            state.take = drawn_take(own["takes"], state.heard, own["avoid_last"], draw(score.seed, own["salt"], bar))
            state.heard = [*state.heard, state.take][-own["avoid_last"] :] if own["avoid_last"] else []


def drawn_take(takes: list[dict[str, Any]], heard: list[str], avoid_last: int, drawn: int) -> str:
    """Return the name of the take that a draw falls on; the newest are not drawn again while there are others."""
    left = [take for take in takes if take["weight"] > 0] or takes
    for name in reversed(heard[-avoid_last:] if avoid_last else []):
        if len(left) > 1:
            left = [take for take in left if take["name"] != name]
    found: str = left[pick([max(take["weight"], 1) for take in left], drawn)]["name"]
    return found


def move_layers(score: Score, tick: int, takes: dict[str, str] | None = None, *, only_held: bool = False) -> None:
    """Move the layers that should be elsewhere: at bar lines all, at beats those that are held directly.

    `takes` are those of the pass before, where another has just been drawn.
    """
    for state in score.layers:
        if only_held and _held(score, state.name) is None:
            continue
        gain, x, before = state.gain, state.x, state.take if takes is None else takes.get(state.name, "")
        why = _aimed(score, state)
        if why[0] == "layer.curve" and _mid_melody(score, state.name, gain, state.gain, tick):
            state.gain, state.x = gain, x
        if state.gain != gain or state.take != before:
            fade = 0.0 if state.take != before else score.baked["layers"][state.name]["fade_beats"]
            score.tell(tick, "layer", _values(state, fade), why)


def _values(state: LayerState, fade_beats: float) -> dict[str, Any]:
    values: dict[str, Any] = {"layer": state.name, "gain_db": db(state.gain), "fade_beats": fade_beats}
    return {**values, "take": state.take} if state.take else values


def _held(score: Score, name: str) -> tuple[int, str] | None:
    """Return the level that a pin or a road gives a layer, and the rule."""
    pin = score.pins.get(f"layer:{name}")
    if isinstance(pin, int | float):
        return millionths(pin) // 1000, "param"
    for label, road in score.baked["params"].items():
        if road["to"] == f"layer:{name}" and label in score.roads:
            return score.roads[label][1], f"direct:{label}"
    return None


def _aimed(score: Score, state: LayerState) -> Why:
    """Put a layer where it should be now, and tell why."""
    own = score.brief["layers"][state.name]
    held = _held(score, state.name)
    if held is not None:
        state.gain = bounded(held[0])
        return held[1], 0, state.name
    rest = score.brief["rest"]
    if score.rest_to >= 0 and rest and state.name not in rest["keep"]:
        state.gain, state.x = SILENCE, None
        return "rest", 0, ""
    if not state.plays:
        state.gain = SILENCE
        return "layer.chance", 0, ""
    level = own["level"] + score.read("dynamics")
    if not own["points"]:
        _go(state, level)
        return "layer.always", 0, ""
    x = score.read(own["input"])
    if state.x is not None and abs(x - state.x) <= own["hysteresis"]:
        x = state.x
    state.x = x
    gain = along(own["points"], x)
    _go(state, SILENCE if gain <= SILENCE else level + gain)
    return "layer.curve", 0, own["input"]


def bounded(level: int) -> int:
    """Return a level in half dB, silence where it would not be heard."""
    return SILENCE if level <= INAUDIBLE else (min(level, LOUDEST) + 250) // 500 * 500


def _go(state: LayerState, level: int) -> None:
    goal = bounded(level)
    if (goal <= SILENCE) != (state.gain <= SILENCE) or abs(goal - state.gain) > STEP:
        state.gain = goal


def _mid_melody(score: Score, name: str, old: int, new: int, tick: int) -> bool:
    """Tell whether a layer would come or go inside a melody that it leads."""
    comes, goes = new > SILENCE >= old, old > SILENCE >= new
    bar = (tick - score.now.first_tick) // score.now.section["bar_ticks"] + 1
    leads = score.brief["layers"][name]["leads"]
    return any((comes and first <= bar <= last) or (goes and first < bar <= last) for first, last in leads)
