"""Baking: a set and a game's table become one table of whole numbers, from which an engine plays without a theory."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from affekt.arrange.manifest import StemSet, Stinger
from affekt.baked.bake_section import Tables, millis, salt, section, weights
from affekt.baked.bake_table import feeling, table_parts
from affekt.baked.whole import WHOLE
from affekt.core.effects import EFFECTS
from affekt.core.errors import AffektError, Reason
from affekt.core.units import CONTROL_PERIOD, HORIZON, SAMPLE_RATE
from affekt.sense.game import GameTable

FORMAT = 1
BAKED_JSON = "baked.json"


class Recording(NamedTuple):
    """What is known of a recording's file."""

    frames: int
    channels: int


class Baked(NamedTuple):
    """The table, and what of the set it does not carry, a sentence each."""

    table: dict[str, Any]
    left_out: list[str]


def bake(manifest: StemSet, table: GameTable, sha256: str, recordings: Mapping[str, Recording]) -> Baked:
    """Return a set and a game's table as `baked.json` has them.

    Raises:
        AffektError: BAD_SET, if the set begins with a playlist, which a baked score does not have.
    """
    if manifest.start not in manifest.sections:
        raise AffektError(
            Reason.BAD_SET,
            f"{manifest.name} starts with the playlist '{manifest.start}'; a baked score needs a section",
        )
    tables = Tables()
    sections = {name: section(manifest, name, recordings, tables) for name in manifest.sections}
    params = {name: _road(manifest, name, tables) for name in manifest.params}
    said = {
        "baked": FORMAT,
        "set": {"name": manifest.name, "title": manifest.title, "version": manifest.version, "sha256": sha256},
        "table_sha256": table.sha256,
        "rate": SAMPLE_RATE,
        "step": CONTROL_PERIOD,
        "ahead": HORIZON,
        "start": manifest.start,
        "box_off": manifest.lead == "feeling",
        "cents": manifest.tuning.cents,
        "feeling": feeling(table),
        **table_parts(manifest, table),
        "inputs": tables.inputs,
        "keys": sorted(tables.keys),
        "params": params,
        "layers": {name: _layer(manifest, name) for name in manifest.layers},
        "sections": sections,
        "stingers": {name: _stinger(one, recordings) for name, one in manifest.stingers.items()},
        "files": {name: [one.frames, one.channels] for name, one in sorted(recordings.items())},
    }
    return Baked(said, _left_out(manifest))


def _layer(manifest: StemSet, name: str) -> dict[str, Any]:
    layer = manifest.layers[name]
    place = list(layer.position) if layer.position is not None else None
    return {"role": layer.role, "fade_beats": layer.fade_beats, "position": place, "reverb": layer.reverb}


def _stinger(stinger: Stinger, recordings: Mapping[str, Recording]) -> dict[str, Any]:
    beat = 60.0 * SAMPLE_RATE / stinger.tempo
    takes = [
        {"name": take.name, "file": take.file, "weight": weight, "pickup_frames": round(take.pickup_beats * beat)}
        for take, weight in zip(stinger.takes, weights([t.weight for t in stinger.takes]), strict=True)
    ]
    return {
        "takes": takes,
        "gain_db": stinger.gain_db,
        "duck": millis(stinger.duck_db),
        "cooldown": round(stinger.cooldown_s * SAMPLE_RATE),
        "lasts": round(stinger.length_beats * beat),
        "salt": salt(f"stinger:{stinger.takes[0].file if stinger.takes else ''}"),
    }


def _road(manifest: StemSet, name: str, tables: Tables) -> dict[str, Any]:
    road = manifest.params[name]
    low, high, neutral = -96.0, 12.0, 0.0
    if road.to in EFFECTS:
        effect = EFFECTS[road.to]
        low, high, neutral = effect.low, effect.high, effect.neutral
    return {
        "to": road.to,
        "input": tables.input(road.curve.input, 0.0, ""),
        "points": tables.points(road.curve),
        "hysteresis": round(road.curve.hysteresis * WHOLE),
        "seek_ms": round(road.curve.seek_s * 1000),
        "low": millis(low),
        "high": millis(high),
        "neutral": millis(neutral),
    }


def _left_out(manifest: StemSet) -> list[str]:
    found = []
    if manifest.playlists:
        found.append(f"playlists are not baked: {', '.join(manifest.playlists)}")
    if manifest.snapshots:
        found.append(f"snapshots are not baked: {', '.join(manifest.snapshots)}")
    if manifest.voices:
        found.append(f"voices are composed live and are not baked: {', '.join(manifest.voices)}")
    for way in manifest.transitions:
        if way.filler:
            found.append(f"the way from {way.source} to {way.target} goes without its filler '{way.filler}'")
        if way.hold_previous:
            found.append(f"the way from {way.source} to {way.target} does not hold what it leaves")
    for name, one in manifest.sections.items():
        if one.sustain:
            found.append(f"{name} does not sustain bars {one.sustain[0]} to {one.sustain[1]}")
        if one.loops.then in manifest.playlists:
            found.append(f"{name} goes on to no playlist ('{one.loops.then}')")
    return found
