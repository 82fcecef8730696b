"""Live tempo and live pitch against the same music played at the target tempo, and beside python-stretch."""

from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from affekt.bench import stretch_music as music
from affekt.bench.rows import Row, judged, quantile, unmeasured
from affekt.bench.run import Setting
from affekt.bench.stretch_ears import Audio, cents_of, distance_db, lags_ms
from affekt.core.units import BLOCK, SAMPLE_RATE
from affekt.render import layout as at
from affekt.render.guide import Part, make
from affekt.render.layout import row, table
from affekt.render.mixer import Mixer
from affekt.render.variants import shifted

NEAR, FAR = (0.88, 0.94, 1.06, 1.12), (0.5, 0.75, 1.25, 1.5)
"""Ratios within and beyond ±12 %."""
BEAT = round(60.0 / music.BPM * SAMPLE_RATE)
BODY = music.BEATS * BEAT
LEVEL = 0.5
CommandRow = tuple[int | float, ...]


class Deck:
    """The eight layers of a feel behind stem numbers, and their guide."""

    def __init__(
        self,
        layers: Sequence[NDArray[np.int16]],
        names: Sequence[str] = music.LAYERS,
        *,
        follow: Sequence[bool] | None = None,
    ) -> None:
        self.layers = [np.ascontiguousarray(x) for x in layers]
        self.follow = follow or [False] * len(self.layers)
        parts = [Part(x, name in music.DRUMS, True) for x, name in zip(self.layers, names, strict=True)]
        self.guide = make(parts, 0)
        self.mixer = Mixer(1, frames=BLOCK, stems=16)
        for k, x in enumerate(self.layers):
            self.mixer.stems[k] = (x.ctypes.data, len(x), 2)
        self.mixer.stems[len(self.layers)] = (self.guide.ctypes.data, len(self.guide), 1)

    def row(self, op: int, frame: int, **values: float) -> CommandRow:
        """Return a tempo or pitch row that names the guide."""
        return row(op, frame, a=1, d=len(self.layers), **values)  # type: ignore[arg-type]

    def play(self, rows: Sequence[CommandRow], frames: int, only: Sequence[int] = ()) -> Audio:
        """Return `[frames, 2]` of the layers (all where `only` is empty) under rows."""
        mixer = self.mixer
        mixer.open(0)
        start = [row(at.OP_SECTION, 0, a=1, c=BODY, d=1)]
        start += [
            row(at.OP_LAYER, 0, a=1, b=k, c=k, f=int(self.follow[k]), x=LEVEL)
            for k in (only or range(len(self.layers)))
        ]
        mixer.enqueue(0, table(sorted([*start, *rows], key=lambda r: r[0])))
        blocks = -(-frames // BLOCK)
        out = np.empty((blocks, BLOCK, 2), np.float32)
        todo = np.zeros(1, np.int64)
        for k in range(blocks):
            mixer.render(todo, BLOCK)
            out[k] = mixer.planes.f32[0, 0, : 2 * BLOCK].reshape(BLOCK, 2)
        return out.reshape(-1, 2)[:frames]


def quality(setting: Setting) -> Iterator[Row]:
    """Stretch each feel to each ratio; compare hits and spectra with the same notes played at that tempo."""
    del setting
    peer = peer_stretch()
    for feel in music.FEELS:
        notes = music.notes(feel)
        deck = Deck([music.layer(notes[name], 1.0, BODY + SAMPLE_RATE) for name in music.LAYERS])
        drums = [k for k, name in enumerate(music.LAYERS) if name in music.DRUMS]
        mixed = _mix(deck.layers)
        for name, ratios, most in (("near", NEAR, 1.5), ("far", FAR, 4.0)):
            lags: list[float] = []
            ours: list[float] = []
            theirs: list[float] = []
            for ratio in ratios:
                frames = round(BODY / ratio)
                truth = [music.layer(notes[layer], ratio, frames) for layer in music.LAYERS]
                tempo = [deck.row(at.OP_TEMPO, 0, x=ratio, y=ratio)]
                places = sorted({music.frame_of(h.beat, ratio) for layer in music.DRUMS for h in notes[layer]})
                heard = deck.play(tempo, frames, drums)
                lags += lags_ms(heard, _mix([truth[k] for k in drums]), places)
                whole = _mix(truth)
                ours.append(distance_db(deck.play(tempo, frames), whole))
                if peer is not None:
                    theirs.append(distance_db(peer(mixed[:BODY], ratio), whole))
            span = f"{min(ratios):g} to {max(ratios):g} ×"
            late = [abs(v) for v in lags]
            yield judged(f"stretched-onsets-{name}-{feel}", f"drum onsets against a re-render at {span}, {feel}, p95",
                         quantile(late, 0.95), "ms", f"<= {most:g}", runs=len(late),
                         why=f"mean {np.mean(late):.2f}, worst {max(late):.2f} ms of {len(late)} hits")  # fmt: skip
            told = f"log-mel distance to a re-render at {span}, {feel}"
            if peer is None:
                yield unmeasured(f"stretched-mel-{name}-{feel}", told, "python-stretch is not there", unit="dB")
            else:
                bar = f"<= {np.mean(theirs) + 0.3:.3f}"
                yield judged(f"stretched-mel-{name}-{feel}", told, float(np.mean(ours)), "dB", bar, peer=_peer_name(),
                             why=f"ours {_each(ours)}, theirs {_each(theirs)} dB; the bar is theirs + 0.3")  # fmt: skip


def phase(setting: Setting) -> Iterator[Row]:
    """Play a click a beat through a ramp; tell how far clicks are from where the law puts them, and how soon."""
    del setting
    ticks = np.zeros((BODY + BEAT, 2), np.int16)
    for beat in range(music.BEATS):
        ticks[beat * BEAT : beat * BEAT + 480] = (np.hanning(960)[480:, None] * 20_000).astype(np.int16)
    deck = Deck([ticks], ["drums"])
    worst, change, delays = 0.0, 4 * BEAT, []
    for begins, ends, ramp in ((1.0, 1.12, 8), (1.0, 0.88, 8), (1.1, 1.1, 0), (0.9, 0.9, 0), (1.0, 1.5, 4)):
        heard = deck.play([deck.row(at.OP_TEMPO, change, b=change, c=ramp * BEAT, x=begins, y=ends)], BODY)
        found = _firsts(heard)
        want = [float(k * BEAT) for k in range(4)]
        want += [change + _reached((k - 4) * BEAT, begins, ends, ramp * BEAT) for k in range(4, music.BEATS)]
        heard_and_due = [(f, abs(f - w)) for f, w in zip(found, want, strict=False)]
        worst = max(worst, max(error for _, error in heard_and_due))
        wrong = [f for f, error in heard_and_due if f > change and error > 1.0]
        delays.append(0.0 if not wrong else (max(wrong) - change) / BLOCK)
    yield judged("stretch-phase", "beat phase error, also in ramps", worst, "samples", "<= 1", runs=5 * music.BEATS)
    yield judged("stretch-latency", "latency added by a tempo change", max(delays), "blocks", "<= 0",
                 why="the first beat after the change, and each one, is where the new tempo puts it")  # fmt: skip


def pitch(setting: Setting) -> Iterator[Row]:
    """Transpose chords live beside drums; tell where their partials stand and whether the drums are the same bits."""
    del setting
    time = np.arange(BODY) / SAMPLE_RATE
    notes = (220.0, 277.18, 329.63, 880.0)
    chord = np.sum([np.sin(2 * np.pi * hz * time) for hz in notes], axis=0)[:, None] * 3_000.0
    drums = music.layer(music.notes("straight")["drums"], 1.0, BODY)
    away, same = [], []
    for semitones in (-3, -2, 2, 3):
        shift = 2.0 ** (semitones / 12.0)
        deck = Deck(
            [drums, np.rint(np.repeat(chord, 2, axis=1)).astype(np.int16)], ["drums", "pad"], follow=[False, True]
        )
        rows = [deck.row(at.OP_PITCH, BEAT, e=480, x=shift)]
        alone = deck.play(rows, 8 * BEAT, [1])
        away += [abs(cents_of(alone[2 * BEAT :], hz * shift)) for hz in notes]
        same.append(np.array_equal(deck.play(rows, 8 * BEAT, [0]), deck.play([], 8 * BEAT, [0])))
    yield judged("pitch-live-cents", "partials of a chord transposed live, ±2 and ±3 semitones, worst", max(away),
                 "cents", "<= 5", runs=len(away))  # fmt: skip
    yield judged("pitch-live-drums", "drums under a live change of key, bit for bit", float(sum(same)),
                 f"of {len(same)}", f"== {len(same)}")  # fmt: skip


def ahead(setting: Setting) -> Iterator[Row]:
    """Shift recordings of chords ahead, as a held key does; tell where their partials stand."""
    del setting
    time = np.arange(BODY) / SAMPLE_RATE
    seventh, ninth = (220.0, 261.63, 329.63, 392.0, 880.0), (146.83, 185.0, 220.0, 329.63)
    away, where = [], []
    for notes in (seventh, ninth):
        sound = np.sum([np.sin(2 * np.pi * hz * time) for hz in notes], axis=0)[:, None] * 3_000.0
        recorded = np.rint(np.repeat(sound, 2, axis=1)).astype(np.int16)
        for cents in (-600.0, -500.0, -300.0, -31.8, 200.0, 500.0):
            moved = shifted(recorded, cents).astype(np.float32)[2 * BEAT :]
            off = [abs(cents_of(moved, hz * 2.0 ** (cents / 1200.0))) for hz in notes]
            away += off
            where.append(f"{max(off):.1f}")
    why = f"a minor seventh and a major ninth: {' '.join(where)}"
    text = "partials of chords shifted ahead, -600 to +500 cents, worst"
    yield judged("pitch-ahead-cents", text, max(away), "cents", "<= 5", runs=len(away), why=why)


def peer_stretch() -> Callable[[Audio, float], Audio] | None:
    """Return python-stretch's way to change a tempo, or None where it is not installed."""
    if find_spec("python_stretch") is None:
        return None
    from python_stretch import Signalsmith

    def act(x: Audio, ratio: float) -> Audio:
        stretch = Signalsmith.Stretch()
        stretch.preset(2, SAMPLE_RATE)
        stretch.setTimeFactor(ratio)
        made: Audio = np.asarray(stretch.process(np.ascontiguousarray(x.T)), np.float32).T
        return made

    return act


def _peer_name() -> str:
    return f"python-stretch {version('python-stretch')}"


def _each(values: Sequence[float]) -> str:
    return " ".join(f"{v:.2f}" for v in values)


def _mix(layers: Sequence[NDArray[np.int16]]) -> Audio:
    mixed: Audio = np.sum([x.astype(np.float32) for x in layers], axis=0) * np.float32(LEVEL / 32_768.0)
    return mixed


def _firsts(heard: Audio) -> list[int]:
    loud = np.flatnonzero(np.abs(heard[:, 0]) > 0.1)
    return [int(v) for v in loud[np.concatenate([[True], np.diff(loud) > BEAT // 4])]]


def _reached(body: float, begins: float, ends: float, ramp: float) -> float:
    """Return the frames until a body position is reached, by summing 1 / ratio."""
    if body <= 0:
        return 0.0
    steps = np.linspace(0.0, body, 50_001)
    middle = 0.5 * (steps[1:] + steps[:-1])
    ratio = begins + (ends - begins) * (np.minimum(middle / ramp, 1.0) if ramp else 1.0)
    return float(np.sum(np.diff(steps) / ratio))
