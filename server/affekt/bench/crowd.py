"""A crowd: many sessions that play and are played to, over OSC, beside what is measured."""

import socket
import threading
from types import TracebackType
from typing import Self

from affekt.bench.served import Served
from affekt.core.errors import AffektError, Reason
from affekt.core.units import Seconds
from affekt.io.osc.codec import decode, encode

_EVENTS = ("explore", "enemy_spotted", "combat_start", "hit_taken", "enemy_killed", "discovery")
_LAYERS = 8


class Crowd:
    """So many sessions, each told something about once a second, while the block lasts."""

    def __init__(self, server: Served, count: int, *, layers_up: tuple[str, ...] = ()) -> None:
        """Open the sessions.

        Args:
            server: Where.
            count: How many.
            layers_up: Layers that are held at their full level in every session.

        Raises:
            AffektError: TOO_MANY if not all could be opened.
        """
        self.names = [f"crowd-{number}" for number in range(count)]
        self._clock = server.clock
        self._over = threading.Event()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.connect(server.osc)
        self._socket.settimeout(5.0)
        for name in self.names:
            self._socket.send(encode("/affekt/session/open", name))
            self._await_opened(name)
            for layer in layers_up:
                self._socket.send(encode("/affekt/param", name, f"layer:{layer}", 0.0))
        self._socket.setblocking(False)
        self._thread = threading.Thread(target=self._play, name="crowd", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the sessions."""
        self._over.set()
        self._thread.join()
        for name in self.names:
            self._socket.send(encode("/affekt/session/close", name))
        self._socket.close()

    def _await_opened(self, name: str) -> None:
        """Read until the server says that the session is open; whoever opens one hears it at once."""
        while True:
            for _, path, values in decode(self._socket.recv(65_536)):
                if path == "/affekt/session/opened" and values[0] == name:
                    return
                if path == "/fail":
                    raise AffektError(Reason.TOO_MANY, f"'{name}' did not open: {values[-1]!r}")

    def _play(self) -> None:
        """Say something to one after another, evenly over each second, so that the crowd makes no bursts."""
        turn = 0
        due: float = self._clock.now()
        while not self._over.is_set():
            due += 1.0 / len(self.names)
            self._clock.wait_until(Seconds(due))
            name, number = self.names[turn % len(self.names)], turn // len(self.names) + turn
            if turn % 2:
                packet = encode("/affekt/event", name, _EVENTS[number // 5 % len(_EVENTS)], 0.6)
            else:
                packet = encode("/affekt/state", name, "threat", number % 10 / 10.0)
            try:
                self._socket.send(packet)
            except OSError:
                return  # The server is gone, and with it the crowd.
            turn += 1
