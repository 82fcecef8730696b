"""A session over OSC, for programs that speak OSC already: UDP, no stubs, no token, loopback by default.

One socket sends and receives, since the server answers where it was asked from. A thread of its own reads; callbacks
are called on it and must be short. Nothing confirms that a message arrived: use gRPC where that matters.
"""

import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from pythonosc.osc_message_builder import OscMessageBuilder
from pythonosc.osc_packet import OscPacket, ParseError

from affekt_client.clock import ServerClock
from affekt_client.errors import Refused

__all__ = ["OscReply", "OscSession"]

Value = int | float | str
RENEW_S = 10.0
"""Seconds between signs of life; a session without one for 30 s is closed."""


@dataclass(frozen=True, slots=True)
class OscReply:
    """A message from the server."""

    address: str
    """Such as `/affekt/layer`."""
    values: tuple[Value, ...]
    """Its arguments behind the session's name."""
    server_time: float
    """When it must sound, in seconds since 1970; for untagged messages, when it came."""


class OscSession:
    """One session's conversation over OSC.

    Example:
        >>> def play():
        ...     with OscSession.open("arena", set="wayfarer") as session:
        ...         session.event("enemy_spotted", 0.6)
        ...         for reply in session.replies(timeout_s=1.0):
        ...             print(reply.address, reply.values)
    """

    def __init__(self, name: str, host: str, port: int) -> None:
        """Prepare the socket; `open` is the usual way in."""
        self.name = name
        self.id = 0
        self.dropped = 0
        self.clock = ServerClock(now=time.time)
        self.on_reply: Callable[[OscReply], None] | None = None
        family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
        self._server = f"{host}:{port}"
        self._socket = socket.socket(family, socket.SOCK_DGRAM)
        self._socket.connect(where)
        self._socket.settimeout(0.2)
        self._inbox: queue.Queue[OscReply] = queue.Queue(4_096)
        self._heard: dict[str, queue.Queue[tuple[Value, ...]]] = {}
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._read, name="affekt-osc", daemon=True)
        self._renewed = self.clock.now()

    @classmethod
    def open(
        cls, name: str, host: str = "127.0.0.1", port: int = 9100, *, set: str = "", timeout_s: float = 2.0
    ) -> Self:
        """Open a session and ask for its replies.

        Raises:
            Refused: with the server's reason, or UNREACHABLE where none answers in time.
        """
        session = cls(name, host, port)
        session._thread.start()
        try:
            opened = session._ask(
                "/affekt/session/opened", timeout_s, "/affekt/session/open", name, *([set] * bool(set))
            )
            session.id = int(opened[1])
            session.send("/notify", 1, name)
        except BaseException:
            session.leave()
            raise
        return session

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def send(self, address: str, *values: Value) -> None:
        """Send a message of the contract as it stands: only integers, floats and strings, at most eight."""
        message = OscMessageBuilder(address)
        for value in values:
            message.add_arg(value)
        self._socket.send(message.build().dgram)

    def event(self, name: str, intensity: float = 1.0) -> None:
        """Say that something happened; intensity is 0 to 1."""
        self.send("/affekt/event", self.name, name, float(intensity))

    def state(self, **values: float) -> None:
        """Tell continuous values of the game, a message each."""
        for key, value in values.items():
            self.send("/affekt/state", self.name, key, float(value))

    def feel(
        self, valence: float, arousal: float, dominance: float = 0.0, *, confidence: float = 1.0, hold_s: float = 5.0
    ) -> None:
        """State a feeling outright; `hold_s` 0 holds until `free_feeling`."""
        five = (float(x) for x in (valence, arousal, dominance, confidence, hold_s))
        self.send("/affekt/affect", self.name, *five)

    def free_feeling(self) -> None:
        """End a stated feeling."""
        self.send("/affekt/affect/free", self.name)

    def sense(self, source: str, **values: float) -> None:
        """Send `heart_rate` (bpm), `eda` (microsiemens) or `face` (blendshapes by name).

        Raises:
            ValueError: for another source, which OSC has no address for.
        """
        match source:
            case "heart_rate":
                self.send("/affekt/sense/heart_rate", self.name, float(values["bpm"]))
            case "eda":
                self.send("/affekt/sense/eda", self.name, float(values["microsiemens"]))
            case "face":
                for name, value in values.items():
                    self.send("/affekt/sense/blendshape", self.name, name, float(value))
            case _:
                raise ValueError(f"OSC has no address for {source!r}; send heart_rate, eda or face, or use gRPC")

    def text(self, line: str) -> None:
        """Send a line that the player said or wrote."""
        self.send("/affekt/text", self.name, line)

    def cue(self, kind: str, name: str, at: str = "next_bar", within_ms: int = 0) -> None:
        """Ask for a `stinger`, `section` or `theme`: `now`, `next_beat`, `next_bar` or `end`."""
        self.send("/affekt/cue", self.name, kind, name, at, *([within_ms] * bool(within_ms)))

    def param(self, name: str, value: float | str | None) -> None:
        """Pin a parameter; None frees it."""
        if value is None:
            self.send("/affekt/param/free", self.name, name)
        else:
            self.send("/affekt/param", self.name, name, value if isinstance(value, str) else float(value))

    def control(self, verb: str, value: float | None = None) -> None:
        """Say `pause`, `resume`, `stop` (value: seconds of fade), `mute` or `unmute`."""
        self.send("/affekt/control", self.name, verb, *(() if value is None else (float(value),)))

    def volume(self, bus: str, db: float) -> None:
        """Set the level of `master`, `music`, `stingers` or `notes`, -96 to 12 dB."""
        self.control(f"volume:{bus}", db)

    def duck(self, db: float = -6.0, *, on: bool = True) -> None:
        """Make room for speech or a menu, or end it with `on=False`."""
        self.control("duck", db if on else 0.0)

    def ping(self, timeout_s: float = 1.0) -> float:
        """Ask the server's time and return the seconds that the answer took.

        Raises:
            Refused: UNREACHABLE.
        """
        sent = self.clock.now()
        number = int(sent * 1_000) % 2**31
        _, server = self._ask("/affekt/clock/pong", timeout_s, "/affekt/clock/ping", number)
        received = self.clock.now()
        self.clock.heard(sent=sent, server=float(server), received=received)
        return received - sent

    def replies(self, timeout_s: float | None = None) -> Iterator[OscReply]:
        """Iterate over the server's messages as they come; it ends when none came for `timeout_s`, or on leaving."""
        waited = 0.0
        while not self._leaving.is_set():
            try:
                yield self._inbox.get(timeout=0.1)
                waited = 0.0
            except queue.Empty:
                waited += 0.1
                if timeout_s is not None and waited >= timeout_s:
                    return

    def close(self) -> None:
        """End the session on the server, and leave."""
        if not self._leaving.is_set():
            self.send("/affekt/session/close", self.name)
            self.leave()

    def leave(self) -> None:
        """Leave; the session goes on until its lease of 30 s runs out."""
        self._leaving.set()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join()
        self._socket.close()

    def _ask(self, answer: str, timeout_s: float, address: str, *values: Value) -> tuple[Value, ...]:
        waiting: queue.Queue[tuple[Value, ...]] = queue.Queue(1)
        self._heard[answer] = self._heard["/fail"] = waiting
        try:
            self.send(address, *values)
            found = waiting.get(timeout=timeout_s)
        except (queue.Empty, ConnectionRefusedError) as silent:
            text = f"no Affekt answers OSC at {self._server}; start 'affekt serve'"
            raise Refused("UNREACHABLE", text) from silent
        finally:
            self._heard.clear()
        if found and found[0] == address:
            raise Refused(str(found[1]), str(found[2]) if len(found) > 2 else "")
        return found

    def _read(self) -> None:
        """Read until leaving; keep the session's lease alive."""
        while not self._leaving.is_set():
            now = self.clock.now()
            try:
                if self.id and now - self._renewed > RENEW_S:
                    self._renewed = now
                    self.send("/sync", 0)
                packet = OscPacket(self._socket.recv(65_536))
            except (TimeoutError, ConnectionError, ParseError):
                continue
            for timed in packet.messages:
                self._take(timed.message.address, tuple(timed.message.params), timed.time)

    def _take(self, address: str, values: tuple[Value, ...], server_time: float) -> None:
        waiting = self._heard.get(address)
        if waiting is not None and not waiting.full():
            waiting.put(values)
            return
        if address == "/prove":  # Where the server is elsewhere it wants to know that we hear it.
            self.send("/prove", *values)
        if address in ("/synced", "/prove"):
            return
        behind = values[1:] if values and values[0] == self.name else values
        reply = OscReply(address, behind, server_time)
        if self.on_reply:
            self.on_reply(reply)
        if self._inbox.full():
            self.dropped += 1
            self._inbox.get_nowait()
        self._inbox.put_nowait(reply)
