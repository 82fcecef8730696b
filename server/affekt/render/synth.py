"""Notes: generated voices sound through FluidSynth, or where it is missing through a small synthesiser of our own.

A player belongs to one session and to the thread that renders it; pools may be filled on any thread.
"""

import os
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from affekt.core.errors import AffektError, Reason
from affekt.render.buffers import Buffers
from affekt.render.layout import Rows
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
    """One session's synthesiser."""

    def prepare(self, rows: Rows) -> None:
        """Make ahead what these rows will need; may run on another thread than the rest."""
        ...

    def take(self, rows: Rows, head: int) -> Rows:
        """Take its own rows (notes, and what holds or cancels them); return the rows that the kernel must play.

        Args:
            rows: Everything that was handed to the session, in order.
            head: The session's first frame not mixed yet.
        """
        ...

    def fill(self, out: NDArray[np.float32], frame: int, n: int) -> bool:
        """Write n interleaved stereo frames from `frame` on; return False, having written nothing, where silent."""
        ...

    def acted(self) -> list[tuple[int, int]]:
        """Return and forget (event id, frame) of the notes that came too late."""
        ...

    def skip(self, frame: int) -> None:
        """Frames before `frame` are left out."""
        ...

    def close(self) -> None:
        """Silence it and give it back."""
        ...


class SynthPool(Protocol):
    """Where players come from. None plays for two sessions."""

    name: str

    def player(self, patches: Patches, buffers: Buffers) -> Player:
        """Return a silent player tuned and set for these voices."""
        ...

    def warm(self, patches: Patches, count: int) -> None:
        """Keep so many players made ahead, with their samples loaded."""
        ...

    def tend(self) -> None:
        """Free what was given back and make anew what is wanted ahead; takes its time, on any thread."""
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


def pool(kind: Kind = "auto") -> SynthPool | None:
    """Return a pool of the wished kind; `auto` is FluidSynth where it and a SoundFont are there, else the built-in.

    Raises:
        AffektError: UNSUPPORTED if FluidSynth was asked for and cannot be had.
    """
    if kind == "none":
        return None
    if kind in ("auto", "fluidsynth"):
        from affekt.render.fluid import FluidPool
        from affekt.render.fluid_library import library

        font = find_soundfont()
        if library() is not None and font is not None:
            return FluidPool(font)
        if kind == "fluidsynth":
            missing = "libfluidsynth3" if library() is None else "a SoundFont such as fluidr3mono-gm-soundfont"
            raise AffektError(Reason.UNSUPPORTED, f"FluidSynth cannot play without {missing}; install it with apt")
    from affekt.render.builtin import BuiltinPool

    return BuiltinPool()
