"""The addresses that Affekt understands: their arguments, what they mean, and what they say to a session."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, cast, get_args

from affekt.core.errors import AffektError, Reason
from affekt.core.inputs import (
    At,
    Cue,
    DuckMusic,
    FreeFeeling,
    GameEvent,
    GameState,
    Param,
    Said,
    Signal,
    StateFeeling,
    Text,
    Transport,
    Volume,
)
from affekt.io.osc.codec import Argument


@dataclass(frozen=True, slots=True)
class Address:
    """One address: the types of its arguments after the session's name, the later ones optional."""

    path: str
    arguments: tuple[tuple[str, str], ...]
    """(type, name); the types are `i`, `f`, `s`, and `v` for a number or a word."""
    needed: int
    about: str
    said: Callable[..., Said] | None = None
    """What it says to a session, which is then named by the first argument."""

    @property
    def form(self) -> str:
        """How it is written, for a refusal."""
        words = ["s:session"] if self.said else []
        for index, (kind, name) in enumerate(self.arguments):
            word = f"{'f|s' if kind == 'v' else kind}:{name}"
            words.append(word if index < self.needed else f"[{word}]")
        return " ".join([self.path, *words])


def _args(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((word[0], word[2:]) for word in text.split())


def _cue(kind: str, name: str, at: str, within_ms: int = 0) -> Said:
    if at not in get_args(At):
        raise AffektError(Reason.OUT_OF_RANGE, f"a cue's time must be one of {', '.join(get_args(At))}")
    match kind:
        case "stinger" | "section" | "theme" | "release":
            return Cue(kind, name, cast("At", at), within_ms)
    raise AffektError(Reason.OUT_OF_RANGE, "a cue's kind must be stinger, section, theme or release")


def _control(verb: str, value: float | None = None) -> Said:
    match verb:
        case "pause" | "resume" | "mute" | "unmute":
            return Transport(verb)
        case "stop":
            return Transport("stop", value)
        case "duck":
            return DuckMusic(-6.0 if value is None else value, value is None or value < 0.0)
        case "volume" | "volume:master" | "volume:music" | "volume:stingers" | "volume:notes":
            if value is None:
                raise AffektError(Reason.MALFORMED, "volume needs a level in dB")
            bus: Any = verb.partition(":")[2] or "master"
            return Volume(bus, value)
    raise AffektError(
        Reason.OUT_OF_RANGE, "control's verb must be pause, resume, stop, mute, unmute, duck, volume or volume:BUS"
    )


_SAYS: Final = (
    Address("/affekt/event", _args("s:event f:intensity"), 1, "Something happened in the game.", GameEvent),
    Address(
        "/affekt/state",
        _args("s:key f:value"),
        2,
        "A continuous value of the game, 0 to 1 unless its table gives a range.",
        lambda key, value: GameState(((key, value),)),
    ),
    Address(
        "/affekt/affect",
        _args("f:valence f:arousal f:dominance f:confidence f:hold_s"),
        3,
        "A feeling stated outright, for hold_s seconds (5 if not told, 0 until freed).",
        StateFeeling,
    ),
    Address("/affekt/affect/free", (), 0, "Ends a stated feeling.", FreeFeeling),
    Address(
        "/affekt/sense/heart_rate",
        _args("f:bpm"),
        1,
        "Heart rate in beats a minute, 20 to 250.",
        lambda bpm: Signal("heart_rate", (("bpm", bpm),)),
    ),
    Address(
        "/affekt/sense/eda",
        _args("f:microsiemens"),
        1,
        "Skin conductance, 0 to 100 µS.",
        lambda value: Signal("eda", (("microsiemens", value),)),
    ),
    Address(
        "/affekt/sense/blendshape",
        _args("s:name f:value"),
        2,
        "A face's blendshape in ARKit's names, 0 to 1.",
        lambda name, value: Signal("face", ((name, value),)),
    ),
    Address("/affekt/text", _args("s:line"), 1, "A line that the player said or wrote.", Text),
    Address(
        "/affekt/cue",
        _args("s:kind s:name s:at i:within_ms"),
        3,
        "Asks for a stinger, section or theme, or releases what is sustained; at is now, next_beat, next_bar or end.",
        _cue,
    ),
    Address(
        "/affekt/param",
        _args("s:name v:value"),
        2,
        "Pins tempo, key, mode, energy, density, layer:NAME or a parameter of the set.",
        Param,
    ),
    Address("/affekt/param/free", _args("s:name"), 1, "Frees a parameter.", lambda name: Param(name, None)),
    Address(
        "/affekt/control",
        _args("s:verb f:value"),
        1,
        "pause, resume, stop [fade in s], mute, unmute, duck [dB, 0 ends it], volume[:BUS] dB.",
        _control,
    ),
)
_ASKS: Final = (
    Address("/affekt/session/open", _args("s:name s:set"), 1, "Opens a session, kept while packets come."),
    Address("/affekt/session/close", _args("s:name"), 1, "Ends a session."),
    Address("/notify", _args("i:on s:session"), 1, "1 asks for the score of one session or of all, 0 ends it."),
    Address("/prove", _args("i:number"), 1, "Sends back the number that somebody off loopback is asked for first."),
    Address("/sync", _args("i:id"), 1, "Answered by /synced when all before it is done."),
    Address("/affekt/clock/origin", _args("s:session"), 1, "Answered by itself with the server's seconds at frame 0."),
    Address("/affekt/clock/ping", _args("i:id"), 1, "Answered by /affekt/clock/pong with the server's seconds."),
)
ADDRESSES: Final = {address.path: address for address in (*_ASKS, *_SAYS)}
"""Every address that is understood."""


def fitted(address: Address, values: tuple[Argument, ...]) -> list[Any]:
    """Return arguments in the types that an address wants: any number serves for a number.

    Raises:
        AffektError: MALFORMED, with how the address is written.
    """
    wanted = address.arguments
    if address.needed <= len(values) <= len(wanted):
        out: list[Any] = []
        for (kind, _), value in zip(wanted, values, strict=False):
            if isinstance(value, str):
                if kind not in "sv":
                    break
                out.append(value)
            elif isinstance(value, bytes) or kind == "s":
                break
            elif kind == "i":
                if value != value or abs(value) > 2**31 or value != int(value):
                    break
                out.append(int(value))
            else:
                out.append(float(value))
        else:
            return out
    raise AffektError(Reason.MALFORMED, f"send {address.form}")
