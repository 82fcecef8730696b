"""The composer's page: the files that a browser is given, by name. Whatever is not in the list is not there."""

from functools import cache
from importlib.resources import files
from typing import Final

_KINDS: Final = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}

NAMES: Final = (
    "index.html",
    "page.css",
    "icon.svg",
    "page.js",
    "affekt.js",
    "affekt-player.js",
    "affekt-worklet.js",
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
"""Every file of the page."""


@cache
def asset(name: str) -> tuple[str, str] | None:
    """Return (text, media type) of one of the page's files; None where it has none of this name."""
    if name not in NAMES:
        return None
    return (files(__name__) / name).read_text("utf-8"), _KINDS[name.rpartition(".")[2]]
