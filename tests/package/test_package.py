"""The packaged server: made once, carried elsewhere, started on a machine that has no Python."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from urllib.request import urlopen

import numpy as np
import pytest

from affekt import cli
from affekt_client import Session

pytestmark = [pytest.mark.slow, pytest.mark.system, pytest.mark.timeout(400)]


@contextmanager
def started(command: list[str], home: Path) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """Start a server as a game does; nothing of this process's environment comes with it."""
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin" if command[0] == "unshare" else "/nonexistent", "HOME": str(home)},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        doors: dict[str, str] = {}
        for line in process.stdout:
            word, *rest = line.split()
            if word == "ready":
                break
            doors[rest[0]] = rest[1]
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        yield process, doors
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


def children(parent: int) -> set[int]:
    """Return the processes that a process has started, theirs too."""
    found = {int(n) for n in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()}
    return found.union(*(children(one) for one in found))


def alive(number: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{number}/stat").read_text().rpartition(")")[2]
    except OSError:
        return False


def test_a_game_starts_it_hears_it_and_ends_it_by_closing_the_pipe(package: Path, tmp_path: Path):
    compiled = {p: p.stat().st_mtime_ns for p in package.rglob("affekt/render/__pycache__/*.nbi")}
    assert compiled
    with started([str(package / "affekt-server"), "--workers", "1"], tmp_path) as (process, doors):
        assert set(doors) == {"grpc", "osc", "http"}
        with urlopen(f"http://{doors['http']}/v1/sets") as answer:
            assert [one["name"] for one in json.load(answer)["sets"]] == ["noise"]
        with Session.open("arena", doors["grpc"], set="noise") as session:
            sections = (event.section.section for event in session.events() if event.HasField("section"))
            assert next(sections) == "calm"
            session.event("thunder")
            assert next(sections) == "storm"
            blocks = list(islice(session.listen(), 30))
        assert max(np.abs(np.frombuffer(blocks[-1].samples, "<i2"))) > 500
        family = children(process.pid)
        assert family
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=30) == 0
    assert not [one for one in family if alive(one)]
    assert {p: p.stat().st_mtime_ns for p in package.rglob("affekt/render/__pycache__/*.nbi")} == compiled


def test_it_runs_where_there_is_nothing_but_a_shell(package: Path, tmp_path: Path):
    root = tmp_path / "root"
    for place in ("bin", "pkg", "home", "dev", "tmp"):
        (root / place).mkdir(parents=True)
    linked = subprocess.run(["ldd", "/bin/sh"], capture_output=True, text=True, check=True).stdout
    for library in [word for word in linked.split() if word.startswith("/")]:
        (root / library.lstrip("/")).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(library, root / library.lstrip("/"))
    shutil.copy(Path("/bin/sh").resolve(), root / "bin/sh")
    mounts = 'mount --bind "$1" "$2/pkg" && mount --rbind /dev "$2/dev"'
    inside = ["unshare", "-m", "sh", "-c"]
    try:
        may = subprocess.run([*inside, mounts, "-", str(package), str(root)], capture_output=True).returncode == 0
    except OSError:
        may = False
    if not may or os.geteuid() != 0:
        pytest.skip("another root needs unshare and the right to mount")
    command = [*inside, f'{mounts} && exec chroot "$2" /pkg/affekt-server --workers 1', "-", str(package), str(root)]
    with started(command, Path("/home")) as (process, doors):
        with Session.open("arena", doors["grpc"]) as session:
            assert session.welcome.session.set == "noise"
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_its_notice_names_every_part_and_none_is_under_the_gpl(package: Path):
    lines = (package / "NOTICE").read_text().splitlines()
    for part in ("Affekt ", "Python ", "numba ", "grpcio ", "the set noise (CC0-1.0)"):
        assert any(line.startswith(part) for line in lines), part
    assert not [line for line in lines if "GPL" in line and "LGPL" not in line]
    assert (package / "licences/affekt/LICENSE").is_file()
    assert not list(package.rglob("readline*.so"))
    facts = json.loads((package / "affekt-package.json").read_text())
    assert facts["sets"] == ["noise"]
    assert facts["bytes"] > 100e6


def test_it_is_written_anew_only_where_it_is_a_package(package: Path, tmp_path: Path, capsys):
    assert cli.main(["package", str(package)]) == 1
    assert "is there already; give --force to write it anew" in capsys.readouterr().err
    (tmp_path / "photo.jpg").write_text("mine")
    assert cli.main(["package", str(tmp_path), "--force"]) == 1
    assert "is there already; name another folder" in capsys.readouterr().err
    assert (tmp_path / "photo.jpg").is_file()


def test_a_wrong_set_or_table_is_told_before_anything_is_written(tmp_path: Path, capsys):
    assert cli.main(["package", str(tmp_path / "p"), "--set", "desert"]) == 1
    (tmp_path / "game.toml").write_text("format = 2\n")
    assert cli.main(["package", str(tmp_path / "p"), "--table", str(tmp_path / "game.toml")]) == 1
    assert "game.toml:1: format" in capsys.readouterr().err
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize("mark", ["package.json", "affekt-package.json"])
def test_what_is_no_package_is_never_written_over(mark: str, music: Path, tmp_path: Path) -> None:
    (tmp_path / mark).write_text('{"name": "my-game"}')
    (tmp_path / "index.js").write_text("the game")
    assert cli.main(["package", str(tmp_path), "--set", str(music), "--force"]) == 1
    assert (tmp_path / "index.js").read_text() == "the game"
