"""What render workers tell of themselves, as it can be scraped; a worker that begins anew takes nothing back."""

from affekt.host.worker_wire import WorkerStats
from affekt.telemetry.counting import Counting
from affekt.telemetry.metrics import Metrics


def test_what_workers_drop_and_silence_is_counted():
    metrics = Metrics()
    counting = Counting(metrics)
    for one, other in ((3, 0), (3, 2), (0, 2), (1, 2)):
        counting.follow_workers([WorkerStats(dropped=one, faults=one), WorkerStats(dropped=other)], 0)
    lines = metrics.text().decode().splitlines()
    assert 'affekt_drops_total{queue="commands"} 6.0' in lines
    assert "affekt_sessions_silenced_total 4.0" in lines
