"""The web client's modules as they lie in the checkout, beside a small set whose layers can be told apart."""

import functools
import http.server
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio
import soundfile

from affekt.arrange.load import load
from affekt.bench.browser import Browser, browser_path
from affekt.io.grpc.library import set_json

CLIENT = Path(__file__).parents[2] / "clients/web"
HERTZ = {"bed": 220.0, "bass": 110.0, "theme": 440.0, "charge": 330.0, "hit": 880.0}
"""The pitch of each recording: a layer is heard where its pitch is."""
SET = """\
format = 1
name = "tones"
start = "walk"

[layers.bed]
role = "bed"
fade_beats = 1

[layers.bass]
role = "bass"
fade_beats = 1

[layers.theme]
role = "theme"
fade_beats = 1

[sections.walk]
bars = 2
tempo = 120
target = { valence = 0.2, arousal = 0.35 }
tail_beats = 0

[sections.walk.layers]
bed = { takes = [{ file = "bed.wav" }] }
bass = { takes = [{ file = "bass.wav" }] }
theme = { takes = [{ file = "theme.wav" }] }

[sections.fight]
bars = 1
tempo = 150
tail_beats = 0

[sections.fight.layers]
bed = { takes = [{ file = "charge.wav" }] }

[stingers.hit]
takes = [{ file = "hit.wav" }]
cooldown_s = 0

[[transitions]]
from = "any"
to = "any"
from_time = "next_bar"
fade = "cross"
fade_beats = 0.5
"""
SKIPPED = "NOT TESTED: the web client, since there is no Chromium; apt-get install chromium"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none, and say so."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()) and browser_path() is None:
            item.add_marker(pytest.mark.skip(reason=SKIPPED))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        del format, args


@pytest.fixture(scope="session")
def hertz() -> dict[str, float]:
    """The pitch of each of the set's recordings."""
    return HERTZ


@pytest.fixture(scope="module")
def tones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the client, a blank page, and the set `tones` in a folder of its own."""
    folder = tmp_path_factory.mktemp("web")
    for path in CLIENT.glob("*.js"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "index.html").write_text("<!doctype html><title>web client</title><link rel=icon href=data:,>", "utf-8")
    home = folder / "tones"
    home.mkdir()
    (home / "set.toml").write_text(SET, "utf-8")
    for name, hertz in HERTZ.items():
        frames = {"charge": 76_800, "hit": 12_000}.get(name, 192_000)
        sound = 0.1 * np.sin(2 * np.pi * hertz * np.arange(frames) / 48_000)
        soundfile.write(home / f"{name}.wav", np.stack([sound, sound], axis=1), 48_000, subtype="FLOAT")
    (home / "set.json").write_text(set_json(load(home)), "utf-8")
    return folder


@pytest.fixture(scope="module")
def address(tones: Path) -> Iterator[str]:
    """The address of that folder."""
    handler = functools.partial(_Quiet, directory=str(tones))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    async with Browser(tmp_path_factory.mktemp("browser")) as running:
        yield running
