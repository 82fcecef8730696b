"""What can be said to a session: each word of the game as a message of the contract."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper

from affekt_client._stubs import affect_pb2, evidence_pb2, session_pb2

_SENSES = {
    "heart_rate": evidence_pb2.HeartRate,
    "eda": evidence_pb2.Eda,
    "gaze": evidence_pb2.Gaze,
    "head_pose": evidence_pb2.HeadPose,
}
"""Sources with a message of their own; `sense` sends the others by their names and numbers."""


def number_of(enum: EnumTypeWrapper, prefix: str, word: str) -> Any:
    """Return an enum's number of a word.

    Raises:
        ValueError: if the contract does not have it.
    """
    name = prefix + word.upper()
    known = [n for n, number in enum.items() if number]
    if name not in known:
        words = ", ".join(n.removeprefix(prefix).lower() for n in known)
        raise ValueError(f"{word!r} is not known here; choose one of {words}")
    return enum.Value(name)


def named(values: Mapping[str, float]) -> list[affect_pb2.NamedValue]:
    """Return named numbers as messages."""
    return [affect_pb2.NamedValue(name=name, value=value) for name, value in values.items()]


class Speaker(ABC):
    """The words of a game. None of them waits: what is refused comes back as a notice.

    `at` is the server time at which something applies, at most 10 s ahead; without it, when it arrives.
    """

    @abstractmethod
    def say(self, request: session_pb2.ConductRequest) -> None:
        """Send a message of the contract."""

    def event(self, name: str, intensity: float = 1.0, *, at: float | None = None) -> None:
        """Say that something happened, in the game's own word; intensity is 0 to 1."""
        self._send(at, event=session_pb2.GameEvent(name=name, intensity=intensity))

    def state(self, values: Mapping[str, float] | None = None, *, at: float | None = None, **more: float) -> None:
        """Tell continuous values of the game, 0 to 1 unless the game's table gives a range.

        Example:
            >>> session.state(health=0.35, threat=0.9)  # doctest: +SKIP
        """
        self._send(at, state=session_pb2.GameState(values=named({**(values or {}), **more})))

    def feel(
        self,
        valence: float,
        arousal: float,
        dominance: float = 0.0,
        *,
        confidence: float = 1.0,
        hold_s: float = 5.0,
        free: bool = False,
        at: float | None = None,
    ) -> None:
        """State a feeling outright.

        Args:
            valence: displeasure -1 to +1 pleasure.
            arousal: calm 0 to 1 excited.
            dominance: submissive -1 to +1 assertive.
            confidence: how far it replaces what is sensed, 0 to 1.
            hold_s: seconds it holds; 0 until `free_feeling`.
            free: the section's box is off.
            at: server time at which it applies.
        """
        feeling = session_pb2.StateFeeling(
            valence=valence, arousal=arousal, dominance=dominance, confidence=confidence, hold_s=hold_s, free=free
        )
        self._send(at, feeling=feeling)

    def free_feeling(self) -> None:
        """End a stated feeling."""
        self._send(None, free_feeling=session_pb2.FreeFeeling())

    def sense(self, source: str, values: Mapping[str, float] | None = None, **more: float) -> None:
        """Send a sensor's reading: `sense("heart_rate", bpm=118)`, `sense("face", {"mouthSmileLeft": 0.8})`.

        Raises:
            ValueError: if a source with a message of its own does not have such a value.
        """
        given = {**(values or {}), **more}
        if source == "face":
            reading = evidence_pb2.Sense(blendshapes=evidence_pb2.Blendshapes(weights=named(given)))
        elif source == "voice":
            reading = evidence_pb2.Sense(audio_features=evidence_pb2.AudioFeatures(features=named(given)))
        elif source in _SENSES:
            reading = evidence_pb2.Sense()
            getattr(reading, source).CopyFrom(_SENSES[source](**given))
        else:
            reading = evidence_pb2.Sense(vector=evidence_pb2.Vector(source=source, values=named(given)))
        self.sense_message(reading)

    def appraise(
        self,
        source: str,
        valence: float | None = None,
        arousal: float | None = None,
        dominance: float | None = None,
        *,
        reliability: float = 1.0,
    ) -> None:
        """Send a feeling that a sensor of your own has understood, whole or in part."""
        evidence = evidence_pb2.Evidence(
            source=source, valence=valence, arousal=arousal, dominance=dominance, reliability=reliability
        )
        self.sense_message(evidence_pb2.Sense(appraised=evidence))

    def sense_message(self, reading: evidence_pb2.Sense) -> None:
        """Send a reading of any kind that the contract has."""
        self._send(None, sense=reading)

    def text(self, line: str) -> None:
        """Send a line that the player said or wrote, at most 2000 characters."""
        self.sense_message(evidence_pb2.Sense(text=evidence_pb2.TextLine(line=line)))

    def cue(self, kind: str, name: str, at: str = "next_bar", within_ms: int = 0) -> None:
        """Ask for a `stinger`, `section` or `theme`: `now`, `next_beat`, `next_bar` or `end`.

        Raises:
            ValueError: if a word is not known.
        """
        cue = session_pb2.Cue(
            kind=number_of(session_pb2.CueKind, "CUE_KIND_", kind),
            name=name,
            at=number_of(session_pb2.CueTime, "CUE_TIME_", at),
            within_ms=within_ms,
        )
        self._send(None, cue=cue)

    def param(self, name: str, value: float | str | None) -> None:
        """Pin `tempo`, `key`, `mode`, `energy`, `density`, `layer:NAME` or a parameter of the set; None frees it.

        `tempo` and `key` also take `"recorded"`: each section stays as it was recorded, for a mixer that plays it so.
        """
        match value:
            case None:
                self._send(None, param=session_pb2.Param(name=name))
            case str():
                self._send(None, param=session_pb2.Param(name=name, word=value))
            case _:
                self._send(None, param=session_pb2.Param(name=name, number=value))

    def control(self, verb: str, fade_s: float | None = None) -> None:
        """Say `pause`, `resume`, `stop` (with a fade, or the section's ending), `mute` or `unmute`.

        Raises:
            ValueError: if the verb is not known.
        """
        number = number_of(session_pb2.TransportVerb, "TRANSPORT_VERB_", verb)
        self._send(None, transport=session_pb2.Transport(verb=number, fade_s=fade_s))

    def volume(self, bus: str, db: float) -> None:
        """Set the level of `master`, `music`, `stingers` or `notes`, -96 to 12 dB.

        Raises:
            ValueError: if the bus is not known.
        """
        self._send(None, volume=session_pb2.Volume(bus=number_of(session_pb2.Bus, "BUS_", bus), db=db))

    def duck(self, db: float = -6.0, *, on: bool = True) -> None:
        """Make room for speech or a menu, or end it with `on=False`."""
        self._send(None, duck=session_pb2.DuckMusic(db=db, on=on))

    def restore(self, snapshot: str) -> None:
        """Put back what `save` returned."""
        self._send(None, restore=session_pb2.Restore(snapshot=snapshot))

    def _send(self, at: float | None, **said: Any) -> None:
        self.say(session_pb2.ConductRequest(at_server_seconds=at, **said))
