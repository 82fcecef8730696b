"""Making a set of what was brought: recordings cut to bars, `set.toml` with its guesses, ready to play."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from affekt.arrange.manifest import Loudness, Role
from affekt.core.errors import AffektError, Reason
from affekt.core.units import SAMPLE_RATE
from affekt.render import build_ogg
from affekt.render.build import build
from affekt.render.loudness import as_stereo, integrated, true_peak
from affekt.studio.daw import Song
from affekt.studio.feelings import purpose_of
from affekt.studio.hear import Audio, key_of, role_of
from affekt.studio.made import Made, MadeLayer, MadeSection
from affekt.studio.material import Material, Piece
from affekt.studio.measure import Heard, fit, load, measure
from affekt.studio.words import manifest_text

Progress = Callable[[str, float], None]
"""Told what is being made, and how much is done, 0 … 1."""

PEAK_DB = Loudness().true_peak_db
"""What the loudest combination may reach, in dBTP; over it every layer of the set is turned down alike."""
_QUALITY = 0.4
_SURE_KEY = 0.1
_STINGER_S = 20


def bring(material: Material, song: Song | None, folder: Path, name: str, progress: Progress) -> Made:
    """Write a set into a new folder.

    Raises:
        AffektError: BAD_SET for material that no set can be made of; FORBIDDEN where the folder exists.
    """
    if folder.exists():
        raise AffektError(Reason.FORBIDDEN, f"{folder} is there already; choose another name with --name")
    half = folder.with_name(f".{folder.name}.part")
    made = Made(name, material, {}, {}, {}, 0.0)
    _rename(material)
    pieces = sorted(material.pieces.items(), key=lambda item: (item[1].tempo is None, item[0]))
    loudest = -120.0
    try:
        half.mkdir(parents=True)
        for index, (title, piece) in enumerate(pieces):
            progress(title, index / (len(pieces) + 1))
            loudest = max(loudest, _section(half, title, piece, song, made))
        for title, clips in sorted(material.stingers.items()):
            progress(title, len(pieces) / (len(pieces) + 1))
            made.stingers[title] = [
                _stinger(half, title, clip.take, load(clip)) for clip in sorted(clips, key=lambda c: c.take)
            ]
        if loudest > PEAK_DB:
            made.gain_db = float(np.floor((PEAK_DB - loudest) * 10) / 10)
            text = f"all together peak at {loudest:.1f} dBTP, {PEAK_DB:g} are allowed"
            material.guess("gain of all layers", f"{made.gain_db:g} dB", text)
        (half / "set.toml").write_text(manifest_text(made), encoding="utf-8")
        build(half)
        half.rename(folder)
    except OSError as error:
        raise AffektError(
            Reason.FORBIDDEN, f"{folder} cannot be written ({error.strerror}); choose --in DIR"
        ) from error
    finally:
        _clear(half)
    progress("set.toml", 1.0)
    return made


def _rename(material: Material) -> None:
    """Give sections the names that the shipped table of game events asks for, where their own mean the same."""
    new: dict[str, str] = {}
    for title in material.pieces:
        scene = purpose_of(title).scene
        if scene and scene not in material.pieces and scene not in new.values():
            new[title] = scene
            why = f"a game's table asks for {scene!r}, and {title!r} means it"
            material.guess(f"name of {title}", scene, why)
    material.pieces = {new.get(title, title): piece for title, piece in material.pieces.items()}
    for piece in material.pieces.values():
        piece.then = new.get(piece.then, piece.then) if piece.then else None
    for way in material.ways:
        way.origin, way.target = new.get(way.origin, way.origin), new.get(way.target, way.target)
        if "filler" in way.words:
            way.words["filler"] = new.get(str(way.words["filler"]), str(way.words["filler"]))
    material.playlists = {
        name: replace(listed, sections=tuple(new.get(s, s) for s in listed.sections))
        for name, listed in material.playlists.items()
    }
    material.start = new.get(material.start, material.start) if material.start else None


def _clear(half: Path) -> None:
    """Take away what an import that failed has written."""
    if half.is_dir():
        for path in sorted(half.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        half.rmdir()


def _section(half: Path, title: str, piece: Piece, song: Song | None, made: Made) -> float:
    """Cut and write a section's recordings; return the true peak of their loudest takes together, in dB."""
    found = made.material
    heard = {layer: [load(clip) for clip in strand.clips] for layer, strand in piece.strands.items()}
    measured = measure(title, piece, [one for takes in heard.values() for one in takes], found)
    files: dict[str, list[tuple[str, str]]] = {}
    gains: dict[str, float] = {}
    total, fullest = np.zeros((0, 2)), np.zeros((0, 2))
    for layer, takes in heard.items():
        role = _role(layer, title, piece, takes, made)
        if all(one.portrait.silent for one in takes):
            found.aside.append(f"{layer} in {title}: it is silent there")
            continue
        gains[layer] = takes[0].clip.gain_db
        loudest: Audio | None = None
        files[layer] = []
        for number, one in enumerate(takes):
            audio = fit(one, measured, found, title)
            if role in ("bass", "low_percussion") and audio.shape[1] == 2 and _narrow(audio):
                audio = audio.mean(axis=1, keepdims=True)
            file = f"{title}/{layer}{'' if one.clip.take == 'a' else f'_{one.clip.take}'}.ogg"
            build_ogg.write(half / file, audio, _QUALITY, title=f"{made.name}/{file}")
            files[layer].append((file, one.clip.take))
            heard_so = as_stereo(audio) * 10.0 ** (gains[layer] / 20.0)
            if number == 0:
                total = _add(total, heard_so)
            if loudest is None or np.abs(heard_so).max() > np.abs(loudest).max():
                loudest = heard_so
        if loudest is not None:
            fullest = _add(fullest, loudest)
    key, mode = _key(title, piece, heard, song, found)
    lufs = integrated(total[: measured.body])
    purpose = purpose_of(title)
    made.sections[title] = MadeSection(piece, measured, purpose, key, mode, round(lufs, 1), files, gains)
    if purpose.words:
        found.guess(f"feeling of {title}", f"{purpose.valence:+.2g} valence, {purpose.arousal:g} arousal", "its name")
    return float(true_peak(fullest))


def _narrow(audio: Audio) -> bool:
    """Tell whether both channels are as good as the same."""
    side, mid = (audio[:, 0] - audio[:, 1]) / 2, (audio[:, 0] + audio[:, 1]) / 2
    return bool(np.mean(side**2) < 1e-3 * np.mean(mid**2))


def _add(total: Audio, audio: Audio) -> Audio:
    if len(audio) > len(total):
        total = np.pad(total, ((0, len(audio) - len(total)), (0, 0)))
    total[: len(audio)] += audio
    return total


def _role(layer: str, title: str, piece: Piece, takes: list[Heard], made: Made) -> Role:
    """Return a layer's role: of the set's layer, its name's, or the one that is heard."""
    if layer not in made.layers:
        role = piece.strands[layer].role
        if role is None:
            role, why = role_of(takes[0].portrait)
            sure = role in ("bass", "low_percussion", "high_percussion")
            made.material.guess(f"role of {layer}", role, f"in {title}: {why}", sure=sure)
        else:
            made.material.guess(f"role of {layer}", role, "its name")
        made.layers[layer] = MadeLayer(role, role in ("low_percussion", "high_percussion"))
    return made.layers[layer].role


def _key(
    title: str, piece: Piece, heard: dict[str, list[Heard]], song: Song | None, found: Material
) -> tuple[str, str]:
    if piece.key is not None:
        return piece.key, piece.mode or "ionian"
    if song is not None and song.key is not None:
        found.guess(f"key of {title}", f"{song.key} {song.mode}", f"the key signature in {song.file.name}")
        return song.key, song.mode or "ionian"
    if song is not None and sum(song.pitches) > 0:
        pitches = np.asarray(song.pitches) / sum(song.pitches)
        tonic, mode, clear = key_of(pitches, np.zeros(12))
        found.guess(f"key of {title}", f"{tonic} {mode}", f"the notes in {song.file.name}", sure=clear > _SURE_KEY)
        return tonic, mode
    chroma, opening = np.zeros(12), np.zeros(12)
    for takes in heard.values():
        sound = takes[0].portrait
        if not (sound.silent or sound.noisy > 0.015):
            chroma += sound.chroma
            opening += sound.opening * (2.0 if sound.low > 0.4 else 1.0 if sound.centroid < 700 else 0.0)
    if not chroma.any():
        found.guess(f"key of {title}", "C ionian", "nothing in it has a pitch", sure=False)
        return "C", "ionian"
    tonic, mode, clear = key_of(chroma, opening)
    found.guess(
        f"key of {title}", f"{tonic} {mode}", "its tones and what its low parts begin with", sure=clear > _SURE_KEY
    )
    return tonic, mode


def _stinger(half: Path, title: str, take: str, one: Heard) -> tuple[str, str]:
    file = f"stingers/{title}{'' if take == 'a' else f'_{take}'}.ogg"
    audio = one.audio[: _STINGER_S * SAMPLE_RATE]
    over = true_peak(audio) - PEAK_DB
    build_ogg.write(half / file, audio * 10.0 ** (-max(0.0, over) / 20.0), _QUALITY, title=file)
    return file, take
