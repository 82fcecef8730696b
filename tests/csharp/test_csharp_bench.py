"""The rows of C# in `affekt bench clients`: they can be measured, and tell what the peer told."""

import pytest

from affekt.bench import clients, clients_csharp
from affekt.bench.run import Setting

pytestmark = pytest.mark.csharp


def test_a_sound_card_that_is_off_makes_a_row_each_way_without_a_slip(tmp_path):
    slow, fast = clients_csharp.drift(Setting(tmp_path, seconds=2.0))

    assert (slow.id, fast.id) == ("csharp-drift-slow", "csharp-drift-fast")
    assert (slow.value, fast.value) == (0, 0)
    assert slow.ok
    assert fast.ok


def test_the_bench_of_clients_has_them():
    assert set(clients_csharp.MEASURES) <= set(clients.MEASURES)
