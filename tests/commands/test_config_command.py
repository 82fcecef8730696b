"""`affekt config show`, as typed."""

import pytest

from affekt.commands import config


def test_each_value_is_shown_with_its_origin(terminal, tmp_path, monkeypatch):
    (tmp_path / "affekt.toml").write_text("workers = 1\n\n[log]\nlevel = 'debug'\n")
    monkeypatch.setenv("AFFEKT_SESSIONS_LEASE_S", "12")
    assert terminal.type(config, "show", "--origin", "--json", "--set", "forest") == 0
    shown = terminal.answer
    assert shown["workers"] == {"value": 1, "origin": "file affekt.toml:1"}
    assert shown["log.level"] == {"value": "debug", "origin": "file affekt.toml:4"}
    assert shown["sessions.lease_s"] == {"value": "12", "origin": "env AFFEKT_SESSIONS_LEASE_S"}
    assert shown["set"] == {"value": "forest", "origin": "flag --set"}
    assert shown["limits.inputs_burst"]["origin"] == "default"


def test_people_read_a_column_each(terminal):
    assert terminal.type(config, "show", "--origin") == 0
    rows = [row.split() for row in terminal.out.splitlines()]
    assert ["listen.grpc", "127.0.0.1:50051", "default"] in rows
    assert terminal.type(config, "show") == 0
    assert "default" not in terminal.out


@pytest.mark.parametrize("words", [["show"], ["show", "--json"], ["show", "--origin"], ["show", "--origin", "--json"]])
def test_the_token_is_never_shown(terminal, words):
    assert terminal.type(config, *words, "--token", "0123456789abcdef") == 0
    assert "0123456789abcdef" not in terminal.out + terminal.err
    assert "(set)" in terminal.out


def test_an_open_door_is_refused(terminal):
    assert terminal.type(config, "show", "--listen", "grpc=0.0.0.0:50051") == 1
    assert "give a token and TLS" in terminal.err
    assert terminal.type(config, "show", "--listen", "grpc=0.0.0.0:50051", "--json") == 1
    assert terminal.answer["error"]["reason"] == "FORBIDDEN"


def test_a_variable_that_is_no_setting_is_mentioned(terminal, monkeypatch):
    monkeypatch.setenv("AFFEKT_WROKERS", "3")
    assert terminal.type(config, "show") == 0
    assert "AFFEKT_WROKERS is not a setting" in terminal.err
