"""A live session: its driver, its lane to the renderer, its outbox and its recorder. It belongs to the event loop."""

import asyncio
import logging
import weakref
from collections.abc import Callable, Iterable
from pathlib import Path

from affekt.arrange.loaded import LoadedSet
from affekt.clock import Clock
from affekt.core.errors import AffektError, Reason
from affekt.core.inputs import Acted, Gap, Input, NewSet, Reset, Said, Signal, Text
from affekt.core.score import RenderState
from affekt.core.units import SAMPLE_RATE, Frame, Seconds
from affekt.host.api import Ended, Item, Notice, Saved, Status
from affekt.host.driver import Driver
from affekt.host.inbox import DEFAULT, KINDS, Bounds, Count, Inbox
from affekt.host.key_wishes import KeyWishes
from affekt.host.lane import Format, Lane, Listening, Meters
from affekt.host.outbox import Outbox, Reader
from affekt.host.outlook import outlook
from affekt.host.recorder import Recorder
from affekt.render.space import Layout
from affekt.session.conductor import Conductor, Stepped

log = logging.getLogger(__name__)

Observe = Callable[[str, float], None]
"""(metric, seconds)."""

_EARLIEST_S, _LATEST_S = -0.5, 10.0
"""How far before and after now a timetag may lie."""
_AT_ONCE = 2 * SAMPLE_RATE
"""Frames that one call catches up at most."""


class LiveSession:
    """One session that plays now. Implements `host.api.Session`."""

    def __init__(
        self,
        name: str,
        number: int,
        token: str,
        conductor: Conductor,
        seed: int,
        lane: Lane,
        clock: Clock,
        opened_at: Seconds,
        *,
        count: Count,
        recorder: Recorder | None = None,
        bounds: Bounds = DEFAULT,
        observe: Observe = lambda _name, _seconds: None,
        keep_raw: bool = False,
    ) -> None:
        self.name, self.id, self.token = name, number, token
        self.stem_set: LoadedSet = conductor.stage.loaded
        self.opened_at = opened_at
        self.recorder = recorder
        self.closed = False
        self.holds = 0
        self.last_heard = clock.now()
        self.due = opened_at
        """When it must be advanced next, on the clock's scale."""
        self.on_due: Callable[[Seconds], None] = lambda _due: None
        """Told whenever that may have changed."""
        self._clock, self._lane, self._count, self._observe = clock, lane, count, observe
        self._wall0 = clock.wall() - clock.now() + opened_at
        self._inbox = Inbox(bounds, clock, count)
        self._outbox = Outbox(lambda n: count("replies_dropped", n), bounds.keep_replies_s)
        self._driver = Driver(conductor, seed, self._stepped, self._heard_input, keep_raw=keep_raw)
        self._listening: weakref.WeakSet[Listening] = weakref.WeakSet()
        self._wishes = KeyWishes(lane, self._back)
        self._keeps = False
        """The set that it goes over to has the shape of the one that sounds."""
        self._ear: asyncio.Task[None] | None = None
        if recorder is not None:
            self._ear = asyncio.get_running_loop().create_task(recorder.hear(lane.listen("s16", 480)))
        lane.on_acted = self._acted
        lane.on_gap = self._gap
        lane.on_wake = self._woken

    # Time

    def frame_now(self) -> Frame:
        """Return the session's frame now."""
        return Frame(max(int((self._clock.now() - self.opened_at) * SAMPLE_RATE), 0))

    def wall_of(self, frame: Frame) -> float:
        """Return the server time at which a frame must sound."""
        return self._wall0 + frame / SAMPLE_RATE

    def frame_of(self, wall: float) -> Frame:
        """Return the frame of a server time."""
        return Frame(round((wall - self._wall0) * SAMPLE_RATE))

    def _look_ahead(self) -> None:
        grid, waits = self._driver.due, self._inbox.next_frame
        frame = grid if waits is None else min(grid, waits)
        self.due = Seconds(self.opened_at + frame / SAMPLE_RATE)
        self.on_due(self.due)

    def advance(self) -> Frame:
        """Take every step that is due now, of two seconds at most; return how far it has come.

        A machine that slept catches up in several calls, so that nobody else is held up.
        """
        now, most = self.frame_now(), Frame(self._driver.next_grid + _AT_ONCE)
        if now > most:
            now = most
            self._count("sessions_behind", 1)
        while (due := self._inbox.due(now)) is not None:
            self._say_late(due[1], self._moment(due[0]))
        self._driver.advance(now)
        self._look_ahead()
        return now

    def _say_late(self, said: Said, frame: Frame) -> None:
        """Say what waited for its time; nobody waits for the answer, so a refusal is a notice."""
        self._driver.advance(frame)  # What fails here is the session's own.
        try:
            self._driver.say(said, frame)
        except AffektError as error:
            self._refused(error, said)
        except Exception:
            log.exception("what was said for later could not be heard; the session goes on without it")
            why = "it could not be carried out and has changed nothing; the server's log tells why"
            self._refused(AffektError(Reason.INTERNAL, why), said)

    def _moment(self, frame: Frame) -> Frame:
        return Frame(max(frame, self._driver.state.frame, 0))

    # What is said

    def say(self, said: Said, *, at: float | None = None) -> int:
        """Say something now, or at a server time at most 10 s ahead.

        Returns:
            The number that `why.cause_seq` of what follows from it shows. 0 where it waits for its time, and where
            nothing of it reached the conductor.

        Raises:
            AffektError: CLOSED, TOO_FAST, OUT_OF_RANGE, NOT_YET …; nothing has changed then.
        """
        if self.closed:
            raise AffektError(Reason.CLOSED, f"session '{self.name}' is closed; open it again")
        self.touch()
        self._inbox.admit()
        arrived, now = self._clock.now(), self.frame_now()
        if at is not None:
            frame = self.frame_of(at)
            ahead = (frame - now) / SAMPLE_RATE
            if not _EARLIEST_S <= ahead <= _LATEST_S:
                raise AffektError(
                    Reason.OUT_OF_RANGE,
                    f"the time lies {ahead:+.1f} s from now; it may lie {_LATEST_S:g} s ahead (compare clocks)",
                )
            if frame > now:
                self._inbox.keep(frame, said)
                self._look_ahead()
                return 0
        now = min(self.advance(), now)
        try:
            heard = self._driver.say(said, self._moment(now))
        finally:
            self._look_ahead()
        self._count(f"inputs.{KINDS.get(type(said), 'other')}", 1)
        self._observe("event_to_command", self._clock.now() - arrived)
        return heard.seq if heard is not None else 0

    def renew(self, new: Conductor, *, same_recordings: bool) -> None:
        """Go over to a set that was edited, as soon as the music lets it; it stands in the recording.

        Args:
            new: Conducts the edited set.
            same_recordings: None of its recordings changed.
        """
        if self.closed:
            return
        now = self.advance()
        # What came before it and was not reached yet is left out.
        driver = self._driver
        driver.conductor = driver.conductor.toward(new, same_recordings=same_recordings)
        self._keeps = driver.conductor.coming is not None and driver.conductor.coming.keeps
        driver.say(NewSet(new.stage.loaded.sha256), self._moment(now))
        self._look_ahead()

    def tell(self, notice: Notice) -> None:
        """Tell everybody who listens something."""
        self._outbox.put([notice], self.frame_now())

    # What is told

    def _stepped(self, stepped: Stepped) -> None:
        if stepped.went_over is not None:
            self._lane.play(stepped.events[: stepped.went_over])
            self.stem_set = self._driver.conductor.stage.loaded
            self._lane.follow(self.stem_set, keeps=self._keeps)
            self._wishes.go_over(keeps=self._keeps)
            self._lane.play(stepped.events[stepped.went_over :])
            log.info("a session went over to its edited set", extra={"stem_set": self.stem_set.manifest.name})
        elif stepped.events:
            self._lane.play(stepped.events)
        if stepped.events:
            self._wishes.follow(stepped, self._driver.conductor.stage)
        items: list[Item] = [*stepped.events]
        items += [Notice(reason, text, about) for reason, text, about in stepped.notices]
        items += [self._saved(name, stepped) for name in stepped.saves]
        if items:
            self._outbox.put(items, Frame(stepped.state.frame))
            self._count("events", len(stepped.events))
        if self.recorder is not None:
            for event in stepped.events:
                self.recorder.decided(event)

    def _saved(self, name: str, stepped: Stepped) -> Item:
        try:
            return Saved(name, self.snapshot(stepped))
        except AffektError as error:
            return Notice(error.reason, error.text, name)

    def _refused(self, error: AffektError, said: Said) -> None:
        self._count("inputs_refused", 1)
        kind = type(said).__name__ if not isinstance(said, Signal | Text) else "signal"
        self._outbox.put([Notice(error.reason, error.text, kind)], self.frame_now())

    def subscribe(self, *, after: int = -1, on_reply: Callable[[], None] | None = None) -> Reader:
        """Receive replies from now on, or all after a sequence number where they are kept."""
        frame = self.frame_now()
        return self._outbox.read(
            after, lambda: self._driver.conductor.render_state(self._driver.state, frame), frame, on_reply
        )

    def listen(
        self,
        sample_format: Format = "s16",
        frames: int = 480,
        on_block: Callable[[], None] | None = None,
        layout: Layout = "stereo",
    ) -> Listening:
        """Receive audio blocks."""
        listening = self._lane.listen(sample_format, frames, on_block, layout)
        self._listening.add(listening)
        return listening

    def snapshot(self, stepped: Stepped | None = None) -> str:
        """Return an opaque snapshot, at most 4 KB."""
        if stepped is None and not self.closed:
            self.advance()  # What decides nothing waits until it is asked for.
        return self._driver.conductor.snapshot(stepped.state if stepped else self._driver.state)

    def render_state(self) -> RenderState:
        """Return what sounds now."""
        return self._driver.conductor.render_state(self._driver.state, self.frame_now())

    def status(self) -> Status:
        """Return where the session is."""
        state, frame = self._driver.state, self.frame_now()
        place = state.timeline.position(frame)
        sounding = state.timeline.pass_at(frame)
        return Status(
            self.name, self.id, self.stem_set.manifest.name, frame, sounding.section if sounding else "",
            place.bar, place.beat, state.bpm, state.key[0], state.key[1], state.mix.paused_at is not None,
            state.mix.stopped, sum(not one.ended for one in self._listening), self._outbox.readers,
            self._outbox.dropped, *self._lane.cost(),
            outlook(self._driver, frame, recorded=self.recording() is not None),
        )  # fmt: skip

    def meters(self) -> Meters:
        """Return the newest levels."""
        return self._lane.meters()

    def recording(self) -> Path | None:
        """Return the session file that its inputs are written to; None where it is not recorded."""
        return self.recorder.path if self.recorder is not None and not self.recorder.failed else None

    # Life

    def touch(self) -> None:
        """Renew the lease."""
        self.last_heard = self._clock.now()

    def hold(self) -> Callable[[], None]:
        """Keep the session open until the returned function is called."""
        self.holds += 1
        released = False

        def release() -> None:
            nonlocal released
            if not released:
                released = True
                self.holds -= 1
                self.touch()

        return release

    def end(self, why: str) -> None:
        """End the session: everybody is told, the renderer's place is freed, the recording is finished."""
        if self.closed:
            return
        self.closed = True
        self._outbox.put([Ended(why)], self.frame_now())
        if self._ear is not None:
            self._ear.cancel()
        self._lane.close()
        if self.recorder is not None:
            self.recorder.close(self._driver.state.frame)

    # The renderer's way back

    def _acted(self, number: int, frame: Frame) -> None:
        self._back([Acted(number, frame)])

    def _gap(self, start: Frame, end: Frame) -> RenderState:
        log.warning("the renderer missed some frames", extra={"frames": end - start})
        self._count("gaps", 1)
        self._back([Gap(start, end), Reset()])
        return self._state_at(end)

    def _woken(self, frame: Frame) -> RenderState:
        self._back([])
        return self._state_at(frame)

    def _state_at(self, frame: Frame) -> RenderState:
        return self._driver.conductor.render_state(self._driver.state, Frame(max(frame, self._driver.state.frame)))

    def _back(self, said: Iterable[Said]) -> None:
        if self.closed:
            return
        try:
            now = min(self.advance(), self.frame_now())
            for one in said:
                self._driver.say(one, self._moment(now))
        except Exception:
            # Whoever called serves all sessions of a worker. If this one is ill, its next step tells.
            log.exception("what the renderer told a session was not heard")
            self._count("way_back_failed", 1)
        self._look_ahead()

    def _heard_input(self, one: Input) -> None:
        if self.recorder is not None:
            self.recorder.said(one)
