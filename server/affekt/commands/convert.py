"""Converting a set's recordings to what a set is made of: Ogg Vorbis at 48 kHz."""

from collections.abc import Callable
from pathlib import Path

from affekt.arrange.schema import MANIFEST, read_manifest
from affekt.arrange.setjson import recordings
from affekt.core.errors import AffektError, Reason
from affekt.core.units import SAMPLE_RATE

_QUALITY = 0.4
"""The encoder's scale; about 120 kb/s in stereo."""


def convert(folder: Path, progress: Callable[[str, float], None] = lambda what, done: None) -> list[str]:
    """Convert every recording that is not Ogg at 48 kHz, and return the new paths.

    An Ogg of another rate is replaced. Any other file stays, its Ogg is written beside it, and `set.toml` names the
    Ogg from then on; nothing else in it changes.

    Raises:
        AffektError: BAD_SET when the manifest or a recording cannot be read; nothing in `set.toml` has changed then.
    """
    manifest, findings = read_manifest(folder)
    if manifest is None:
        raise AffektError(Reason.BAD_SET, "\n".join(f"set.toml:{f.line}: {f.where}: {f.text}" for f in findings.errors))
    names = recordings(manifest)
    renamed: dict[str, str] = {}
    for name in names:
        target = str(Path(name).with_suffix(".ogg").as_posix())
        if target != name and target in names:
            raise AffektError(Reason.BAD_SET, f"{name} and {target} are both in the set; rename one of them")
    done: list[str] = []
    for index, name in enumerate(names):
        progress(name, index / len(names))
        target = str(Path(name).with_suffix(".ogg").as_posix())
        if _converted(folder, name, target, manifest.licence):
            done.append(target)
        if target != name and (folder / target).is_file():
            renamed[name] = target
    if renamed:
        _rename(folder / MANIFEST, renamed)
    progress(MANIFEST, 1.0)
    return done


def _converted(folder: Path, name: str, target: str, licence: str) -> bool:
    """Write a recording as Ogg at 48 kHz; False where it is one already or not there."""
    import soundfile
    import soxr

    from affekt.render import build_ogg

    source = folder / name
    if not source.is_file():
        return False
    if not source.resolve().is_relative_to(folder.resolve()):
        raise AffektError(Reason.BAD_SET, f"{name} leads out of the set's folder; put the file itself there")
    try:
        info = soundfile.info(str(source))
        if info.samplerate == SAMPLE_RATE and (info.format, info.subtype) == ("OGG", "VORBIS") and name == target:
            return False
        audio, rate = soundfile.read(source, dtype="float64", always_2d=True)
    except (OSError, soundfile.SoundFileError) as error:
        raise AffektError(Reason.BAD_SET, f"{name} cannot be read as audio; write it again as WAV or FLAC") from error
    if audio.shape[1] > 2:
        raise AffektError(Reason.BAD_SET, f"{name} has {audio.shape[1]} channels; make it mono or stereo")
    if rate != SAMPLE_RATE:
        frames = round(len(audio) * SAMPLE_RATE / rate)
        audio = soxr.resample(audio, rate, SAMPLE_RATE, quality="VHQ")[:frames]
    build_ogg.write(folder / target, audio, _QUALITY, title=target, licence=licence)
    return True


def _rename(path: Path, renamed: dict[str, str]) -> None:
    """Let a manifest name other files, and leave every other character of it alone."""
    text = path.read_text(encoding="utf-8")
    for old, new in renamed.items():
        for quote in ('"', "'"):
            text = text.replace(f"{quote}{old}{quote}", f"{quote}{new}{quote}")
    path.write_text(text, encoding="utf-8")
