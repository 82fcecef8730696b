"""Loudness as recorded: of the reference mix, from step to step of energy, its range, and the peaks of every mix."""

from collections.abc import Iterator

import numpy as np

from affekt.render.layout import CEILING
from affekt.review.meters import Meters, heard, integrated, loudness_range
from affekt.review.peaks import highest, over
from affekt.review.rows import Fault, Row, row
from affekt.review.sound import Sound, stack

STEP_LU = 0.8
"""A step of energy is heard from here on; layers that add less count together with the next."""
_MOST_LU = 3.0
_EVEN = 0.1
"""LU that a combination may be softer than the one below it before it counts as a fall."""


def loudness(sound: Sound, meters: Meters) -> Iterator[Row]:
    """Yield the rows about loudness of one section."""
    score = sound.score
    name, demand = score.name, score.demand
    refs = sound.references
    steps = heard(sound, meters, stack(refs))
    levels = integrated(steps)
    goal = score.section.loudness_lufs if score.section.loudness_lufs is not None else demand.lufs
    if goal is not None:
        off = max((level - goal for level in levels), key=abs)
        told = ", ".join(f"{level:.1f}" for level in levels)
        fault = Fault(f"{told} LUFS, wanted {goal:g}", name)
        yield row(
            "loudness.mix",
            "reference mix against its goal, the worst take",
            name,
            off,
            "-1 .. 1",
            unit="LU",
            why=f"{told} LUFS",
            faults=[fault],
        )
    if goal is not None and demand.lufs is not None:
        fault = Fault(f"its goal is {goal:g} LUFS, a section of kind {score.kind} has {demand.lufs:g}", name)
        yield row(
            "loudness.goal",
            f"goal against {demand.lufs:g} LUFS of its kind",
            name,
            goal - demand.lufs,
            "-1 .. 1",
            unit="LU",
            faults=[fault],
        )
    if demand.range_lu:
        span = loudness_range(steps[:1])
        yield row("loudness.range", "loudness range of the reference mix", name, span, demand.range_lu, unit="LU")
    if demand.main:
        yield from _steps(sound, meters)
    yield from _peaks(sound, levels)


def _steps(sound: Sound, meters: Meters) -> Iterator[Row]:
    name = sound.score.name
    ladder = sound.steps
    levels = integrated(heard(sound, meters, stack(ladder)))
    heard_at, climbs, falls = [levels[0]], list[float](), list[Fault]()
    steep: list[Fault] = []
    for index in range(1, len(levels)):
        added = "+".join(n for n in ladder[index].layers if n not in ladder[index - 1].layers) or "levels"
        move = levels[index] - levels[index - 1]
        if move < -_EVEN:
            falls.append(Fault(f"with {added} it falls by {-move:.1f} LU", name, 0, added))
        if move > _MOST_LU:
            steep.append(Fault(f"with {added} it rises by {move:.1f} LU", name, 0, added))
        if levels[index] - heard_at[-1] >= STEP_LU:
            climbs.append(levels[index] - heard_at[-1])
            heard_at.append(levels[index])
    told = " → ".join(f"{level:.1f}" for level in levels)
    yield row(
        "loudness.steps",
        f"steps of energy, each at least {STEP_LU:g} LU",
        name,
        len(heard_at),
        ">= 4",
        why=f"{told} LUFS",
        faults=[Fault(f"{len(heard_at)} steps: {told} LUFS", name)],
    )
    yield row("loudness.steep", "steps of more than 3 LU", name, len(steep), "== 0", faults=steep)
    yield row("loudness.falls", "steps of energy that fall", name, len(falls), "== 0", faults=falls)


def _peaks(sound: Sound, levels: list[float]) -> Iterator[Row]:
    name, demand, most = sound.score.name, sound.score.demand, sound.manifest.loudness.true_peak_db
    if demand.peak_to_loudness:
        ratios = [
            highest(sound, one.gains[None]).db - level for one, level in zip(sound.references, levels, strict=True)
        ]
        yield row(
            "loudness.peak_to_loudness",
            "true peak over loudness, the worst take",
            name,
            min(ratios),
            demand.peak_to_loudness,
            unit="dB",
        )
    every = sound.every
    if not every:
        return
    gains = stack(every)
    top = highest(sound, gains)
    who = every[top.combination]
    bar = sound.bar_at(top.frame)
    worst = int(np.abs(sound.audio[:, top.frame : top.frame + 960]).max(axis=1).argmax())
    layer = next(s.layer for s in sound.stems if worst in s.channels)
    yield row(
        "loudness.true_peak",
        "highest true peak of every combination, before the limiter",
        name,
        top.db,
        f"<= {most:g}",
        unit="dBTP",
        why=f"{len(every)} combinations{', the draws of takes sampled' if sound.sampled else ''}",
        faults=[Fault(f"{top.db:.1f} dBTP with {who.told}", name, bar, layer)],
    )
    share, most_limited = 0.0, who
    if top.value > CEILING:
        shares = over(sound, gains, CEILING * 10.0 ** (1.0 / 20.0))
        share, most_limited = 100.0 * float(shares.max()), every[int(shares.argmax())]
    yield row(
        "loudness.limiter",
        "time in which the limiter takes more than 1 dB, the worst combination",
        name,
        share,
        "< 0.1",
        unit="%",
        faults=[Fault(f"{share:.2f} % of the time with {most_limited.told}", name, bar, layer)],
    )
