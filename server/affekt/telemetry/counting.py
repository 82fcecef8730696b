"""Counting: the short names by which rooms report what happened, each led to its metric."""

from prometheus_client import Counter

from affekt.core.errors import Reason
from affekt.telemetry.metrics import Metrics

_REASONS = frozenset(Reason)


class Counting:
    """Called with a name and how many; a name without a metric of its own is counted under `affekt_happenings`."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._own = {
            "inputs": metrics.inputs,
            "events": metrics.events,
            "gaps": metrics.gaps,
            "leases_expired": metrics.lease_expiries,
            "sessions_opened": metrics.sessions_opened,
            "worker_restarts": metrics.worker_restarts,
            "late_blocks": metrics.late_blocks,
            "blocks": metrics.blocks,
            "acted_late": metrics.late_events,
        }
        self._happenings = Counter(
            "affekt_happenings",
            "Other things that happened, by their short name.",
            ("what",),
            registry=metrics.registry,
        )

    def __call__(self, name: str, amount: int = 1) -> None:
        """Count something that happened."""
        if amount <= 0:
            return
        last = name.rpartition(".")[2]
        if name in self._own:
            self._own[name].add(amount=amount)
        elif last in _REASONS or last.upper() in _REASONS:
            self._metrics.rejects.add(last.upper(), amount)
        elif name.endswith("dropped"):
            self._metrics.drops.add("audio" if "audio" in name else "replies", amount)
        else:
            self._happenings.labels(name).inc(amount)
