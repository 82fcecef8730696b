"""Synthesisers: generated voices sound through FluidSynth, or where it is missing through one of our own.

Both render note by note, ahead of time; the kernel plays the notes. A player belongs to one session.
"""

import os
from pathlib import Path
from typing import Literal, Protocol, cast, get_args

import numpy as np
from numpy.typing import NDArray

from affekt.core.errors import AffektError, Reason
from affekt.render.buffers import Buffers
from affekt.render.layout import Rows
from affekt.render.notes import Note
from affekt.render.patches import Patches

Kind = Literal["auto", "fluidsynth", "builtin", "none"]

_FOLDERS = (
    "/usr/share/sounds/sf3", "/usr/share/sounds/sf2", "/usr/local/share/soundfonts", "/usr/share/soundfonts",
    "/opt/homebrew/share/soundfonts",
)  # fmt: skip
_REFUSED = ("timgm6mb",)
"""Under the GPL; never loaded, whatever it is called on disk."""
_WELCOME = ("fluidr3mono", "musescore_general", "fluidr3")
"""The pinned one first, so that machines sound alike."""


class Player(Protocol):
    """One session's notes."""

    def prepare(self, rows: Rows) -> Rows:
        """Have the notes of these rows rendered ahead, and return the rows with each as a one-shot voice.

        May run on another thread than the rest.
        """
        ...

    def take(self, rows: Rows) -> Rows:
        """Return the rows that the kernel must play now; what was not prepared is rendered here."""
        ...

    def close(self) -> None:
        """Let its notes go."""
        ...


class SynthPool(Protocol):
    """Where players come from."""

    name: str

    def make(self, note: Note) -> NDArray[np.int16]:
        """Return a note as it is kept, the same for the same arguments; from any thread."""
        ...

    def player(self, patches: Patches, buffers: Buffers) -> Player:
        """Return a player tuned and set for these voices, which keeps its notes in `buffers`."""
        ...

    def warm(self, patches: Patches) -> None:
        """Load what these voices need, so that their first notes come in time."""
        ...


def find_soundfont() -> Path | None:
    """Return the SoundFont to play: `AFFEKT_SOUNDFONT`, else the best one that the system has, else None.

    Raises:
        AffektError: UNSUPPORTED if `AFFEKT_SOUNDFONT` names one that is missing or refused for its licence.
    """
    given = os.environ.get("AFFEKT_SOUNDFONT")
    if given:
        path = Path(given)
        if not path.is_file():
            raise AffektError(
                Reason.UNSUPPORTED, f"AFFEKT_SOUNDFONT names {given}, which is not there; correct or unset it"
            )
        if _refused(path):
            text = f"{path.name} is under the GPL; point AFFEKT_SOUNDFONT at another, such as FluidR3Mono_GM.sf3"
            raise AffektError(Reason.UNSUPPORTED, text)
        return path
    found = [
        path for folder in _FOLDERS for ending in ("*.sf3", "*.sf2") for path in sorted(Path(folder).glob(ending))
        if not _refused(path)
    ]  # fmt: skip
    ranked = sorted(found, key=lambda p: next((k for k, w in enumerate(_WELCOME) if w in p.name.lower()), 99))
    return ranked[0] if ranked else None


def _refused(path: Path) -> bool:
    names = (path.name.lower(), path.resolve().name.lower())
    return any(word in name for word in _REFUSED for name in names)


def chosen(kind: Kind = "auto") -> Kind:
    """Return which kind plays: `auto` is `AFFEKT_SYNTH`, else FluidSynth where it is there, else the built-in.

    Raises:
        AffektError: UNSUPPORTED if FluidSynth was asked for and cannot be had, or `AFFEKT_SYNTH` is no kind.
    """
    from affekt.render.fluid_library import library

    wished = kind if kind != "auto" else _wished()
    if wished in ("builtin", "none"):
        return wished
    if library() is not None and find_soundfont() is not None:
        return "fluidsynth"
    if wished == "fluidsynth":
        missing = "libfluidsynth3" if library() is None else "a SoundFont such as fluidr3mono-gm-soundfont"
        raise AffektError(Reason.UNSUPPORTED, f"FluidSynth cannot play without {missing}; install it with apt")
    return "builtin"


def _wished() -> Kind:
    """Return what `AFFEKT_SYNTH` says."""
    given = os.environ.get("AFFEKT_SYNTH") or "auto"
    for kind in get_args(Kind):
        if kind == given:
            return cast(Kind, kind)
    raise AffektError(Reason.UNSUPPORTED, f"AFFEKT_SYNTH is {given}; set it to {', '.join(get_args(Kind))}")


def pool(kind: Kind = "auto") -> SynthPool | None:
    """Return a pool of the wished kind, or None where nothing is to play.

    Raises:
        AffektError: as `chosen` does.
    """
    found = chosen(kind)
    font = find_soundfont() if found == "fluidsynth" else None
    if font is not None:
        from affekt.render.fluid import FluidPool

        return FluidPool(font)
    if found == "none":
        return None
    from affekt.render.builtin import BuiltinPool

    return BuiltinPool()
