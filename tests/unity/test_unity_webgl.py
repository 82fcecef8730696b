"""The page's own WebSocket, which Unity's WebGL player calls, in Node beside a fake socket."""

import json
import shutil
import subprocess

import pytest

from affekt.bench.csharp import ROOT
from affekt.bench.engines import MISSING

PAGE = ROOT / "clients/unity/dev.affekt.unity/Plugins/WebGL/AffektSocket.jslib"


@pytest.mark.skipif(shutil.which("node") is None, reason=MISSING.format(what="Unity's socket for WebGL"))
def test_the_page_s_socket_opens_sends_takes_and_closes():
    words = ["node", str(ROOT / "tests/unity/programs/socket.js"), str(PAGE)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "protocols": ["affekt.v1", "bearer.key"],
        "before": 0,
        "open": 1,
        "sent": [9, 8, 7],
        "next": 4,
        "small": 0,
        "took": 4,
        "heap": [1, 2, 3, 4],
        "empty": 0,
        "gone": 3,
        "left": 0,
    }
