"""No way between two sections of the shipped set lets two different chords sound together."""

from affekt.arrange.load import load
from affekt.arrange.manifest import Section
from affekt.arrange.shelf import find_set
from affekt.render.overlap import overlaps
from affekt.render.stems import StemTable


def pickup_s(section: Section) -> float:
    """A written pick-up leads over what is left; it is meant to be heard with it."""
    return section.pickup_beats * 60.0 / section.tempo


def test_no_change_of_section_lets_two_chords_sound_together():
    loaded, table = load(find_set("wayfarer")), StemTable()
    table.add(loaded)
    ways, sections = 0, loaded.manifest.sections
    for count, found in overlaps(loaded, table):
        ways += count
        assert [o for o in found if o.seconds > 1.1 * pickup_s(sections[o.target])] == []
    assert ways > 10_000
