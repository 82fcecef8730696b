"""The demo's picture: feeling with its doubt, section, tempo, key, layers, notes and events over time."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from affekt.commands.demo_player import Moment
from affekt.core import score
from affekt.core.score import ScoreEvent
from affekt.core.units import SAMPLE_RATE, SILENCE_DB

_HUES = ("#4c78a8", "#72b7b2", "#e45756", "#54a24b", "#f58518", "#b279a2", "#9d755d", "#bab0ac")
_ROWS = (2.2, 1.0, 2.4, 1.8, 1.3)


def draw(path: Path, events: Sequence[ScoreEvent], moments: Sequence[Moment], seconds: float, title: str) -> None:
    """Draw a session into a PNG."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    log = sorted(events, key=lambda e: (e.frame, e.id))
    figure, axes = pyplot.subplots(
        len(_ROWS), 1, figsize=(13, 9.5), sharex=True, height_ratios=_ROWS, layout="constrained"
    )
    figure.suptitle(title)
    _feeling(axes[0], log)
    _sections(axes[1], log, seconds)
    _layers(axes[2], log, seconds)
    _notes(axes[3], log)
    _tempo(axes[4], log, seconds)
    for moment in moments:
        for axis in axes[:-1]:
            axis.axvline(moment.at, color="0.75", lw=0.6, zorder=0)
        axes[-1].text(moment.at, 0.02, f" {moment.event or moment.line}", rotation=90, va="bottom", fontsize=7,
                      transform=axes[-1].get_xaxis_transform(), color="0.35")  # fmt: skip
    axes[-1].set_xlim(0, seconds)
    axes[-1].set_xlabel("seconds")
    figure.savefig(path, dpi=110)
    pyplot.close(figure)


def _times(log: Sequence[ScoreEvent], kind: type) -> list[tuple[float, Any]]:
    return [(e.frame / SAMPLE_RATE, e.act) for e in log if isinstance(e.act, kind)]


def _feeling(axis: Any, log: Sequence[ScoreEvent]) -> None:
    told = _times(log, score.AffectNow)
    t = [at for at, _ in told]
    for n, name in enumerate(("valence", "arousal", "dominance")):
        value = [getattr(act, name) for _, act in told]
        doubt = [act.sigma[n] for _, act in told]
        axis.plot(t, value, color=_HUES[n], label=name, lw=1.6)
        low, high = ([v + s * d for v, d in zip(value, doubt, strict=True)] for s in (-1, 1))
        axis.fill_between(t, low, high, color=_HUES[n], alpha=0.12, lw=0)
    axis.axhline(0, color="0.8", lw=0.8)
    axis.set_ylim(-1.05, 1.05)
    axis.set_ylabel("feeling ± 1 σ")
    axis.legend(loc="upper right", ncols=3, fontsize=8, frameon=False)


def _sections(axis: Any, log: Sequence[ScoreEvent], seconds: float) -> None:
    changes = [*_times(log, score.Section), (seconds, None)]
    names = list(dict.fromkeys(act.section for _, act in changes if act))
    for (start, act), (end, _) in pairwise(changes):
        axis.axvspan(start, end, color=_HUES[names.index(act.section) % len(_HUES)], alpha=0.55, lw=0)
        if end - start > seconds * 0.02:
            axis.text((start + end) / 2, 0.22, act.section, ha="center", va="center", fontsize=9)
    for n, (at, act) in enumerate(_times(log, score.Stinger)):
        height = 0.86 if n % 2 == 0 else 0.6
        axis.plot(at, height, "v", color="black", ms=5)
        axis.text(at, height, f"  {act.name}", fontsize=7, va="center")
    axis.set_ylim(0, 1.02)
    axis.set_yticks([])
    axis.set_ylabel("section,\n▼ stinger")


def _layers(axis: Any, log: Sequence[ScoreEvent], seconds: float) -> None:
    names = list(dict.fromkeys(e.act.layer for e in log if isinstance(e.act, score.Layer)))
    sounding: dict[str, tuple[float, float]] = {}

    def close(name: str, until: float) -> None:
        start, db = sounding.pop(name, (until, SILENCE_DB))
        if db > SILENCE_DB and until > start:
            axis.broken_barh([(start, until - start)], (names.index(name) - 0.4, 0.8), color="#4c78a8",
                             alpha=min(max((db + 30) / 32, 0.15), 1.0), lw=0)  # fmt: skip

    for event in log:
        at = event.frame / SAMPLE_RATE
        if isinstance(event.act, score.Section) or (
            isinstance(event.act, score.Control) and event.act.verb in ("stop", "stopped")
        ):
            for name in list(sounding):
                close(name, at)
        elif isinstance(event.act, score.Layer):
            close(event.act.layer, at)
            sounding[event.act.layer] = (at, event.act.gain_db)
    for name in list(sounding):
        close(name, seconds)
    axis.set_yticks(range(len(names)), names, fontsize=8)
    axis.invert_yaxis()
    axis.set_ylabel("layers")


def _notes(axis: Any, log: Sequence[ScoreEvent]) -> None:
    bpm = 100.0
    voices = list(dict.fromkeys(e.act.voice for e in log if isinstance(e.act, score.Note)))
    for event in log:
        if isinstance(event.act, score.Tempo):
            bpm = event.act.bpm
        elif isinstance(event.act, score.Note):
            note, at = event.act, event.frame / SAMPLE_RATE
            hue = _HUES[(voices.index(note.voice) + 3) % len(_HUES)]
            axis.broken_barh([(at, note.beats * 60 / bpm)], (note.pitch - 0.45, 0.9), color=hue, lw=0)
    for n, voice in enumerate(voices):
        axis.plot([], [], color=_HUES[(n + 3) % len(_HUES)], lw=5, label=voice)
    if voices:
        axis.legend(loc="upper right", ncols=4, fontsize=8, frameon=False)
    axis.set_ylabel("notes composed\nlive (MIDI)")


def _tempo(axis: Any, log: Sequence[ScoreEvent], seconds: float) -> None:
    played = _times(log, score.Tempo)
    wished = _times(log, score.IntentNow)
    axis.plot([t for t, _ in wished], [a.intent.tempo for _, a in wished], color="0.6", lw=1, ls="--", label="wished")
    if played:
        axis.step([t for t, _ in played] + [seconds], [a.bpm for _, a in played] + [played[-1][1].bpm], where="post",
                  color=_HUES[2], lw=1.8, label="sounding")  # fmt: skip
    for at, act in _times(log, score.Key):
        axis.text(at, 0.97, f" {act.tonic} {act.mode}", fontsize=8, va="top", transform=axis.get_xaxis_transform())
    axis.set_ylabel("tempo (bpm),\nkey")
    axis.legend(loc="lower right", ncols=2, fontsize=8, frameon=False)
