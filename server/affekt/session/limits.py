"""What may be said: the ranges of every input, the same on every wire and in every file."""

from typing import Final

from affekt.core.errors import AffektError, Reason
from affekt.core.harmony import MODES, pitch_class
from affekt.core.inputs import (
    RECORDED,
    Cue,
    DuckMusic,
    GameEvent,
    GameState,
    Param,
    Reading,
    Restore,
    Result,
    Said,
    Save,
    Signal,
    StateFeeling,
    Text,
    Transport,
    Volume,
)

NAME_LENGTH: Final = 64
"""Characters in a name of the game's own: an event, a state key, a cue, a parameter."""
TEXT_LENGTH: Final = 2_000
"""Characters in a line of chat."""
SNAPSHOT_BYTES: Final = 4_096
RESULT_LENGTH: Final = 65_536
VALUES: Final = 64
"""Values in one state or one face, which has 52 blendshapes."""
SAMPLES: Final = 512
"""Values in one signal of another kind."""
LARGEST: Final = 1e9
"""The largest magnitude of a game's own value."""

SIGNALS: Final[dict[str, dict[str, tuple[float, float]]]] = {
    "heart_rate": {"bpm": (20.0, 250.0), "rmssd_ms": (0.0, 500.0), "sdnn_ms": (0.0, 500.0)},
    "eda": {"microsiemens": (0.0, 100.0)},
}
"""The values of sensors that a person may write by hand, with their ranges; the first must be there."""


def refuse(text: str) -> AffektError:
    """Return the refusal of a value out of range."""
    return AffektError(Reason.OUT_OF_RANGE, text)


def number(what: str, value: float, low: float, high: float) -> None:
    """Check that a number lies within its range, ends included.

    Raises:
        AffektError: OUT_OF_RANGE with the range, also for NaN.
    """
    if not low <= value <= high:
        shown = f"{value:g}" if abs(value) < 1e300 or value != value else "so large a number"
        raise refuse(f"{what} must be {low:g} to {high:g}, not {shown}")


def word(what: str, text: str, longest: int = NAME_LENGTH) -> None:
    """Check a name: 1 to `longest` printable characters.

    Raises:
        AffektError: OUT_OF_RANGE.
    """
    if not 1 <= len(text) <= longest or not text.isprintable():
        raise refuse(f"{what} must be 1 to {longest} printable characters")


def _pairs(what: str, values: tuple[tuple[str, float], ...], low: float, high: float, most: int = VALUES) -> None:
    if not 1 <= len(values) <= most:
        raise refuse(f"{what} must hold 1 to {most} values, not {len(values)}")
    for name, value in values:
        word(f"a name in {what}", name)
        number(f"{what} {name}", value, low, high)


def _signal(said: Signal) -> None:
    word("a source", said.source)
    if said.source == "face":
        return _pairs("blendshapes", said.values, 0.0, 1.0)
    ranges = SIGNALS.get(said.source)
    if ranges is None:
        return _pairs(said.source, said.values, -LARGEST, LARGEST, SAMPLES)
    if not said.values or said.values[0][0] != next(iter(ranges)):
        raise AffektError(Reason.MALFORMED, f"{said.source} needs {next(iter(ranges))}")
    for name, value in said.values:
        if name not in ranges:
            raise AffektError(Reason.MALFORMED, f"{said.source} knows {', '.join(ranges)}, not {name!r}")
        number(name, value, *ranges[name])
    return None


_PARAMS: Final = {"tempo": (20.0, 300.0), "energy": (0.0, 1.0), "density": (0.0, 1.0)}
_KINDS: Final = {"layer:": (-96.0, 12.0), "snapshot:": (0.0, 1.0)}


def _param(said: Param) -> None:
    name, value = said.name, said.value
    word("a parameter's name", name)
    if value is None:
        return
    if value == RECORDED and name in ("tempo", "key"):
        return
    low, high = _PARAMS.get(name) or _KINDS.get(name.partition(":")[0] + ":", (-LARGEST, LARGEST))
    if name == "key" or name == "mode":
        if not isinstance(value, str):
            raise refuse(f"{name} must be a word such as {'Bb' if name == 'key' else 'dorian'}")
        if name == "mode" and value not in MODES:
            raise refuse(f"mode must be one of {', '.join(MODES)}")
        if name == "key":
            try:
                pitch_class(value)
            except ValueError as error:
                raise refuse(f"key must be C to B, such as C, Bb or F#, not {value[:NAME_LENGTH]!r}") from error
    elif not isinstance(value, str):
        number(name, value, low, high)
    elif name in _PARAMS or name.startswith(tuple(_KINDS)):
        raise refuse(f"{name} must be a number, {low:g} to {high:g}")
    else:
        word(name, value)


def _feeling(said: StateFeeling) -> None:
    number("valence", said.valence, -1.0, 1.0)
    number("arousal", said.arousal, 0.0, 1.0)
    number("dominance", said.dominance, -1.0, 1.0)
    number("confidence", said.confidence, 0.0, 1.0)
    number("hold_s", said.hold_s, 0.0, 3_600.0)


def _reading(said: Reading) -> None:
    evidence = said.evidence
    word("a source", evidence.source)
    if not 0.0 < evidence.reliability <= 1.0:
        raise refuse(f"reliability must be above 0, and at most 1, not {evidence.reliability:g}")
    for what, value, low in (
        ("valence", evidence.valence, -1.0),
        ("arousal", evidence.arousal, 0.0),
        ("dominance", evidence.dominance, -1.0),
    ):
        if value is not None:
            number(what, value, low, 1.0)


def check(said: Said) -> None:
    """Check that something said is within the ranges of the contract.

    Raises:
        AffektError: OUT_OF_RANGE, MALFORMED or UNSUPPORTED, with a sentence that says what is allowed.
    """
    match said:
        case GameEvent(name, intensity):
            word("an event's name", name)
            number("intensity", intensity, 0.0, 1.0)
        case GameState(values):
            _pairs("state", values, -LARGEST, LARGEST)
        case StateFeeling():
            _feeling(said)
        case Signal():
            _signal(said)
        case Text(line):
            if not 1 <= len(line) <= TEXT_LENGTH:
                raise refuse(f"text must be 1 to {TEXT_LENGTH} characters, not {len(line)}")
        case Reading():
            _reading(said)
        case Cue(kind, name, _, within_ms, marker):
            word("a cue's name", name)
            number("within_ms", within_ms, 0, 60_000)
            if marker:
                word("a marker", marker)
                if kind != "section":
                    raise AffektError(Reason.MALFORMED, f"a marker belongs to a cue for a section, not for a {kind}")
        case Param():
            _param(said)
        case Transport(_, fade_s):
            if fade_s is not None:
                number("fade_s", fade_s, 0.0, 60.0)
        case Volume(_, db):
            number("a volume in dB", db, -96.0, 12.0)
        case DuckMusic(db, _):
            number("a duck in dB", db, -96.0, 0.0)
        case Save(name):
            word("a snapshot's name", name)
        case Restore(snapshot):
            if not 1 <= len(snapshot.encode("utf-8", "replace")) <= SNAPSHOT_BYTES:
                raise refuse(f"a snapshot must be 1 to {SNAPSHOT_BYTES} bytes")
        case Result(_, payload):
            if len(payload) > RESULT_LENGTH:
                raise refuse(f"a result must be at most {RESULT_LENGTH} characters")
        case _:
            return
