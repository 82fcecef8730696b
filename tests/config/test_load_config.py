"""The configuration: what wins, where it came from, and what is refused."""

import json
from pathlib import Path

import pytest

from affekt.config.address import Address
from affekt.config.load import load_config
from affekt.core.errors import AffektError, LineError, Reason

SECRET = "0123456789abcdef"


def load(tmp_path, flags=None, text=None, **environ):
    if text is not None:
        (tmp_path / "affekt.toml").write_text(text)
    return load_config(flags, environ=environ, folder=tmp_path)


def test_the_shipped_defaults_are_a_whole_configuration(tmp_path):
    settings = load(tmp_path)
    assert set(settings.origins.values()) == {"default"}
    assert settings.config.listen.grpc == Address("127.0.0.1", 50051)
    assert settings.config.listen.osc == Address("127.0.0.1", 9100)
    assert settings.config.listen.http == Address("127.0.0.1", 8787)
    assert settings.config.sessions.lease_s == 30
    assert settings.config.record is None
    assert not settings.config.record_raw


def test_flag_beats_environment_beats_file_beats_default(tmp_path):
    text = "workers = 1\nset = 'forest'\n[log]\nlevel = 'error'\n"
    environ = {"AFFEKT_WORKERS": "2", "AFFEKT_SET": "city"}
    settings = load(tmp_path, {"workers": 3, "set": None}, text, **environ)
    assert (settings.config.workers, settings.config.set, settings.config.log.level) == (3, "city", "error")
    assert settings.origins["workers"] == "flag --workers"
    assert settings.origins["set"] == "env AFFEKT_SET"
    assert settings.origins["log.level"] == f"file {tmp_path / 'affekt.toml'}:4"
    assert settings.origins["log.format"] == "default"


def test_the_file_is_the_named_one_then_the_folders_then_the_users(tmp_path):
    user = tmp_path / "xdg" / "affekt" / "affekt.toml"
    user.parent.mkdir(parents=True)
    user.write_text("workers = 1")
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "xdg")}
    assert load(tmp_path, **environ).config.workers == 1
    (tmp_path / "affekt.toml").write_text("workers = 2")
    assert load(tmp_path, **environ).config.workers == 2
    (tmp_path / "other.toml").write_text("workers = 3")
    assert load(tmp_path, AFFEKT_CONFIG=str(tmp_path / "other.toml"), **environ).config.workers == 3
    (tmp_path / "said.toml").write_text("workers = 4")
    assert load_config(file=tmp_path / "said.toml", environ=environ, folder=tmp_path).config.workers == 4


def test_lists_in_the_environment(tmp_path):
    settings = load(tmp_path, AFFEKT_SETS="/a:/b", AFFEKT_SECURITY_OSC_ALLOW="10.0.0.1, 192.168.1.0/24")
    assert settings.config.sets == (Path("/a"), Path("/b"))
    assert settings.config.security.osc_allow == ("10.0.0.1", "192.168.1.0/24")


def test_a_variable_that_is_no_setting_is_told(tmp_path):
    assert load(tmp_path, AFFEKT_WROKERS="2").unknown == ("AFFEKT_WROKERS",)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("set = 'x'\nworkers = 999\n", 2, "workers: it should be less than or equal to 256"),
        ("[listen]\ngrcp = '127.0.0.1:0'\n", 2, "did you mean 'listen.grpc'?"),
        ("[listen]\n\ngrpc = 'here'\n", 3, "'here' is not HOST:PORT"),
        ("[security]\nosc_allow = [\n'10.0.0.1',\n'nobody']\n", 2, "'nobody' is not an address"),
        ("[security]\ntls_cert = 'a.pem'\n", 1, "tls_cert and tls_key go together"),
        ("[security]\ntoken = 'short'\n", 2, "at least 16 characters"),
        ("set = 'x\n", 1, "not TOML"),
        ("listen = 3\n", 1, "there is no setting 'listen'"),
    ],
)
def test_a_fault_in_the_file_names_its_line(tmp_path, text, line, words):
    with pytest.raises(LineError) as refusal:
        load(tmp_path, text=text)
    assert refusal.value.line == line
    assert words in refusal.value.text
    assert refusal.value.text.startswith(f"{tmp_path / 'affekt.toml'}:{line}: ")
    assert "short" not in refusal.value.text


def test_a_fault_elsewhere_names_the_flag_or_variable(tmp_path):
    with pytest.raises(AffektError, match="env AFFEKT_WORKERS: workers: "):
        load(tmp_path, AFFEKT_WORKERS="many")
    with pytest.raises(AffektError, match=r"flag --listen grpc=…: listen\.grpc: 'x' is not HOST:PORT"):
        load(tmp_path, {"listen.grpc": "x"})
    with pytest.raises(AffektError, match="there is no setting 'colour'"):
        load(tmp_path, {"colour": "red"})
    with pytest.raises(AffektError, match="cannot be read"):
        load_config(file=tmp_path / "gone.toml", environ={}, folder=tmp_path)


@pytest.mark.parametrize("door", ["grpc", "http", "osc"])
def test_no_door_opens_to_other_machines_without_its_guard(tmp_path, door):
    with pytest.raises(AffektError, match="which other machines can reach") as refusal:
        load(tmp_path, {f"listen.{door}": "0.0.0.0:0"})
    assert refusal.value.reason is Reason.FORBIDDEN
    assert refusal.value.text.startswith(f"{door} would listen on 0.0.0.0:0")


def test_a_guarded_door_may_open(tmp_path):
    guard = {"security.token": SECRET, "security.tls_cert": "c.pem", "security.tls_key": "k.pem"}
    doors = {"listen.grpc": "0.0.0.0:0", "listen.http": "[::]:0"}
    assert load(tmp_path, guard | doors).config.security.guarded
    for key in ("security.token", "security.tls_cert"):
        half = {k: v for k, v in guard.items() if k != key and not (key == "security.tls_cert" and "tls" in k)}
        with pytest.raises(AffektError, match="give a token and TLS"):
            load(tmp_path, half | doors)
    load(tmp_path, {"listen.osc": "0.0.0.0:9100", "security.osc_allow": ["192.168.1.0/24"]})


def test_the_token_is_never_shown(tmp_path):
    settings = load(tmp_path, AFFEKT_TOKEN=SECRET)
    assert settings.config.security.token.get_secret_value() == SECRET
    assert settings.origins["security.token"] == "env AFFEKT_TOKEN"
    assert settings.shown()["security.token"] == "(set)"
    assert SECRET not in json.dumps(settings.shown()) + repr(settings.config)


@pytest.mark.parametrize(
    ("text", "host", "port", "loopback"),
    [
        ("127.0.0.1:0", "127.0.0.1", 0, True),
        ("127.8.8.8:1", "127.8.8.8", 1, True),
        ("localhost:80", "localhost", 80, True),
        ("[::1]:50051", "::1", 50051, True),
        ("0.0.0.0:80", "0.0.0.0", 80, False),
        ("[::]:80", "::", 80, False),
        ("music.example:80", "music.example", 80, False),
    ],
)
def test_an_address_knows_who_can_reach_it(text, host, port, loopback):
    address = Address.parse(text)
    assert address == Address(host, port)
    assert address.loopback is loopback
    assert str(address) == text


@pytest.mark.parametrize("text", ["", "127.0.0.1", ":80", "::1:80", "host:65536", "host:x", "a b:1", "h:١"])
def test_what_is_not_an_address_is_refused(text):
    with pytest.raises(ValueError, match="not HOST:PORT"):
        Address.parse(text)


def test_a_closed_door_is_no_address():
    assert Address.parse("off") is None
