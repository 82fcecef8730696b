"""What goes over the wire comes back as it was, and what is out of range does not come in."""

from contextlib import suppress
from dataclasses import fields, replace
from typing import get_args

import pytest
from google.protobuf.message import DecodeError
from hypothesis import given
from hypothesis import strategies as st

from affekt.core.errors import AffektError, Reason
from affekt.core.feeling import Evidence
from affekt.core.harmony import MODES, NAMES
from affekt.core.inputs import (
    Acted,
    At,
    Cue,
    DuckMusic,
    FreeFeeling,
    GameEvent,
    GameState,
    Gap,
    Param,
    Reading,
    Reset,
    Restore,
    Result,
    Save,
    Signal,
    StateFeeling,
    Text,
    Transport,
    Volume,
)
from affekt.core.intent import Intent
from affekt.core.score import (
    AffectNow,
    Beat,
    Chord,
    Control,
    Duck,
    Effect,
    Fade,
    FromTime,
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
    ToTime,
    Why,
)
from affekt.core.units import Frame, Tick
from affekt.host.api import CaughtUp, Coming, Ended, Notice, Outlook, Reply, Saved, Status
from affekt.host.lane import AudioBlock, Meters
from affekt.io import wire
from affekt.v1 import evidence_pb2, score_pb2, session_pb2

names = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=64)
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=80)
signed = st.floats(-1, 1)
unit = st.floats(0, 1)
db = st.floats(-96, 12)
any_number = st.floats(-1e9, 1e9)
finite = st.floats(allow_nan=False, allow_infinity=False)
pairs = st.lists(st.tuples(names, any_number), min_size=1, max_size=64).map(tuple)
maybe = st.none()
frames = st.integers(0, 2**53).map(Frame)
evidence = st.builds(
    Evidence, names, frames, maybe | signed, maybe | unit, maybe | signed, st.floats(0, 1, exclude_min=True)
).filter(lambda e: not (e.valence is None and e.arousal is None and e.dominance is None))


def words_of(owner: type, field: str) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(owner.__annotations__[field]))


def signal(source: str, *values: tuple[str, st.SearchStrategy[float]]) -> st.SearchStrategy[Signal]:
    return st.tuples(*(s for _, s in values)).map(
        lambda xs: Signal(source, tuple((n, x) for (n, _), x in zip(values, xs, strict=True)))
    )


bpm = ("bpm", st.floats(20, 250))
signals = st.one_of(
    signal("heart_rate", bpm),
    signal("heart_rate", bpm, ("rmssd_ms", st.floats(0, 500))),
    signal("heart_rate", bpm, ("rmssd_ms", st.floats(0, 500)), ("sdnn_ms", st.floats(0, 500))),
    signal("eda", ("microsiemens", st.floats(0, 100))),
    signal("gaze", ("x", signed), ("y", signed), ("openness", unit)),
    signal("head_pose", *((n, st.floats(-180, 180)) for n in ("pitch_deg", "yaw_deg", "roll_deg"))),
    signal("controller", *((f"left.{n}", st.floats(0, 1e9)) for n in ("speed", "acceleration", "turning"))),
    signal("eeg", *((f"TP9.{n}", st.floats(0, 1e9)) for n in ("delta", "theta", "alpha", "beta", "gamma"))),
    signal("ppg", ("rate_hz", st.floats(1, 2000)), ("sample", any_number), ("sample", any_number)),
    signal("beat_intervals", ("ibi_ms", st.floats(200, 3000)), ("ibi_ms", st.floats(200, 3000))),
    st.lists(st.tuples(names, unit), min_size=1, max_size=52).map(lambda v: Signal("face", tuple(v))),
    pairs.map(lambda v: Signal("voice", v)),
    st.builds(Signal, names.filter(lambda n: n not in ("heart_rate", "eda", "face")), pairs),
)
params = st.one_of(
    st.builds(Param, st.just("tempo"), maybe | st.floats(20, 300)),
    st.builds(Param, st.just("key"), maybe | st.sampled_from(NAMES)),
    st.builds(Param, st.just("mode"), maybe | st.sampled_from(sorted(MODES))),
    st.builds(Param, st.just("layer:pad"), maybe | db),
    st.builds(Param, st.just("fog"), maybe | any_number | names),
)
saids = st.one_of(
    st.builds(GameEvent, names, unit),
    st.builds(GameState, pairs),
    st.builds(StateFeeling, signed, unit, signed, unit, st.floats(0, 3600), st.booleans()),
    st.just(FreeFeeling()),
    signals,
    st.builds(Text, st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=2000)),
    st.builds(Reading, evidence),
    st.builds(Cue, words_of(Cue, "kind"), names, st.sampled_from(get_args(At)), st.integers(0, 60000)),
    params,
    st.builds(Transport, words_of(Transport, "verb"), maybe | st.floats(0, 60)),
    st.builds(Volume, words_of(Volume, "bus"), db),
    st.builds(DuckMusic, st.floats(-96, 0), st.booleans()),
    st.builds(Save, names),
    st.builds(Restore, names),
)
tempo = st.floats(20, 300)
beats = st.floats(0, 256)
ticks = st.integers(-(2**53), 2**53).map(Tick)
archetypes = st.lists(st.tuples(names, unit), max_size=4).map(tuple)
intents = st.builds(
    Intent,
    **{f.name: finite for f in fields(Intent) if f.type is float},
    mode=words,
    key=words,
    archetypes=archetypes,
    frozen=st.booleans(),
    clamped=words,
)
metres = st.builds(lambda n, d: f"{n}/{d}", st.integers(1, 32), st.sampled_from([1, 2, 4, 8, 16]))
acts = st.one_of(
    st.builds(Layer, words, finite, finite, words),
    st.builds(
        Section,
        words,
        st.sampled_from(get_args(FromTime)),
        st.sampled_from(get_args(ToTime)),
        st.sampled_from(get_args(Fade)),
        beats,
        ticks,
        words,
        finite,
    ),
    st.builds(Tempo, tempo, beats),
    st.builds(Key, words, words, finite, st.integers(-6, 6), st.sampled_from(get_args(KeyPath))),
    st.builds(Chord, words, words),
    st.builds(Note, words, st.integers(0, 127), st.integers(1, 127), beats),
    st.builds(Stinger, words, words),
    st.builds(Effect, words, finite, beats),
    st.builds(Beat, tempo, metres),
    st.builds(Marker, words),
    st.builds(Duck, finite),
    st.builds(Control, words_of(Control, "verb"), words, finite, finite),
    st.builds(AffectNow, finite, finite, finite, st.tuples(finite, finite, finite), st.lists(words).map(tuple)),
    st.builds(IntentNow, intents),
)
counts = st.integers(0, 2**32 - 1)
whys = st.builds(Why, words, counts, words)
events = st.builds(
    ScoreEvent,
    id=counts,
    decided_frame=frames,
    frame=frames,
    tick=ticks,
    bar=counts,
    beat=finite,
    section_bar=counts,
    act=acts,
    why=whys,
    supersedes=counts,
)
some_pairs = st.lists(st.tuples(words, finite), max_size=4).map(tuple)
states = st.builds(
    RenderState,
    frames,
    words,
    ticks.map(Frame),
    counts,
    st.lists(st.tuples(words, finite, words), max_size=4).map(tuple),
    some_pairs,
    some_pairs,
    finite,
    st.booleans(),
    st.booleans(),
    st.booleans(),
    finite,
    finite,
    counts,
    st.integers(-6, 6),
    st.sampled_from(get_args(KeyPath)),
    ticks,
    st.lists(events, max_size=2).map(tuple),
)
items = st.one_of(
    events,
    st.builds(Notice, st.sampled_from(Reason), words, words),
    st.builds(Saved, words, words),
    st.builds(CaughtUp, states),
    st.builds(Ended, words),
)


@given(saids)
def test_what_is_said_arrives_as_it_was_said(said):
    raw = wire.request_of(said).SerializeToString()
    assert wire.said_from(session_pb2.ConductRequest.FromString(raw), Frame(0)) == said


@given(st.builds(Reply, counts, frames, items))
def test_what_is_replied_arrives_as_it_was_replied(reply):
    raw = wire.response_of(reply).SerializeToString()
    assert wire.reply_from(session_pb2.ConductResponse.FromString(raw)) == reply


@given(evidence)
def test_evidence_arrives_as_it_was(held):
    assert wire.evidence_from(wire.evidence_of(held), Frame(7)) == held


@given(st.builds(Meters, finite, finite, finite, some_pairs))
def test_meters_arrive_as_they_were(meters):
    assert wire.meters_from(wire.meters_of(meters)) == meters


def test_a_status_arrives_as_it_was():
    status = Status("arena", 3, "tiny", Frame(4800), "calm", 2, 1.5, 96.0, "D", "dorian", True, False, 1, 2, 3, 0.25, 7)
    assert wire.status_from(wire.status_of(status)) == status
    coming = Coming("combat", Frame(9600), "exit_cue", "same_position", "automatic", 2.0, Why("cue", 4, "asked for"))
    pins = (("layer:pad", -96.0), ("key", "Bb"))
    held = replace(status, outlook=Outlook(pins, coming, Frame(14400), "ab", True, True))
    assert wire.status_from(wire.status_of(held)) == held
    assert wire.place_of(held) == wire.status_of(status)


@pytest.mark.parametrize(
    ("sample_format", "layout", "size"),
    [("s16", "stereo", 4), ("f32", "stereo", 8), ("s16", "quad", 8), ("f32", "ambix", 16)],
)
def test_a_block_of_audio_says_how_many_frames_it_holds(sample_format, layout, size):
    block = AudioBlock(Frame(960), 2, True, bytes(480 * size), layout=layout)
    message = wire.block_of(block, sample_format)
    assert message.frames == 480
    assert wire.block_from(message) == block
    message.frames = 479
    with pytest.raises(AffektError, match="does not hold"):
        wire.block_from(message)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_by_name(raw):
    request = session_pb2.ConductRequest()
    with suppress(DecodeError, AffektError):
        request.ParseFromString(raw)
        assert wire.said_from(request, Frame(0)) is not None


REFUSED = [
    (Reason.OUT_OF_RANGE, {"event": {"name": ""}}),
    (Reason.OUT_OF_RANGE, {"event": {"name": "x" * 65}}),
    (Reason.OUT_OF_RANGE, {"event": {"name": "two\nlines"}}),
    (Reason.OUT_OF_RANGE, {"event": {"name": "hit", "intensity": 1.01}}),
    (Reason.OUT_OF_RANGE, {"event": {"name": "hit", "intensity": float("nan")}}),
    (Reason.OUT_OF_RANGE, {"state": {"values": [{"name": "health", "value": float("inf")}]}}),
    (Reason.OUT_OF_RANGE, {"state": {"values": []}}),
    (Reason.OUT_OF_RANGE, {"state": {"values": [{"name": f"v{i}", "value": 0} for i in range(65)]}}),
    (Reason.OUT_OF_RANGE, {"feeling": {"arousal": -0.1}}),
    (Reason.OUT_OF_RANGE, {"feeling": {"hold_s": 3601}}),
    (Reason.OUT_OF_RANGE, {"param": {"name": "tempo", "number": 19}}),
    (Reason.OUT_OF_RANGE, {"param": {"name": "tempo", "word": "fast"}}),
    (Reason.OUT_OF_RANGE, {"param": {"name": "key", "word": "H"}}),
    (Reason.MALFORMED, {"cue": {"name": "discovery"}}),
    (Reason.OUT_OF_RANGE, {"cue": {"kind": 1, "name": "discovery", "within_ms": 60001}}),
    (Reason.MALFORMED, {"cue": {"kind": 1, "name": "discovery", "at": 99}}),
    (Reason.MALFORMED, {"transport": {}}),
    (Reason.OUT_OF_RANGE, {"volume": {"bus": 1, "db": 13}}),
    (Reason.OUT_OF_RANGE, {"duck": {"db": 1}}),
    (Reason.OUT_OF_RANGE, {"restore": {"snapshot": "x" * 4097}}),
    (Reason.MALFORMED, {"sense": {}}),
    (Reason.MALFORMED, {"sense": {"appraised": {"source": "face"}}}),
    (Reason.OUT_OF_RANGE, {"sense": {"appraised": {"source": "face", "valence": 2}}}),
    (Reason.OUT_OF_RANGE, {"sense": {"appraised": {"source": "face", "valence": 1, "frame": -1}}}),
    (Reason.OUT_OF_RANGE, {"sense": {"appraised": {"source": "face", "valence": 1, "reliability": 0}}}),
    (Reason.OUT_OF_RANGE, {"sense": {"heart_rate": {"bpm": 19}}}),
    (Reason.NOT_YET, {"sense": {"audio_chunk": {"rate_hz": 16000, "pcm": b"\0\0"}}}),
    (Reason.TOO_LARGE, {"sense": {"ppg": {"rate_hz": 100, "samples": [0.0] * 501}}}),
    (Reason.MALFORMED, {"sense": {"beat_intervals": {}}}),
    (Reason.OUT_OF_RANGE, {"sense": {"text": {"line": "x" * 2001}}}),
    (Reason.OUT_OF_RANGE, {"sense": {"blendshapes": {"weights": [{"name": "jawOpen", "value": 1.5}]}}}),
    (Reason.MALFORMED, {"sense": {"eeg_bands": {"channels": [{"name": "TP9"}, {"name": "TP9"}]}}}),
    (Reason.MALFORMED, {"hello": {}}),
    (Reason.MALFORMED, {}),
]


@pytest.mark.parametrize(("reason", "said"), REFUSED, ids=lambda x: str(x)[:50])
def test_what_is_out_of_range_is_refused_by_name(reason, said):
    with pytest.raises(AffektError) as refused:
        wire.said_from(session_pb2.ConductRequest(**said), Frame(0))
    assert refused.value.reason is reason


def test_the_defaults_are_those_of_the_house():
    def heard(**said):
        return wire.said_from(session_pb2.ConductRequest(**said), Frame(5))

    assert heard(event={"name": "hit"}) == GameEvent("hit")
    assert heard(feeling={}) == StateFeeling(0.0, 0.0)
    assert heard(cue={"kind": 2, "name": "combat"}) == Cue("section", "combat")
    assert heard(duck={}) == DuckMusic()
    assert heard(sense={"appraised": {"source": "quiz", "arousal": 0.5}}) == Reading(
        Evidence("quiz", Frame(5), arousal=0.5)
    )


@pytest.mark.parametrize("said", [Result(1), Acted(1, Frame(0)), Gap(Frame(0), Frame(1)), Reset()])
def test_what_only_the_server_says_has_no_message(said):
    with pytest.raises(AffektError, match="server alone"):
        wire.request_of(said)


def test_a_face_that_fits_no_blendshape_message_travels_as_a_vector():
    assert wire.sense_of(Signal("gaze", (("left_eye", 3.0),))).WhichOneof("reading") == "vector"
    with pytest.raises(AffektError, match="at most 64"):
        wire.sense_of(Signal("radar", tuple((f"v{i}", 0.0) for i in range(65))))
    assert wire.sense_of(Signal("eda", (("microsiemens", 2.0),))) == evidence_pb2.Sense(
        eda=evidence_pb2.Eda(microsiemens=2.0)
    )


@pytest.mark.parametrize(
    "act",
    [{}, {"note": {"pitch": 128, "velocity": 1}}, {"beat_act": {"bpm": 1, "numerator": 33, "denominator": 4}},
     {"section": {}}, {"tempo": {"bpm": 0}}, {"duck": {"db": float("-inf")}}],
)  # fmt: skip
def test_a_score_event_that_cannot_be_is_refused(act):
    with pytest.raises(AffektError):
        wire.event_from(score_pb2.ScoreEvent(**act))
