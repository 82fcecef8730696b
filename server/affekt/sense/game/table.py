"""The game's table: what each event and each state value of a game means for feeling and for the music.

A game replaces the shipped `default.toml` by its own. Reading it is strict: a wrong word is an error with its line.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from affekt.core.errors import LineError, Reason
from affekt.core.feeling import Feeling
from affekt.core.inputs import At, Cue
from affekt.core.values import replace
from affekt.sense.game.locate import line_of

Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.:-]{0,63}$")]
"""A game's own word for an event or a state key."""
Push = Annotated[float, Field(ge=-2, le=2)]
Points = tuple[tuple[float, float], ...]
"""(normalised state value, push) pairs, inputs rising; flat beyond the ends; empty says nothing."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_max_length=200)


class CueText(_Strict):
    """A musical action that an event asks for."""

    kind: Literal["stinger", "section", "theme", "release"]
    name: Word
    at: At = "next_bar"
    within_ms: Annotated[int, Field(ge=0, le=60000)] = 0
    min_intensity: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Only where the event's intensity is at least this."""
    max_intensity: Annotated[float, Field(ge=0, le=1)] = 1.0
    source: Annotated[list[Word], Field(alias="from")] = []
    """Only while one of these sections plays; any where empty."""
    after_s: Annotated[float, Field(ge=0, le=3600)] = 0.0
    """Only once the playing section has lasted so long …"""
    until_s: Annotated[float, Field(ge=0, le=3600)] = 0.0
    """… and not longer than this; 0 is for ever."""


class EventText(_Strict):
    """What an event does: a push, times its intensity, that fades by half in `decay_s`; and cues."""

    valence: Push = 0.0
    arousal: Push = 0.0
    dominance: Push = 0.0
    decay_s: Annotated[float, Field(gt=0, le=600)] = 6.0
    cue: CueText | None = None
    cues: Annotated[list[CueText], Field(max_length=8)] = []


Shape = Push | Annotated[list[tuple[float, Push]], Field(min_length=1, max_length=16)]


class StateText(_Strict):
    """What a state value does: its range, and for each dimension a weight or (value 0 … 1, push) points."""

    range: tuple[float, float] = (0.0, 1.0)
    valence: Shape = 0.0
    arousal: Shape = 0.0
    dominance: Shape = 0.0

    @model_validator(mode="after")
    def _ordered(self) -> "StateText":
        if self.range[1] <= self.range[0]:
            raise ValueError(f"range must rise, not {self.range[0]:g} to {self.range[1]:g}")
        for name in ("valence", "arousal", "dominance"):
            shape = getattr(self, name)
            if isinstance(shape, list) and [x for x, _ in shape] != sorted({x for x, _ in shape}):
                raise ValueError(f"{name}: the points' inputs must rise")
        return self


class ConditionText(_Strict):
    """A state value above or below a mark (normalised 0 … 1)."""

    key: Word
    above: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _one(self) -> "ConditionText":
        if (self.above is None) == (self.below is None):
            raise ValueError("give either above or below")
        return self


class SceneText(ConditionText):
    """A rule that changes the section when a state value has stood beyond a mark for a while."""

    to: Word
    source: Annotated[list[Word], Field(alias="from")] = []
    """Sections it may leave; any other one where empty."""
    for_s: Annotated[float, Field(ge=0, le=600)] = 1.0
    dwell_bars: Annotated[int, Field(ge=0, le=1000)] = 0
    """Bars that the sounding section must have played."""
    also: Annotated[list[ConditionText], Field(max_length=4)] = []
    """Further conditions that must hold for as long."""
    at: At = "next_bar"
    within_ms: Annotated[int, Field(ge=0, le=60000)] = 0


class BaseText(_Strict):
    """The feeling when nothing happens."""

    valence: Annotated[float, Field(ge=-1, le=1)] = 0.1
    arousal: Annotated[float, Field(ge=0, le=1)] = 0.3
    dominance: Annotated[float, Field(ge=-1, le=1)] = 0.0


class TableText(_Strict):
    """The whole file."""

    format: Literal[1] = 1
    base: BaseText = BaseText()
    events: Annotated[dict[Word, EventText], Field(max_length=512)] = {}
    state: Annotated[dict[Word, StateText], Field(max_length=64)] = {}
    scenes: Annotated[list[SceneText], Field(max_length=64)] = []


@dataclass(frozen=True, slots=True)
class When:
    """A cue, and when it applies."""

    cue: Cue
    least: float
    """Intensity, at least; `most` at most."""
    most: float
    sources: tuple[str, ...]
    after_s: float
    until_s: float

    def applies(self, intensity: float, section: str, dwelt_s: float) -> bool:
        """Return whether the cue is asked for now; without a section only the intensity counts."""
        if not self.least <= intensity <= self.most:
            return False
        if not section:
            return True
        if self.sources and section not in self.sources:
            return False
        return dwelt_s >= self.after_s and (not self.until_s or dwelt_s < self.until_s)


@dataclass(frozen=True, slots=True)
class EventMeaning:
    """An event, ready to use."""

    push: Feeling
    decay_s: float
    """Half-life."""
    cues: tuple[When, ...]


@dataclass(frozen=True, slots=True)
class StateMeaning:
    """A state key, ready to use."""

    low: float
    high: float
    valence: Points
    arousal: Points
    dominance: Points


@dataclass(frozen=True, slots=True)
class Condition:
    """A mark on a state key."""

    key: str
    mark: float
    above: bool

    def holds(self, value: float) -> bool:
        """Return whether a normalised value lies beyond the mark."""
        return value > self.mark if self.above else value < self.mark


@dataclass(frozen=True, slots=True)
class SceneRule:
    """A scene rule, ready to use."""

    name: str
    """Stable, for `why`: `scene:threat>combat`."""
    target: str
    sources: tuple[str, ...]
    conditions: tuple[int, ...]
    """Indices into `GameTable.conditions`."""
    for_s: float
    dwell_bars: int
    at: At
    within_ms: int
    text: str
    """The rule in words."""


@dataclass(frozen=True, slots=True)
class GameTable:
    """A game's table, checked and compiled."""

    base: Feeling
    events: Mapping[str, EventMeaning]
    state: Mapping[str, StateMeaning]
    conditions: tuple[Condition, ...]
    scenes: tuple[SceneRule, ...]
    sha256: str = ""
    """Of the text it was read from; stands in recordings."""


def _points(shape: float | list[tuple[float, float]]) -> Points:
    if isinstance(shape, list):
        return tuple((x, y) for x, y in shape)
    return ((0.0, 0.0), (1.0, shape)) if shape else ()


def _event(text: EventText) -> EventMeaning:
    every = ([text.cue] if text.cue else []) + text.cues
    cues = tuple(
        When(
            Cue(c.kind, c.name, c.at, c.within_ms), c.min_intensity, c.max_intensity, tuple(c.source), c.after_s,
            c.until_s,
        )
        for c in every
    )  # fmt: skip
    return EventMeaning(Feeling(text.valence, text.arousal, text.dominance), text.decay_s, cues)


def _compile(text: TableText) -> GameTable:
    conditions: list[Condition] = []
    scenes: list[SceneRule] = []
    for scene in text.scenes:
        indices: list[int] = []
        words: list[str] = []
        for c in (scene, *scene.also):
            mark = c.above if c.above is not None else c.below
            assert mark is not None
            condition = Condition(c.key, mark, c.above is not None)
            if condition not in conditions:
                conditions.append(condition)
            indices.append(conditions.index(condition))
            words.append(f"{c.key} {'above' if condition.above else 'below'} {mark:g}")
        said = " and ".join(words) + f" for {scene.for_s:g} s"
        if scene.dwell_bars:
            said += f", {scene.dwell_bars} bars dwelt"
        scenes.append(
            SceneRule(
                f"scene:{scene.key}>{scene.to}", scene.to, tuple(scene.source), tuple(indices), scene.for_s,
                scene.dwell_bars, scene.at, scene.within_ms, said,
            )
        )  # fmt: skip
    return GameTable(
        Feeling(text.base.valence, text.base.arousal, text.base.dominance),
        {name: _event(e) for name, e in text.events.items()},
        {
            name: StateMeaning(*s.range, _points(s.valence), _points(s.arousal), _points(s.dominance))
            for name, s in text.state.items()
        },
        tuple(conditions),
        tuple(scenes),
    )


def read_table(text: str, file: str = "") -> GameTable:
    """Read a game's table from TOML text.

    Raises:
        LineError: MALFORMED, with the key's path and its line, at the first thing that is wrong.
    """
    try:
        raw: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = str(error).partition("at line ")[2].partition(",")[0]
        raise LineError(
            Reason.MALFORMED,
            f"not TOML: {error}",
            file=file,
            line=int(line) if line.isdecimal() else text.count("\n") + 1,
        ) from error
    try:
        table = _compile(TableText.model_validate(raw))
        return replace(table, sha256=sha256(text.encode()).hexdigest())
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = tuple(p for p in first["loc"] if not (isinstance(p, str) and ("[" in p or p in ("float", "[key]"))))
        where = ".".join(map(str, path)) or "the table"
        what = first["msg"].removeprefix("Value error, ")
        if first["type"] == "extra_forbidden":
            what = "this word is not known here"
        raise LineError(Reason.MALFORMED, f"{where}: {what}", file=file, line=line_of(text, path)) from error


@cache
def default_table() -> GameTable:
    """Return the shipped table."""
    return read_table((files("affekt.sense.game") / "default.toml").read_text("utf-8"), "default.toml")
