"""The registry: opens, finds and closes sessions, advances them all, and ends those whose lease has run out."""

import asyncio
import logging
import math
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from affekt.arrange.loaded import LoadedSet
from affekt.clock import Clock
from affekt.core.errors import AffektError, Reason
from affekt.core.inputs import Restore
from affekt.core.units import BLOCK, SAMPLE_RATE, Frame, Seconds
from affekt.host.api import Notice
from affekt.host.header import recording_header
from affekt.host.inbox import DEFAULT, Bounds, Count
from affekt.host.lane import RenderHost
from affekt.host.live import LiveSession, Observe
from affekt.host.recorder import Recorder
from affekt.sense.game import GameTable, default_table
from affekt.session.conductor import Conductor
from affekt.session.snapshot import read as read_snapshot

log = logging.getLogger(__name__)

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_BLOCK_S = BLOCK / SAMPLE_RATE
_IDLE_S = 0.25
_TURN_S = 0.002
"""How long sessions are advanced before the loop may do something else: a fifth of a block."""


class Registry:
    """All sessions of this server. Implements `host.api.Sessions`. Belongs to the event loop."""

    def __init__(
        self,
        sets: Mapping[str, LoadedSet],
        default: str,
        renderer: RenderHost,
        clock: Clock,
        *,
        table: GameTable | None = None,
        lease_s: float = 30.0,
        most: int = 256,
        count: Count = lambda _name, _n: None,
        record: Path | None = None,
        record_raw: bool = False,
        bounds: Bounds = DEFAULT,
        observe: Observe = lambda _name, _seconds: None,
    ) -> None:
        self._sets, self._default = dict(sets), default
        self._renderer, self._clock = renderer, clock
        self._table = table or default_table()
        self._conductors: dict[str, Conductor] = {}
        self._sessions: dict[str, LiveSession] = {}
        self._lease_s, self._most, self._count = lease_s, most, count
        self._record, self._record_raw = record, record_raw
        self._bounds, self._observe = bounds, observe
        self._opened = 0
        self._wakes = Seconds(0.0)
        """Until when it sleeps, or will."""
        self._leased = -math.inf
        """When leases were looked at last."""
        self._sleeper: asyncio.Future[None] | None = None

    # host.api.Sessions

    def open(self, name: str, *, stem_set: str = "", seed: int | None = None) -> LiveSession:
        """Open a session.

        Raises:
            AffektError: MALFORMED, SESSION_EXISTS, UNKNOWN_SET, TOO_MANY.
        """
        if not _NAME.fullmatch(name):
            raise AffektError(Reason.MALFORMED, "a session's name is 1 to 64 letters, digits, '_', '.' or '-'")
        if name in self._sessions:
            raise AffektError(
                Reason.SESSION_EXISTS, f"session '{name}' is open; attach with its token or choose another name"
            )
        if len(self._sessions) >= self._most:
            raise AffektError(Reason.TOO_MANY, f"{self._most} sessions are open; close one or raise max_sessions")
        conductor = self._conductor(stem_set or self._default)
        seed = secrets.randbits(31) if seed is None else seed
        opened_at = Seconds(math.ceil(self._clock.now() / _BLOCK_S + 0.5) * _BLOCK_S)
        recorder = self._recorder(name, conductor, seed)
        try:
            lane = self._renderer.open(name, conductor.stage.loaded, opened_at)
        except BaseException:
            if recorder is not None:
                recorder.close(Frame(0))
            raise
        self._opened += 1
        session = LiveSession(
            name, self._opened, secrets.token_urlsafe(12), conductor, seed, lane, self._clock, opened_at,
            count=self._count, recorder=recorder,
            bounds=self._bounds,
            observe=self._observe,
            keep_raw=self._record_raw and self._record is not None,
        )  # fmt: skip
        session.on_due = self._sooner
        self._sessions[name] = session
        self._count("sessions_opened", 1)
        log.info("session opened", extra={"stem_set": conductor.stage.manifest.name})
        if self._sleeper is not None:
            self._sleeper.cancel()  # The new session may be due before the others.
        return session

    def _recorder(self, name: str, conductor: Conductor, seed: int) -> Recorder | None:
        if self._record is None:
            return None
        header = recording_header(conductor.stage.loaded, seed, conductor.stage.table.sha256)

        def failed() -> None:
            self._count("recordings_failed", 1)

        place = self._record, f"{name}-{self._opened + 1}", header
        try:
            return Recorder(*place, raw=self._record_raw, on_failure=failed)
        except OSError as error:
            log.error("a session is not recorded; make the folder writable", extra={"why": error.strerror})
            failed()
            return None

    def _conductor(self, name: str) -> Conductor:
        if name not in self._sets:
            raise AffektError(Reason.UNKNOWN_SET, f"no set '{name}'; there are {', '.join(self._sets) or 'none'}")
        if name not in self._conductors:
            self._conductors[name] = Conductor.of(self._sets[name], self._table)
        return self._conductors[name]

    def attach(self, name: str, token: str) -> LiveSession:
        """Return an open session to somebody who holds its token."""
        session = self.find(name)
        if not secrets.compare_digest(session.token.encode(), token.encode()):
            raise AffektError(
                Reason.BAD_TOKEN, f"this is not the token of session '{name}'; use the one its opener got"
            )
        session.touch()
        return session

    def find(self, name: str) -> LiveSession:
        """Return an open session by its name."""
        session = self._sessions.get(name)
        if session is None:
            raise AffektError(Reason.UNKNOWN_SESSION, f"no session '{name[:64]}' is open; open it first")
        return session

    def close(self, name: str, why: str = "it was closed") -> None:
        """End a session now."""
        session = self.find(name)
        del self._sessions[name]
        try:
            session.end(why)
        except Exception:
            log.exception("a session did not end well")
        self._count("sessions_closed", 1)
        log.info("session closed")

    def names(self) -> Sequence[str]:
        """Return the names of the open sessions."""
        return tuple(self._sessions)

    def sets(self) -> Sequence[LoadedSet]:
        """Return the sets this server can play."""
        return tuple(self._sets.values())

    def table(self) -> GameTable:
        """Return what the game's words mean on this server."""
        return self._table

    def wall(self) -> float:
        """Return server time."""
        return self._clock.wall()

    def restore(self, name: str, snapshot: str) -> LiveSession:
        """Open a session from a snapshot; where that fails, none is open.

        Raises:
            AffektError: BAD_SNAPSHOT, and those of `open`.
        """
        plain = read_snapshot(snapshot)
        session = self.open(name, stem_set=str(plain["set"]), seed=plain["seed"])
        try:
            session.say(Restore(snapshot))
        except BaseException:
            self.close(name)
            raise
        return session

    def renew(self, loaded: LoadedSet, *, same_recordings: bool) -> None:
        """Replace a set by what it was edited to: for sessions opened from now on, and for those that play it.

        Args:
            loaded: The set as it is now, ready to be rendered.
            same_recordings: None of its recordings changed.
        """
        name = loaded.manifest.name
        self._sets[name] = loaded
        self._conductors.pop(name, None)
        conductor = self._conductor(name)
        for session in tuple(self._sessions.values()):
            if session.stem_set.manifest.name == name:
                renew = partial(session.renew, conductor, same_recordings=same_recordings)
                self._guarded(session, renew)
        self._count("set_updates", 1)

    def refuse_set(self, name: str, why: str) -> None:
        """Tell the sessions that play a set that its edited form was refused; they go on with the one they have."""
        for session in self._sessions.values():
            if session.stem_set.manifest.name == name:
                session.tell(
                    Notice(Reason.BAD_SET, f"the edited set is refused, and the old one plays on: {why}", "set")
                )
        self._count("set_updates_refused", 1)

    # Life

    async def run(self) -> None:
        """Advance all sessions, for ever. A session that fails is ended; the others go on."""
        task = asyncio.current_task()
        while True:
            self._sleeper = asyncio.ensure_future(self._clock.sleep_until(self._advanced()))
            try:
                await self._sleeper
            except asyncio.CancelledError:
                if task is None or task.cancelling():
                    raise  # It is the whole loop that is to end, not only this sleep.

    def _advanced(self) -> Seconds:
        try:
            return self.advance()
        except Exception:
            log.exception("the sessions were not all advanced")
            self._count("advances_failed", 1)
            return Seconds(self._clock.now() + _IDLE_S)

    def advance(self) -> Seconds:
        """Take the steps that are due, the longest overdue first, for some milliseconds; return when the next one is.

        What is left then is due at once: between two turns the loop delivers what others wait for.
        """
        now = began = self._wakes = self._clock.now()
        due, ready = Seconds(now + _IDLE_S), list[tuple[Seconds, LiveSession]]()
        if not self._leased <= now < self._leased + _IDLE_S:
            self._leased = now
            self._end_leases(now)
        for session in self._sessions.values():
            waits = session.due
            if waits <= now:
                ready.append((waits, session))
            else:
                due = min(due, waits)
        ready.sort(key=lambda one: one[0])
        for _, session in ready:
            if now - began > _TURN_S:
                return now
            self._guarded(session, session.advance)
            self._observe("tick", self._clock.now() - now)
            now = self._clock.now()
            if not session.closed:
                due = min(due, session.due)
        self._wakes = due
        return due

    def _sooner(self, due: Seconds) -> None:
        """A session is due: where that is before all others, the sleep ends, to begin anew."""
        if due < self._wakes:
            self._wakes = due
            if self._sleeper is not None:
                self._sleeper.cancel()

    def _end_leases(self, now: Seconds) -> None:
        for session in tuple(self._sessions.values()):
            if session.holds == 0 and now - session.last_heard > self._lease_s:
                self._count("leases_expired", 1)
                self.close(session.name, "its lease ran out: nobody spoke for it")

    def _guarded(self, session: LiveSession, act: Callable[[], object]) -> None:
        try:
            act()
        except Exception:
            log.exception("a session failed and is ended")
            self._count("sessions_failed", 1)
            self.close(session.name, "it failed inside the server; open it again")

    def end_all(self, why: str = "the server stops") -> None:
        """End every session."""
        for name in tuple(self._sessions):
            self.close(name, why)
