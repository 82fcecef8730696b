"""The composer's page as a person uses it: clicked, dragged and typed in a real browser, against a real server."""

import asyncio
import json
import wave
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pytest_asyncio

from affekt.bench.browser import Browser, Tab
from affekt.bench.served import Served
from affekt.core.inputs import Cue, FreeFeeling, GameEvent, Param, Reading, StateFeeling
from affekt.session.lines import read_session

pytestmark = [pytest.mark.system, pytest.mark.asyncio(loop_scope="module")]

PANELS = ("play", "feel", "mix", "log")
WORKLET = """(async () => {
    window.AudioWorkletProcessor = class { port = { postMessage() {} }; };
    window.registerProcessor = (_, made) => { window.Worklet = made; };
    window.sampleRate = 48000;
    await import("/affekt-worklet.js");
    const player = new Worklet({ processorOptions: { reserveMs: %d } });
    const put = (frame, many, value) => {
        const pcm = Int16Array.from({ length: 2 * many }, (_, n) => value(frame + (n >> 1)));
        player.port.onmessage({ data: { frame, samples: pcm.buffer } });
    };
    const heard = [];
    const play = (many) => {
        for (let n = 0; n < many; n += 1) {
            const out = [new Float32Array(128), new Float32Array(128)];
            player.process([], [out]);
            heard.push(...out[0]);
        }
    };
    %s
    return { heard, ...player.counts };
})()"""
"""The player in the page itself, where a test holds its clock."""


@pytest_asyncio.fixture(loop_scope="module", autouse=True)
async def no_complaint(page: Tab) -> AsyncIterator[None]:
    """Nothing may be complained of in the console."""
    yield
    assert page.errors == []


def said(recordings: Path) -> list[Any]:
    """Return what was said to the page's session, as its recording has it."""
    return [one for _, one, _ in read_session(recordings / "studio-1.jsonl")[1]]


def text(selector: str) -> str:
    """Return the script of an element's text."""
    return f"document.querySelector({json.dumps(selector)}).textContent"


def row(kind: str, condition: str) -> str:
    """Return the script that finds a row of the log, `one`, by its words."""
    return f"[...document.querySelectorAll('#decisions [data-kind={kind}]')].find((one) => {condition})?.textContent"


async def test_the_page_shows_the_music(page: Tab):
    assert await page.evaluate(text("#section")) == "exploration"
    assert await page.evaluate(text("#key")) == "D dorian"
    assert await page.evaluate("document.querySelectorAll('.strip').length") == 3
    await page.until(f"{text('#beat')} === '1'")
    await page.until(f"{text('#beat')} === '2'")
    await page.until(f"{text('#momentary')} !== '–'")
    assert "layer.always" in await page.until(row("layer", "one.textContent.includes('bass')"))


async def test_a_dragged_feeling_is_in_the_log(page: Tab):
    await page.drag("#circumplex", (0.5, 0.5), (0.9, 0.1))
    assert (await page.evaluate(text("#hand"))).startswith("held at +0.80 · 0.90")
    await page.press("ArrowLeft")
    await page.until(f"{text('#hand')}.startsWith('held at +0.70')")
    await page.click(".kind:nth-of-type(7)")
    told = "parseFloat(one.querySelector('.what').textContent) > 0.6"
    assert "0." in await page.until(row("affect", told))
    await page.click("#release")
    await page.until(f"{text('#hand')} === 'free'")
    await page.click(".kind:nth-of-type(7)")


async def test_evidence_is_one_reading_among_others(page: Tab, recordings: Path):
    await page.drag("#circumplex", (0.5, 0.5), (0.2, 0.2))
    await page.until(f"{text('#sources')}.includes('stated')")
    await page.click("#as-evidence")
    await page.until(f"{text('#sources')}.includes('composer')")
    told = [type(one) for one in said(recordings) if isinstance(one, StateFeeling | FreeFeeling | Reading)]
    stated = len(told) - told[::-1].index(StateFeeling)
    assert told[stated : stated + 2] == [FreeFeeling, Reading]
    assert (await page.evaluate(text("#hand"))).startswith("held")
    await page.click("#release")
    await page.click("#as-evidence")


async def test_an_events_button_is_heard(page: Tab, recordings: Path):
    await page.click("[data-event=discovery]")
    assert "event:discovery" in await page.until(row("stinger", "one.textContent.includes('discovery')"))
    assert GameEvent("discovery", 1.0) in said(recordings)


async def test_one_goes_to_a_section(page: Tab, recordings: Path):
    await page.evaluate("document.querySelector('#when').value = 'end'")
    await page.click(".mark:nth-of-type(2)")
    await page.until("document.querySelector('.mark.coming')?.textContent === 'calm'")
    assert await page.evaluate("!document.querySelector('#coming').hidden")
    await page.evaluate("document.querySelector('#when').value = 'next_beat'")
    await page.click(".mark:nth-of-type(2)")
    await page.until(f"{text('#section')} === 'calm'")
    assert await page.evaluate("document.querySelector('.mark.sounding').getAttribute('aria-current')") == "true"
    await page.click(".mark:nth-of-type(1)")
    await page.until(f"{text('#section')} === 'exploration'")
    assert Cue("section", "calm", "end") in said(recordings)
    await page.click(".marker")
    assert "marker turn" in await page.until(row("section", "one.textContent.includes('marker turn')"))
    assert Cue("section", "exploration", "next_beat", 0, "turn") in said(recordings)


async def test_mute_solo_and_gain_are_commands_in_the_log(page: Tab, recordings: Path):
    await page.click("[data-layer=bass] [data-do=mute]")
    assert "param" in await page.until(row("layer", "/bass silent/.test(one.textContent)"))
    await page.until("document.querySelector('[data-layer=bass]').classList.contains('out')")
    await page.click("[data-layer=bass] [data-do=mute]")
    await page.click("[data-layer=bed] [data-do=solo]")
    await page.until("document.querySelectorAll('.strip.silenced').length === 2")
    await page.click("[data-layer=bed] [data-do=solo]")
    await page.until("document.querySelectorAll('.strip.silenced').length === 0")
    await page.evaluate("document.querySelector('[data-layer=bed] input').focus()")
    await page.press("ArrowLeft")
    await page.until("document.querySelector('[data-layer=bed]').classList.contains('held')")
    await page.press("Delete")
    await page.until("!document.querySelector('[data-layer=bed]').classList.contains('held')")
    told = [(one.name, one.value) for one in said(recordings) if isinstance(one, Param)]
    assert told[:4] == [("layer:bass", -96.0), ("layer:bass", None), ("layer:bass", -96.0), ("layer:theme", -96.0)]
    assert [name for name, _ in told[-2:]] == ["layer:bed", "layer:bed"]
    assert told[-2][1] is not None
    assert told[-1][1] is None


async def test_it_is_heard_in_the_page_and_recorded(page: Tab, browser: Browser):
    await page.click("#listen")
    await page.until("document.querySelector('#listen').classList.contains('sounding')")
    await page.click("#record")
    await page.until("/Stop 0:0[1-9]/.test(document.querySelector('#record').textContent)")
    await page.click("#record")
    await page.click("#listen")
    await page.until("!document.querySelector('#listen').classList.contains('sounding')")
    with wave.open(str(await browser.downloaded(".wav"))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (48_000, 2, 2)
        pcm = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    assert len(pcm) >= 2 * 48_000
    assert np.abs(pcm).max() > 1_000


@pytest.mark.parametrize("held", [20, 1_500, 6_000])
@pytest.mark.parametrize("hole", [960, 9_600, 20_000, -960])
async def test_a_lost_block_does_not_click(page: Tab, hole: int, held: int):
    """What is even has no edge anywhere, and falls silent once."""
    script = f"""
        const even = () => 16384;
        let frame = 0;
        for (; frame < 11520; frame += 960) put(frame, 960, even);
        while (player.held > {held} + 128) play(1);
        frame += {hole};
        for (let n = 0; n < 10; n += 1, frame += 960) put(frame, 960, even);
        while (player.held > 3000) play(1);
    """
    told = await page.evaluate(WORKLET % (150, script))
    heard = np.array(told["heard"])
    assert (told["holes"], told["underruns"], told["overruns"]) == (1, 0, 0)
    assert np.abs(np.diff(heard)).max() < 0.5 * np.pi / 256 * 1.1
    quiet = np.flatnonzero(heard[200:] < 0.495)
    assert np.diff(quiet).max(initial=1) == 1
    filled = hole if 0 < hole <= 9_600 else 0
    assert filled * 0.99 - 128 < len(quiet) < filled * 1.01 + 300


async def test_what_is_too_much_is_left_out_across_a_fade(page: Tab):
    script = """
        const level = (frame) => (frame < 9600 ? 16384 : -16384);
        let frame = 0;
        for (; frame < 9600; frame += 960) put(frame, 960, level);
        play(10);
        for (; player.counts.overruns === 0; frame += 960) put(frame, 960, level);
        play(10);
    """
    told = await page.evaluate(WORKLET % (80, script))
    heard = np.array(told["heard"])
    assert (told["holes"], told["underruns"], told["overruns"]) == (0, 0, 1)
    assert np.abs(np.diff(heard)).max() < np.pi / 256 * 1.1
    assert (heard[1_200], heard[1_500]) == pytest.approx((0.5, -0.5))


@pytest.mark.parametrize(("reserve", "least"), [(400, 19_200), (5_000, 48_000), (0, 480)])
async def test_any_reserve_is_kept_whole(page: Tab, reserve: int, least: int):
    script = f"""
        let frame = 0;
        for (; player.held < 3.9 * {least}; frame += 240) put(frame, 240, (at) => at >> 3);
        play(3);
        heard.push(player.reserve);
    """
    told = await page.evaluate(WORKLET % (reserve, script))
    *heard, kept = told["heard"]
    assert (kept, told["overruns"]) == (least, 0)
    assert heard[200] * 32_768 == pytest.approx(200 / 8, abs=2)


async def test_a_tape_has_an_end(page: Tab, browser: Browser):
    for earlier in browser.downloads.glob("*.wav"):
        earlier.unlink()
    tape = "(await import('/wav.js')).Tape"
    most = await page.evaluate(f"(async () => {{ const most = {tape}.most; {tape}.most = 24000; return most; }})()")
    await page.click("#record")
    await page.until("document.querySelector('#record').getAttribute('aria-pressed') === 'false'")
    path = await browser.downloaded(".wav")
    await page.evaluate(f"(async () => {{ {tape}.most = {most}; }})()")
    assert "has ended" in await page.evaluate(text("#said"))
    with wave.open(str(path)) as file:
        assert 24_000 <= file.getnframes() < 24_000 + 2 * 960
    assert most == 30 * 60 * 48_000


async def test_the_log_the_session_and_a_snapshot_are_taken_home(page: Tab, browser: Browser, recordings: Path):
    for what, ending in (("log", ".decisions.jsonl"), ("session", ".jsonl"), ("snapshot", ".snapshot")):
        before = set(browser.downloads.iterdir())
        await page.click("#keep summary")
        await page.click(f"#keep-{what}")
        path = await browser.downloaded(ending, but=before)
        lines = path.read_text("utf-8").splitlines()
        match what:
            case "log":
                assert {"section", "layer", "affect"} <= {json.loads(line)["kind"] for line in lines}
            case "session":
                assert lines == (recordings / "studio-1.jsonl").read_text("utf-8").splitlines()[: len(lines)]
            case "snapshot":
                assert len(lines) == 1


async def test_one_comes_back_to_a_snapshot(page: Tab, browser: Browser):
    path = await browser.downloaded(".snapshot")
    document = await page.call("DOM.getDocument")
    node = await page.call("DOM.querySelector", nodeId=document["root"]["nodeId"], selector="#restore")
    await page.call("DOM.setFileInputFiles", nodeId=node["nodeId"], files=[str(path)])
    await page.until(row("control", "one.textContent.includes('restored')"))


async def test_a_reloaded_page_finds_its_session_and_what_is_held(page: Tab, recordings: Path):
    await page.click("[data-layer=bass] [data-do=mute]")
    await page.until("document.querySelector('[data-layer=bass]').classList.contains('out')")
    await page.evaluate("void (window.before = true)")
    await page.call("Page.reload")
    await page.until("!window.before && document.querySelector('#line')?.dataset.state === 'open'")
    await page.until("document.querySelector('[data-layer=bass] [aria-pressed=true]')?.dataset.do === 'mute'")
    await page.until("!document.querySelector('[data-layer=bed]').classList.contains('out')")
    await page.until(f"{text('#bar')} > 0")
    await page.click("[data-layer=bass] [data-do=mute]")
    await page.until("!document.querySelector('[data-layer=bass]').classList.contains('out')")
    assert await asyncio.to_thread((recordings / "studio-2.jsonl").exists) is False


async def test_it_pauses_and_goes_on(page: Tab):
    await page.press("p")
    await page.until(f"{text('#pause')} === 'Go on'")
    await page.click("#pause")
    await page.until(f"{text('#pause')} === 'Pause'")


async def test_the_log_is_held_still_and_filtered(page: Tab):
    await page.press("h")
    await page.press("h", repeat=True)
    await page.until("document.querySelector('#log-pause').getAttribute('aria-pressed') === 'true'")
    shown = await page.evaluate("[...document.querySelectorAll('#decisions li')].map((one) => one.textContent)")
    for _ in range(2):
        await page.click(".kind:nth-of-type(1)")
    again = await page.evaluate("[...document.querySelectorAll('#decisions li')].map((one) => one.textContent)")
    assert (len(again) > 0, again) == (True, shown)
    before = await page.evaluate("document.querySelector('#decisions').firstElementChild.dataset.id")
    await page.click("[data-event=discovery]")
    await page.until(f"/[1-9]/.test({text('#log-pause')})")
    assert await page.evaluate("document.querySelector('#decisions').firstElementChild.dataset.id") == before
    await page.press("h")
    await page.evaluate("document.querySelector('#find-why').focus()")
    await page.call("Input.insertText", text="discovery")
    await page.until("[...document.querySelectorAll('#decisions .what')].every((one) => one.textContent !== 'G')")
    await page.evaluate("document.querySelector('#find-why').value = ''")
    await page.call("Input.insertText", text=" ")


async def test_shortcuts_are_told(page: Tab):
    await page.evaluate("document.activeElement.blur()")
    await page.press("?", text="?")
    await page.until("document.querySelector('#help').open")
    assert await page.evaluate("document.querySelectorAll('#keys dt').length") > 9
    await page.click("#help button")


@pytest.mark.parametrize("scheme", ["dark", "light"])
async def test_it_fits_a_phone(page: Tab, scheme: str):
    await page.size(390, 844, phone=True, scheme=scheme)
    for panel in PANELS:
        await page.click(f"#panels [data-show={panel}]")
        await page.until(f"document.querySelector('[data-in={panel}]').getClientRects().length")
        assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await page.click("#panels [data-show=play]")
    await page.size(1_280, 720)
    assert await page.evaluate("document.documentElement.scrollHeight") <= 720


async def test_an_edited_set_is_refused_with_its_reason_or_plays(page: Tab, atelier: Path):
    file = atelier / "set.toml"
    good = file.read_text("utf-8")
    file.write_text(good.replace('role = "bass"', 'role = "bas"'), "utf-8")
    await page.until("!document.querySelector('#refused').hidden")
    assert "layers.bass.role" in await page.evaluate(text("#refused"))
    before = await page.evaluate(text("#set-state"))
    file.write_text(good.replace('title = "Atelier"', 'title = "Workshop"'), "utf-8")
    await page.until(f"{text('#set')} === 'Workshop'")
    assert await page.evaluate("document.querySelector('#refused').hidden")
    assert await page.evaluate(text("#set-state")) != before


async def test_the_page_outlives_the_server(page: Tab, served: Served, atelier: Path, tmp_path: Path):
    await page.drag("#circumplex", (0.5, 0.5), (0.3, 0.3))
    await page.until("document.querySelector('#feel').classList.contains('holding')")
    slider = "document.querySelector('[data-state=threat]')"
    await page.evaluate(f"{slider}.value = '0.7', void {slider}.dispatchEvent(new Event('input'))")
    served.stop()
    await page.until("document.querySelector('#line').dataset.state === 'waiting'")
    with Served(tmp_path, "--listen", f"http={served.doors['http']}", stem_set=str(atelier)):
        await page.until("document.querySelector('#line').dataset.state === 'open'")
        await page.until(row("notice", "one.textContent.includes('started anew')"))
        await page.until(f"{text('#sources')}.includes('stated')")
        bar = await page.evaluate(text("#bar"))
        await page.until(f"{text('#bar')} !== {json.dumps(bar)}")
        assert float(await page.evaluate(f"{slider}.value")) == pytest.approx(0.7)
    # While nobody answers the browser itself complains.
    assert {one.split(":")[0] for one in page.errors} <= {"network", "javascript"}
    assert all("ERR_CONNECTION" in one or "ERR_EMPTY" in one for one in page.errors)
    page.errors.clear()
