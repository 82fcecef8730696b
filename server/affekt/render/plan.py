"""The plan: one session's score events become the kernel's command rows.

Pure and quick; it holds only which sections were placed where. The same events give the same rows, live and offline.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

from affekt.arrange import manifest as m
from affekt.arrange.loaded import LoadedSet
from affekt.arrange.timing import body_frames, frame_in_body, pickup_frames, ticks_to_frames
from affekt.core import score
from affekt.core.score import RenderState, ScoreEvent
from affekt.core.units import SAMPLE_RATE, Frame, gain
from affekt.render import layout as at
from affekt.render.layout import Rows, row, table
from affekt.render.stems import Stem, StemTable

Row = tuple[int | float, ...]

PICKUP_MARGIN = 2_880
"""Frames (60 ms) after an event's decision before which nothing of it begins, so that a late step still is in time."""
DUCK_ATTACK, DUCK_RELEASE = 3_840, 38_400
"""80 ms and 800 ms."""
STINGER_SHARE = 0.6
"""A stinger follows the loudness that its section asks for by this share: softer in a calm one, and still heard."""
VOLUME_RAMP = 960
MUTE_RAMP = 480
STOP_NOW = 1_440
"""30 ms."""
_KEPT = 16
_BUSES = {"music": at.R_MUSIC, "stingers": at.R_STINGERS, "notes": at.R_NOTES, "master": at.R_MASTER}
_FILTERS = {
    "lowpass": (at.R_LOWPASS, at.OPEN_HIGHPASS_HZ, at.OPEN_LOWPASS_HZ),
    "highpass": (at.R_HIGHPASS, at.OPEN_HIGHPASS_HZ, at.OPEN_LOWPASS_HZ),
}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A section that was given a playhead."""

    frame: int
    tag: int
    start: int
    """Where its playhead begins: `frame`, or earlier with a pick-up."""
    name: str


class Plan:
    """One session's translator. Rows name stems by the table's numbers and layers by their order in the set."""

    def __init__(self, loaded: LoadedSet, stems: StemTable) -> None:
        self._loaded = loaded
        self._set = loaded.manifest
        self._stems = stems
        self._layers = {name: k for k, name in enumerate(self._set.layers)}
        self._voices = {name: k for k, name in enumerate(self._set.voices)}
        self._placed: list[_Placed] = []
        self._duck_db = 0.0
        self._restored = 0

    def rows(self, events: Iterable[ScoreEvent], acted: Mapping[int, Frame] | None = None) -> Rows:
        """Return the rows of events in commit order.

        Args:
            events: Committed events, each given once.
            acted: Event id → frame where it really acted, from a recording; its rows come no earlier.
        """
        found: list[Row] = []
        for event in events:
            first = len(found)
            if event.supersedes:
                self._withdraw(event, found)
            self._act(event, found)
            late = acted.get(event.id) if acted else None
            if late is not None:
                found[first:] = [(max(int(r[0]), late), *r[1:]) for r in found[first:]]
        return table(found)

    def restore(self, state: RenderState) -> Rows:
        """Return the rows that make a renderer go on from `state`, whatever it did before."""
        self._placed.clear()
        self._restored += 1
        frame = int(state.frame)
        found = [row(at.OP_CLEAR, frame, a=-1)]
        for bus, db in state.volumes:
            found.append(row(at.OP_RAMP, frame, a=_BUSES[bus], x=gain(db)))
        for name, value in state.effects:
            found.extend(_effect(name, value, frame, 0, 0))
        self._duck_db = state.duck_db
        found.append(row(at.OP_RAMP, frame, a=at.R_DUCK, x=gain(state.duck_db)))
        found.append(row(at.OP_RAMP, frame, a=at.R_MUTE, x=0.0 if state.muted else 1.0))
        if state.section and not state.stopped:
            tag = -self._restored
            length, loops = self._shape(state.section)
            body = int(state.body_frame) + (state.iteration * length if loops else 0)
            found.append(row(at.OP_SECTION, frame, a=tag, b=body, c=length, d=loops, e=at.DECLICK, f=at.LINEAR))
            self._place(_Placed(frame, tag, frame, state.section))
            for layer, db, take in state.layers:
                found.extend(self._layer(self._placed[-1], layer, take, db, frame, 0, 0))
        if state.paused:
            found.append(row(at.OP_PAUSE, frame, a=1))
        return table([*found, *(tuple(r) for r in self.rows(state.pending).tolist())])

    # -- one event ---------------------------------------------------------------------------------------------------

    def _act(self, event: ScoreEvent, found: list[Row]) -> None:
        act, frame, id = event.act, int(event.frame), event.id
        match act:
            case score.Section():
                self._section(event, act, found)
            case score.Layer():
                placed = self._at(frame)
                if placed:
                    start = placed.start if placed.frame == frame else frame
                    length = self._beats(placed.name, act.fade_beats)
                    found.extend(self._layer(placed, act.layer, act.take, act.gain_db, start, length, id))
            case score.Stinger():
                self._stinger(event, act, found)
            case score.Note():
                placed = self._at(frame)
                length = self._beats(placed.name if placed else self._set.start, act.beats)
                voice = self._voices.get(act.voice, -1)
                if voice >= 0:
                    found.append(row(at.OP_NOTE, frame, id=id, a=voice, b=act.pitch, c=act.velocity, d=max(length, 1)))
            case score.Effect():
                placed = self._at(frame)
                length = self._beats(placed.name if placed else self._set.start, act.fade_beats)
                found.extend(_effect(act.name, act.value, frame, length, id))
            case score.Duck():
                length = DUCK_ATTACK if act.db < self._duck_db else DUCK_RELEASE
                self._duck_db = act.db
                found.append(row(at.OP_RAMP, frame, id=id, a=at.R_DUCK, b=length, x=gain(act.db)))
            case score.Control():
                self._control(act, frame, id, found)
            case _:
                pass

    def _section(self, event: ScoreEvent, act: score.Section, found: list[Row]) -> None:
        frame, id = int(event.frame), event.id
        section = self._set.sections[act.section]
        length, loops = self._shape(act.section)
        body = frame_in_body(section, act.target_tick)
        before = self._at(frame)
        shape = at.LINEAR if before and before.name == act.section else at.EQUAL_POWER
        fade = self._beats(act.section, act.fade_beats)
        kind = act.fade
        if kind == "automatic":
            kind = "disabled" if act.from_time == "end" else "cross"
        start, rise = frame, 0
        if body == 0 and section.pickup_beats > 0:
            earliest = frame - pickup_frames(section)
            start = min(max(earliest, int(event.decided_frame) + PICKUP_MARGIN, 0), frame)
            rise = at.DECLICK if earliest < start < frame else 0
        if start == frame:
            rise = max(fade, at.DECLICK) if kind in ("in", "cross") and before else 0
            if body > 0:
                rise = max(rise, at.DECLICK)
        found.append(row(at.OP_SECTION, start, nominal=frame, id=id, a=id, b=body, c=length, d=loops, e=rise, f=shape))
        rings_out = act.from_time == "end" and kind in ("disabled", "in")
        fall = 0 if rings_out else max(fade, at.DECLICK) if kind in ("out", "cross") else at.DECLICK
        wait = fade if kind == "in" and not rings_out else 0
        room = min(fade, frame - int(event.decided_frame) - PICKUP_MARGIN)
        if kind == "out" and act.from_time != "end" and room >= at.DECLICK:
            # The old one is gone when the new one strikes, so that no second downbeat is heard under it.
            found.append(row(at.OP_FADE, frame - room, nominal=frame, id=id, a=id, b=room, c=shape))
        else:
            found.append(row(at.OP_FADE, frame, id=id, a=id, b=fall, c=shape, d=wait))
        self._place(_Placed(frame, id, start, act.section))

    def _layer(self, placed: _Placed, layer: str, take: str, db: float, frame: int, length: int, id: int) -> list[Row]:
        section = self._set.sections[placed.name]
        number = self._layers.get(layer, -1)
        stem = self._take(section, layer, take)
        if number < 0 or stem is None:
            return []
        return [
            row(
                at.OP_LAYER, frame, id=id, a=placed.tag, b=number, c=stem.id, d=-pickup_frames(section), e=length,
                x=gain(db),
            )
        ]  # fmt: skip

    def _stinger(self, event: ScoreEvent, act: score.Stinger, found: list[Row]) -> None:
        stinger = self._set.stingers.get(act.name)
        if stinger is None or not stinger.takes:
            return
        take = next((t for t in stinger.takes if t.name == act.take), stinger.takes[0])
        stem = self._stems.find(self._loaded, take.file)
        if stem is None:
            return
        beat = 60.0 * SAMPLE_RATE / stinger.tempo
        frame, pickup = int(event.frame), round(take.pickup_beats * beat)
        start = min(max(frame - pickup, int(event.decided_frame) + PICKUP_MARGIN), frame) if pickup else frame
        skipped = start - (frame - pickup)
        rise = at.DECLICK if skipped > 0 else 0
        if skipped >= stem.frames:
            return
        found.append(
            row(
                at.OP_ONE_SHOT, start, nominal=frame, id=event.id, a=stem.id, b=skipped, c=at.STINGERS, d=rise,
                x=gain(stinger.gain_db + self._softer(frame)),
            )
        )  # fmt: skip

    def _softer(self, frame: int) -> float:
        """Return how much softer a stinger is than written, in dB: it was written over the set's loudest section."""
        placed = self._at(frame)
        here = self._set.sections[placed.name].loudness_lufs if placed else None
        loudest = max(
            (s.loudness_lufs for s in self._set.sections.values() if s.loudness_lufs is not None), default=0.0
        )
        return 0.0 if here is None else STINGER_SHARE * (here - loudest)

    def _control(self, act: score.Control, frame: int, id: int, found: list[Row]) -> None:
        match act.verb:
            case "pause":
                self._placed = [p for p in self._placed if p.frame < frame]
                found.append(row(at.OP_PAUSE, frame, id=id))
            case "resume":
                found.append(row(at.OP_RESUME, frame, id=id))
            case "stop":
                self._placed = [p for p in self._placed if p.frame < frame]
                fade = round(act.fade_s * SAMPLE_RATE) or STOP_NOW
                found.append(row(at.OP_STOP, frame, id=id, a=fade, b=id))
                found.append(row(at.OP_CLEAR, frame + fade, a=id))
            case "stopped":
                found.append(row(at.OP_FADE, frame, id=id, a=-at.BIG))
            case "mute" | "unmute":
                target = 0.0 if act.verb == "mute" else 1.0
                found.append(row(at.OP_RAMP, frame, id=id, a=at.R_MUTE, b=MUTE_RAMP, x=target))
            case "volume":
                if act.bus in _BUSES:
                    found.append(row(at.OP_RAMP, frame, id=id, a=_BUSES[act.bus], b=VOLUME_RAMP, x=gain(act.db)))
            case _:
                pass

    def _withdraw(self, event: ScoreEvent, found: list[Row]) -> None:
        """Take back an event that has not sounded; where its pick-up has begun already, let that go."""
        old, decided = event.supersedes, int(event.decided_frame)
        found.append(row(at.OP_CANCEL, decided, a=old))
        placed = [p for p in self._placed if p.tag == old]
        if any(p.start < p.frame for p in placed):
            found.append(row(at.OP_DROP_TAG, decided + PICKUP_MARGIN, a=old))
        self._placed = [p for p in self._placed if p.tag != old]

    # -- the set -----------------------------------------------------------------------------------------------------

    def _place(self, placed: _Placed) -> None:
        self._placed.append(placed)
        self._placed.sort(key=lambda p: p.frame)
        del self._placed[:-_KEPT]

    def _at(self, frame: int) -> _Placed | None:
        """Return the section that sounds at a frame."""
        return next((p for p in reversed(self._placed) if p.frame <= frame), None)

    def _shape(self, name: str) -> tuple[int, bool]:
        section = self._set.sections[name]
        return body_frames(section), not section.once

    def _beats(self, name: str, beats: float) -> int:
        section = self._set.sections[name]
        return ticks_to_frames(section, round(beats * section.time_signature.beat_ticks))

    def _take(self, section: m.Section, layer: str, take: str) -> Stem | None:
        part = section.layers.get(layer)
        if part is None or not part.takes:
            return None
        chosen = next((t for t in part.takes if t.name == take), part.takes[0])
        return self._stems.find(self._loaded, chosen.file)


def _effect(name: str, value: float, frame: int, length: int, id: int) -> list[Row]:
    if name not in _FILTERS:
        return []
    which, low, high = _FILTERS[name]
    return [row(at.OP_RAMP, frame, id=id, a=which, b=length, x=log(min(max(value, low), high)))]
