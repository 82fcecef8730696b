"""The figures: named once, and nobody's."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from affekt.core.errors import Reason
from affekt.telemetry.logs import personal
from affekt.telemetry.metrics import LABELS, Metrics


def figures(metrics):
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(metrics.text().decode())
        for sample in family.samples
    }


def test_what_is_counted_is_read_back():
    metrics = Metrics()
    metrics.inputs.add("event")
    metrics.inputs.add("event", 2)
    metrics.rejects.add(Reason.TOO_FAST)
    metrics.drops.add("replies")
    metrics.events.add(amount=5)
    metrics.sessions.inc()
    metrics.tick.observe(0.0003)
    now = figures(metrics)
    assert now["affekt_inputs_total", "event"] == 3
    assert now["affekt_rejects_total", "TOO_FAST"] == 1
    assert now["affekt_drops_total", "replies"] == 1
    assert now["affekt_events_committed_total",] == 5
    assert now["affekt_sessions_open",] == 1
    assert now["affekt_tick_seconds_count",] == 1


def test_a_word_that_is_not_on_the_list_is_never_shown():
    metrics = Metrics()
    for count in (metrics.inputs, metrics.rejects, metrics.malformed, metrics.drops):
        count.add("alice's session")
    assert b"alice" not in metrics.text()
    assert figures(metrics)["affekt_inputs_total", "other"] == 1


def test_every_label_is_a_closed_list():
    for family in Metrics().registry.collect():
        for sample in family.samples:
            labels = {k: v for k, v in sample.labels.items() if k != "le"}
            assert all(value in (*LABELS[name], "other") for name, value in labels.items()), sample
            assert not any("session" in name or personal(name) for name in labels)


def test_two_servers_do_not_share_their_figures():
    one, other = Metrics(), Metrics()
    one.gaps.add()
    assert figures(one)["affekt_gaps_total",] == 1
    assert figures(other)["affekt_gaps_total",] == 0


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_has_its_own_figure(reason):
    metrics = Metrics()
    metrics.rejects.add(reason)
    assert figures(metrics)["affekt_rejects_total", reason.value] == 1
