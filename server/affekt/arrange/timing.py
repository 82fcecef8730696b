"""How long a section's parts are, in ticks and in whole frames."""

from affekt.arrange.manifest import CuePoint, Section
from affekt.core.tempo import Steady
from affekt.core.units import SAMPLE_RATE, TICKS_PER_QUARTER, Frame, Tick


def body_ticks(section: Section) -> int:
    """Return the ticks of one pass through the body."""
    return section.bars * section.time_signature.bar_ticks


def ticks_to_frames(section: Section, ticks: int) -> int:
    """Return the whole frames of a length in ticks at the section's own tempo."""
    return round(ticks * 60.0 * SAMPLE_RATE / (TICKS_PER_QUARTER * section.tempo))


def body_frames(section: Section) -> int:
    """Return the whole frames of one pass; the section's exact tempo follows from it."""
    return ticks_to_frames(section, body_ticks(section))


def pickup_frames(section: Section) -> int:
    """Return the frames stored before the body."""
    return ticks_to_frames(section, round(section.pickup_beats * section.time_signature.beat_ticks))


def tail_frames(section: Section) -> int:
    """Return the frames stored after the body."""
    return ticks_to_frames(section, round(section.tail_beats * section.time_signature.beat_ticks))


def as_layer(section: Section, layer: str) -> Section:
    """Return a section as one of its layers plays it: as many bars as that layer's own loop has."""
    bars = section.layers[layer].loop_bars
    return section if bars is None or bars == section.bars else section.model_copy(update={"bars": bars})


def own_loop_frames(section: Section, layer: str) -> int:
    """Return the frames of a layer's own loop; 0 where it goes round with its section."""
    bars = section.layers[layer].loop_bars
    return 0 if bars is None else ticks_to_frames(section, bars * section.time_signature.bar_ticks)


def frame_in_body(section: Section, tick: int) -> int:
    """Return the body frame of a body tick."""
    return Steady(Tick(0), Frame(0), body_ticks(section), body_frames(section)).frame_at(Tick(tick))


def ticks_in_body(section: Section, frame: int) -> int:
    """Return the body tick at a body frame; a pick-up counts as the downbeat it leads to."""
    return max(Steady(Tick(0), Frame(0), body_ticks(section), body_frames(section)).tick_at(Frame(frame)), 0)


def cue_tick(section: Section, cue: CuePoint) -> int:
    """Return where in the body a cue stands, in ticks."""
    metre = section.time_signature
    return round((cue.bar - 1) * metre.bar_ticks + (cue.beat - 1) * metre.beat_ticks)
