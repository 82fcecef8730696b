"""The addon in Godot's official web runtime, in Chromium, against a real server."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from affekt.bench.browser import Browser, browser_path
from affekt.bench.engines import MISSING, Godot, web_runtime
from affekt.bench.served import Served

pytestmark = [
    pytest.mark.godot,
    pytest.mark.system,
    pytest.mark.slow,
    pytest.mark.skipif(
        browser_path() is None or web_runtime() is None, reason=MISSING.format(what="Godot in a browser")
    ),
]
PAGE = """\
<!doctype html><meta charset="utf-8"><title>Game</title><canvas id="canvas" width="320" height="240"></canvas>
<script src="index.js"></script><script>
const told = [];
const engine = new Engine({ executable: "index", mainPack: "game.pck",
  canvas: document.querySelector("#canvas"), canvasResizePolicy: 0,
  onPrint: (...words) => told.push(words.join(" ")), onPrintError: (...words) => told.push(words.join(" ")) });
engine.startGame().catch((error) => told.push(`ERROR: ${error}`));
</script>
"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def page(godot: Godot, project: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a page with the exported game."""
    runtime = web_runtime()
    assert runtime is not None
    for name in ("index.js", "index.wasm", "index.audio.worklet.js", "index.audio.position.worklet.js"):
        shutil.copy(runtime / name, tmp_path / name)
    run = godot.run(project, ["--export-pack", "Web", str(tmp_path / "game.pck")])
    assert run.faults == []
    (tmp_path / "index.html").write_text(PAGE, "utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/index.html"
    server.shutdown()
    thread.join()
    server.server_close()


async def test_a_game_in_a_browser_speaks_and_hears(page: str, served: Served, tmp_path: Path) -> None:
    async with Browser(tmp_path / "browser", webgl=True) as browser:
        tab = await browser.tab(f"{page}?server=http://{served.doors['http']}")
        try:
            await tab.until("told.some((line) => line.startsWith('WEB section combat'))", 45.0)
            await tab.until("told.some((line) => /^WEB beat .* heard [1-9]/.test(line))", 30.0)
        finally:
            told = await tab.evaluate("told")
    assert "WEB osc 4 a browser has no UDP: use the WebSocket instead of OSC" in told
    assert [line for line in told if "SCRIPT ERROR" in line] == [], told
