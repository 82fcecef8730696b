"""Whereabouts: where a piece is and what it has before it, as a snapshot keeps it and puts it back."""

from math import isfinite
from typing import Any, get_args

from affekt.arrange.timing import body_ticks
from affekt.arrange.transitions import rule_for, rule_name
from affekt.core.score import Fade, FromTime, ToTime, Why
from affekt.core.units import HORIZON, Frame, Tick
from affekt.core.values import replace
from affekt.session import change
from affekt.session.stage import Stage
from affekt.session.state import Held, LayerState, Listing, Onward, Pending, Return, Scene, State, Trail, Wish

_ATS = ("now", "next_beat", "next_bar", "end", "")
_LONGEST_FADE = 1024.0
_KEPT = 16
"""Places, departures and playlists that a snapshot keeps, the newest."""


def here(state: State) -> Pending | None:
    """Return where a session would go on from, with all that it has before it; None where nothing is to sound.

    What is committed counts as done: where a change lies within the look-ahead, it goes on from there. A paused piece
    is where it was paused.
    """
    waits = state.opening or state.pending
    if waits is not None and waits.back is not None:
        return waits  # It was put back itself, and has not sounded yet.
    scene = state.scene
    if not scene.section:
        return None
    paused = state.mix.paused_at
    frame = state.frame if paused is None else min(state.frame, paused)
    late, one = state.frame - frame, state.timeline.now
    inside = one.body_tick_at(max(one.span.tick_at(frame), one.tick)) % one.length
    beat, bar = one.metre.beat_ticks, one.metre.bar_ticks
    body = max(inside // beat * beat, one.body_tick if inside // bar == one.body_tick // bar else 0)
    at = Tick(one.tick - one.body_tick + body)
    line = one.position(at).bar
    ahead = one.position(Tick(state.bar_end - 1)).bar - line
    pending = state.pending
    if pending is not None:
        pending = replace(pending, tick=Tick(one.body_tick_at(pending.tick)))
    back = Return(
        frame=frame,
        scene=replace(
            scene,
            bars=max(scene.bars - ahead - 1, 0),
            # A section's cool-down goes on in a pause.
            left=tuple((name, Frame(gone - late)) for name, gone in scene.left),
        ),
        trail=state.trail,
        iteration=one.iteration,
        bar=line + state.bars_before,
        pending=pending,
        wish=state.wish,
        layers=state.layers,
        stung=tuple((name, Frame(at - late), take) for name, at, take in state.stung),
    )
    return Pending(
        scene.section, Tick(0), body, "immediate", "same_position", "in", 1.0, Why(change.RESTORE), change.STOP,
        playlist=scene.playlist, item=scene.item, onward=scene.onward, back=back,
    )  # fmt: skip


def write(arrival: Pending) -> dict[str, Any]:
    """Return what a snapshot keeps of where a session is, as plain JSON values."""
    back = arrival.back
    assert back is not None
    scene, trail, wish = back.scene, back.trail, back.wish
    held, frame = scene.held, back.frame
    return {
        "section": arrival.section,
        "from": scene.came_from,
        "body": arrival.body_tick,
        "list": [arrival.playlist, arrival.item],
        "way": {
            "asked": scene.asked,
            "ages": [frame - scene.entered, frame - scene.quiet_since],
            "rest": None if scene.rest_from is None or scene.rest_to is None
            else [frame - scene.rest_from, frame - scene.rest_to],
            "counts": [scene.bars, scene.rests, back.iteration, back.bar],
            "left": [[name, frame - at] for name, at in scene.left],
            "stopping": scene.stopping,
            "released": bool(scene.released),
            "held": None if held is None else [held.section, held.body_tick, held.playlist, held.item],
            "onward": None if arrival.onward is None else _write_onward(arrival.onward),
            "places": trail.places[-_KEPT:],
            "lists": [[x.name, x.drawn, x.round_drawn, x.recent] for x in trail.lists[-_KEPT:]],
            "pending": None if back.pending is None else _write_pending(back.pending),
            "wish": None if wish is None else [wish.section, wish.at, wish.within_ms, wish.strength, wish.marker],
            "layers": [[x.name, x.take, x.heard, x.plays] for x in back.layers if x.take or x.heard or not x.plays],
            "stung": [[name, frame - at, take] for name, at, take in back.stung],
        },
    }  # fmt: skip


def slim(plain: dict[str, Any]) -> dict[str, Any]:
    """Return what `write` gave without what is only of use later: places to resume, and how far playlists have come."""
    return plain | {"way": plain["way"] | {"places": [], "left": [], "lists": [], "layers": [], "stung": []}}


def _write_onward(goal: Onward) -> list[Any]:
    return [goal.section, goal.to_time, goal.body_tick, goal.strength, goal.playlist, goal.item]


def _write_pending(waits: Pending) -> list[Any]:
    return [
        waits.section, waits.tick, waits.body_tick, waits.from_time, waits.to_time, waits.fade, waits.fade_beats,
        waits.strength, waits.playlist, waits.item, waits.drawn, waits.hold,
        None if waits.onward is None else _write_onward(waits.onward), waits.marker,
    ]  # fmt: skip


def read(plain: dict[str, Any], stage: Stage, why: Why) -> Pending:
    """Return where a session goes on: what `write` gave, or an older snapshot that has no more than the place.

    Raises:
        LookupError, TypeError, ValueError: if it is no such thing, or not of this set.
    """
    name = _section(stage, plain["section"])
    listed, item = plain.get("list", ("", -1))
    if not _listed(stage, listed, item, name):
        listed, item = "", -1
    way = plain.get("way")
    scene = Scene(section=name, asked=name, came_from=str(plain["from"]))
    back = Return(Frame(0), scene, Trail()) if way is None else _back(way, stage, scene, why)
    onward = None if way is None or way["onward"] is None else _onward(way["onward"], stage, why, name)
    body = int(plain["body"]) % body_ticks(stage.sections[name].section)
    return Pending(
        name, Tick(0), body, "immediate", "same_position", "in", 1.0, why, change.STOP,
        playlist=str(listed), item=int(item), onward=onward, back=back,
    )  # fmt: skip


def _back(way: dict[str, Any], stage: Stage, scene: Scene, why: Why) -> Return:
    entered, quiet = way["ages"]
    bars, rests, iteration, bar = (_count(x) for x in way["counts"])
    rest = (None, None) if way["rest"] is None else tuple(Frame(-int(x)) for x in way["rest"])
    held = None
    if way["held"] is not None:
        section, body, listed, item = way["held"]
        body = int(body) % body_ticks(stage.sections[_section(stage, section)].section)
        known = _listed(stage, listed, item, section)
        held = Held(section, body, listed if known else "", item if known else -1)
    scene = replace(
        scene,
        asked=_section(stage, way["asked"]),
        entered=Frame(-int(entered)),
        quiet_since=Frame(-int(quiet)),
        bars=bars,
        rests=rests,
        rest_from=rest[0],
        rest_to=rest[1],
        left=tuple((str(n), Frame(-int(age))) for n, age in way["left"][-_KEPT:]),
        stopping=bool(way["stopping"]),
        released=why.cause_seq if way["released"] else 0,
        held=held,
    )
    places = tuple(
        (n, int(place) % body_ticks(stage.sections[n].section)) for n, place in way["places"] if n in stage.sections
    )
    lists = tuple(
        Listing(n, _count(drawn), _count(turn), tuple(map(_count, recent[-len(stage.manifest.playlists[n].items) :])))
        for n, drawn, turn, recent in way["lists"]
        if n in stage.manifest.playlists
    )
    wish = None
    if way["wish"] is not None:
        name, at, within, strength, *marker = way["wish"]
        if not stage.knows(name):
            raise ValueError(f"no section {name!r}")
        wish = Wish(name, _word(at, _ATS), min(_count(within), 60_000), why, _strength(strength), *map(str, marker[:1]))
    pending = None if way["pending"] is None else _pending(way["pending"], stage, why, scene.section)
    trail = Trail(places[-_KEPT:], lists)
    drawn = _drawn(way.get("layers", []), stage, scene.section)
    return Return(Frame(0), scene, trail, iteration, bar, pending, wish, drawn, _stung(way.get("stung", []), stage))


def _drawn(plain: list[Any], stage: Stage, section: str) -> tuple[LayerState, ...]:
    """Return what was drawn for the layers that the section still has, of takes that they still have."""
    used, found = stage.sections[section].section.layers, list[LayerState]()
    for name, take, heard, plays in plain[: len(used)]:
        known = {one.name for one in used[name].takes} if name in used else set[str]()
        if known and take in ("", *known):
            found.append(
                LayerState(name, take=take, heard=tuple(t for t in heard[-8:] if t in known), plays=bool(plays))
            )
    return tuple(found)


def _stung(plain: list[Any], stage: Stage) -> tuple[tuple[str, Frame, str], ...]:
    """Return the stingers that sounded lately and that the set still has."""
    known = stage.manifest.stingers
    return tuple(
        (name, Frame(-_age(age)), str(take))
        for name, age, take in plain[-_KEPT:]
        if name in known and take in ("", *(one.name for one in known[name].takes))
    )


def _age(value: Any) -> int:
    """Return how long ago something was; what is committed may lie a little ahead."""
    return _count(value) if value >= 0 else -min(_count(-value), HORIZON)


def _pending(plain: list[Any], stage: Stage, why: Why, source: str) -> Pending:
    section, tick, body, from_time, to_time, fade, fade_beats, strength, listed, item, drawn, hold, onward, *marker = (
        plain
    )
    _section(stage, section)
    if listed and not _listed(stage, listed, item, section):
        raise ValueError(f"{listed!r} has no such item")
    length, beats = body_ticks(stage.sections[source].section), float(fade_beats)
    if not 0 <= tick <= length or not (isfinite(beats) and 0.0 <= beats <= _LONGEST_FADE):
        raise ValueError("what waits lies outside the section")
    goal = None if onward is None else _onward(onward, stage, why, source)
    return Pending(
        section, Tick(int(tick)), int(body) % body_ticks(stage.sections[section].section),
        _word(from_time, get_args(FromTime)), _word(to_time, get_args(ToTime)), _word(fade, get_args(Fade)), beats,
        _waited(stage, why, source, goal.section if goal else section), _strength(strength),
        playlist=str(listed), item=int(item), drawn=bool(drawn) and bool(listed), hold=bool(hold), onward=goal,
        marker=str(marker[0]) if marker else "",
    )  # fmt: skip


def _onward(plain: list[Any], stage: Stage, why: Why, source: str) -> Onward:
    section, to_time, body, strength, listed, item = plain
    if listed and not _listed(stage, listed, item, section):
        raise ValueError(f"{listed!r} has no such item")
    body = int(body) % body_ticks(stage.sections[_section(stage, section)].section)
    why = _waited(stage, why, source, section)
    return Onward(section, _word(to_time, get_args(ToTime)), body, why, _strength(strength), str(listed), int(item))


def _waited(stage: Stage, why: Why, source: str, target: str) -> Why:
    rule = rule_name(rule_for(stage.manifest, source, target))
    return Why(rule, why.cause_seq, f"{target} waited when the snapshot was taken")


def _section(stage: Stage, name: Any) -> str:
    if name not in stage.sections:
        raise ValueError(f"no section {name!r}")
    return str(name)


def _listed(stage: Stage, name: Any, item: Any, section: str) -> bool:
    listed = stage.manifest.playlists.get(name)
    return listed is not None and 0 <= item < len(listed.items) and listed.items[item].section == section


def _word(text: Any, known: tuple[str, ...]) -> Any:
    if text not in known:
        raise ValueError(f"no word {text!r}")
    return text


def _strength(value: Any) -> int:
    if value not in range(change.LOOP, change.STOP + 1):
        raise ValueError("no such strength")
    return int(value)


def _count(value: Any) -> int:
    if not 0 <= value < 2**48:
        raise ValueError("no such count")
    return int(value)
