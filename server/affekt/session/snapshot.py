"""Snapshots: a whole session as an opaque text of at most 4 KB, for save games."""

import base64
import json
import zlib
from typing import Any, cast

from affekt.compose import Memory
from affekt.core.effects import BUSES, EFFECTS
from affekt.core.errors import AffektError, Reason
from affekt.core.inputs import DuckMusic, Param, Volume
from affekt.core.score import Control, Duck, Effect, Why
from affekt.core.values import replace
from affekt.fusion import Fusion
from affekt.mapping import Mapping
from affekt.sense.game import Appraisal
from affekt.session import change, mixing, transport, whereabouts
from affekt.session.draft import Draft
from affekt.session.limits import check, number
from affekt.session.stage import Stage
from affekt.session.state import Mix, State

LARGEST = 4096
"""Characters in a snapshot, at most."""

LARGEST_NUMBER = 1e12
"""The largest fraction in one; whole numbers have 20 characters."""
_DIGITS = 20
_SEEDS = 2**63

_VERSION = 1
_NEEDED = {
    "set", "seed", "frame", "section", "from", "body", "appraisal", "fusion", "mapping", "memory", "pins", "theme",
    "volumes", "effects", "duck", "muted", "stopped",
}  # fmt: skip
_FADE_S = 0.5
"""How long music takes to end where the snapshot is of a session that was stopped."""


def _short(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, list | tuple):
        return [_short(v) for v in value]
    if isinstance(value, dict):
        return {k: _short(v) for k, v in value.items()}
    return value


def take(stage: Stage, state: State) -> str:
    """Write a session down; where long names make it too large, without those that only sensors and games know,
    and at last without places to resume and how far playlists have come.

    Raises:
        AffektError: TOO_LARGE if it does not fit even so.
    """
    arrival = whereabouts.here(state)
    place = {"section": "", "from": "", "body": 0} if arrival is None else whereabouts.write(arrival)
    feelings, mix = state.feelings, state.mix
    plain: dict[str, Any] = {
        "v": _VERSION,
        "set": stage.manifest.name,
        "seed": state.seed,
        "frame": max(state.frame, 0),
        **place,
        "appraisal": feelings.appraisal.to_json(),
        "fusion": feelings.fusion.to_json(),
        "mapping": feelings.mapping.to_json(),
        "memory": state.memory.to_json(),
        "pins": state.pins,
        "theme": state.theme,
        "volumes": mix.volumes,
        "effects": mix.effects,
        "duck": mix.duck_db,
        "muted": mix.muted,
        "stopped": mix.stopped,
    }
    text = _packed(plain)
    if len(text) > LARGEST:
        known = [pair for pair in feelings.appraisal.values if pair[0] in stage.table.state]
        plain |= {"appraisal": plain["appraisal"] | {"values": known}, "fusion": plain["fusion"] | {"contacts": []}}
        text = _packed(plain)
    if len(text) > LARGEST and arrival is not None:
        plain = whereabouts.slim(plain)
        text = _packed(plain)
    if len(text) > LARGEST:
        raise AffektError(Reason.TOO_LARGE, f"the snapshot needs {len(text)} characters, more than {LARGEST}")
    return text


def _packed(plain: dict[str, Any]) -> str:
    raw = json.dumps(_short(plain), separators=(",", ":"), sort_keys=True).encode()
    return base64.urlsafe_b64encode(zlib.compress(raw, 9) + zlib.crc32(raw).to_bytes(4, "little")).decode()


def read(text: str) -> dict[str, Any]:
    """Read a snapshot back into plain values.

    Raises:
        AffektError: BAD_SNAPSHOT if it is not one, was cut, or is from another version.
    """
    try:
        if len(text) > LARGEST:
            raise ValueError("too long")
        data = base64.urlsafe_b64decode(text.encode("ascii"))
        opener = zlib.decompressobj()
        raw = opener.decompress(data[:-4], 65_536)
        if opener.unconsumed_tail or zlib.crc32(raw) != int.from_bytes(data[-4:], "little"):
            raise ValueError("damaged")
        plain: dict[str, Any] = json.loads(raw, parse_int=_whole, parse_float=_broken, parse_constant=_broken)
        if plain["v"] != _VERSION:
            raise ValueError("another version")
        if not plain.keys() >= _NEEDED:
            raise ValueError("incomplete")
        if type(plain["seed"]) is not int or not 0 <= plain["seed"] < _SEEDS:
            raise ValueError("no such seed")
    except (ValueError, LookupError, TypeError, ArithmeticError, AttributeError, RecursionError, zlib.error) as error:
        raise AffektError(
            Reason.BAD_SNAPSHOT, "the snapshot cannot be read; it must be the whole text that 'save' gave"
        ) from error
    return plain


def _whole(text: str) -> int:
    if len(text) > _DIGITS:
        raise ValueError("no such number")
    return int(text)


def _broken(text: str) -> float:
    value = float(text)
    if not abs(value) <= LARGEST_NUMBER:  # which NaN is not
        raise ValueError("no such number")
    return value


def put_back(draft: Draft, text: str, seq: int) -> None:
    """Put a snapshot back into a session: what was felt, what was pinned, and the music where it was.

    Raises:
        AffektError: BAD_SNAPSHOT; nothing has changed then.
    """
    plain = read(text)
    if plain["set"] != draft.stage.manifest.name or plain["section"] not in ("", *draft.stage.sections):
        raise AffektError(
            Reason.BAD_SNAPSHOT,
            f"the snapshot is of the set '{plain['set']}' and does not fit '{draft.stage.manifest.name}'",
        )
    why = Why(change.RESTORE, seq, "a snapshot was put back")
    try:
        shift = draft.frame - int(plain["frame"])
        feelings = replace(
            draft.feelings,
            appraisal=Appraisal.from_json(plain["appraisal"], shift),
            fusion=Fusion.from_json(plain["fusion"], shift),
            mapping=Mapping.from_json(plain["mapping"], shift),
        )
        if max(feelings.fusion.frame, feelings.mapping.frame, feelings.appraisal.latest()) > draft.frame:
            raise ValueError("it is of the future")
        if feelings.appraisal.since and len(feelings.appraisal.since) != len(draft.stage.table.conditions):
            feelings = replace(feelings, appraisal=replace(feelings.appraisal, since=()))
        memory = Memory.from_json(plain["memory"])
        pins = tuple((str(k), v if isinstance(v, str) else float(v)) for k, v in plain["pins"])
        volumes = tuple((str(k), float(v)) for k, v in plain["volumes"])
        effects = tuple((str(k), float(v)) for k, v in plain["effects"])
        mix = replace(
            draft.mix, volumes=volumes, effects=effects, duck_db=float(plain["duck"]), muted=bool(plain["muted"]),
            settled=(),
        )  # fmt: skip
        seed, theme = int(plain["seed"]), str(plain["theme"])
        arrival = whereabouts.read(plain, draft.stage, why) if plain["section"] else None
        _check(pins, mix)
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, AffektError) as error:
        raise AffektError(Reason.BAD_SNAPSHOT, "the snapshot is of another version of Affekt; start anew") from error
    levels = dict.fromkeys((bus for bus, _ in draft.mix.volumes), 0.0) | dict(volumes)
    sounds = {name: EFFECTS[name].neutral for name, _ in draft.mix.effects} | dict(effects)
    draft.feelings, draft.memory, draft.pins, draft.mix = feelings, memory, pins, mix
    draft.seed, draft.theme, draft.wish = seed, theme, None
    draft.pinned = tuple((name, seq) for name, _ in pins)
    draft.now(Control("restored"), why)
    for bus, db in levels.items():
        draft.now(Control("volume", bus, mixing.volume(draft, bus, db)), why)
    for name, value in sounds.items():
        draft.now(Effect(name, value), why)
    draft.now(Duck(mix.duck_db), why)
    draft.now(Control("mute" if mix.muted else "unmute"), why)
    if plain["stopped"]:
        transport.halt(draft, _FADE_S, why)
    elif arrival is not None:
        draft.opening, draft.pending = arrival, None
        draft.scene = replace(draft.scene, stopping=False)


def _check(pins: tuple[tuple[str, float | str], ...], mix: Mix) -> None:
    """Refuse what nobody could have said."""
    for name, value in pins:
        check(Param(name, value))
    for bus, db in mix.volumes:
        check(Volume(cast(Any, bus), db))
        if bus not in BUSES:
            raise ValueError(f"no bus {bus!r}")
    for name, value in mix.effects:
        number(name, value, EFFECTS[name].low, EFFECTS[name].high)
    check(DuckMusic(mix.duck_db))
