"""The sound itself: layers locked to their recordings, and a cross-fade against plain arithmetic."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affekt.arrange.load import load
from affekt.arrange.loaded import LoadedSet
from affekt.arrange.shelf import find_set
from affekt.arrange.timing import body_frames, pickup_frames
from affekt.bench.core_offline import eight_layers
from affekt.bench.player import write
from affekt.bench.rows import Row, judged
from affekt.bench.run import Setting
from affekt.core.score import Act, Layer, ScoreEvent, Section, Why
from affekt.core.units import SAMPLE_RATE, Frame, Tick
from affekt.host.offline import read_script
from affekt.host.offline import run as conduct
from affekt.render.offline import Offline, render
from affekt.render.stems import decode
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor

_SEARCH = 2_400
Samples = NDArray[np.float64]


def locked(setting: Setting) -> Iterator[Row]:
    """Render each layer alone, and find where its recording lies in it."""
    loaded = load(find_set(setting.stem_set))
    layers = list(loaded.manifest.layers)
    path = write(
        setting.scratch / "locked.jsonl", eight_layers(layers), stem_set=setting.stem_set, seconds=12.0
    )  # fmt: skip
    script = read_script(path)
    events = conduct(Conductor.of(loaded, default_table()), script).events
    begin = next(e for e in events if isinstance(e.act, Section))
    assert isinstance(begin.act, Section)
    sounding = {e.act.layer: e.act for e in events if isinstance(e.act, Layer) and e.act.gain_db > -60}
    skews, misses = {}, {}
    for name, act in sounding.items():
        alone = Offline(loaded, events, synth="none", only=name)
        heard = np.concatenate([piece.f32 for piece in alone.pieces(script.length)]).astype(np.float64)
        want = _source(loaded, begin.act.section, name, act.take)
        skews[name], misses[name] = _skew(heard[begin.frame :, 0], want[:, 0])
    worst = max(skews.values(), key=abs)
    why = (
        f"{len(skews)} layers of '{begin.act.section}', 12 s; peaks of the correlation within ±{_SEARCH} samples: "
        + ", ".join(f"{name} {skew:+d}" for name, skew in skews.items())
        + f"; after scaling at most {max(misses.values()):.1e} is left of full scale"
    )
    text = "the most that a rendered layer is away from its recording"
    yield judged("locked-skew", text, abs(worst), "samples", "== 0", runs=len(skews), why=why)


def _skew(heard: Samples, source: Samples) -> tuple[int, float]:
    """Return at which lag the source correlates best, and what is left at lag 0 when its level is taken out."""
    count = min(len(heard), len(source)) - _SEARCH
    part = heard[:count]
    size = 1 << (2 * count).bit_length()
    match = np.fft.irfft(np.fft.rfft(part, size) * np.conj(np.fft.rfft(source[:count], size)), size)
    lags = np.concatenate([match[-_SEARCH:], match[: _SEARCH + 1]])
    lag = int(np.argmax(lags)) - _SEARCH
    tail = slice(count // 2, count)  # The opening fade is over by then.
    ours, theirs = part[tail], source[tail]
    power = float(theirs @ theirs)
    level = float(ours @ theirs) / power if power else 0.0
    return lag, float(np.abs(ours - level * theirs).max())


def _source(loaded: LoadedSet, section: str, layer: str, take: str) -> Samples:
    """Return a layer's recording from its downbeat on, as the renderer keeps it, in double precision."""
    part = loaded.manifest.sections[section].layers[layer]
    chosen = next((t for t in part.takes if t.name == take), part.takes[0])
    samples = decode(Path(loaded.folder) / chosen.file).astype(np.float64) / 32768.0
    both = np.repeat(samples, 2, axis=1) if samples.shape[1] == 1 else samples
    begin: Samples = both[pickup_frames(loaded.manifest.sections[section]) :]
    return begin


def null(setting: Setting) -> Iterator[Row]:
    """Cross-fade from one section to another, and subtract the same in double precision."""
    loaded = load(find_set(setting.stem_set))
    first, second = loaded.manifest.start, _other(loaded)
    beat = round(60.0 * SAMPLE_RATE / loaded.manifest.sections[second].tempo)
    old_layers, new_layers = _four(loaded, first), _four(loaded, second)
    ids = itertools.count(1)
    at, length, frames = 4 * SAMPLE_RATE + 123, 2 * beat, 9 * SAMPLE_RATE
    quiet_db = -15.0

    def event(frame: int, decided: int, act: Act) -> ScoreEvent:
        return ScoreEvent(next(ids), Frame(decided), Frame(frame), Tick(0), 1, 1.0, 1, act, Why("bench"))

    def enter(frame: int, decided: int, section: str, layers: dict[str, Any]) -> list[ScoreEvent]:
        act = Section(section, "immediate", "start", "cross", 2.0, Tick(0), "bench")
        return [
            event(frame, decided, act),
            *(event(frame, decided, Layer(name, quiet_db, 0.0, take)) for name, take in layers.items()),
        ]

    events = [*enter(0, 0, first, old_layers), *enter(at, at - 1_000, second, new_layers)]
    heard = render(loaded, events, frames, synth="none").f32.astype(np.float64)
    gain = 10.0 ** (quiet_db / 20.0)
    old = gain * sum((_looped(loaded, first, n, t, frames) for n, t in old_layers.items()), np.zeros((frames, 2)))
    new = np.zeros((frames, 2))
    new[at:] = gain * sum(
        (_looped(loaded, second, n, t, frames - at) for n, t in new_layers.items()), np.zeros((frames - at, 2))
    )
    u = np.clip((np.arange(frames) - at) / length, 0.0, 1.0)[:, None]
    want = old * np.cos(u * np.pi / 2) * (u < 1.0) + new * np.sin(u * np.pi / 2)
    settled = slice(480, None)  # The very first entry has its own short fade.
    left = float(np.abs(heard - want)[settled].max())
    why = (
        f"{first} > {second}, equal-power over 2 beats, {len(old_layers)} and {len(new_layers)} layers at "
        f"{quiet_db:g} dB, 9 s; peak of the music {float(np.abs(want).max()):.3f}"
    )
    yield judged("null-cross-fade", "what is left of a cross-fade after its float64 reference", left, "of full scale",
                 "<= 0.0001", why=why)  # fmt: skip


def _other(loaded: LoadedSet) -> str:
    sections = loaded.manifest.sections
    return "combat" if "combat" in sections else next(name for name in sections if name != loaded.manifest.start)


def _four(loaded: LoadedSet, section: str) -> dict[str, str]:
    parts = loaded.manifest.sections[section].layers
    return {name: part.takes[0].name if len(part.takes) > 1 else "" for name, part in list(parts.items())[:4]}


def _looped(loaded: LoadedSet, section: str, layer: str, take: str, frames: int) -> Samples:
    source = _source(loaded, section, layer, take)
    out = np.zeros((frames + len(source), 2))
    for start in range(0, frames, body_frames(loaded.manifest.sections[section])):
        out[start : start + len(source)] += source
    looped: Samples = out[:frames]
    return looped
