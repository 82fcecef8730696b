"""Room for speech: what a duck of the game's does to the layers that sing, and how fast, as the renderer is told."""

from collections.abc import Iterator
from math import log10

from affekt.core.units import SAMPLE_RATE
from affekt.render.layout import R_DUCK, R_TRIM
from affekt.render.layout import Row as Command
from affekt.render.plan_mix import Ducking
from affekt.review.piece import Piece
from affekt.review.rows import Fault, Row, row

_ASKED_DB = -6.0
_SINGING = ("theme", "colour")


def ducking(piece: Piece) -> Iterator[Row]:
    """Yield the rows about room for dialogue: a duck of 6 dB, and its end."""
    manifest = piece.manifest
    ducks = Ducking(manifest)
    down, up = (
        [Command(*told) for told in ducks.rows(db, "game", frame, 1)]  # type: ignore[arg-type]
        for db, frame in ((_ASKED_DB, 0), (0.0, SAMPLE_RATE))
    )
    reached = {one.a: 20.0 * log10(max(one.x, 1e-6)) for one in down}
    levels = {
        name: reached.get(R_DUCK, 0.0) + reached.get(R_TRIM + k, 0.0)
        for k, (name, layer) in enumerate(manifest.layers.items())
        if layer.role in _SINGING
    }
    if levels:
        worst = max(levels.values())
        faults = [
            Fault(f"it gives way by {-db:.1f} dB; name it in [mix.duck] layers", "", 0, name)
            for name, db in levels.items()
            if db > _ASKED_DB + 0.1
        ]
        told = ", ".join(manifest.mix.duck.layers) or "all of the music"
        measure = "what theme and colour do at a duck of 6 dB, the least"
        yield row("duck.depth", measure, "", worst, f"<= {_ASKED_DB + 0.1:g}", unit="dB", why=told, faults=faults)
    moved = [one for one in down if one.x < 1.0]
    yield _time("duck.attack", "how fast a duck comes", max((c.b for c in moved), default=0), "40 .. 120")
    back = [one for one in up if one.a in {c.a for c in moved}]
    yield _time("duck.release", "how fast it goes", max((c.b for c in back), default=0), "400 .. 1600")


def _time(id: str, measure: str, frames: int, bar: str) -> Row:
    return row(id, measure, "", 1000.0 * frames / SAMPLE_RATE, bar, unit="ms")
