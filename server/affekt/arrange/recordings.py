"""The recordings that a manifest names: there, inside the folder, at 48 kHz, and as long as their section."""

from pathlib import Path

import soundfile

from affekt.arrange import timing
from affekt.arrange.findings import Findings
from affekt.arrange.locate import KeyPath
from affekt.arrange.manifest import Section, StemSet
from affekt.arrange.setjson import recordings, stale
from affekt.arrange.tails import Slots, slots, tails_file
from affekt.core.units import SAMPLE_RATE

SUFFIXES = (".ogg", ".flac", ".wav")
_TOLERANCE = 1
"""Frames by which a recording may miss its length."""
_STINGER_S = 60
"""Longest stinger in seconds."""


def missing(folder: Path, manifest: StemSet) -> list[str]:
    """Return the recordings that a set names and does not have."""
    return [name for name in recordings(manifest) if not (folder / name).is_file()]


def check_recordings(folder: Path, manifest: StemSet, findings: Findings) -> None:
    """Find recordings that are missing, elsewhere, at another rate or of another length."""
    absent = set(missing(folder, manifest))
    build = f"run 'affekt sets build {manifest.name}'"
    for name, section in manifest.sections.items():
        here: KeyPath = ("sections", name)
        parts = _parts(folder, (*here, "parts"), section.parts, findings)
        unbuilt, room = 0, slots(section)
        for layer, used in section.layers.items():
            at = (*here, "layers", layer)
            if not used.takes:
                findings.error(at, f'has no takes; add takes = [{{ file = "audio/{name}_{layer}.ogg" }}]')
            _names(at, [t.name for t in used.takes], findings)
            for index, take in enumerate(used.takes):
                where = (*at, "takes", index, "file")
                if take.file in absent:
                    unbuilt += 1
                    if not parts:
                        findings.error(where, f"{take.file} is not in the set's folder, nor parts to build it from")
                else:
                    _stem(folder, where, take.file, timing.as_layer(section, layer), findings)
                if room is not None and tails_file(take.file) in absent:
                    unbuilt += 1
                    if not parts:
                        text = (
                            f"{tails_file(take.file)} is not in the set's folder; record it, or leave exit_tail_s out"
                        )
                        findings.error(where, text)
                elif room is not None:
                    _tails(folder, where, tails_file(take.file), room, findings)
        if unbuilt and parts:
            findings.warning(here, f"{unbuilt} recording{'s are' if unbuilt > 1 else ' is'} not built yet; {build}")
    for name, stinger in manifest.stingers.items():
        here = ("stingers", name)
        parts = _parts(folder, (*here, "parts"), stinger.parts, findings)
        if not stinger.takes:
            findings.error(here, f'has no takes; add takes = [{{ file = "audio/stinger_{name}.ogg" }}]')
        _names(here, [t.name for t in stinger.takes], findings)
        for index, take in enumerate(stinger.takes):
            where = (*here, "takes", index, "file")
            if take.file not in absent:
                _stinger(folder, where, take.file, findings)
            elif parts:
                findings.warning(where, f"{take.file} is not built yet; {build}")
            else:
                findings.error(where, f"{take.file} is not in the set's folder, nor parts to build it from")
    if not absent and not findings.errors:
        why = stale(folder, manifest)
        if why:
            findings.warning((), f"{why}; {build}")


def _names(at: KeyPath, names: list[str], findings: Findings) -> None:
    for index, name in enumerate(names):
        if name in names[:index]:
            text = f"a second take '{name}'; give each take its own name"
            findings.error((*at, "takes", index), text)


def _parts(folder: Path, where: KeyPath, name: str | None, findings: Findings) -> bool:
    """Tell whether there is a symbolic part to build from."""
    if name is None:
        return False
    if not name.endswith((".score", ".mid")):
        findings.error(where, f"'{name}' is not a symbolic part; write a .score or a .mid")
        return False
    if not _inside(folder, where, name, findings):
        return False
    if not (folder / name).is_file():
        findings.error(where, f"{name} is not in the set's folder")
        return False
    return True


def _inside(folder: Path, where: KeyPath, name: str, findings: Findings) -> bool:
    """Refuse a link that leads out of the set's folder."""
    if (folder / name).resolve().is_relative_to(folder.resolve()):
        return True
    findings.error(where, f"{name} leads out of the set's folder; put the file itself there")
    return False


def _header(folder: Path, where: KeyPath, name: str, findings: Findings) -> int | None:
    """Return a recording's length in frames, or None where it cannot be used."""
    if not _inside(folder, where, name, findings):
        return None
    if not name.endswith(SUFFIXES):
        findings.error(where, f"{name} is not Ogg, FLAC or WAV; convert it")
        return None
    try:
        info = soundfile.info(str(folder / name))
    except (soundfile.SoundFileError, OSError):
        findings.error(where, f"{name} cannot be read as audio; write it again as Ogg Vorbis")
        return None
    if info.samplerate != SAMPLE_RATE:
        findings.error(
            where,
            f"{name} is {info.samplerate / 1000:g} kHz, a set is 48 kHz; run 'affekt sets convert {folder.name}'",
        )
        return None
    if info.channels not in (1, 2):
        findings.error(where, f"{name} has {info.channels} channels; make it mono or stereo")
        return None
    return int(info.frames)


def _stem(folder: Path, where: KeyPath, name: str, section: Section, findings: Findings) -> None:
    frames = _header(folder, where, name, findings)
    if frames is None:
        return
    pickup, body, tail = timing.pickup_frames(section), timing.body_frames(section), timing.tail_frames(section)
    least, most = pickup + body - _TOLERANCE, pickup + body + tail + _TOLERANCE
    if not least <= frames <= most:
        need = f"pick-up {pickup} + body {body} frames, then a tail of at most {tail}"
        way = "short" if frames < least else "long"
        by = least - frames if frames < least else frames - most
        findings.error(where, f"{name} has {frames} frames, {by} too {way}: {need}; mend it or the section's tempo")


def _tails(folder: Path, where: KeyPath, name: str, room: Slots, findings: Findings) -> None:
    frames = _header(folder, where, name, findings)
    most = len(room.exits) * room.frames
    if frames is not None and frames > most + _TOLERANCE:
        text = f"{name} has {frames} frames, {frames - most} too many: {len(room.exits)} exits of {room.frames} frames"
        findings.error(where, text)


def _stinger(folder: Path, where: KeyPath, name: str, findings: Findings) -> None:
    frames = _header(folder, where, name, findings)
    if frames is not None and not 0 < frames <= _STINGER_S * SAMPLE_RATE:
        findings.error(
            where, f"{name} lasts {frames / SAMPLE_RATE:.1f} s; a stinger is a figure of at most {_STINGER_S} s"
        )
