"""What the composer's page reads beside its conversation, and who may."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from asking import get

from affekt.io.http import HttpServer, serve_http
from affekt.testing.fake_host import FakeSessions

FILES = {"index.html": ("<!doctype html><p>a page", "text/html"), "page.js": ("export {};", "text/javascript")}


@pytest.fixture
def sessions() -> FakeSessions:
    return FakeSessions()


@pytest.fixture
async def server(sessions: FakeSessions) -> AsyncIterator[HttpServer]:
    server = await serve_http(
        sessions, "127.0.0.1:0", token="secret", metrics=str, health=dict, count=lambda name: None, asset=FILES.get
    )
    yield server
    await server.stop()


async def test_the_pages_files_need_no_token_and_run_no_code_but_their_own(server: HttpServer):
    status, head, body = await get(server, "/")
    assert (status, body) == (200, FILES["index.html"][0])
    assert "script-src 'self'" in head
    assert "unsafe" not in head
    status, head, body = await get(server, "/page.js")
    assert (status, body) == (200, "export {};")
    assert "Content-Type: text/javascript; charset=utf-8" in head


@pytest.mark.parametrize(
    "path", ["/page.css", "/__init__.py", "/../page.js", "/%2e%2e/page.js", "/status", "/v1/table"]
)
async def test_nothing_else_is_open(server: HttpServer, path: str):
    assert (await get(server, path))[0] == 401


async def test_what_oscquery_tells_at_the_root_is_not_open(server: HttpServer):
    json_wanted = {"Accept": "application/json"}
    for path, headers in (("/?HOST_INFO", {}), ("/", json_wanted), ("/oscquery", {}), ("//?HOST_INFO", {})):
        assert (await get(server, path, **headers))[0] == 401
    status, _, body = await get(server, "/?HOST_INFO", Authorization="Bearer secret")
    assert (status, "EXTENSIONS" in json.loads(body)) == (200, True)
    _, _, body = await get(server, "/", Authorization="Bearer secret", **json_wanted)
    assert json.loads(body)["FULL_PATH"] == "/"
    assert (await get(server, "/?HOST_INFO=1"))[2] == FILES["index.html"][0]


async def test_the_plain_page_tells_the_sessions(server: HttpServer, sessions: FakeSessions):
    sessions.open("arena")
    status, _, body = await get(server, "/status", Authorization="Bearer secret")
    assert (status, "arena" in body) == (200, True)


async def test_the_games_table_is_told(server: HttpServer):
    _, _, body = await get(server, "/v1/table", Authorization="Bearer secret")
    table = json.loads(body)
    assert table["events"]["enemy_spotted"]["arousal"] > 0
    assert table["events"]["enemy_spotted"]["cues"][0]["name"] == "spotted"
    assert table["state"]["threat"]["range"] == [0, 1]


async def test_open_sessions_are_told_without_what_is_held_in_them(server: HttpServer, sessions: FakeSessions):
    sessions.open("arena")
    _, _, body = await get(server, "/v1/sessions", Authorization="Bearer secret")
    (one,) = json.loads(body)["sessions"]
    assert (one["name"], one["set"], "outlook" in one, "pins" in one) == ("arena", "tiny", False, False)


async def test_a_recording_and_a_snapshot_are_the_sessions_own(
    server: HttpServer, sessions: FakeSessions, tmp_path: Path
):
    session = sessions.open("arena")
    mine = {"Authorization": "Bearer secret", "Affekt-Session-Token": session.token}
    assert (await get(server, "/v1/sessions/arena/recording", **mine))[0] == 404
    session.file = tmp_path / "arena.jsonl"
    session.file.write_text('{"affekt": 1}\n')
    status, _, body = await get(server, "/v1/sessions/arena/recording", **mine)
    assert (status, body) == (200, '{"affekt": 1}\n')
    _, _, body = await get(server, "/v1/sessions/arena/snapshot", **mine)
    assert json.loads(body) == {"snapshot": "fake:tiny"}
    for what in ("recording", "snapshot"):
        assert (await get(server, f"/v1/sessions/arena/{what}", Authorization="Bearer secret"))[0] == 401
    assert (await get(server, "/v1/sessions/ghost/recording", **mine))[0] == 404
