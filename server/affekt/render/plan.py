"""The plan: one session's score events become the kernel's command rows.

Pure and quick; it holds only which sections were placed where. The same events give the same rows, live and offline.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.timing import own_loop_frames, pickup_frames
from affekt.core import score
from affekt.core.score import RenderState, ScoreEvent
from affekt.core.units import SAMPLE_RATE, Frame, gain
from affekt.render import layout as at
from affekt.render import plan_mix as mix
from affekt.render.layout import Rows, row, table
from affekt.render.notes import Tone, tone
from affekt.render.plan_key import Keys
from affekt.render.plan_pace import Paces
from affekt.render.plan_section import PICKUP_MARGIN, Placed, Row, Sections
from affekt.render.space import Layout, placing
from affekt.render.stems import StemTable

STINGER_SHARE = 0.6
"""A stinger follows the loudness that its section asks for by this share: softer in a calm one, and still heard."""
STOP_NOW = 1_440
"""30 ms."""
RESTORE_RAMP = 960
"""20 ms: what is taken up again after a restart or a rest comes from silence."""


class Plan:
    """One session's translator. Rows name stems by the table's numbers and layers by their order in the set."""

    def __init__(self, loaded: LoadedSet, stems: StemTable, layout: Layout = "stereo") -> None:
        self.layout = layout
        """Which channels are made; where it is changed, `restore` follows."""
        self._loaded = loaded
        self._set = loaded.manifest
        self._stems = stems
        self._layers = {name: k for k, name in enumerate(self._set.layers)}
        self._voices = {name: k for k, name in enumerate(self._set.voices)}
        self._sections = Sections(loaded, stems)
        self._paces = Paces(loaded, stems)
        self._keys = Keys(loaded, stems)
        self._tone = Tone()
        self._ducking = mix.Ducking(self._set)
        self._settled = False
        self._restored = self._followed = 0

    def rows(self, events: Iterable[ScoreEvent], acted: Mapping[int, Frame] | None = None) -> Rows:
        """Return the rows of events in commit order.

        Args:
            events: Committed events, each given once.
            acted: Event id → frame where it really acted, from a recording; its rows come no earlier.
        """
        found: list[Row] = []
        if not self._settled:
            found = self._settings(0, whole=self._followed > 0)
            found.extend(self._ducking.standing(mix.SMOOTH) if self._followed else [])
        self._settled = True
        for event in events:
            first = len(found)
            if event.supersedes:
                found.extend(self._sections.withdraw(event))
            self._act(event, found)
            late = acted.get(event.id) if acted else None
            if late is not None:
                found[first:] = [(max(int(r[0]), late), *r[1:]) for r in found[first:]]
        return table(found)

    def _settings(self, frame: int, *, whole: bool) -> list[Row]:
        return [*mix.settings(self._set, frame, whole=whole), *placing(self._set, self.layout, frame)]

    def follow(self, loaded: LoadedSet, *, keeps: bool) -> None:
        """Read events from now on as those of an edited set that was added to the table.

        Args:
            loaded: The set as it is now.
            keeps: It has the shape and the recordings of the set before. Otherwise what sounds plays on as it was
                written, and what is entered next is of the new set. Voices keep the instruments they have.
        """
        old, new = self._set.sections, loaded.manifest.sections
        gone: dict[str, str] = {}
        if not keeps:
            self._followed += 1
            gone = {name: f"{name.partition('~')[0]}~{self._followed}" for name in self._sections.names()}
            kept = {gone[name]: old[name] for name in gone if name in old}
            loaded = replace(
                loaded, manifest=loaded.manifest.model_copy(update={"sections": {**kept, **old, **new, **kept}})
            )
            self._layers = {name: k for k, name in enumerate(loaded.manifest.layers)}
            self._ducking = self._ducking.of(loaded.manifest)
            self._settled = False
        self._loaded, self._set = loaded, loaded.manifest
        self._sections.follow(loaded, gone)
        self._paces.follow(loaded, gone)
        self._keys.follow(loaded)

    def overhear(self, events: Iterable[ScoreEvent]) -> None:
        """Follow events that nobody renders, so that the notes after them sound as if they had been rendered."""
        for event in events:
            if isinstance(event.act, score.IntentNow):
                self._tone = tone(event.act.intent)

    def restore(self, state: RenderState) -> Rows:
        """Return the rows that make a renderer go on from `state`, whatever it did before."""
        self._sections.clear()
        self._paces.clear()
        self._keys.clear()
        self._restored += 1
        frame = int(state.frame)
        self._settled = True
        found = [row(at.OP_CLEAR, frame, a=-1), *self._settings(frame, whole=True)]
        for bus, db in state.volumes:
            found.extend(mix.volume(bus, db, frame, 0))
        for name, value in state.effects:
            found.extend(mix.effect(name, value, frame, 0))
        found.extend(self._ducking.restored(state.duck_db, frame))
        found.append(row(at.OP_RAMP, frame, a=at.R_MUTE, x=0.0 if state.muted else 1.0))
        if state.section and not state.stopped:
            tag = -self._restored
            length, loops = self._sections.shape(state.section)
            body = int(state.body_frame) + (state.iteration * length if loops else 0)
            found.append(row(at.OP_SECTION, frame, a=tag, b=body, c=length, d=loops, e=RESTORE_RAMP, f=at.LINEAR))
            tick, pace = self._paces.resume(tag, state)
            found.extend(pace)
            inside = tick - int(state.origin_tick)
            placed = Placed(frame, tag, frame, state.section, int(state.body_frame), tick, inside)
            self._sections.place(placed)
            found.extend(self._keys.resume(placed, state))
            for layer, db, take in state.layers:
                found.extend(self._layer(placed, layer, take, db, frame, 0, 0))
        if state.paused:
            found.append(row(at.OP_PAUSE, frame, a=1))
        return table([*found, *(tuple(r) for r in self.rows(state.pending).tolist())])

    # -- one event ---------------------------------------------------------------------------------------------------

    def _act(self, event: ScoreEvent, found: list[Row]) -> None:
        act, frame, id = event.act, int(event.frame), event.id
        match act:
            case score.Section():
                found.extend(self._sections.enter(event, act, self._tails))
                self._keys.enter(id)
                placed = self._sections.at(frame)
                found.extend(self._paces.enter(event, act, placed.start if placed else frame))
            case score.Tempo():
                placed = self._sections.at(frame)
                if placed:
                    found.extend(self._paces.turn(placed, event, act))
            case score.Key():
                placed = self._sections.at(frame)
                if placed:
                    found.extend(self._keys.turn(placed, event, act))
            case score.Layer():
                placed = self._sections.at(frame)
                if placed:
                    start = placed.start if placed.frame == frame else frame
                    length = self._paces.beats(placed, event.tick, act.fade_beats)
                    found.extend(self._layer(placed, act.layer, act.take, act.gain_db, start, length, id))
            case score.Stinger():
                self._stinger(event, act, found)
            case score.Note():
                placed = self._sections.at(frame)
                length = self._paces.beats(placed, event.tick, act.beats)
                voice = self._voices.get(act.voice, -1)
                if voice >= 0:
                    found.append(
                        row(
                            at.OP_NOTE, frame, id=id, a=voice, b=act.pitch, c=act.velocity, d=max(length, 1),
                            e=self._tone.brightness, f=self._tone.attack, x=self._tone.vibrato,
                        )
                    )  # fmt: skip
            case score.IntentNow():
                self._tone = tone(act.intent)
            case score.Effect():
                placed = self._sections.at(frame)
                length = self._paces.beats(placed, event.tick, act.fade_beats)
                found.extend(mix.moved(act.name, act.value, frame, length, id))
            case score.Duck():
                found.extend(self._ducking.rows(act.db, event.why.rule, frame, id))
            case score.Control():
                self._control(act, frame, id, found)
            case _:
                pass

    def _layer(self, placed: Placed, layer: str, take: str, db: float, frame: int, length: int, id: int) -> list[Row]:
        section = self._set.sections[placed.name]
        number = self._layers.get(layer, -1)
        stem, follows = self._keys.stem(placed, layer, take)
        if number < 0 or stem is None:
            return []
        return [
            row(
                at.OP_LAYER, frame, id=id, a=placed.tag, b=number, c=stem.id, d=-pickup_frames(section), e=length,
                f=int(follows), x=gain(db), y=own_loop_frames(section, layer),
            )
        ]  # fmt: skip

    def _tails(self, placed: Placed, frame: int, slot: int, frames: int, id: int) -> list[Row] | None:
        """Return the rows by which a section's layers ring on; None where one of them cannot."""
        rows: list[Row] = []
        if "~" in placed.name:
            return None  # of a set that was edited since: its tails may stand elsewhere now
        for layer, used in self._set.sections[placed.name].layers.items():
            for take in used.takes if layer in self._layers else ():
                found = self._keys.tail(placed, layer, take)
                if found is None:
                    return None
                body, tails = found
                if slot < tails.frames:
                    rows.append(
                        row(
                            at.OP_TAIL, frame, id=id, a=placed.tag, b=self._layers[layer], c=body.id, d=tails.id,
                            e=slot, f=min(frames, tails.frames - slot),
                        )
                    )  # fmt: skip
        return rows

    def _stinger(self, event: ScoreEvent, act: score.Stinger, found: list[Row]) -> None:
        stinger = self._set.stingers.get(act.name)
        if stinger is None or not stinger.takes:
            return
        take = next((t for t in stinger.takes if t.name == act.take), stinger.takes[0])
        placed = self._sections.at(int(event.frame))
        stem = self._keys.stinger(placed, take, stinger)
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
        placed = self._sections.at(frame)
        here = self._set.sections[placed.name].loudness_lufs if placed else None
        loudest = max(
            (s.loudness_lufs for s in self._set.sections.values() if s.loudness_lufs is not None), default=0.0
        )
        return 0.0 if here is None else STINGER_SHARE * (here - loudest)

    def _control(self, act: score.Control, frame: int, id: int, found: list[Row]) -> None:
        match act.verb:
            case "pause":
                self._sections.forget(frame)
                found.append(row(at.OP_PAUSE, frame, id=id))
            case "resume":
                found.append(row(at.OP_RESUME, frame, id=id))
            case "stop":
                self._sections.forget(frame)
                fade = round(act.fade_s * SAMPLE_RATE) or STOP_NOW
                found.append(row(at.OP_STOP, frame, id=id, a=fade, b=id))
                found.append(row(at.OP_CLEAR, frame + fade, a=id))
            case "stopped":
                found.append(row(at.OP_FADE, frame, id=id, a=-at.BIG))
            case "mute" | "unmute":
                target = 0.0 if act.verb == "mute" else 1.0
                found.append(row(at.OP_RAMP, frame, id=id, a=at.R_MUTE, b=mix.MUTE_RAMP, x=target))
            case "volume":
                length = max(round(act.fade_s * SAMPLE_RATE), mix.SMOOTH)
                found.extend(mix.volume(act.bus, act.db, frame, length, id))
            case _:
                pass
