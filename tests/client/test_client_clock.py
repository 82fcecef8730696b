"""The client's idea of the server's clock, on simulated networks: jitter from one side only, drift, restarts."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt_client import ServerClock

BASE_S = 0.01


class Network:
    """Two clocks that drift apart, and a way there and back whose delays scatter."""

    def __init__(self, seed: int, *, drift: float, there: float, back: float, spikes: float = 0.05) -> None:
        self.time = 0.0
        self._spikes = spikes
        self._drift, self._there, self._back = drift, there, back
        self._chance = random.Random(seed)
        self.clock = ServerClock(now=lambda: self.time)

    def server(self, local: float) -> float:
        return 1_000_000_000.0 + local * (1.0 + self._drift)

    def _way(self, jitter: float) -> float:
        delay = BASE_S + self._chance.expovariate(1.0 / jitter)
        return delay + (self._chance.uniform(0.0, 0.3) if self._chance.random() < self._spikes else 0.0)

    def ping(self) -> None:
        sent = self.time
        answered = sent + self._way(self._there)
        self.time = answered + self._way(self._back)
        self.clock.heard(sent=sent, server=round(self.server(answered), 6), received=self.time)

    def errors(self, minutes: float) -> Iterator[tuple[float, float]]:
        """Ping as the client does; yield (local time, error in seconds) at and between the pings."""
        pauses = iter([0.05] * 4 + [0.5] * 16)
        while self.time < minutes * 60:
            began = self.time
            self.ping()
            yield self.time, abs(self.clock.server_time() - self.server(self.time))
            until = max(began + next(pauses, 5.0), self.time)
            self.time = until
            yield self.time, abs(self.clock.server_time() - self.server(self.time))


@pytest.mark.parametrize("drift", [0.0, 50e-6, -200e-6, 400e-6])
@pytest.mark.parametrize(("there", "back"), [(0.001, 0.001), (0.02, 0.001), (0.001, 0.02)])
def test_the_clock_is_right_within_5_ms_though_one_way_is_slow(drift: float, there: float, back: float):
    for seed in range(6):
        network = Network(seed, drift=drift, there=there, back=back)
        worst = max(error for time, error in network.errors(8.0) if time > 120.0)
        assert worst <= 0.005, seed


@pytest.mark.parametrize("drift", [-300e-6, 0.0, 120e-6])
def test_the_drift_of_the_two_clocks_is_found(drift: float):
    network = Network(3, drift=drift, there=0.004, back=0.002)
    list(network.errors(5.0))
    assert network.clock.drift == pytest.approx(drift, abs=5e-6)


def test_without_jitter_the_clock_is_right_at_once():
    network = Network(1, drift=20e-6, there=1e-9, back=1e-9, spikes=0.0)
    errors = [error for _, error in network.errors(2.0)]
    assert max(errors) < 0.001


@given(
    st.lists(st.tuples(st.floats(0.0, 60.0), st.floats(0.0, 0.5), st.floats(0.0, 0.5)), min_size=1, max_size=30),
    st.floats(-400e-6, 400e-6),
)
def test_whatever_comes_the_newest_ping_is_never_contradicted(ways: list[tuple[float, float, float]], drift: float):
    time = 0.0
    clock = ServerClock(now=lambda: time)
    for pause, there, back in ways:
        sent = time = time + pause
        server = 5_000.0 + (sent + there) * (1.0 + drift)
        time = sent + there + back
        clock.heard(sent=sent, server=server, received=time)
        truth = 5_000.0 + time * drift
        assert abs(clock.offset - truth) <= there + back + 1e-3


def test_a_server_that_was_restarted_is_believed_at_its_first_ping():
    time = 0.0
    clock = ServerClock(now=lambda: time)
    for number in range(20):
        time = number * 5.0
        clock.heard(sent=time - 0.02, server=100.0 + time - 0.01, received=time)
    assert clock.offset == pytest.approx(100.0, abs=1e-3)
    time += 5.0
    clock.heard(sent=time - 0.02, server=40.0 + time - 0.01, received=time)
    assert clock.offset == pytest.approx(40.0, abs=1e-3)
    assert clock.error_s == pytest.approx(0.01, abs=1e-3)


def test_a_ping_that_came_back_before_it_left_is_passed_over():
    clock = ServerClock(now=lambda: 10.0)
    clock.heard(sent=9.0, server=1000.5, received=8.0)
    assert not clock.known
    assert (clock.offset, clock.error_s, clock.round_trip_s) == (0.0, float("inf"), float("inf"))
