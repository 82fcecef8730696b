"""The composer's page in a real browser: from a click to what is seen of it, and frames drawn a second."""

import asyncio
import json
from collections.abc import Iterable

from affekt.bench.browser import Browser, Tab, browser_path
from affekt.bench.rows import Row, judged, quantile, unmeasured
from affekt.bench.run import Setting
from affekt.bench.served import Served

_SEEN = "page-seen", "from a click on an event to its decision on the page, p95 of stingers at once"
_FRAMES = "page-frames", "frames a second with the layers' meters, the bars and the plane"
_NO_BROWSER = "there is no Chromium; install it with apt-get install chromium"
_EVENTS = ("near_miss", "enemy_spotted", "hit_taken")
"""They have a stinger at once; each rests 6 s."""
_ROUNDS = 3
_REST_S = 7.0
_LAYERS = 8

_CLICK = """new Promise((resolve) => {
  const rows = () => [...document.querySelectorAll("#decisions [data-kind=stinger]")];
  const before = Math.max(0, ...rows().map((one) => Number(one.dataset.id)));
  const began = performance.now();
  document.querySelector("[data-event=%s]").click();
  const look = () => {
    const seen = rows().some((one) => Number(one.dataset.id) > before);
    if (seen) resolve(performance.now() - began);
    else if (performance.now() - began > 3000) resolve(null);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""
_COUNT = """new Promise((resolve) => {
  const began = performance.now();
  let frames = 0;
  const count = () => {
    frames += 1;
    const gone = performance.now() - began;
    if (gone < %d) requestAnimationFrame(count);
    else resolve(1000 * frames / gone);
  };
  requestAnimationFrame(count);
})"""


def page(setting: Setting) -> Iterable[Row]:
    """Measure the page beside a server that renders, both on this machine."""
    if browser_path() is None:
        return [unmeasured(*_SEEN, _NO_BROWSER), unmeasured(*_FRAMES, _NO_BROWSER)]
    return asyncio.run(_measured(setting))


async def _measured(setting: Setting) -> list[Row]:
    server = await asyncio.to_thread(Served, setting.scratch, stem_set=setting.stem_set)
    try:
        async with Browser(setting.scratch) as browser:
            tab = await browser.tab(f"http://{server.doors['http']}/")
            await _play(tab)
            rates = [float(await tab.evaluate(_COUNT % 2_000)) for _ in range(3)]
            layers = await tab.evaluate("document.querySelectorAll('.strip:not(.out)').length")
            times = []
            for _ in range(_ROUNDS):
                times += [await tab.evaluate(_CLICK % event) for event in _EVENTS]
                await asyncio.sleep(_REST_S)
    finally:
        await asyncio.to_thread(server.stop)
    seen = [float(ms) for ms in times if ms is not None]
    told = f"{layers} layers sound, listening in the page"
    return [
        judged(*_SEEN, seen, "ms", "<= 100", value=quantile(seen, 0.95) if seen else None, runs=len(seen)),
        judged(*_FRAMES, rates, "frames/s", ">= 30", why=told),
    ]


async def _play(tab: Tab) -> None:
    """Open a session, listen, and hold every layer up."""
    await tab.until("document.querySelector('#opening').open && document.querySelector('#open-sets input')")
    await tab.click("#opening-form > button")
    await tab.until("document.querySelector('#bar').textContent > 0")
    await tab.click("#listen")
    names = await tab.evaluate("[...document.querySelectorAll('.strip')].map((one) => one.dataset.layer)")
    for name in names:
        strip = f"document.querySelector('[data-layer={json.dumps(name)}] input')"
        await tab.evaluate(f"{strip}.value = -6; {strip}.dispatchEvent(new Event('input'))")
    await tab.until(f"document.querySelectorAll('.strip:not(.out)').length >= {min(_LAYERS, len(names))}")
