"""Plain GETs on the same port: health, metrics, sets, OSCQuery, the front page, and who is kept out."""

import json
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest
from asking import get

from affekt.core.errors import AffektError
from affekt.io.address import split_address
from affekt.io.http import HttpServer, serve_http
from affekt.testing.fake_host import FakeSessions


@pytest.fixture
def sessions() -> FakeSessions:
    return FakeSessions()


async def served(sessions: FakeSessions, **more: Any) -> HttpServer:
    return await serve_http(
        sessions,
        "127.0.0.1:0",
        metrics=lambda: "affekt_sessions 1\n",
        health=lambda: {"ok": not more.get("token"), "sessions": 1},
        count=more.pop("count", lambda name: None),
        osc_port=9_100,
        **more,
    )


@pytest.fixture
async def server(sessions: FakeSessions) -> AsyncIterator[HttpServer]:
    server = await served(sessions)
    yield server
    await server.stop()


async def test_health_metrics_and_sets_are_served(server: HttpServer):
    status, head, body = await get(server, "/health")
    assert (status, json.loads(body)) == (200, {"ok": True, "sessions": 1})
    assert "Content-Type: application/json" in head
    status, head, body = await get(server, "/metrics")
    assert (status, body) == (200, "affekt_sessions 1\n")
    assert "version=0.0.4" in head
    status, _, body = await get(server, "/v1/sets")
    assert json.loads(body)["sets"][0]["sections"] == ["calm"]
    status, _, body = await get(server, "/v1/sets/tiny")
    assert json.loads(body)["name"] == "tiny"


async def test_oscquery_describes_the_tree(server: HttpServer):
    _, _, body = await get(server, "/oscquery/affekt/event")
    assert json.loads(body)["TYPE"] == "ssf"
    _, _, body = await get(server, "/oscquery?HOST_INFO")
    assert json.loads(body)["OSC_PORT"] == 9_100
    assert (await get(server, "/oscquery/nowhere"))[0] == 404


async def test_oscquery_is_where_its_clients_look_for_it(server: HttpServer):
    _, head, body = await get(server, "/?HOST_INFO")
    assert json.loads(body)["OSC_PORT"] == 9_100
    assert "Content-Type: application/json" in head
    _, _, body = await get(server, "/affekt/event")
    assert json.loads(body)["FULL_PATH"] == "/affekt/event"
    _, _, body = await get(server, "/", Accept="application/json")
    assert json.loads(body)["FULL_PATH"] == "/"
    for accept in ({}, {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}, {"Accept": "*/*"}):
        assert (await get(server, "/", **accept))[2].startswith("<!doctype html>")
    assert (await get(server, "/affekt/nowhere"))[0] == 404


async def test_the_front_page_escapes_what_players_write(server: HttpServer, sessions: FakeSessions):
    sessions.open("<script>alert(1)</script>")
    status, head, body = await get(server, "/")
    assert status == 200
    assert "<script" not in body
    assert "&lt;script&gt;" in body
    assert "default-src 'none'" in head


async def test_what_is_not_there_is_said_so(server: HttpServer):
    assert (await get(server, "/etc/passwd"))[0] == 404
    assert (await get(server, "/v1/sets/../../x"))[0] == 404
    assert (await get(server, "/v1/ws"))[0] == 426
    assert (await get(server, "//["))[0] == 400
    assert (await get(server, "/?" + "a=1&" * 20))[0] == 400


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8787", 200),
        ("LOCALHOST", 200),
        ("[::1]:8787", 200),
        ("localhost.", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example:8787", 403),
        ("192.168.1.5", 403),
        ("[", 403),
        ("", 403),
    ],
)
async def test_a_name_that_was_rebound_to_us_gets_nothing(server: HttpServer, host: str, status: int):
    assert (await get(server, "/health", host))[0] == status


async def test_a_strange_origin_gets_nothing_and_a_configured_one_does(sessions: FakeSessions):
    counts: Counter[str] = Counter()
    server = await served(sessions, origins=["https://game.example"], count=lambda name: counts.update([name]))
    assert (await get(server, "/health", Origin="https://evil.example"))[0] == 403
    assert (await get(server, "/health", Origin="https://game.example"))[0] == 200
    assert (await get(server, "/health", host="game.example"))[0] == 200
    assert counts == {"http.requests": 3, "http.forbidden": 1}
    await server.stop()


async def test_with_a_token_only_health_is_open(sessions: FakeSessions):
    server = await served(sessions, token="secret")
    assert (await get(server, "/health"))[0] == 503
    for path in ("/", "/metrics", "/v1/sets", "/oscquery"):
        assert (await get(server, path))[0] == 401
        assert (await get(server, path, Authorization="Bearer guess"))[0] == 401
        assert (await get(server, path, Authorization="Bearer secret"))[0] == 200
    await server.stop()


async def test_off_loopback_a_number_is_ours_and_a_name_is_not(sessions: FakeSessions):
    server = await serve_http(sessions, "0.0.0.0:0", metrics=str, health=lambda: {"ok": True}, count=lambda name: None)
    assert (await get(server, "/health", "192.168.1.5:8787"))[0] == 200
    assert (await get(server, "/health", "evil.example"))[0] == 403
    assert (await get(server, "/health", Origin="http://localhost"))[0] == 403
    await server.stop()


@pytest.mark.parametrize("text", ["", "9100", ":9100", "host:", "host:x", "::1:9100", "host:65536", "h:-1"])
def test_what_is_no_address_is_refused(text: str):
    with pytest.raises(AffektError, match="write host:port"):
        split_address(text)


def test_addresses_are_read():
    assert split_address("127.0.0.1:9100") == ("127.0.0.1", 9_100)
    assert split_address("[::1]:0") == ("::1", 0)
