"""Every figure the server counts, by name: what came in, what was decided, what was late and what was lost.

All of it may be touched from any thread. No label carries a session's name, a client's word or a feeling: labels are
drawn from the closed lists below, and anything else is counted as `other`.
"""

from collections.abc import Iterable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from affekt.core.errors import Reason

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
"""What `text()` is, for HTTP."""

OTHER: Final = "other"
WIRES: Final = ("grpc", "osc", "ws", "http", "midi", "local")
KINDS: Final = (
    "event", "state", "affect", "sense", "text", "cue", "param", "control", "restore", "evidence", "result",
)  # fmt: skip
"""Kinds of input, as in a session file."""
QUEUES: Final = ("replies", "audio", "commands", "osc_out", "ws_out", "midi_out", "recorder", "acted", "pool")
LABELS: Final[dict[str, tuple[str, ...]]] = {
    "wire": WIRES,
    "kind": KINDS,
    "reason": tuple(Reason),
    "queue": QUEUES,
}
"""Every label there is, and all its values."""

_COMMAND_BUCKETS = (0.0005, 0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.25, 1.0)
_TICK_BUCKETS = (0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05)


class Count:
    """A number that only rises, by at most one label."""

    __slots__ = ("_children", "_counter")

    def __init__(self, registry: CollectorRegistry, name: str, text: str, label: str = "") -> None:
        self._counter = Counter(name, text, (label,) if label else (), registry=registry)
        values: Iterable[str] = (*LABELS[label], OTHER) if label else ()
        self._children = {str(value): self._counter.labels(value) for value in values}

    def add(self, label: str = "", amount: float = 1.0) -> None:
        """Count; a label value that is not listed counts as `other`."""
        if self._children:
            (self._children.get(label) or self._children[OTHER]).inc(amount)
        else:
            self._counter.inc(amount)


class Metrics:
    """The figures of one server. Each server (and each test) has its own, so nothing is shared by accident."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry(auto_describe=True)
        self.inputs = self._count("affekt_inputs", "Inputs taken, by kind.", "kind")
        self.rejects = self._count("affekt_rejects", "Inputs and requests refused, by reason.", "reason")
        self.malformed = self._count("affekt_malformed", "Messages that could not be read, by wire.", "wire")
        self.drops = self._count("affekt_drops", "Entries dropped from full queues, by queue.", "queue")
        self.events = self._count("affekt_events_committed", "Score events committed.")
        self.late_events = self._count("affekt_events_late", "Immediate events that acted after their frame.")
        self.blocks = self._count("affekt_blocks_rendered", "Render blocks.")
        self.late_blocks = self._count("affekt_blocks_late", "Render blocks finished after their time.")
        self.gaps = self._count("affekt_gaps", "Stretches of a session that were never rendered.")
        self.gap_frames = self._count("affekt_gap_frames", "Frames that were never rendered.")
        self.silenced = self._count("affekt_sessions_silenced", "Sessions silenced for yielding NaN.")
        self.lease_expiries = self._count("affekt_lease_expiries", "Sessions closed because their client was gone.")
        self.worker_restarts = self._count("affekt_worker_restarts", "Render workers that died and were restarted.")
        self.sessions_refused = self._count("affekt_sessions_refused", "Sessions refused by busy workers.")
        self.sessions_opened = self._count("affekt_sessions_opened", "Sessions opened.")
        self.sessions = self._gauge("affekt_sessions_open", "Sessions open now.")
        self.voices = self._gauge("affekt_voices", "Voices that sound now.")
        self.render_share = self._gauge("affekt_render_cores", "Processor cores that rendering takes now.")
        self.render_p99 = self._gauge(
            "affekt_render_tick_p99_seconds", "How long one render tick in a hundred takes, of the slowest worker."
        )
        self.workers = self._gauge("affekt_workers", "Render workers alive now.")
        self.event_to_command = self._histogram(
            "affekt_event_to_command_seconds",
            "From an input's arrival until its events are handed over.",
            _COMMAND_BUCKETS,
        )
        self.tick = self._histogram("affekt_tick_seconds", "A session's steps that were due.", _TICK_BUCKETS)

    def _count(self, name: str, text: str, label: str = "") -> Count:
        return Count(self.registry, name, text, label)

    def _gauge(self, name: str, text: str) -> Gauge:
        return Gauge(name, text, registry=self.registry)

    def _histogram(self, name: str, text: str, buckets: tuple[float, ...]) -> Histogram:
        return Histogram(name, text, buckets=buckets, registry=self.registry)

    def text(self) -> bytes:
        """Return all figures in Prometheus's text form."""
        return generate_latest(self.registry)
