"""A score in a browser with no server at all: a baked set, conducted and played in the page."""

from pathlib import Path

import pytest

from affekt.bench.browser import Browser
from affekt.cli import main

pytestmark = pytest.mark.asyncio(loop_scope="module")

PLAY = """(async () => {
  const { Baked, Mixer, Recordings } = await import("./affekt.js");
  const context = new AudioContext({ sampleRate: 48000 });
  const recordings = await Recordings.open("baked/", context);
  await recordings.prepare("walk");
  window.told = [];
  window.baked = await Baked.read("baked/", { seed: 7 });
  baked.on("section_changed", ({ section }) => told.push(section));
  baked.on("notice", ({ about }) => told.push(about));
  window.mixer = new Mixer(baked, recordings, context);
  await context.resume();
  baked.open();
})()"""


async def test_a_page_has_a_score_without_a_server(tones: Path, address: str, browser: Browser):
    assert main(["sets", "bake", str(tones / "tones"), "--out", str(tones / "baked")]) == 0
    tab = await browser.tab(address)
    await tab.evaluate(PLAY)
    await tab.until("told.includes('walk') && mixer.frame > 0")
    await tab.evaluate("baked.cue('section', 'fight', 'next_beat')")
    await tab.until("told.includes('fight')")
    await tab.evaluate("baked.cue('stinger', 'no such thing')")
    await tab.until("told.includes('stinger:no such thing')")
    assert await tab.evaluate("mixer.counts.missing") == 0
    assert tab.errors == []
    await tab.evaluate("mixer.close()")
    await tab.evaluate("baked.close()")
