"""The build: a set's written parts become its recordings, at the loudness that it asks for.

Offline and single-threaded; nothing here runs in a live session.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from affekt.arrange.manifest import Instrument, Section, StemSet, Stinger
from affekt.arrange.notation import PartNote
from affekt.arrange.parts import read_parts
from affekt.arrange.schema import read_manifest
from affekt.arrange.setjson import SET_JSON
from affekt.arrange.tails import slots, tails_file
from affekt.arrange.timing import as_layer, body_frames, pickup_frames, tail_frames
from affekt.core.errors import AffektError, Reason
from affekt.core.units import SAMPLE_RATE
from affekt.render import build_ogg
from affekt.render.build_finish import SLOPE, WIDTH_DB, finished, judge
from affekt.render.build_font import find_font
from affekt.render.build_mix import SEATS, Seat, colour, combinations, mix
from affekt.render.build_play import ARCH, DRUM_SD, ONSET_SD, VELOCITY_SD, Performance, perform
from affekt.render.build_space import fade_out
from affekt.render.build_tails import TAIL_QUALITY, ExitFacts, Players, exit_facts, laid_out, ring
from affekt.render.loudness import Samples, integrated, momentary_max, true_peak

Progress = Callable[[str, float], None]
"""Told what is being built, and how much is done, 0 … 1."""

ENGINE = 2
"""Raised when the same parts would sound different."""
STINGER_LUFS = -17.0
"""Momentary loudness of a stinger at gain 0."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What an engine needs to know of a recording."""

    frames: int
    channels: int
    pickup_frames: int
    body_frames: int
    tail_frames: int
    lufs: float
    """Of this file alone: integrated, or for a stinger its loudest 400 ms."""
    peak_dbtp: float
    sha256: str


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """What the mix of a section came to."""

    source: str
    """Hash of everything that it was made from; an unchanged section is not built again."""
    lufs: float
    """Integrated loudness of the reference combination."""
    peak_dbtp: float
    """The highest true peak of the combinations measured."""
    exits: ExitFacts | None = None
    """Where its tails stand; None where it has none."""


def manifest_of(folder: Path) -> StemSet:
    """Read a set's `set.toml`, whether or not its recordings exist yet.

    Raises:
        AffektError: BAD_SET when it cannot be read or breaks the manifest's rules.
    """
    manifest, findings = read_manifest(folder)
    if manifest is None:
        raise AffektError(Reason.BAD_SET, "\n".join(f"set.toml:{f.line}: {f.where}: {f.text}" for f in findings.errors))
    return manifest


def build(folder: Path, progress: Progress = lambda what, done: None, *, force: bool = False) -> None:
    """Build every recording of a set from its parts, and write `set.json`.

    A section whose sources are unchanged and whose files are whole is left as it is, unless `force`. The same sources
    give the same decoded audio.

    Raises:
        AffektError: BAD_SET for parts or a mix that break the set's rules, UNSUPPORTED when FluidSynth is missing.
    """
    manifest = manifest_of(folder)
    old = _previous(folder)
    files: dict[str, Any] = {}
    sections: dict[str, Any] = {}
    total = sum(s.bars for s in manifest.sections.values()) + len(manifest.stingers)
    done = 0
    for name, section in manifest.sections.items():
        progress(name, done / total)
        if section.parts is not None and section.layers:
            source = _source(folder, manifest, name)
            kept = None if force else _kept(folder, old, name, source, section)
            made, fact = kept or _build_section(folder, manifest, name, source, progress, done / total)
            files |= made
            sections[name] = fact
        done += section.bars
    for name, stinger in manifest.stingers.items():
        progress(f"stinger {name}", done / total)
        if stinger.parts is not None:
            files |= _build_stinger(folder, manifest, name, stinger)
        done += 1
    written = manifest.model_dump(mode="json", by_alias=True, exclude_none=True)
    written["built"] = {"engine": ENGINE, "sample_rate": SAMPLE_RATE, "sections": sections, "files": files}
    if files and any(not i.builtin for i in _used(manifest)):
        font = find_font()
        written["built"]["font"] = {"name": font.name, "sha256": font.sha256}
    (folder / SET_JSON).write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    progress(SET_JSON, 1.0)


def _previous(folder: Path) -> dict[str, Any]:
    """Return what the last build wrote down, or nothing."""
    path = folder / SET_JSON
    if not path.exists():
        return {}
    try:
        built = json.loads(path.read_text(encoding="utf-8")).get("built", {})
    except (ValueError, AttributeError):
        return {}
    return built if isinstance(built, dict) and built.get("engine") == ENGINE else {}


def _source(folder: Path, manifest: StemSet, name: str) -> str:
    """Return the hash of all that a section's audio depends on."""
    section = manifest.sections[name]
    used = _with_doubles(manifest, [_instrument(manifest, section, layer) for layer in section.layers])
    what = {
        "engine": ENGINE,
        "name": manifest.name,
        "font": None if all(i.builtin for i in used) else find_font().sha256,
        "timing": [section.bars, section.tempo, section.metre, section.pickup_beats, section.tail_beats],
        "mix": [section.loudness_lufs, section.reference, manifest.loudness.true_peak_db],
        "players": [ONSET_SD, DRUM_SD, VELOCITY_SD, ARCH],
        "finish": [SLOPE, WIDTH_DB],
        "seats": {role: asdict(seat) for role, seat in SEATS.items()},
        "layers": [(n, manifest.layers[n].role, manifest.layers[n].pitched, manifest.layers[n].gain_db, sl.gain_db,
                    sl.track, sl.loop_bars, [t.model_dump(exclude_none=True) for t in sl.takes])
                   for n, sl in section.layers.items()],
        "instruments": [i.model_dump(exclude=set() if i.builtin else {"live"}) for i in used],
    }  # fmt: skip
    if slots(section) is not None:
        what["exits"] = [TAIL_QUALITY, repr(exit_facts(section))]
    if manifest.tuning.cents:
        what["cents"] = manifest.tuning.cents
    digest = sha256(json.dumps(what, sort_keys=True).encode())
    digest.update((folder / str(section.parts)).read_bytes())
    return digest.hexdigest()


def _kept(
    folder: Path, old: dict[str, Any], name: str, source: str, section: Section
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    facts = old.get("sections", {}).get(name)
    if not facts or facts.get("source") != source:
        return None
    files: dict[str, Any] = {}
    for layer in section.layers.values():
        for take in layer.takes:
            for file in (take.file, tails_file(take.file)) if slots(section) else (take.file,):
                known, path = old.get("files", {}).get(file), folder / file
                if not known or not path.exists() or sha256(path.read_bytes()).hexdigest() != known["sha256"]:
                    return None
                files[file] = known
    return files, facts


def _instrument(manifest: StemSet, section: Section, layer: str) -> Instrument:
    name = section.layers[layer].instrument or manifest.layers[layer].instrument
    if name is None or name not in manifest.instruments:
        raise AffektError(Reason.BAD_SET, f"layer {layer} names no known instrument to build it with")
    return manifest.instruments[name]


def _with_doubles(manifest: StemSet, used: list[Instrument]) -> list[Instrument]:
    return used + [manifest.instruments[i.doubled_by] for i in used if i.doubled_by in manifest.instruments]


def _used(manifest: StemSet) -> list[Instrument]:
    """Return every instrument that some recording is built with."""
    built = [s for s in manifest.sections.values() if s.parts is not None]
    used = [_instrument(manifest, section, layer) for section in built for layer in section.layers]
    stung = [s.instrument for s in manifest.stingers.values() if s.parts is not None]
    return _with_doubles(manifest, used + [manifest.instruments[n] for n in stung if n in manifest.instruments])


def _played(
    notes: tuple[PartNote, ...], section: Section, player: Performance, manifest: StemSet
) -> tuple[Samples, Players]:
    """Play a layer, and its double beside it at the double's own level; return who played, and how loud."""
    audio = perform(notes, section, player)
    name = player.instrument.doubled_by
    if name is None or not notes:
        return audio, [(player, 1.0)]
    if name not in manifest.instruments:
        raise AffektError(Reason.BAD_SET, f"an instrument is doubled by {name}, which the set does not have")
    double = manifest.instruments[name]
    second = replace(player, purpose=f"{player.purpose}/double", instrument=double)
    other = perform(notes, section, second)
    level: float = 10.0 ** ((integrated(audio) + double.gain_db - integrated(other)) / 20.0)
    return audio + other * level, [(player, 1.0), (second, level)]


def _notes(parts: dict[str, tuple[PartNote, ...]], track: str, take: str, where: str) -> tuple[PartNote, ...]:
    for name in (f"{track}_{take}", track):
        if name in parts:
            return parts[name]
    raise AffektError(Reason.BAD_SET, f"{where} has no track {track}; its tracks are {', '.join(parts) or 'none'}")


def _build_section(
    folder: Path, manifest: StemSet, name: str, source: str, progress: Progress, done: float
) -> tuple[dict[str, Any], dict[str, Any]]:
    section = manifest.sections[name]
    where = folder / str(section.parts)
    parts = read_parts(where, section)
    goal = section.loudness_lufs if section.loudness_lufs is not None else -24.0
    takes: dict[str, dict[str, Samples]] = {}
    tails: dict[str, dict[str, Samples]] = {}
    room = slots(section)
    for layer, use in section.layers.items():
        progress(f"{name} {layer}", done)
        instrument, seat = _instrument(manifest, section, layer), SEATS[manifest.layers[layer].role]
        recorded: dict[str, Samples] = {}
        own, over = as_layer(section, layer), dict[str, Samples]()
        for take in use.takes:
            notes = _notes(parts, use.track or layer, take.name, where.name)
            who = f"{manifest.name}/{name}/{layer}/{take.name}"
            percussive, cents = not manifest.layers[layer].pitched, manifest.tuning.cents
            player = Performance(who, instrument, seat.wide, percussive, cents)
            dry, players = _played(notes, own, player, manifest)
            audio = colour(dry, seat, instrument)
            level = integrated(audio)
            gain = 10.0 ** ((goal + seat.level + instrument.gain_db - level) / 20.0) if level > -100.0 else 1.0
            recorded[take.file] = fade_out(audio * gain, tail_frames(section) * 2 // 5)
            if room is not None:
                over[tails_file(take.file)] = gain * ring(
                    notes, own, players, partial(colour, seat=seat, instrument=instrument), room
                )
        takes[layer], tails[layer] = recorded, over
    first = {layer: next(iter(t.values())) for layer, t in takes.items() if t}
    reference = [n for n in (section.reference or combinations(manifest, name)[0]) if n in first]
    finish = judge(mix(first, reference, manifest, section))
    takes = {layer: {f: finished(a, finish) for f, a in t.items()} for layer, t in takes.items()}
    first = {layer: next(iter(t.values())) for layer, t in takes.items() if t}
    level = integrated(mix(first, reference, manifest, section))
    scale = 10.0 ** ((goal - level) / 20.0) if level > -100.0 else 1.0
    takes = {layer: {f: a * scale for f, a in t.items()} for layer, t in takes.items()}
    first = {layer: next(iter(t.values())) for layer, t in takes.items() if t}
    peak = max(true_peak(mix(first, c, manifest, section)) for c in (*combinations(manifest, name), reference))
    if peak > manifest.loudness.true_peak_db:
        raise AffektError(
            Reason.BAD_SET,
            f"section {name} peaks at {peak:.1f} dBTP, above {manifest.loudness.true_peak_db:g};"
            " lower loudness_lufs or the loudest percussion",
        )
    files = {
        file: asdict(
            _store(folder, file, audio, as_layer(section, layer), manifest, SEATS[manifest.layers[layer].role].quality)
        )
        for layer, t in takes.items()
        for file, audio in t.items()
    }
    if room is not None:
        for file, rung in ((file, audio) for t in tails.values() for file, audio in t.items()):
            made = laid_out(finished(rung, finish) * scale, room)
            files[file] = asdict(_store(folder, file, made, None, manifest, TAIL_QUALITY))
    lufs = round(goal if level > -100.0 else level, 2)
    facts = asdict(SectionFacts(source, lufs, round(peak, 2), exit_facts(section)))
    return files, {name: fact for name, fact in facts.items() if fact is not None}


def _store(
    folder: Path,
    file: str,
    audio: Samples,
    section: Section | None,
    manifest: StemSet,
    quality: float,
    *,
    short: bool = False,
) -> FileFacts:
    path = folder / file
    build_ogg.write(path, audio, quality, title=f"{manifest.name}/{file}", licence=manifest.licence)
    return FileFacts(
        frames=len(audio),
        channels=audio.shape[1],
        pickup_frames=pickup_frames(section) if section else 0,
        body_frames=body_frames(section) if section else 0,
        tail_frames=tail_frames(section) if section else 0,
        lufs=round(momentary_max(audio) if short else integrated(audio), 2),
        peak_dbtp=round(true_peak(audio), 2),
        sha256=sha256(path.read_bytes()).hexdigest(),
    )


def stinger_section(stinger: Stinger, pickup_beats: float = 0.0) -> Section:
    """Return a stinger as a section of whole 4/4 bars with a tail of about two and a half seconds."""
    bars = max(1, -int(-stinger.length_beats // 4))
    tail = round(stinger.tempo / 60.0 * 2.5)
    return Section(bars=bars, tempo=stinger.tempo, pickup_beats=pickup_beats, tail_beats=tail)


def _build_stinger(folder: Path, manifest: StemSet, name: str, stinger: Stinger) -> dict[str, Any]:
    if stinger.instrument is None or stinger.instrument not in manifest.instruments:
        raise AffektError(Reason.BAD_SET, f"stinger {name} names no known instrument to build it with")
    instrument = manifest.instruments[stinger.instrument]
    seat = Seat(0.0, 45.0 if instrument.drums else 120.0, wide=0.3, quality=0.35)
    files: dict[str, Any] = {}
    for take in stinger.takes:
        section = stinger_section(stinger, take.pickup_beats)
        where = folder / str(stinger.parts)
        notes = _notes(read_parts(where, section), stinger.track or name, take.name, where.name)
        who = f"{manifest.name}/stingers/{name}/{take.name}"
        player = Performance(who, instrument, seat.wide, not stinger.pitched, manifest.tuning.cents)
        audio = colour(_played(notes, section, player, manifest)[0], seat, instrument)
        audio = audio * 10.0 ** ((STINGER_LUFS + instrument.gain_db - momentary_max(audio)) / 20.0)
        over = true_peak(audio) - (manifest.loudness.true_peak_db - 1.0)
        if over > 0:
            audio = audio * 10.0 ** (-over / 20.0)
        audio = fade_out(audio, tail_frames(section) * 2 // 5)
        files[take.file] = asdict(_store(folder, take.file, audio, section, manifest, seat.quality, short=True))
    return files
