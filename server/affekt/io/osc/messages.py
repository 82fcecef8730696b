"""Score events as OSC messages: what a game's own mixer, or FMOD, or SuperCollider reads."""

from collections.abc import Callable, Sequence
from itertools import groupby

from affekt.arrange.manifest import StemSet
from affekt.arrange.timing import ticks_in_body
from affekt.core.errors import AffektError
from affekt.core.metre import Metre
from affekt.core.score import (
    Act,
    AffectNow,
    Beat,
    Chord,
    Control,
    Duck,
    Effect,
    IntentNow,
    Key,
    Layer,
    Marker,
    Note,
    RenderState,
    ScoreEvent,
    Section,
    Stinger,
    Tempo,
    Why,
)
from affekt.core.units import Frame, Tick
from affekt.io.osc.codec import Template, bundles, to_timetag

BEAT = Template("/affekt/beat", "siifii")
MARKER = Template("/affekt/marker", "ss")
LAYER = Template("/affekt/layer", "ssff")
TAKE = Template("/affekt/take", "ssss")
"""Before a layer or a stinger that has several recordings, in the same bundle."""
SECTION = Template("/affekt/section", "sssisf")
TEMPO = Template("/affekt/tempo", "sff")
KEY = Template("/affekt/key", "sssf")
HARMONY = Template("/affekt/harmony", "sss")
NOTE = Template("/affekt/note", "ssiif")
STINGER = Template("/affekt/stinger", "ss")
EFFECT = Template("/affekt/effect", "ssf")
DUCK = Template("/affekt/duck", "sf")
CONTROL = Template("/affekt/control", "ssf")
AFFECT_NOW = Template("/affekt/affect/now", "sffffff")
OPENED = Template("/affekt/session/opened", "si")
PROVE = Template("/prove", "i")
"""Asks whoever is not on this machine to send it back; it is as small as the smallest request."""
SYNCED = Template("/synced", "i")
PONG = Template("/affekt/clock/pong", "is")
ORIGIN = Template("/affekt/clock/origin", "ss")
"""The server's seconds at a session's frame 0."""
_FAIL = Template("/fail", "sss")

TIMED = (BEAT, MARKER, TAKE, LAYER, SECTION, TEMPO, KEY, HARMONY, NOTE, STINGER, EFFECT, DUCK, CONTROL)
"""What is sent in bundles, each at the time it must sound."""
UNTIMED = (AFFECT_NOW, OPENED, PROVE, SYNCED, PONG, ORIGIN, _FAIL)
"""What is sent at once."""


def control(session: str, act: Control) -> bytes:
    """Return the transport's message: the verb (`volume:BUS` for a level), and its dB or its fade in seconds."""
    verb = f"volume:{act.bus}" if act.verb == "volume" else act.verb
    return CONTROL.pack(session, verb, act.db if act.verb == "volume" else act.fade_s)


def fail(address: str, reason: str, why: str) -> bytes:
    """Return a refusal, its words cut to fit."""
    return _FAIL.pack(address[:120], reason, why[:300])


_ABOUT = {
    **{kind: f"/affekt/{kind}" for kind in ("event", "state", "param")},
    **dict.fromkeys(("stinger", "section", "theme", "cooldown", "release"), "/affekt/cue"),
}


def address_of(about: str) -> str:
    """Return the address that said what a notice is about, such as `/affekt/event` for `event:exlpore`."""
    return _ABOUT.get(about.partition(":")[0], "/affekt")


def message(session: str, event: ScoreEvent) -> bytes | None:
    """Return a score event as a message, or None for what OSC does not carry (the intent).

    Raises:
        AffektError: OUT_OF_RANGE or TOO_LARGE where a value does not fit.
    """
    match event.act:
        case Layer(layer, gain_db, fade_beats, _):
            return LAYER.pack(session, layer, gain_db, fade_beats)
        case Beat(bpm, metre):
            m = Metre.parse(metre)
            return BEAT.pack(session, event.bar, round(event.beat), bpm, m.numerator, m.denominator)
        case Note(voice, pitch, velocity, beats):
            return NOTE.pack(session, voice, pitch, velocity, beats)
        case AffectNow(v, a, d, sigma, _):
            return AFFECT_NOW.pack(session, v, a, d, *sigma)
        case Section(section, _, to_time, fade, fade_beats, target_tick, _):
            return SECTION.pack(session, section, to_time, target_tick, fade, fade_beats)
        case Tempo(bpm, ramp_beats):
            return TEMPO.pack(session, bpm, ramp_beats)
        case Key(tonic, mode, cents):
            return KEY.pack(session, tonic, mode, cents)
        case Chord(chord, scale):
            return HARMONY.pack(session, chord, scale)
        case Stinger(name, _):
            return STINGER.pack(session, name)
        case Effect(name, value, _):
            return EFFECT.pack(session, name, value)
        case Marker(name):
            return MARKER.pack(session, name)
        case Duck(db):
            return DUCK.pack(session, db)
        case Control() as act:
            return control(session, act)
        case IntentNow():
            return None


def take(session: str, event: ScoreEvent) -> bytes | None:
    """Return which recording a layer or a stinger sounds from, or None where there is one.

    Raises:
        AffektError: as `message`.
    """
    match event.act:
        case Layer(layer, _, _, chosen) if chosen:
            return TAKE.pack(session, "layer", layer, chosen)
        case Stinger(name, chosen) if chosen:
            return TAKE.pack(session, "stinger", name, chosen)
    return None


def standing(manifest: StemSet, state: RenderState) -> list[ScoreEvent]:
    """Return what sounds, as if it began at the state's frame: section, tempo, key, levels; the state has a section."""
    plays = manifest.sections[state.section]
    ticks = Tick(ticks_in_body(plays, state.body_frame))
    acts: list[Act] = [
        Section(state.section, "immediate", "same_position", "in", 0.0, ticks, "snapshot"),
        Tempo(plays.tempo),
        Key(plays.key, plays.mode, manifest.tuning.cents),
        *(Layer(name, db, 0.0, take) for name, db, take in state.layers),
        *(Effect(name, value) for name, value in state.effects),
        *((Duck(state.duck_db),) if state.duck_db else ()),
    ]
    return [ScoreEvent(0, state.frame, state.frame, Tick(0), 1, 1.0, 1, act, Why("snapshot")) for act in acts]


def packets(
    session: str, events: Sequence[ScoreEvent], wall_of: Callable[[Frame], float], lost: Callable[[AffektError], None]
) -> list[bytes]:
    """Return what is sent for a batch of events: a bundle for each moment, untimed messages on their own.

    An event that OSC cannot carry is handed to `lost`; the others go out.
    """
    out: list[bytes] = []
    for frame, together in groupby(events, key=lambda event: event.frame):
        timed: list[bytes] = []
        for event in together:
            try:
                chosen = take(session, event)
                packed = message(session, event)
            except AffektError as error:
                lost(error)
                continue
            if packed is None:
                continue
            if chosen is not None:
                timed.append(chosen)
            (out if isinstance(event.act, AffectNow) else timed).append(packed)
        if timed:
            out += bundles(to_timetag(wall_of(frame)), timed)
    return out
