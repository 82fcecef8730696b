"""A session's decisions as MIDI: generated notes on a channel for each voice, layers as control changes. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from affekt.arrange.manifest import Instrument, StemSet
from affekt.core.score import Control, Layer, Note, RenderState, ScoreEvent
from affekt.core.units import SAMPLE_RATE, Frame, Tick
from affekt.host.pulse import Pulse
from affekt.io.midi.timed import Timed, control, note_off, note_on

FLOOR_DB = -60.0
"""A layer at or under this level is control value 0; 0 dB and above is 127."""
_STEPS = 32
_SOUND_OFF, _NOTES_OFF = 120, 123
_DRUMS = 9


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a session sends, and where."""

    notes: bool = True
    layers: bool = True
    channel: int = 1
    """Of the first voice, 1 … 16; the others follow, and drums go to 10."""
    layer_channel: int = 16
    layer_cc: int = 20
    """The control of the set's first layer; the others follow, up to 119."""


def level(db: float) -> int:
    """Return a layer's level as a control value, linear in dB."""
    return round(min(max((db - FLOOR_DB) / -FLOOR_DB, 0.0), 1.0) * 127)


class ScoreOut:
    """Turns one session's events into messages."""

    def __init__(self, manifest: StemSet, outgoing: Outgoing, pulse: Pulse) -> None:
        self._outgoing, self._pulse = outgoing, pulse
        self._channels: dict[str, int] = {}
        melodic = [c for c in range(16) if c != _DRUMS]
        turn = melodic.index(outgoing.channel - 1) if outgoing.channel - 1 in melodic else 0
        for name, voice in manifest.voices.items():
            if manifest.instruments.get(voice.instrument, Instrument()).drums:
                self._channels[name] = _DRUMS
            else:
                self._channels[name] = melodic[turn % len(melodic)]
                turn += 1
        numbers = enumerate(manifest.layers, start=outgoing.layer_cc)
        self._controls = {name: number for number, name in numbers if number < _SOUND_OFF}
        self._levels: dict[str, int] = {}

    @property
    def channels(self) -> dict[str, int]:
        """Voice → channel, 0 … 15."""
        return dict(self._channels)

    @property
    def controls(self) -> dict[str, int]:
        """Layer → control; layers beyond control 119 have none."""
        return dict(self._controls)

    def hear(self, event: ScoreEvent) -> list[Timed]:
        """Return what an event sends."""
        match event.act:
            case Note() as act if self._outgoing.notes and act.voice in self._channels:
                return self._note(event, act, self._channels[act.voice])
            case Layer() as act if self._outgoing.layers and act.layer in self._controls:
                return self._fade(event, act, self._controls[act.layer])
            case Control("pause" | "stopped"):
                return self.silence(event.frame)
            case Control("stop") as stop:
                return self.silence(Frame(event.frame + round(stop.fade_s * SAMPLE_RATE)))
            case _:
                return []

    def standing(self, state: RenderState) -> list[Timed]:
        """Return the levels of the layers as they stand."""
        if not self._outgoing.layers:
            return []
        self._levels = {name: level(db) for name, db, _ in state.layers if name in self._controls}
        return [self._control(state.frame, self._controls[name], value) for name, value in self._levels.items()]

    def silence(self, frame: Frame) -> list[Timed]:
        """Return what ends all notes at a frame."""
        if not self._outgoing.notes:
            return []
        return [Timed(frame, 4, control(channel, _NOTES_OFF, 0)) for channel in sorted(set(self._channels.values()))]

    def _note(self, event: ScoreEvent, act: Note, channel: int) -> list[Timed]:
        if not (0 <= act.pitch <= 127 and 1 <= act.velocity <= 127):
            return []
        ticks = max(round(act.beats * self._pulse.metre.beat_ticks), 1)
        end = self._pulse.frame_at(Tick(event.tick + ticks)) if self._pulse.known else Frame(0)
        end = Frame(max(end, event.frame + 1))
        return [
            Timed(event.frame, 6, note_on(channel, act.pitch, act.velocity), event.id),
            Timed(end, 5, note_off(channel, act.pitch), event.id),
        ]

    def _fade(self, event: ScoreEvent, act: Layer, number: int) -> list[Timed]:
        was, to = self._levels.get(act.layer, 0), level(act.gain_db)
        self._levels[act.layer] = to
        bpm = self._pulse.bpm_at(event.frame) or 120.0
        beat_s = 60.0 / bpm * self._pulse.metre.beat_ticks / 960.0
        length = act.fade_beats * beat_s * SAMPLE_RATE
        steps = max(min(_STEPS, abs(to - was)), 1) if length >= 1.0 else 1
        shares = [k / steps for k in range(1, steps + 1)]
        places = ((event.frame + round(length * share), was + round((to - was) * share)) for share in shares)
        return [self._control(Frame(frame), number, value, event.id) for frame, value in places]

    def _control(self, frame: Frame, number: int, value: int, id: int = 0) -> Timed:
        return Timed(frame, 7, control(self._outgoing.layer_channel - 1, number, value), id)


def withdrawn(queue: Iterable[Timed], event: ScoreEvent) -> list[Timed]:
    """Return what is left to send once an event is heard: what it supersedes is gone, and what a pause or a stop cuts.

    A note that is struck again ends just before, so that its end does not end the new one.
    """
    found = [one for one in queue if not event.supersedes or one.id != event.supersedes]
    match event.act:
        case Control("pause" | "stop" | "stopped"):
            found = [one for one in found if one.frame < event.frame or is_level(one.data)]
    return found


def restruck(queue: Iterable[Timed], fresh: Iterable[Timed]) -> list[Timed]:
    """Return a queue with new messages in it; of a note that is struck again the first end moves before the new one."""
    found = list(queue)
    for one in fresh:
        if one.data[0] & 0xF0 == 0x90:
            end = note_off(one.data[0] & 0x0F, one.data[1])
            found = [
                Timed(one.frame, 5, end, old.id) if old.data == end and old.frame > one.frame else old for old in found
            ]
        found.append(one)
    return sorted(found)


def is_level(data: bytes) -> bool:
    """Return whether a message is a layer's level, which a pause does not take back."""
    return data[0] & 0xF0 == 0xB0 and data[1] < _SOUND_OFF
