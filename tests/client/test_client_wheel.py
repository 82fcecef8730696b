"""The client's wheel carries its own stubs and works without the server, and beside it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "clients" / "python"
ALONE = """
import sys
sys.modules["affekt"] = None
sys.path.insert(0, {target!r})
import affekt_client
assert affekt_client.__file__.startswith({target!r}), affekt_client.__file__
hello = affekt_client.session_pb2.Hello(protocol_min=1, open={{"name": "arena"}})
assert type(hello).__module__ == "affekt_client.v1.session_pb2", type(hello).__module__
assert type(hello).FromString(hello.SerializeToString()) == hello
from affekt_client.receiver import JitterBuffer, Receiver
assert JitterBuffer.__module__ == "affekt_client._jitter", JitterBuffer.__module__
assert Receiver().read(480).shape == (480, 2)
"""
BESIDE = """
import sys
sys.path.insert(0, {target!r})
from affekt_client.v1 import session_pb2 as own
import affekt_client
from affekt.v1 import session_pb2 as server
assert affekt_client.session_pb2 is server
assert own.Hello.FromString(server.Hello(protocol_min=1).SerializeToString()).protocol_min == 1
"""


@pytest.fixture(scope="module")
def target(tmp_path_factory):
    wheels = pytest.importorskip("hatchling.builders.wheel", reason="hatchling builds the wheel")
    folder = tmp_path_factory.mktemp("wheel")
    (built,) = wheels.WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(built) as wheel:
        wheel.extractall(folder / "target")
    return folder / "target"


def test_the_wheel_holds_the_stubs_once(target):
    names = {p.name for p in (target / "affekt_client" / "v1").iterdir()}
    assert {"__init__.py", "session_pb2.py", "session_pb2.pyi"} <= names
    assert not (target / "affekt").exists()
    assert not (ROOT / "affekt_client" / "v1").exists()


@pytest.mark.parametrize("script", [ALONE, BESIDE], ids=["alone", "beside the server"])
def test_the_wheel_works(target, script):
    words = [sys.executable, "-W", "error", "-c", script.format(target=str(target))]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
