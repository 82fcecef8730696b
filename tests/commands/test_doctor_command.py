"""`affekt doctor`: every part is told, and only a needed one that is broken fails."""

import socket

import pytest

from affekt.commands import doctor, probes, probes_sound
from affekt.commands.probes import Part


def told(*parts):
    return tuple(lambda part=part: part for part in parts)


def test_only_a_needed_part_that_is_broken_fails(terminal, monkeypatch):
    fine = Part("kernel", "ok", "compiled", needed=True)
    optional = Part("torch", "broken", "cannot be loaded; pip install 'affekt[train]'")
    absent = Part("ogg", "absent", "missing", needed=True)
    monkeypatch.setattr(doctor, "PROBES", told(fine, optional, absent))
    assert terminal.type(doctor) == 0
    assert "everything that is needed works" in terminal.out
    assert terminal.out.splitlines()[1] == "broken  torch          cannot be loaded; pip install 'affekt[train]'"
    monkeypatch.setattr(doctor, "PROBES", told(optional, Part("kernel", "broken", "does not run", needed=True)))
    assert terminal.type(doctor, "--json") == 1
    assert terminal.answer == {
        "ok": False,
        "parts": [
            {"name": "torch", "state": "broken", "text": optional.text, "needed": False},
            {"name": "kernel", "state": "broken", "text": "does not run", "needed": True},
        ],
    }


def test_parts_are_told_in_their_order(monkeypatch):
    parts = [Part(str(n), "ok", "") for n in range(40)]
    assert doctor.examine(told(*parts)) == parts


def test_a_port_that_somebody_has_is_busy(monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("AFFEKT_LISTEN_GRPC", f"127.0.0.1:{port}")
        monkeypatch.setenv("AFFEKT_LISTEN_HTTP", "127.0.0.1:0")
        monkeypatch.setenv("AFFEKT_LISTEN_OSC", "off")
        grpc, http, osc, udp = probes.ports()
    assert (grpc.state, http.state, osc.state, udp.state) == ("busy", "ok", "n/a", "n/a")
    assert "--listen grpc=127.0.0.1:0" in grpc.text


def test_a_configuration_with_a_fault_is_a_needed_part_that_is_broken(monkeypatch):
    monkeypatch.setenv("AFFEKT_WORKERS", "many")
    part = probes.config()
    assert (part.state, part.needed) == ("broken", True)
    assert "AFFEKT_WORKERS" in part.text


def test_a_package_is_loaded_for_real(tmp_path, monkeypatch):
    assert probes.package("rich", "colour").state == "ok"
    gone = probes.package("no_such_package_here", "nothing", "pip install it")
    assert (gone.state, gone.text) == ("absent", "not installed; for nothing: pip install it")
    assert probes.package("no_such_package_here", "all", needed=True).state == "broken"
    (tmp_path / "bad_module.py").write_text("raise RuntimeError('half installed')")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    bad = probes.package("bad_module", "nothing", "pip install it")
    assert bad.state == "broken"
    assert "half installed" in bad.text


def test_a_process_that_dies_or_says_nothing_is_an_answer_too():
    assert probes.ask("import os, signal; os.kill(os.getpid(), signal.SIGKILL)").why == "ended by signal 9"
    assert probes.ask("pass").why == "it gave no answer"
    assert probes.ask("print('[1, 2]')").value == [1, 2]
    assert not probes.ask("raise SystemExit(3)").ok


def test_memory_and_cache_are_written_to(tmp_path, monkeypatch):
    assert probes.memory().state == "ok"
    monkeypatch.setenv("AFFEKT_CACHE", str(tmp_path / "cache"))
    assert probes.disk().state in ("ok", "busy")
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("AFFEKT_CACHE", str(tmp_path / "file"))
    assert (probes.disk().state, probes.disk().needed) == ("broken", True)


def test_a_soundfont_under_the_gpl_is_refused(tmp_path, monkeypatch):
    font = tmp_path / "TimGM6mb.sf2"
    font.write_bytes(b"RIFF")
    monkeypatch.setenv("AFFEKT_SOUNDFONT", str(font))
    _, soundfont = probes_sound.fluidsynth()
    assert soundfont.state == "broken"
    assert "GPL" in soundfont.text


def test_without_a_set_that_plays_something_needed_is_broken(monkeypatch):
    monkeypatch.setattr("affekt.arrange.shelf.list_sets", dict)
    (part,) = probes_sound.sets()
    assert (part.state, part.needed) == ("broken", True)
    assert "affekt sets new" in part.text


@pytest.mark.parametrize(
    "name", ["python", "cpu", "kernel", "ogg", "grpc", "memory", "cache", "fluidsynth", "soundfont"]
)
def test_every_part_has_a_probe(name):
    names = {"python": probes.python, "cpu": probes.cpu, "kernel": probes_sound.kernel, "ogg": probes_sound.files}
    names |= {"grpc": probes_sound.grpc, "memory": probes.memory, "cache": probes.disk}
    names |= {"fluidsynth": probes_sound.fluidsynth, "soundfont": probes_sound.fluidsynth}
    assert names[name] in doctor.PROBES
