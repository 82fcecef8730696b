"""Commanded mode in a browser: what Web Audio plays of some decisions is what the server's renderer plays."""

import base64
import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from affekt.bench.browser import Browser
from affekt.cli import main

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECONDS = 14
SESSION = """\
{"affekt": 1, "set": "%s", "seed": 7, "seconds": %d}
{"t": 0, "param": {"tempo": "recorded", "key": "recorded"}}
{"t": 0, "event": "explore"}
{"t": 1.0, "param": {"layer:theme": -96}}
{"t": 3.1, "param": {"layer:theme": -6}}
{"t": 5.2, "cue": {"kind": "section", "name": "fight", "at": "next_bar"}}
{"t": 6.9, "cue": {"kind": "stinger", "name": "hit", "at": "next_beat"}}
{"t": 9.0, "cue": {"kind": "section", "name": "walk", "at": "next_bar"}}
{"t": 11.0, "control": {"volume": {"bus": "music", "db": -12}}}
"""
PLAY = """(async () => {
  const { Mixer, Recordings } = await import("./affekt.js");
  const context = new OfflineAudioContext(2, %d, 48000);
  const recordings = await Recordings.open("tones/", context);
  for (const name of Object.keys(recordings.set.sections)) await recordings.prepare(name);
  await recordings.prepareStingers();
  const ears = {};
  const source = { on: (kind, hear) => { ears[kind] = hear; }, frameNow: () => 0, playhead: null };
  const mixer = new Mixer(source, recordings, context);
  for (const line of %s) {
    ears.decision(line);
    mixer.advance(line.frame / 48000);
  }
  mixer.advance(%d);
  const made = (await context.startRendering()).getChannelData(0);
  mixer.close();
  const bytes = new Uint8Array(made.buffer);
  let text = "";
  for (let n = 0; n < bytes.length; n += 8192) text += String.fromCharCode(...bytes.subarray(n, n + 8192));
  return { sound: btoa(text), counts: mixer.counts, missing: [...recordings.missing] };
})()"""


def levels(sound: NDArray[np.float32], hertz: float) -> NDArray[np.float64]:
    """The level of a pitch in each tenth of a second."""
    blocks = sound[: len(sound) // 4_800 * 4_800].reshape(-1, 4_800).astype(np.float64)
    wave = np.exp(-2j * np.pi * hertz * np.arange(4_800) / 48_000) * np.hanning(4_800)
    return np.asarray(np.abs(blocks @ wave)) / 120.0


async def test_a_session_sounds_alike_in_the_browser_and_from_the_server(
    tones: Path, hertz: dict[str, float], address: str, browser: Browser
):
    home = tones / "tones"
    script, wav, log = tones / "s.jsonl", tones / "s.wav", tones / "s.log"
    script.write_text(SESSION % (home, SECONDS), "utf-8")
    assert main(["render", str(script), "--out", str(wav), "--log", str(log)]) == 0
    decisions = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    tab = await browser.tab(address)
    played = await tab.evaluate(PLAY % (SECONDS * 48_000, json.dumps(decisions), SECONDS))
    here = np.frombuffer(base64.b64decode(played["sound"]), np.float32)
    there, _ = soundfile.read(wav, dtype="float32")
    assert (played["counts"], played["missing"], tab.errors) == ({"late": 0, "missing": 0}, [], [])
    for name, pitch in hertz.items():
        ours, its = levels(here, pitch), levels(there[:, 0], pitch)
        assert its.max() > 0.05, name
        np.testing.assert_allclose(ours, its, atol=0.012, err_msg=name)
