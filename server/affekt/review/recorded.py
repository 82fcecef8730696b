"""The recordings' part of a review: a section at a time, measured once, judged by every rule."""

from collections.abc import Callable, Iterator

from affekt.review.leaving import leaving
from affekt.review.loud import loudness
from affekt.review.meters import Meters, heard, integrated, measure
from affekt.review.piece import Piece
from affekt.review.rows import Row, skipped
from affekt.review.seams import seams
from affekt.review.sizes import silence_stored, sizes, stings
from affekt.review.sound import Sound, open_sound, stack
from affekt.review.tones import tones
from affekt.review.wide import wide

Progress = Callable[[str, float], None]
Heard = Callable[[Sound, Meters], None]


def recorded(
    piece: Piece,
    progress: Progress = lambda what, done: None,
    section: str | None = None,
    look: Heard = lambda sound, meters: None,
) -> Iterator[Row]:
    """Yield every row that needs recordings.

    Args:
        piece: The set.
        progress: Told what is being measured and how much is done.
        section: Only this one; the set's own rows are left out.
        look: Shown each section once it is measured; it draws the plots.
    """
    scores = [s for s in piece.scores.values() if section in (None, s.name) and s.section.layers]
    total = sum(s.seconds * max(len(s.section.layers), 1) for s in scores) or 1.0
    done, music = 0.0, dict[str, float]()
    for score in scores:
        progress(score.name, done / total)
        sound, why = open_sound(piece.folder, piece.manifest, score)
        if sound is None:
            yield skipped("recordings", "recordings", score.name, why)
        else:
            meters = measure(sound)
            yield from loudness(sound, meters)
            yield from tones(sound, meters)
            yield from wide(sound, meters)
            yield from seams(sound, piece)
            yield from leaving(sound, piece)
            yield silence_stored(sound, piece.folder)
            if score.demand.main:
                music[score.name] = integrated(heard(sound, meters, stack(sound.references[:1])))[0]
            look(sound, meters)
        done += score.seconds * max(len(score.section.layers), 1)
    if section is None:
        progress("stingers", 1.0)
        yield from stings(piece, music)
        yield from sizes(piece)
