"""The plan of a phrase: which bars of a voice sound, and what each is for (statement, answer, close)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from affekt.compose.context import BarContext
from affekt.compose.dice import Dice
from affekt.core.values import quick

Act = Literal["rest", "state", "vary", "close", "hold"]

SOUNDING_SHARE = 0.6
"""A melodic voice sounds in at most this share of bars, so that it rests in 40 %."""

_BREATHS = (("xxx.", 4.0, 1.5), ("xx..", 3.0, 1.0), ("....", 1.2, 1.0), (".xxx", 0.0, 3.0), ("..xx", 0.0, 2.0))
"""Four bars of sound and rest, with weights: anywhere, and where a stretch closes."""


@quick
@dataclass(frozen=True, slots=True)
class Step:
    """What one bar of a voice is for."""

    act: Act
    breath: int = 0
    """Which breath of the phrase it belongs to, from 0."""
    place: int = 0
    """Bars since the breath began."""
    length: int = 0
    """Bars in the breath."""
    full_close: bool = False
    """The breath ends at home; else it ends open, on a half cadence."""


@lru_cache(maxsize=1024)
def breaths(seed: int, voice: str, pair_bar: int, bars: int, budget: int) -> str:
    """Return `bars` marks, x a sounding bar and . a rest, at most `budget` of them sounding."""
    dice = Dice(seed, f"breath.{voice}", pair_bar)
    marks = ""
    while len(marks) < bars:
        room, left = bars - len(marks), budget - marks.count("x")
        if room < 4:
            sound = min(left, max(1, room - 1))
            marks += "x" * sound + "." * (room - sound)
            continue
        closes = room < 8 and bool(marks)
        weights = [(last if closes else w) if text.count("x") <= left else 0.0 for text, w, last in _BREATHS]
        if left >= 2 and (not marks or marks.endswith("....")):
            weights[2] = 0.0
        marks += _BREATHS[dice.pick(weights, f"{len(marks)}")][0]
    return marks


def _pair(context: BarContext) -> tuple[int, int, int]:
    """Return (session bar where the pair of phrases began, its bars, offset of this bar in it)."""
    length, index = max(context.phrase_bars, 1), context.phrase_index
    first = index - index % 2
    complete = (first + 2) * length <= context.section_bars
    if complete:
        offset = context.section_bar - 1 - first * length
        return context.bar - offset, 2 * length, offset
    return context.bar - context.phrase_offset, context.phrase_length, context.phrase_offset


def marks_for(context: BarContext, voice: str) -> tuple[str, int]:
    """Return the marks of the stretch that this bar is planned in, and its place there.

    Two phrases are planned together where the section holds both, so that a long phrase may be followed by a short one.
    """
    start, bars, offset = _pair(context)
    return breaths(context.seed, voice, start, bars, int(bars * SOUNDING_SHARE)), offset


@lru_cache(maxsize=256)
def reply(bars: int, led: tuple[int, ...]) -> str:
    """Return the marks of a phrase in which a written melody sings: an answer of three bars at most after each lead."""
    marks = ""
    for place in range(bars):
        marks += "." if place in led or marks.endswith("xxx") else "x"
    return marks


@lru_cache(maxsize=2048)
def step_at(marks: str, offset: int, phrase_bars: int, answers: bool) -> Step:
    """Return what the bar at `offset` is for. `answers` turns the marks round: it sounds where the leader rests.

    An answering voice speaks for at most two bars at a time, and holds long notes under some of the leader's bars.
    """
    if answers:
        marks = _answer(marks)
    begin = offset - offset % phrase_bars
    phrase = marks[begin : begin + phrase_bars]
    place = offset - begin
    if phrase[place] == "h":
        return Step("hold")
    if phrase[place] != "x":
        return Step("rest")
    first = place
    while first and phrase[first - 1] == "x":
        first -= 1
    last = place
    while last + 1 < len(phrase) and phrase[last + 1] == "x":
        last += 1
    breath = sum(1 for i in range(first) if phrase[i] == "x" and (i == 0 or phrase[i - 1] != "x"))
    length = last - first + 1
    full = (begin // phrase_bars) % 2 == 1 if phrase_bars <= 4 else last >= phrase_bars // 2
    act: Act = "close" if place == last and (length > 1 or full) else "state" if place == first else "vary"
    return Step(act, breath, place - first, length, full)


@lru_cache(maxsize=1024)
def _answer(marks: str) -> str:
    """Answer where the leader rests (x), and hold under its later bars (h) while the budget lasts."""
    budget = int(len(marks) * SOUNDING_SHARE)
    out, run = list("." * len(marks)), 0
    for i, mark in enumerate(marks):
        sounds = mark == "." and run < 2 and budget > 0 and i > 0
        run = run + 1 if sounds else 0
        if sounds:
            out[i] = "x"
            budget -= 1
    for i in range(1, len(marks), 4):
        for place in (i, i + 1):
            if budget > 0 and place < len(marks) and marks[place] == "x" and out[place] == ".":
                out[place] = "h"
                budget -= 1
    return "".join(out)
