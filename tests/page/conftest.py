"""One browser, one server and one small set for everything that is clicked on the composer's page."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio
import soundfile

from affekt.bench.browser import Browser, Tab, browser_path
from affekt.bench.served import Served

BAR_FRAMES = 96_000
LAYERS = ("bed", "bass", "theme")
SET = """\
format = 1
name = "atelier"
title = "Atelier"
start = "exploration"

[layers.bed]
role = "bed"
fade_beats = 1

[layers.bass]
role = "bass"
fade_beats = 1

[layers.theme]
role = "theme"

[sections.exploration]
bars = 2
tempo = 120
key = "D"
mode = "dorian"
target = { valence = 0.2, arousal = 0.35 }
progression = ["Dm", "G"]
markers = [{ bar = 2, name = "turn" }]
tail_beats = 0

[sections.exploration.layers]
bed = { takes = [{ file = "bed.wav" }] }
bass = { takes = [{ file = "bass.wav" }] }
theme = { takes = [{ file = "theme.wav" }] }

[sections.calm]
bars = 2
tempo = 120
key = "D"
mode = "dorian"
tail_beats = 0

[sections.calm.layers]
bed = { takes = [{ file = "bed.wav" }] }

[stingers.discovery]
takes = [{ file = "discovery.wav" }]
cooldown_s = 0
"""
SKIPPED = "NOT TESTED: the composer's page, since there is no Chromium; apt-get install chromium"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none, and say so."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()) and browser_path() is None:
            item.add_marker(pytest.mark.skip(reason=SKIPPED))


@pytest.fixture(scope="module")
def atelier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a set that a test may edit."""
    folder = tmp_path_factory.mktemp("sets") / "atelier"
    folder.mkdir()
    (folder / "set.toml").write_text(SET, "utf-8")
    at = np.arange(2 * BAR_FRAMES) / 48_000
    for name, hertz in zip(LAYERS, (220.0, 110.0, 440.0), strict=True):
        sound = 0.1 * np.sin(2 * np.pi * hertz * at)
        soundfile.write(folder / f"{name}.wav", np.stack([sound, sound], axis=1), 48_000, subtype="PCM_16")
    click = np.stack([0.2 * np.sin(2 * np.pi * 880.0 * at[:12_000])] * 2, axis=1)
    soundfile.write(folder / "discovery.wav", click, 48_000, subtype="PCM_16")
    return folder


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server records."""
    return tmp_path_factory.mktemp("recordings")


@pytest.fixture(scope="module")
def served(atelier: Path, recordings: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that plays it and records."""
    with Served(tmp_path_factory.mktemp("served"), stem_set=str(atelier), record=recordings) as server:
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    async with Browser(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page(browser: Browser, served: Served) -> Tab:
    """The page with a session of its own, playing."""
    tab = await browser.tab(f"http://{served.doors['http']}/")
    await tab.until("document.querySelector('#opening').open && document.querySelector('#open-sets input')")
    await tab.click("#opening-form > button")
    await tab.until("document.querySelector('#line').dataset.state === 'open'")
    await tab.until("document.querySelector('#bar').textContent > 0")
    return tab
