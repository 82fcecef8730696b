"""Counting: the short names by which rooms report what happened, each led to its metric."""

from collections.abc import Sequence
from typing import Protocol

from prometheus_client import Counter

from affekt.core.errors import Reason
from affekt.telemetry.metrics import Metrics

_REASONS = frozenset(Reason)


class SessionFigures(Protocol):
    """What is read of a session that is rendered."""

    @property
    def voices(self) -> int:
        """Voices that sound."""


class WorkerFigures(Protocol):
    """What is read of a render worker."""

    @property
    def blocks(self) -> int:
        """Blocks since it began."""

    @property
    def late_blocks(self) -> int:
        """Blocks that were left out."""

    @property
    def overdue(self) -> int:
        """Blocks that were finished after the next one's time."""

    @property
    def late_rows(self) -> int:
        """Commands that came after their frame."""

    @property
    def dropped(self) -> int:
        """Commands, voices and notes for which there was no room or time."""

    @property
    def faults(self) -> int:
        """Sessions that yielded NaN."""

    @property
    def tick_p99_ms(self) -> float:
        """How long one tick in a hundred takes."""

    @property
    def share(self) -> float:
        """Share of a core that its ticks take."""

    @property
    def costs(self) -> "Sequence[SessionFigures]":
        """Of each session that is rendered."""


class Counting:
    """Called with a name and how many; a name without a metric of its own is counted under `affekt_happenings`."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._own = {
            "events": metrics.events,
            "gaps": metrics.gaps,
            "leases_expired": metrics.lease_expiries,
            "sessions_opened": metrics.sessions_opened,
            "sessions_refused_busy": metrics.sessions_refused,
            "worker_restarts": metrics.worker_restarts,
            "late_blocks": metrics.late_blocks,
            "blocks": metrics.blocks,
            "acted_late": metrics.late_events,
            "faults": metrics.silenced,
        }
        self._totals: dict[str, int] = {}
        self._happenings = Counter(
            "affekt_happenings",
            "Other things that happened, by their short name.",
            ("what",),
            registry=metrics.registry,
        )

    def follow_workers(self, stats: Sequence[WorkerFigures], restarts: int) -> None:
        """Take over what the render workers tell of themselves; their own counts begin anew with each restart."""
        metrics, totals = self._metrics, self._totals
        metrics.workers.set(len(stats))
        metrics.voices.set(sum(cost.voices for s in stats for cost in s.costs))
        metrics.render_share.set(sum(s.share for s in stats))
        metrics.render_p99.set(max((s.tick_p99_ms for s in stats), default=0.0) / 1e3)
        told = {
            "blocks": sum(s.blocks for s in stats),
            "late_blocks": sum(s.late_blocks + s.overdue for s in stats),
            "acted_late": sum(s.late_rows for s in stats),
            "faults": sum(s.faults for s in stats),
            "worker_restarts": restarts,
            "commands": sum(s.dropped for s in stats),
        }
        for name, total in told.items():
            more = max(total - totals.get(name, 0), 0)
            totals[name] = total
            if name in self._own:
                self._own[name].add(amount=more)
            else:
                metrics.drops.add(name, more)

    def __call__(self, name: str, amount: int = 1) -> None:
        """Count something that happened."""
        if amount <= 0:
            return
        last = name.rpartition(".")[2]
        if name.startswith("inputs."):
            self._metrics.inputs.add(last, amount)
        elif name in self._own:
            self._own[name].add(amount=amount)
        elif last in _REASONS or last.upper() in _REASONS:
            self._metrics.rejects.add(last.upper(), amount)
        elif name.endswith("dropped"):
            self._metrics.drops.add("audio" if "audio" in name else "replies", amount)
        else:
            self._happenings.labels(name).inc(amount)

    def observe(self, name: str, seconds: float) -> None:
        """Take a duration: `tick` or `event_to_command`."""
        (self._metrics.tick if name == "tick" else self._metrics.event_to_command).observe(seconds)
