"""The composer's page and the web client: the files that a browser is given, by name; no other is there."""

from functools import cache
from pathlib import Path
from typing import Final

_KINDS: Final = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}

NAMES: Final = (
    "index.html",
    "page.css",
    "icon.svg",
    "page.js",
    "circumplex.js",
    "dom.js",
    "game.js",
    "help.js",
    "keep.js",
    "layers.js",
    "log.js",
    "loudness.js",
    "marks.js",
    "mixer.js",
    "opening.js",
    "score.js",
    "timeline.js",
    "wav.js",
)
"""Every file of the page itself."""

CLIENT: Final = (
    "affekt-baked-bars.js",
    "affekt-baked-changes.js",
    "affekt-baked-conductor.js",
    "affekt-baked-feelings.js",
    "affekt-baked-flow.js",
    "affekt-baked-layers.js",
    "affekt-baked-passes.js",
    "affekt-baked-said.js",
    "affekt-baked-score.js",
    "affekt-baked-stings.js",
    "affekt-baked-whole.js",
    "affekt-baked.js",
    "affekt-clock.js",
    "affekt-level.js",
    "affekt-mixer.js",
    "affekt-player.js",
    "affekt-playing.js",
    "affekt-recordings.js",
    "affekt-session.js",
    "affekt-sounding.js",
    "affekt-source.js",
    "affekt-standing.js",
    "affekt-teller.js",
    "affekt-worklet.js",
    "affekt.js",
)
"""Every file of the web client, on which the page stands: in `clients/web`, or in a wheel beside the page's own."""

_HERE: Final = Path(__file__).parent
_CHECKOUT: Final = _HERE.parents[3] / "clients/web"


@cache
def asset(name: str) -> tuple[str, str] | None:
    """Return (text, media type) of one of the files; None where there is none of this name."""
    if name not in NAMES and name not in CLIENT:
        return None
    beside = _HERE / name
    path = beside if beside.exists() else _CHECKOUT / name
    return path.read_text("utf-8"), _KINDS[name.rpartition(".")[2]]
