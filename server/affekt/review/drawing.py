"""Drawing: a plain SVG page of boxes, lines and words."""

from collections.abc import Sequence
from html import escape

INK, FAINT, RED = "#222222", "#d8d8d8", "#c0392b"
COLOURS = ("#1b6ca8", "#e08e0b", "#2a8c4a", "#b0305c", "#6f4fa0", "#7a5c3a", "#0f8b8d", "#5d6d7e", "#a3b119", "#d35400")
"""Told apart in print and by most eyes; words stand beside them wherever they mean something."""


class Page:
    """An SVG picture that grows downwards."""

    def __init__(self, width: int, title: str) -> None:
        self.width = width
        self.height = 34
        self._parts: list[str] = []
        self.words(10, 22, title, size=15, bold=True)

    def box(self, x: float, y: float, w: float, h: float, fill: str, *, hint: str = "", opacity: float = 1.0) -> None:
        """Draw a filled box; `hint` is shown where a pointer rests on it."""
        see = f' fill-opacity="{opacity:.2f}"' if opacity < 1 else ""
        told = f"<title>{escape(hint)}</title>" if hint else ""
        shape = f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(w, 0.3):.1f}" height="{max(h, 0.3):.1f}" fill="{fill}"{see}'
        self._parts.append(f"{shape}>{told}</rect>" if told else f"{shape}/>")
        self._reach(y + h)

    def line(
        self, points: Sequence[tuple[float, float]], stroke: str, *, width: float = 1.2, dashed: bool = False
    ) -> None:
        """Draw a line through points."""
        text = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dash = ' stroke-dasharray="4 3"' if dashed else ""
        self._parts.append(f'<polyline points="{text}" fill="none" stroke="{stroke}" stroke-width="{width}"{dash}/>')
        self._reach(max((y for _, y in points), default=0))

    def words(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 10,
        anchor: str = "start",
        fill: str = INK,
        bold: bool = False,
    ) -> None:
        """Write a line of text with its foot at y."""
        weight = ' font-weight="bold"' if bold else ""
        place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" fill="{fill}"{weight}'
        self._parts.append(f"<text {place}>{escape(text)}</text>")
        self._reach(y + 4)

    def text(self) -> str:
        """Return the picture."""
        head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height + 10}"'
        back = '<rect width="100%" height="100%" fill="white"/>'
        return f'{head} font-family="sans-serif">\n{back}\n' + "\n".join(self._parts) + "\n</svg>\n"

    def _reach(self, y: float) -> None:
        self.height = max(self.height, int(y) + 1)


def shade(share: float) -> str:
    """Return a colour from white (0) to deep blue (1)."""
    share = min(max(share, 0.0), 1.0)
    red, green, blue = (round(255 + (end - 255) * share) for end in (16, 66, 118))
    return f"#{red:02x}{green:02x}{blue:02x}"
