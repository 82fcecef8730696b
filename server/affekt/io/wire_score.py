"""The score on the wire: decisions and the state to go on from, both ways."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from affekt.core.errors import AffektError, Reason
from affekt.core.intent import Intent
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
    KeyPath,
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
from affekt.io.wire_bounds import refuse_nan, within
from affekt.io.wire_words import CONTROL, FADE, FROM_TIME, KEY_PATH, TO_TIME, pairs_from, pairs_of
from affekt.v1 import affect_pb2
from affekt.v1 import score_pb2 as pb

_INTENT = tuple(f.name for f in fields(Intent) if f.name != "archetypes")


def event_of(event: ScoreEvent) -> pb.ScoreEvent:
    """Return a decision as a message."""
    message = pb.ScoreEvent(
        id=event.id,
        decided_frame=event.decided_frame,
        frame=event.frame,
        tick=event.tick,
        bar=event.bar,
        beat=event.beat,
        section_bar=event.section_bar,
        why=pb.Why(rule=event.why.rule, cause_seq=event.why.cause_seq, text=event.why.text),
        supersedes=event.supersedes,
    )
    field, made = _act_of(event.act)
    getattr(message, field).CopyFrom(made)
    return message


def event_from(message: pb.ScoreEvent) -> ScoreEvent:
    """Return a message as a decision.

    Raises:
        AffektError: MALFORMED without an act that this protocol knows; OUT_OF_RANGE.
    """
    kind = message.WhichOneof("act")
    if kind is None:
        raise AffektError(Reason.MALFORMED, "the score event decides nothing that this protocol knows")
    refuse_nan(message)
    return ScoreEvent(
        id=message.id,
        decided_frame=Frame(message.decided_frame),
        frame=Frame(message.frame),
        tick=Tick(message.tick),
        bar=message.bar,
        beat=message.beat,
        section_bar=message.section_bar,
        act=_ACTS[kind](getattr(message, kind)),
        why=Why(message.why.rule, message.why.cause_seq, message.why.text),
        supersedes=message.supersedes,
    )


def state_of(state: RenderState) -> pb.RenderState:
    """Return the state to go on from as a message."""
    return pb.RenderState(
        frame=state.frame,
        section=state.section,
        body_frame=state.body_frame,
        iteration=state.iteration,
        layers=[pb.RenderState.Layer(name=n, gain_db=db, take=take) for n, db, take in state.layers],
        volumes=pairs_of(state.volumes),
        effects=pairs_of(state.effects),
        duck_db=state.duck_db,
        muted=state.muted,
        paused=state.paused,
        stopped=state.stopped,
        bpm=state.bpm,
        to_bpm=state.to_bpm,
        ramp_ticks=state.ramp_ticks,
        shift=state.shift,
        path=KEY_PATH.name_of(state.path),
        origin_tick=state.origin_tick,
        pending=[event_of(e) for e in state.pending],
    )


def state_from(message: pb.RenderState) -> RenderState:
    """Return a message as the state to go on from.

    Raises:
        AffektError: MALFORMED or OUT_OF_RANGE.
    """
    refuse_nan(message)
    return RenderState(
        frame=Frame(message.frame),
        section=message.section,
        body_frame=Frame(message.body_frame),
        iteration=message.iteration,
        layers=tuple((x.name, x.gain_db, x.take) for x in message.layers),
        volumes=pairs_from(message.volumes),
        effects=pairs_from(message.effects),
        duck_db=message.duck_db,
        muted=message.muted,
        paused=message.paused,
        stopped=message.stopped,
        bpm=message.bpm,
        to_bpm=message.to_bpm,
        ramp_ticks=message.ramp_ticks,
        shift=message.shift,
        path=_path_from(message.path),
        origin_tick=Tick(message.origin_tick),
        pending=tuple(event_from(e) for e in message.pending),
    )


def affect_of(now: AffectNow) -> affect_pb2.Affect:
    """Return the feeling of now as a message."""
    v, a, d = now.sigma
    return affect_pb2.Affect(
        valence=now.valence,
        arousal=now.arousal,
        dominance=now.dominance,
        sigma_valence=v,
        sigma_arousal=a,
        sigma_dominance=d,
        sources=now.sources,
    )


def affect_from(m: affect_pb2.Affect) -> AffectNow:
    """Return a message as the feeling of now."""
    sigma = (m.sigma_valence, m.sigma_arousal, m.sigma_dominance)
    return AffectNow(m.valence, m.arousal, m.dominance, sigma, tuple(m.sources))


def intent_of(intent: Intent) -> affect_pb2.Intent:
    """Return an intent as a message."""
    values: dict[str, Any] = {name: getattr(intent, name) for name in _INTENT}
    return affect_pb2.Intent(archetypes=pairs_of(intent.archetypes), **values)


def intent_from(m: affect_pb2.Intent) -> Intent:
    """Return a message as an intent."""
    return Intent(archetypes=pairs_from(m.archetypes), **{name: getattr(m, name) for name in _INTENT})


def _act_of(act: Act) -> tuple[str, Any]:
    """Return the field of the message that holds an act, and the act as a message."""
    match act:
        case Layer(layer, gain_db, fade_beats, take):
            return "layer", pb.LayerAct(layer=layer, gain_db=gain_db, fade_beats=fade_beats, take=take)
        case Section():
            return "section", _section_of(act)
        case Tempo(bpm, ramp_beats):
            return "tempo", pb.TempoAct(bpm=bpm, ramp_beats=ramp_beats)
        case Key(tonic, mode, cents, shift, path):
            told = KEY_PATH.name_of(path)
            return "key", pb.KeyAct(tonic=tonic, mode=mode, cents=cents, shift=shift, path=told)
        case Chord(chord, scale):
            return "chord", pb.ChordAct(chord=chord, scale=scale)
        case Note(voice, pitch, velocity, beats):
            return "note", pb.NoteAct(voice=voice, pitch=pitch, velocity=velocity, beats=beats)
        case Stinger(name, take):
            return "stinger", pb.StingerAct(name=name, take=take)
        case Effect(name, value, fade_beats):
            return "effect", pb.EffectAct(name=name, value=value, fade_beats=fade_beats)
        case Beat(bpm, metre):
            parsed = Metre.parse(metre)
            return "beat_act", pb.BeatAct(bpm=bpm, numerator=parsed.numerator, denominator=parsed.denominator)
        case Marker(name):
            return "marker", pb.MarkerAct(name=name)
        case Duck(db):
            return "duck", pb.DuckAct(db=db)
        case Control(verb, bus, db, fade_s):
            return "control", pb.ControlAct(verb=CONTROL.name_of(verb), bus=bus, db=db, fade_s=fade_s)
        case AffectNow():
            return "affect", affect_of(act)
        case IntentNow(intent):
            return "intent", intent_of(intent)


def _section_of(act: Section) -> pb.SectionAct:
    return pb.SectionAct(
        section=act.section,
        from_time=FROM_TIME.name_of(act.from_time),
        to_time=TO_TIME.name_of(act.to_time),
        fade=FADE.name_of(act.fade),
        fade_beats=act.fade_beats,
        target_tick=act.target_tick,
        rule=act.rule,
        bpm=act.bpm,
    )


def _section_from(m: pb.SectionAct) -> Section:
    return Section(
        m.section,
        FROM_TIME.word_of(m.from_time),
        TO_TIME.word_of(m.to_time),
        FADE.word_of(m.fade),
        m.fade_beats,
        Tick(m.target_tick),
        m.rule,
        m.bpm,
    )


def _path_from(number: int) -> KeyPath:
    return KEY_PATH.word_of(number) if number else "recorded"


def _note_from(m: pb.NoteAct) -> Note:
    within(m.pitch, 0, 127, "pitch")
    within(m.velocity, 1, 127, "velocity")
    return Note(m.voice, m.pitch, m.velocity, m.beats)


def _beat_from(m: pb.BeatAct) -> Beat:
    try:
        return Beat(m.bpm, str(Metre.parse(f"{m.numerator}/{m.denominator}")))
    except ValueError as refused:
        raise AffektError(Reason.OUT_OF_RANGE, str(refused)) from refused


_ACTS: dict[str, Callable[[Any], Act]] = {
    "layer": lambda m: Layer(m.layer, m.gain_db, m.fade_beats, m.take),
    "section": _section_from,
    "tempo": lambda m: Tempo(within(m.bpm, 20, 300, "bpm"), m.ramp_beats),
    "key": lambda m: Key(m.tonic, m.mode, m.cents, m.shift, _path_from(m.path)),
    "chord": lambda m: Chord(m.chord, m.scale),
    "note": _note_from,
    "stinger": lambda m: Stinger(m.name, m.take),
    "effect": lambda m: Effect(m.name, m.value, m.fade_beats),
    "beat_act": _beat_from,
    "marker": lambda m: Marker(m.name),
    "duck": lambda m: Duck(m.db),
    "control": lambda m: Control(CONTROL.word_of(m.verb), m.bus, m.db, m.fade_s),
    "affect": affect_from,
    "intent": lambda m: IntentNow(intent_from(m)),
}
