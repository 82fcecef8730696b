"""A door with a lock: TLS and a token, as it must be off loopback."""

import shutil
import subprocess

import pytest

from affekt.io.grpc.server import serve_grpc
from affekt_client import AsyncSession, Refused


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate of this test; install it")
    folder = tmp_path_factory.mktemp("tls")
    words = (
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-keyout key.pem -out cert.pem -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    )
    subprocess.run([openssl, *words.split()], cwd=folder, check=True, capture_output=True)
    return (folder / "cert.pem").read_bytes(), (folder / "key.pem").read_bytes()


@pytest.fixture
async def where(sessions, certificate):
    server = await serve_grpc(sessions, "localhost:0", token="sesame", tls=certificate)
    yield f"localhost:{server.port}"
    await server.stop(0)


async def test_whoever_knows_the_certificate_and_the_token_is_let_in(where, certificate, sessions):
    more = {"root_certificate": certificate[0], "server_token": "sesame", "ping_every_s": 0}
    async with await AsyncSession.open("arena", where, **more) as session:
        session.event("go")
        assert (await anext(session.events())).marker.name == "go"


async def test_a_plain_connection_gets_nowhere(where, sessions):
    with pytest.raises(Refused) as refused:
        await AsyncSession.open("arena", where, server_token="sesame")
    assert refused.value.reason == "UNREACHABLE"
    assert sessions.names() == ()
