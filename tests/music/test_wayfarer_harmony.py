"""No way between two sections of the shipped set lets two different chords sound together."""

from affekt.arrange.load import load
from affekt.arrange.shelf import find_set
from affekt.render.overlap import overlaps
from affekt.render.stems import StemTable


def test_no_change_of_section_lets_two_chords_sound_together():
    loaded, table = load(find_set("wayfarer")), StemTable()
    table.add(loaded)
    ways = 0
    for count, found in overlaps(loaded, table):
        ways += count
        assert found == []
    assert ways > 10_000
