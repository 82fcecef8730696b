"""Who may come in by the doors of a real server, and where it refuses to open one."""

import asyncio
import http.client
import os
import socket

import pytest

from affekt.bench.served import Served
from affekt.bench.verb import affekt
from affekt.io.osc.codec import decode, encode
from affekt_client import AsyncSession, Refused

pytestmark = pytest.mark.system

CLOSED = [word for name in ("grpc", "osc", "http") for word in ("--listen", f"{name}=off")]


@pytest.mark.parametrize("door", ["grpc", "http", "osc"])
def test_no_door_opens_to_other_machines_unguarded(door: str):
    ran = affekt("serve", *CLOSED, "--listen", f"{door}=0.0.0.0:0", "--token", "a-token-of-more-than-16")
    assert ran.status == 1
    assert "ready" not in ran.out
    assert f"{door} would listen on 0.0.0.0:0" in ran.err
    assert "127.0.0.1" in ran.err


def upgrade(served: Served, path: str = "/v1/ws?json=1", **headers: str) -> int:
    """Ask for a WebSocket and return the answer's status."""
    host, _, port = served.doors["http"].rpartition(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=5)
    try:
        connection.putrequest("GET", path, skip_host=True)
        asked = {
            "Host": served.doors["http"], "Connection": "Upgrade", "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol": "affekt.v1",
        }  # fmt: skip
        for name, value in {**asked, **headers}.items():
            connection.putheader(name, value)
        connection.endheaders()
        return connection.getresponse().status
    finally:
        connection.close()


def test_no_web_page_of_others_reaches_the_server(served: Served):
    assert upgrade(served) == 101
    assert upgrade(served, Origin="http://localhost:3000") == 101
    assert upgrade(served, Origin="https://evil.example") == 403
    assert upgrade(served, Origin="null") == 403
    assert upgrade(served, Host="evil.example") == 403
    assert upgrade(served, "/metrics", Host="rebound.example:80") == 403


def outward() -> str:
    """This machine's address that other machines see."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
        try:
            wire.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        address: str = wire.getsockname()[0]
    return "" if address.startswith("127.") else address


def opens(server: Served, host: str) -> bool:
    """Whether a session can be opened over OSC from and to an address of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
        wire.bind((host, 0))
        wire.settimeout(1.0)
        wire.connect((host, server.osc[1]))
        wire.send(encode("/affekt/session/open", f"osc-{host.replace('.', '-')}"))
        try:
            heard = decode(wire.recv(65_536))
        except TimeoutError:
            return False
    return any(path == "/affekt/session/opened" for _, path, _ in heard)


def test_osc_off_loopback_answers_only_those_who_are_named(serve):
    address = outward()
    if not address:
        pytest.skip("this machine has no address besides loopback")
    doors = ("--listen", "osc=0.0.0.0:0", "--commands-only")
    stranger = serve(*doors, environment={"AFFEKT_SECURITY_OSC_ALLOW": "192.0.2.7"})
    assert not opens(stranger, address)
    assert opens(stranger, "127.0.0.1")
    assert any("osc" in name and value for name, value in stranger.metrics().items())
    friend = serve(*doors, environment={"AFFEKT_SECURITY_OSC_ALLOW": os.pathsep.join([f"{address}/32"])})
    assert opens(friend, address)


def test_a_server_with_a_token_asks_for_it(serve):
    server = serve("--token", "a-token-of-more-than-16", "--commands-only")
    assert upgrade(server, Authorization="Bearer a-token-of-somebody-else") == 401
    assert upgrade(server, Authorization="Bearer a-token-of-more-than-16") == 101
    assert upgrade(server, "/metrics") == 401
    with pytest.raises(Refused, match="token"):
        asyncio.run(AsyncSession.open("stranger", server.grpc))
