"""How a set's music flows: cues in a section, what follows it, playlists, and the ways between sections.

Part of the manifest; `manifest.py` gives every name on.
"""

from typing import Annotated, Literal

from pydantic import Field

from affekt.arrange.base import Beats, Name, Table

FromTimeWord = Literal["immediate", "next_beat", "next_bar", "end", "next_marker", "exit_cue", "grid"]
ToTimeWord = Literal["start", "same_position", "previous_position", "entry_cue", "equivalent_beat"]


class Alternate(Table):
    """Another section that may be played when this one is asked for."""

    section: Name
    weight: Annotated[float, Field(gt=0, le=1000)] = 1.0


class Loops(Table):
    """How many times the body is played."""

    least: Annotated[int, Field(ge=1, le=1000)] = 1
    most: Annotated[int, Field(ge=0, le=1000)] = 0
    """0 is for ever."""
    then: Name | None = None
    """The section or playlist that follows the last pass; none ends the music with the section's ending or tail."""


class Rest(Table):
    """When a section may fall silent, and for how long."""

    after_s: tuple[Annotated[float, Field(gt=0)], Annotated[float, Field(gt=0)]]
    for_s: tuple[Annotated[float, Field(gt=0)], Annotated[float, Field(gt=0)]]
    keep: list[Name] = []
    """Layers that go on sounding."""


class CuePoint(Table):
    """A named place in the body."""

    bar: Annotated[int, Field(ge=1, le=10000)]
    beat: Annotated[float, Field(ge=1, le=64)] = 1.0
    name: Name | None = None
    pickup_beats: Beats = 0.0
    """For an entry cue: so much of the music before it leads in, over what goes out."""
    tail_beats: Beats = 0.0
    """For an exit cue: so much of the music after it rings on, fading, over what comes in."""


class PlaylistItem(Table):
    """A section's turn in a playlist."""

    section: Name
    weight: Annotated[float, Field(ge=0, le=1000)] = 1.0
    """For `weighted`: how likely it is drawn beside the others; 0 is drawn only where nothing else may be."""
    loops: Annotated[int, Field(ge=1, le=1000)] = 1
    """Passes before the next item comes."""
    sustain: bool = False
    """It loops, after these passes, until it is released by the playlist's or the section's name."""


class Playlist(Table):
    """Sections that follow one another by themselves. It is asked for by its name, as a section is."""

    items: Annotated[list[PlaylistItem], Field(min_length=1, max_length=64)]
    order: Literal["sequence", "shuffle", "weighted"] = "sequence"
    """`shuffle` plays each item once a round, in an order drawn anew each round."""
    avoid_last: Annotated[int, Field(ge=0, le=8)] = 1
    """So many of the items heard last are not drawn again, as far as there are others."""
    repeat: Annotated[int, Field(ge=0, le=1000)] = 0
    """Rounds (as many draws as there are items); 0 is for ever."""
    then: Name | None = None
    """The section or playlist that follows the last round; none ends the music with the last section's ending."""


class Transition(Table):
    """How the music goes from one section to another. The most specific rule wins, never the order of lines."""

    source: Annotated[str, Field(alias="from")] = "any"
    target: Annotated[str, Field(alias="to")] = "any"
    from_time: FromTimeWord = "next_bar"
    to_time: ToTimeWord = "start"
    fade: Literal["disabled", "in", "out", "cross", "automatic"] = "cross"
    fade_beats: Beats = 1.0
    grid_beats: Beats = 0.0
    """For `from_time = "grid"`: a custom grid in beats from the section's start."""
    filler: Name | None = None
    """A section played once in between."""
    hold_previous: bool = False
    """The section that is left is resumed where it was, when the way leads back."""
    within_ms: Annotated[int, Field(ge=0, le=60000)] = 0
    """A deadline: fall from bar to beat to half-beat to fade rather than arrive late."""
