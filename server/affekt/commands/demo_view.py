"""What the demo shows while it plays: the player, the feeling, the music, and why it changed."""

from collections import deque
from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from affekt.core import score
from affekt.core.score import ScoreEvent
from affekt.core.units import SAMPLE_RATE, SILENCE_DB, gain

_WIDTH = 28
_STRIKING = (score.Section, score.Stinger, score.Layer, score.Control, score.Key)


class View:
    """Follows what is said and decided; draws on a terminal, or prints a line for each change elsewhere."""

    def __init__(self, seconds: float, console: Console | None = None) -> None:
        self._console = console or Console()
        self._seconds = seconds
        self._line = ""
        self._now = 0.0
        self._waiting: list[ScoreEvent] = []
        self._section, self._key, self._tempo, self._chord = "", "", 0.0, ""
        self._bar, self._beat = 0, 0.0
        self._layers: dict[str, float] = {}
        self._feeling: score.AffectNow | None = None
        self._why: deque[str] = deque(maxlen=6)
        self.notes = self.heard = 0
        self._live = Live(console=self._console, refresh_per_second=12, transient=True) if self.draws else None

    @property
    def draws(self) -> bool:
        """Whether a person looks at a terminal."""
        return self._console.is_terminal

    def __enter__(self) -> "View":
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live is not None:
            self._live.stop()

    def said(self, line: str) -> None:
        """The player met something."""
        self._line = line
        if self._live is None:
            self._console.print(f"{self._now:6.1f} s  player: {line}")

    def decided(self, events: Sequence[ScoreEvent]) -> None:
        """The server decided something; it is shown when it sounds."""
        self.heard += len(events)
        self._waiting.extend(events)

    def at(self, seconds: float) -> None:
        """Time has come so far."""
        self._now = seconds
        frame = seconds * SAMPLE_RATE
        due = sorted((e for e in self._waiting if e.frame <= frame), key=lambda e: (e.frame, e.id))
        self._waiting = [e for e in self._waiting if e.frame > frame]
        for event in due:
            self._take(event)
        if self._live is not None:
            self._live.update(self._picture())

    def _take(self, event: ScoreEvent) -> None:
        act = event.act
        match act:
            case score.Section():
                self._section = act.section
                self._layers.clear()
            case score.Tempo():
                self._tempo = act.bpm
            case score.Key():
                self._key = f"{act.tonic} {act.mode}"
            case score.Chord():
                self._chord = act.chord
            case score.Layer():
                self._layers[act.layer] = act.gain_db
            case score.Beat():
                self._bar, self._beat = event.section_bar, event.beat
            case score.AffectNow():
                self._feeling = act
            case score.Note():
                self.notes += 1
        if isinstance(act, _STRIKING) and event.why.text and not (isinstance(act, score.Layer) and act.fade_beats == 0):
            line = f"{event.frame / SAMPLE_RATE:6.1f} s  {_name(act)}: {event.why.text}"
            self._why.append(line)
            if self._live is None:
                self._console.print(line, soft_wrap=True)

    def _picture(self) -> RenderableType:
        top = Table.grid(padding=(0, 2))
        done = int(min(self._now / max(self._seconds, 1), 1) * _WIDTH)
        top.add_row("time", f"{'━' * done}{'─' * (_WIDTH - done)} {self._now:5.1f} / {self._seconds:g} s")
        top.add_row("player", Text(self._line, style="bold"))
        if self._feeling is not None:
            f = self._feeling
            top.add_row("valence", _dial((f.valence + 1) / 2, f.sigma[0] / 2))
            top.add_row("arousal", _dial(f.arousal, f.sigma[1]))
            top.add_row("dominance", _dial((f.dominance + 1) / 2, f.sigma[2] / 2))
        music = f"{self._section}  bar {self._bar}.{self._beat:g}  {self._tempo:g} bpm  {self._key}  {self._chord}"
        top.add_row("music", Text(music, style="bold cyan"))
        layers = Table.grid(padding=(0, 2))
        for name, db in self._layers.items():
            level = 0 if db <= SILENCE_DB else max(int(gain(db) * 14), 1)
            layers.add_row(name, "▮" * min(level, 20) or "·", "" if db <= SILENCE_DB else f"{db:+.1f} dB")
        why = Text("\n".join(self._why), style="dim")
        body = Group(top, Text(""), layers, Text(""), why)
        return Panel(body, title="Affekt", subtitle=f"{self.notes} notes composed, {self.heard} decisions")


def _name(act: object) -> str:
    match act:
        case score.Section(section=name):
            return f"section {name}"
        case score.Stinger(name=name):
            return f"stinger {name}"
        case score.Layer(layer=name, gain_db=db):
            return f"layer {name} {'out' if db <= SILENCE_DB else f'{db:+.1f} dB'}"
        case score.Control(verb=verb):
            return verb
        case score.Key(tonic=tonic, mode=mode):
            return f"key {tonic} {mode}"
    return ""


def _dial(share: float, doubt: float) -> str:
    """Draw a value with its doubt: the mark, and one standard deviation each way."""
    low, high = (min(max(int((share + d) * (_WIDTH - 1)), 0), _WIDTH - 1) for d in (-doubt, doubt))
    cells = ["─" if low <= n <= high else "·" for n in range(_WIDTH)]
    cells[min(max(int(share * (_WIDTH - 1)), 0), _WIDTH - 1)] = "●"
    return "".join(cells)
