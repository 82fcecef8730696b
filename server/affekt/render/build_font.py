"""The build's SoundFont: found on this machine or fetched, and known by its hash, since what is built depends on it."""

import os
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.error import URLError
from urllib.request import urlopen

from affekt.arrange.setjson import file_sha256
from affekt.core.errors import AffektError, Reason
from affekt.render.stems import cache_folder

_DEBIAN = "/usr/share/sounds/sf3"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Pinned:
    """A SoundFont whose every byte is known."""

    name: str
    sha256: str
    package: str
    """Debian's and Ubuntu's."""
    places: tuple[str, ...]


FONT = Pinned(
    "MuseScore_General.sf3",
    "f9a37b36655f23e167c66ec91bef6097c8e99be29286219a54062919eb41aeae",
    "musescore-general-soundfont",
    (f"{_DEBIAN}/MuseScore_General_Full.sf3", f"{_DEBIAN}/MuseScore_General.sf3"),
)
"""MIT, version 0.2.1: what the shipped sets are built with."""
STAND_IN = Pinned(
    "FluidR3Mono_GM.sf3",
    "cda013d8c370a48ae8dad271e761078d2e77455488dabdedbfbe5fc76a38c682",
    "fluidr3mono-gm-soundfont",
    (f"{_DEBIAN}/FluidR3Mono_GM.sf3", "/usr/share/fluidr3mono-gm-soundfont/FluidR3Mono_GM.sf3"),
)
"""MIT, a quarter of the size: its programs have the same numbers, so that a set of one's own can be heard."""
PACKAGE_URL = (
    "https://deb.debian.org/debian/pool/main/m/musescore-general-soundfont/musescore-general-soundfont_0.2.1-1_all.deb"
)


@dataclass(frozen=True, slots=True)
class Font:
    """A SoundFont to build with."""

    path: Path
    name: str
    sha256: str

    @property
    def stands_in(self) -> bool:
        """Whether it is not what the shipped sets are built with."""
        return self.sha256 != FONT.sha256


def font_folder() -> Path:
    """Return where a fetched SoundFont is kept: beside the decoded stems."""
    return cache_folder().parent / "fonts"


def find_font() -> Font:
    """Return `AFFEKT_BUILD_SOUNDFONT`, else the pinned SoundFont, else its stand-in.

    Raises:
        AffektError: UNSUPPORTED when there is none; the text says what to install.
    """
    given = os.environ.get("AFFEKT_BUILD_SOUNDFONT")
    if given:
        path = Path(given)
        if not path.is_file():
            text = f"AFFEKT_BUILD_SOUNDFONT names {given}, which is not there; correct or unset it"
            raise AffektError(Reason.UNSUPPORTED, text)
        return Font(path, path.name, file_sha256(path))
    for pinned in (FONT, STAND_IN):
        for path in (font_folder() / pinned.name, *map(Path, pinned.places)):
            if path.is_file() and file_sha256(path) == pinned.sha256:
                return Font(path, pinned.name, pinned.sha256)
    raise AffektError(
        Reason.UNSUPPORTED,
        f"the SoundFont {FONT.name} is missing; install it with 'apt install {FONT.package}', or fetch its 76 MB with "
        "'affekt sets build --fetch'",
    )


def fetch_font(progress: Callable[[str, float], None] = lambda what, done: None, url: str = PACKAGE_URL) -> Font:
    """Return the pinned SoundFont, taken out of its Debian package where it is not here yet.

    Raises:
        AffektError: UNSUPPORTED when it cannot be had, or is not the one that is pinned.
    """
    try:
        found = find_font()
        if not found.stands_in or os.environ.get("AFFEKT_BUILD_SOUNDFONT"):
            return found
    except AffektError:
        if os.environ.get("AFFEKT_BUILD_SOUNDFONT"):
            raise
    folder = font_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".fetching-") as work:
        package, font = Path(work) / "package.deb", Path(work) / FONT.name
        try:
            _download(url, package, progress)
            with package.open("rb") as file:
                _unpack(file, Path(FONT.places[0]).name, font)
        except (OSError, URLError, ValueError, tarfile.TarError, EOFError) as error:
            text = f"{FONT.name} could not be fetched ({error}); install it with 'apt install {FONT.package}'"
            raise AffektError(Reason.UNSUPPORTED, text) from error
        if (got := file_sha256(font)) != FONT.sha256:
            text = f"what {url} holds is not the pinned {FONT.name} (sha256 {got[:12]}…)"
            raise AffektError(Reason.UNSUPPORTED, f"{text}; install it with 'apt install {FONT.package}'")
        font.replace(folder / FONT.name)
    return Font(folder / FONT.name, FONT.name, FONT.sha256)


def _download(url: str, target: Path, progress: Callable[[str, float], None]) -> None:
    with urlopen(url, timeout=60) as source, target.open("wb") as file:
        whole, got = int(source.headers.get("Content-Length") or 0), 0
        while piece := source.read(_PIECE):
            file.write(piece)
            got += len(piece)
            progress(f"fetching {FONT.name}", got / whole if whole else 0.0)


def _unpack(package: BinaryIO, name: str, target: Path) -> None:
    """Write one file of a Debian package, an `ar` archive (deb(5)) with a `data.tar` in it."""
    if package.read(8) != b"!<arch>\n":
        raise ValueError("it is not a Debian package")
    while len(header := package.read(60)) == 60:
        member, size = header[:16].decode().strip(), int(header[48:58])
        if member.startswith("data.tar"):
            with tarfile.open(fileobj=package, mode="r|*") as archive, target.open("wb") as file:
                for entry in archive:
                    source = archive.extractfile(entry) if Path(entry.name).name == name and entry.isfile() else None
                    if source is not None:
                        while piece := source.read(_PIECE):
                            file.write(piece)
                        return
            break
        package.seek(size + size % 2, os.SEEK_CUR)
    raise ValueError(f"the package has no {name}")
