"""The conductor's state: frozen values that a step replaces. Everything a session knows is here."""

from dataclasses import dataclass, field

from affekt.compose import Memory
from affekt.core.feeling import Affect
from affekt.core.intent import Intent
from affekt.core.score import Act, Fade, FromTime, KeyPath, ScoreEvent, ToTime, Why
from affekt.core.units import SILENCE_DB, Frame, Tick
from affekt.core.values import quick
from affekt.fusion import Fusion
from affekt.mapping import Mapping
from affekt.sense.game import Appraisal
from affekt.session.sound import SILENT, Sounding
from affekt.session.timeline import Timeline


@quick
@dataclass(frozen=True, slots=True)
class Feelings:
    """What is sensed, believed and wanted."""

    appraisal: Appraisal
    fusion: Fusion
    mapping: Mapping
    affect: Affect = Affect()
    intent: Intent = Intent()


@quick
@dataclass(frozen=True, slots=True)
class LayerState:
    """One layer as it stands."""

    name: str
    gain_db: float = SILENCE_DB
    """The level that was last committed."""
    take: str = ""
    heard: tuple[str, ...] = ()
    """Takes played lately, newest last."""
    x: float | None = None
    """The curve's input that the level was chosen for."""
    plays: bool = True
    """The draw for this pass let it take part."""
    offset_db: float = 0.0
    """What a snapshot added when its level was chosen."""


@quick
@dataclass(frozen=True, slots=True)
class Keying:
    """How the sounding key is reached."""

    shift: int = 0
    """Semitones that pitched layers sound away from how they were recorded."""
    path: KeyPath = "recorded"
    asked: tuple[tuple[int, str, int], ...] = ()
    """(id, section, shift) of keys that were told live and whose shifted recordings are being made."""
    ready: tuple[tuple[str, int], ...] = ()
    """(section, shift) whose shifted recordings are there."""
    mode_bar: int = 0
    """The session's bar in which the mode was last committed."""


@quick
@dataclass(frozen=True, slots=True)
class Mix:
    """Levels and transport, as last decided."""

    volumes: tuple[tuple[str, float], ...] = ()
    effects: tuple[tuple[str, float], ...] = ()
    offsets: tuple[tuple[str, float], ...] = ()
    """(bus, dB) that snapshots and the section add to the volumes."""
    snapshots: tuple[str, ...] = ()
    """The active ones, the strongest first."""
    settled: tuple[object, ...] = ()
    """What the effects were last worked out from: the set, the section, snapshots and direct parameters."""
    duck_db: float = 0.0
    """What a client asked for."""
    muted: bool = False
    paused_at: Frame | None = None
    paused_by: int = 0
    """The id of the pause: what was committed before it and lies after it waits to be promised anew."""
    stopped: bool = False


@quick
@dataclass(frozen=True, slots=True)
class Pending:
    """A section change that is decided but not committed yet."""

    section: str
    tick: Tick
    body_tick: int
    from_time: FromTime
    to_time: ToTime
    fade: Fade
    fade_beats: float
    why: Why
    strength: int = 0
    """A weaker request does not replace it: 0 loops and rules of the scene, 1 events, 2 explicit cues, 3 stop."""
    playlist: str = ""
    """The playlist of which it is an item."""
    item: int = -1
    drawn: bool = False
    """The item is drawn with it; otherwise the playlist goes on where it was."""
    hold: bool = False
    """What is left is held, to be resumed where it was."""
    onward: "Onward | None" = None
    """Where the way goes on after it, if it is a filler."""
    marker: str = ""
    """Where the section that it leads to was asked to be entered, if anybody said so."""
    back: "Return | None" = None
    """What a snapshot knew there, if it is one that is put back."""


@quick
@dataclass(frozen=True, slots=True)
class Onward:
    """What a filler leads to."""

    section: str
    to_time: ToTime
    body_tick: int
    why: Why
    strength: int
    playlist: str = ""
    item: int = -1


@quick
@dataclass(frozen=True, slots=True)
class Held:
    """A section that was left to be resumed."""

    section: str
    body_tick: int
    playlist: str = ""
    item: int = -1


@quick
@dataclass(frozen=True, slots=True)
class Listing:
    """How far a playlist has come."""

    name: str
    drawn: int = 0
    """Items drawn in all."""
    round_drawn: int = 0
    """Items drawn since it was asked for anew."""
    recent: tuple[int, ...] = ()
    """Indices of the newest, newest last."""


@quick
@dataclass(frozen=True, slots=True)
class Trail:
    """Where the piece has been."""

    places: tuple[tuple[str, int], ...] = ()
    """(section, bar line in ticks of its body) where each was left last, newest last."""
    lists: tuple[Listing, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Wish:
    """A section change that was asked for and waits for its place to be found."""

    section: str
    at: str
    """`now`, `next_beat`, `next_bar`, `end`, or empty for the rule's own word."""
    within_ms: int
    why: Why
    strength: int
    marker: str = ""
    """Where the section is entered; empty is where its rule says."""


@quick
@dataclass(frozen=True, slots=True)
class Planned:
    """A grid event of the current bar that is not committed yet."""

    tick: Tick
    act: Act
    why: Why


@quick
@dataclass(frozen=True, slots=True)
class Scene:
    """Where the piece is: which section leads, since when, and what it came from."""

    section: str = ""
    """The section being committed; empty before the first."""
    asked: str = ""
    """The name it was asked by, where an alternate was drawn."""
    came_from: str = ""
    entered: Frame = Frame(0)
    bars: int = 0
    """Bars begun since it was entered."""
    rests: int = 0
    """Rests taken since it was entered."""
    rest_from: Frame | None = None
    rest_to: Frame | None = None
    quiet_since: Frame = Frame(0)
    """The last frame at which the game said anything."""
    left: tuple[tuple[str, Frame], ...] = ()
    """(section, frame) when each was left, for cool-downs."""
    stopping: bool = False
    playlist: str = ""
    """The playlist that leads, and the index of its item that sounds."""
    item: int = -1
    released: int = 0
    """The input that let go of what is sustained, or 0."""
    held: Held | None = None
    onward: Onward | None = None
    """Where the way goes on when this filler has ended."""


@quick
@dataclass(frozen=True, slots=True)
class Return:
    """What a piece that goes on from a snapshot knew where that was taken."""

    frame: Frame
    """When it was taken; the frames of the scene are counted as this one is."""
    scene: Scene
    trail: Trail
    iteration: int = 0
    """How many passes of its section came right before."""
    bar: int = 0
    """Its bar, as chance counts them; 0 where it is not known."""
    pending: Pending | None = None
    """What was decided; its tick counts from the beginning of the body."""
    wish: Wish | None = None
    layers: tuple[LayerState, ...] = ()
    """Of its layers what was drawn: the take, those heard lately, and whether it takes part."""
    stung: tuple[tuple[str, Frame, str], ...] = ()
    """Its stingers that sounded lately."""


@dataclass(frozen=True, slots=True)
class State:
    """A whole session at one frame."""

    seed: int
    frame: Frame
    feelings: Feelings
    next_id: int = 1
    timeline: Timeline = Timeline()
    scene: Scene = Scene()
    layers: tuple[LayerState, ...] = ()
    mix: Mix = Mix()
    bar_end: Tick = Tick(0)
    """Where the bar being committed ends."""
    plan: tuple[Planned, ...] = ()
    """The rest of the bar, in order."""
    next_notes: tuple[Planned, ...] = ()
    """The bar after, composed ahead; ticks are relative to its bar line."""
    memory: Memory = field(default_factory=Memory)
    wish: Wish | None = None
    pending: Pending | None = None
    trail: Trail = Trail()
    opening: Pending | None = None
    """Where a restored session begins."""
    bars_before: int = 0
    """What is added to a bar for chance: those of the session from which a snapshot was put back."""
    key: tuple[str, str] = ("", "")
    """The committed tonic and mode."""
    keying: Keying = Keying()
    chord: str = ""
    bpm: float = 0.0
    """The tempo that was last committed; a ramp may still be on its way there."""
    paced_bar: int = 0
    """The session's bar in which the tempo was last committed, or the section entered."""
    pins: tuple[tuple[str, float | str], ...] = ()
    """Parameters that a client holds."""
    pinned: tuple[tuple[str, int], ...] = ()
    """(parameter, the input that last held or freed it)."""
    sound: Sounding = SILENT
    """What sounds, as of the last control step."""
    ahead: tuple[ScoreEvent, ...] = ()
    """Committed events that `sound` does not contain yet."""
    stung: tuple[tuple[str, Frame, str], ...] = ()
    """(stinger, frame, take) when each last sounded."""
    sting_duck: tuple[float, Frame] | None = None
    """(dB, until) while a stinger pushes the bed down."""
    direct: tuple[tuple[str, float, float], ...] = ()
    """(declared parameter, curve input, value) as last decided."""
    stirred: bool = False
    """An event came since the last bar was written: the next one need not finish the old feeling's half-phrase."""
    theme: str = ""
    """The theme that was asked for by name."""
    warned: frozenset[str] = frozenset()
    """Unknown words that were warned about."""
