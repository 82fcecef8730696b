"""A web game with a real server: it hears the stream or plays the commands, and is told as things sound."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from affekt.bench.browser import Browser
from affekt.bench.served import Served

pytestmark = pytest.mark.asyncio(loop_scope="module")

OPEN = """(async () => {
  const web = await import("./affekt.js");
  const told = (window.told = []);
  const affekt = (window.affekt = new web.Affekt({ url: "http://%s", session: "%s", set: %s, seed: 7 }));
  for (const kind of ["beat_sounded", "bar_sounded", "section_changed", "stinger_sounded", "affect_changed"]) {
    affekt.on(kind, (what) => told.push({ kind, frame: affekt.frameNow(), ...what }));
  }
  affekt.on("notice", (notice) => told.push({ kind: "notice", ...notice }));
  affekt.open();
  window.web = web;
})()"""


@pytest.fixture(scope="module")
def served(tones: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("served"), stem_set=str(tones / "tones")) as server:
        yield server


async def test_a_stream_is_heard_and_beats_are_told_as_they_are(served: Served, address: str, browser: Browser):
    tab = await browser.tab(address)
    await tab.evaluate(OPEN % (served.doors["http"], "stream", '"tones"'))
    await tab.until("affekt.connection === 'open'")
    await tab.evaluate("(window.player = new web.Player(affekt)).start()")
    await tab.evaluate("affekt.event('explore')")
    await tab.until("player.heard.sounding && told.filter((one) => one.kind === 'beat_sounded').length >= 3")
    heard = await tab.evaluate("({ now: affekt.frameNow(), heard: player.frame, underruns: player.heard.underruns })")
    assert heard["heard"] < heard["now"]
    assert await tab.evaluate("told.find((one) => one.kind === 'section_changed').section") == "walk"
    beats = await tab.evaluate("told.filter((one) => one.kind === 'beat_sounded').map((one) => one.beat)")
    assert beats[:3] in ([1, 2, 3], [2, 3, 4], [3, 4, 1], [4, 1, 2])
    assert tab.errors == []
    await tab.evaluate("player.stop()")
    await tab.evaluate("affekt.close()")


async def test_commands_play_on_the_pages_own_mixer_in_step_with_the_session(
    served: Served, address: str, browser: Browser
):
    tab = await browser.tab(address)
    await tab.evaluate(OPEN % (served.doors["http"], "mixer", '"tones"'))
    await tab.evaluate("""(async () => {
      const context = new AudioContext({ sampleRate: 48000 });
      const recordings = await web.Recordings.open("tones/", context);
      for (const name of ["walk", "fight"]) await recordings.prepare(name);
      window.mixer = new web.Mixer(affekt, recordings, context);
      await context.resume();
    })()""")
    await tab.until("affekt.connection === 'open'")
    await tab.evaluate("affekt.event('explore')")
    await tab.until("mixer.frame > 0 && told.some((one) => one.kind === 'section_changed')")
    await tab.evaluate("affekt.cue('section', 'fight', 'next_beat')")
    await tab.until("told.some((one) => one.section === 'fight')")
    apart = await tab.evaluate("Math.abs(mixer.frame - affekt.frameNow())")
    assert apart < 48_000 * 0.2
    assert await tab.evaluate("mixer.counts.missing") == 0
    await tab.evaluate("affekt.control('pause')")
    await tab.until("mixer.context.state === 'suspended'")
    await tab.evaluate("affekt.control('resume')")
    await tab.until("mixer.context.state === 'running'")
    assert tab.errors == []
    await tab.evaluate("mixer.close()")
    await tab.evaluate("affekt.close()")


async def test_what_is_refused_is_told_and_the_talk_goes_on(served: Served, address: str, browser: Browser):
    tab = await browser.tab(address)
    await tab.evaluate(OPEN % (served.doors["http"], "refused", '"tones"'))
    await tab.until("affekt.connection === 'open'")
    await tab.evaluate("affekt.cue('stinger', 'no such thing')")
    await tab.until("told.some((one) => one.reason === 'UNKNOWN_NAME')")
    await tab.evaluate(OPEN % (served.doors["http"], "other", '"no_such_set"'))
    await tab.until("affekt.connection === 'denied'")
