"""The session file's grammar: every line of the contract, every refusal with its line and what is allowed."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affekt.core.errors import AffektError, LineError, Reason
from affekt.core.feeling import Evidence
from affekt.core.inputs import (
    Acted,
    Cue,
    DuckMusic,
    FreeFeeling,
    GameEvent,
    GameState,
    Gap,
    Input,
    Param,
    Reading,
    Reset,
    Restore,
    Result,
    Said,
    Save,
    Signal,
    StateFeeling,
    Text,
    Transport,
    Volume,
)
from affekt.core.units import Frame
from affekt.session import lines
from affekt.session.limits import check
from affekt.session.lines import read_file_header, read_header, read_line, read_opening, read_session, recorded
from affekt.session.written import write_line

CONTRACT = """{"affekt": 1, "set": "wayfarer", "seed": 7, "seconds": 60}
{"t": 0.0, "event": "explore"}
{"t": 8.2, "event": "enemy_spotted", "intensity": 0.6}
{"t": 9.0, "state": {"health": 0.35, "threat": 0.9, "speed": 0.7}}
{"t": 12.0, "affect": {"valence": -0.7, "arousal": 0.9, "dominance": -0.3, "confidence": 1.0, "hold_s": 0}}
{"t": 12.5, "sense": {"source": "heart_rate", "bpm": 118}}
{"t": 13.0, "sense": {"source": "face", "blendshapes": {"mouthSmileLeft": 0.8}}}
{"t": 14.0, "text": "that was amazing!"}
{"t": 20.0, "cue": {"kind": "stinger", "name": "discovery", "at": "next_beat"}}
{"t": 25.0, "cue": {"kind": "section", "name": "combat", "at": "next_bar", "within_ms": 600}}
{"t": 30.0, "param": {"tempo": 132, "key": "D", "mode": "dorian"}}
{"t": 40.0, "control": "pause"}
"""


def live(fields: object) -> tuple[Said, ...]:
    return read_line(json.dumps(fields), line=None, live=True)[1]


def test_the_contracts_own_file_is_read_line_by_line(tmp_path: Path):
    path = tmp_path / "s.jsonl"
    path.write_text(CONTRACT)
    header, said = read_session(path)
    assert (header.set, header.seed, header.seconds) == ("wayfarer", 7, 60.0)
    assert said == [
        (0.0, GameEvent("explore"), 2),
        (8.2, GameEvent("enemy_spotted", 0.6), 3),
        (9.0, GameState((("health", 0.35), ("threat", 0.9), ("speed", 0.7))), 4),
        (12.0, StateFeeling(-0.7, 0.9, -0.3, 1.0, 0.0), 5),
        (12.5, Signal("heart_rate", (("bpm", 118.0),)), 6),
        (13.0, Signal("face", (("mouthSmileLeft", 0.8),)), 7),
        (14.0, Text("that was amazing!"), 8),
        (20.0, Cue("stinger", "discovery", "next_beat"), 9),
        (25.0, Cue("section", "combat", "next_bar", 600), 10),
        (30.0, Param("tempo", 132.0), 11),
        (30.0, Param("key", "D"), 11),
        (30.0, Param("mode", "dorian"), 11),
        (40.0, Transport("pause"), 12),
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"affect": None}, FreeFeeling()),
        ({"affect": {"valence": 0, "arousal": 1, "free": True}}, StateFeeling(0.0, 1.0, free=True)),
        ({"param": {"layer:drums": None}}, Param("layer:drums", None)),
        ({"param": {"key": "Bb"}}, Param("key", "Bb")),
        ({"control": "stop", "fade_s": 2}, Transport("stop", 2.0)),
        ({"control": {"stop": {"fade_s": 2}}}, Transport("stop", 2.0)),
        ({"control": {"volume": {"bus": "music", "db": -6}}}, Volume("music", -6.0)),
        ({"control": {"duck": {"db": -6, "on": True}}}, DuckMusic(-6.0, True)),
        ({"control": {"duck": {"on": False}}}, DuckMusic(-6.0, False)),
        ({"control": {"save": "a"}}, Save("a")),
        ({"control": {"restore": "xyz"}}, Restore("xyz")),
        ({"sense": {"source": "eda", "microsiemens": 4.5}}, Signal("eda", (("microsiemens", 4.5),))),
    ],
)
def test_a_live_line_says_what_it_says(fields: dict[str, object], said: Said):
    assert live(fields) == (said,)


@pytest.mark.parametrize(
    ("text", "reason", "words"),
    [
        ('{"event": "a", "volume": 3}', Reason.MALFORMED, "unknown key 'volume'; allowed: event, intensity"),
        ('{"cue": {"kind": "stinger", "name": "a", "when": 1}}', Reason.MALFORMED, "in cue; allowed: kind, name, at"),
        ('{"cue": {"kind": "horn", "name": "a"}}', Reason.MALFORMED, "'stinger', 'section', 'theme' or 'release'"),
        ('{"affect": {"valence": 0}}', Reason.MALFORMED, "affect.arousal is missing"),
        ('{"affect": {"valence": -1.5, "arousal": 0}}', Reason.OUT_OF_RANGE, "valence must be -1 to 1, not -1.5"),
        ('{"event": "a", "intensity": "loud"}', Reason.MALFORMED, "intensity: input should be a valid number"),
        ('{"event": "a", "intensity": true}', Reason.MALFORMED, "intensity"),
        ('{"event": "a", "intensity": 1.01}', Reason.OUT_OF_RANGE, "0 to 1"),
        ('{"event": ""}', Reason.OUT_OF_RANGE, "1 to 64 printable characters"),
        ('{"event": "a\\nb"}', Reason.OUT_OF_RANGE, "printable"),
        ('{"event": "a", "text": "b"}', Reason.MALFORMED, "this one says event and text"),
        ('{"evnt": "a"}', Reason.MALFORMED, "event, state, affect, sense, text, cue, param, control, evidence"),
        ('{"state": {}}', Reason.OUT_OF_RANGE, "1 to 64 values"),
        ('{"state": {"a": NaN}}', Reason.MALFORMED, "NaN is not a number"),
        ('{"state": {"a": 1e999}}', Reason.MALFORMED, "finite"),
        ('{"state": {"a": 1, "a": 2}}', Reason.MALFORMED, "twice"),
        ('{"sense": {"source": "nose", "bpm": 1}}', Reason.MALFORMED, "'heart_rate', 'eda' or 'face'"),
        ('{"sense": {"source": "heart_rate"}}', Reason.MALFORMED, "heart_rate has bpm, and may have rmssd_ms"),
        ('{"sense": {"source": "heart_rate", "bpm": 500}}', Reason.OUT_OF_RANGE, "20 to 250"),
        ('{"sense": {"source": "eda", "microsiemens": 3, "bpm": 60}}', Reason.MALFORMED, "and no other key"),
        ('{"param": {"key": "H"}}', Reason.OUT_OF_RANGE, "key must be C to B"),
        ('{"param": {"mode": "blues"}}', Reason.OUT_OF_RANGE, "ionian, dorian"),
        ('{"param": {"tempo": "fast"}}', Reason.OUT_OF_RANGE, "tempo must be a number, 20 to 300"),
        ('{"control": "rewind"}', Reason.MALFORMED, "'pause'"),
        ('{"control": {"save": "a", "restore": "b"}}', Reason.MALFORMED, "one of volume, duck"),
        ('{"control": "pause", "fade_s": 1}', Reason.MALFORMED, "belongs to stop"),
        ('{"t": 1, "event": "a"}', Reason.MALFORMED, "leave out t"),
        ('{"reset": true}', Reason.MALFORMED, "a line says one of"),
        ('{"evidence": {"source": "x", "reliability": 0}}', Reason.OUT_OF_RANGE, "above 0"),
        ('{"event": "\\ud800"}', Reason.MALFORMED, "event"),
        ('{"event": "a", "intensity": ' + "9" * 400 + "}", Reason.MALFORMED, "intensity"),
        ('{"acted": {"id": 1, "frame": 1}}', Reason.MALFORMED, "a line says one of"),
        ("[1]", Reason.MALFORMED, "must be a JSON object"),
        ("nonsense", Reason.MALFORMED, "not valid JSON"),
        ("[" * 60_000, Reason.MALFORMED, "not valid JSON"),
        ('{"text": "' + "a" * 70_000 + '"}', Reason.TOO_LARGE, "65536 characters"),
    ],
)
def test_a_wrong_line_is_refused_with_its_number_and_what_is_allowed(text: str, reason: Reason, words: str):
    with pytest.raises(LineError) as refusal:
        read_line(text, line=3, live=True)
    assert refusal.value.reason is reason
    assert refusal.value.text.startswith("line 3: ")
    assert words in refusal.value.text


def test_evidence_without_a_frame_was_true_when_its_line_came():
    said = read_line('{"evidence": {"source": "face", "valence": 0.5}}', line=None, live=True, now=Frame(480))[1]
    assert said == (Reading(Evidence("face", Frame(480), 0.5)),)
    said = read_line('{"t": 0.5, "evidence": {"source": "face", "valence": 0.5}}', line=2, live=False)[1]
    assert said == (Reading(Evidence("face", Frame(24_000), 0.5)),)


def test_the_first_error_of_a_file_names_file_and_line(tmp_path: Path):
    path = tmp_path / "s.jsonl"
    path.write_text('{"affekt": 1}\n{"t": 2, "event": "a"}\n\n{"t": 1, "event": "b"}\n')
    with pytest.raises(LineError, match=r"s\.jsonl:4: t 1.0 is before 2") as refusal:
        read_session(path)
    assert refusal.value.line == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"affekt": 1, "seed": ' + "9" * 400 + "}", "not so large a number"),
        ('{"affekt": 1, "seconds": ' + "9" * 400 + "}", "seconds"),
        ('{"set": "a"}', "must be a header"),
        ('{"affekt": 2}', "must be 1"),
        ('{"affekt": 1, "seed": -1}', "seed must be 0"),
        ('{"affekt": 1, "tempo": 3}', "allowed: affekt, set, seed, seconds, recording"),
        ('{"affekt": 1, "recording": {"engine": "1", "x": 1}}', "in recording; allowed: engine"),
    ],
)
def test_a_wrong_header_is_refused(text: str, words: str):
    with pytest.raises(LineError, match=words):
        read_header(text, 1)


@pytest.mark.parametrize("key", ["t", "frame", "seq"])
def test_a_moment_beyond_all_numbers_is_refused(key: str):
    moment = {"t": 1, "frame": 48_000, "seq": 1, key: 10**400}
    with pytest.raises(LineError, match="not so large a number"):
        read_line(json.dumps({**moment, "event": "a"}), line=1, live=False)


def test_a_files_bytes_must_be_utf8_and_not_nothing(tmp_path: Path):
    path = tmp_path / "s.jsonl"
    path.write_bytes(b'{"affekt": 1}\n{"t": 0, "event": "\xff"}\n')
    with pytest.raises(LineError, match=":2: the line is not UTF-8"):
        read_session(path)
    path.write_bytes(b"")
    with pytest.raises(LineError, match="the file is empty"):
        read_session(path)


def test_an_opening_keeps_its_tokens_out_of_its_repr():
    opening = read_opening('{"affekt": 1, "session": "s", "token": "secret", "session_token": "hush"}')
    assert (opening.session, opening.token, opening.session_token) == ("s", "secret", "hush")
    assert "secret" not in repr(opening)
    assert "hush" not in repr(opening)


names = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
unit = st.floats(0, 1)
signed = st.floats(-1, 1)
moments = st.integers(0, 4_000_000_000).map(Frame)
ids = st.integers(0, 2**40)
everything = st.one_of(
    st.builds(GameEvent, names, unit),
    st.dictionaries(names, st.floats(-1e9, 1e9), min_size=1, max_size=8).map(lambda d: GameState(tuple(d.items()))),
    st.builds(StateFeeling, signed, unit, signed, unit, st.floats(0, 3600), st.booleans()),
    st.just(FreeFeeling()),
    st.floats(20, 250).map(lambda bpm: Signal("heart_rate", (("bpm", bpm),))),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).map(Text),
    st.builds(
        Reading,
        st.builds(
            Evidence, names, moments, st.none() | signed, st.none() | unit, st.none() | signed, st.floats(0.01, 1)
        ),
    ),
    st.builds(
        Cue,
        st.sampled_from(["stinger", "section", "theme"]),
        names,
        st.sampled_from(["now", "next_beat", "next_bar", "end"]),
        st.integers(0, 60_000),
    ),
    st.builds(Param, st.just("depth"), st.none() | names | st.floats(-1e6, 1e6)),
    st.builds(Transport, st.just("stop"), st.none() | st.floats(0, 60)),
    st.builds(Volume, st.sampled_from(["master", "music", "stingers", "notes"]), st.floats(-96, 12)),
    st.builds(DuckMusic, st.floats(-60, 0), st.booleans()),
    st.builds(Save, names),
    st.builds(Restore, names),
    st.builds(Result, ids, names | st.just("")),
    st.builds(Acted, ids, moments),
    st.builds(Gap, moments, moments),
    st.just(Reset()),
)


@given(everything, moments, st.integers(1, 2**40))
def test_what_is_recorded_is_read_back_equal(said: Said, frame: Frame, seq: int):
    line = write_line(Input(frame, seq, said), raw=True)
    assert line is not None
    line["t"] = min(line["t"], 86_400.0)
    assert read_line(json.dumps(line), line=1, live=False)[1] == (said,)


@given(everything)
def test_whatever_the_grammar_writes_is_within_the_limits(said: Said):
    check(said)


def test_raw_text_and_pulse_are_kept_only_when_asked_and_a_face_never():
    text = Input(Frame(480), 1, Text("hello"))
    pulse = Input(Frame(480), 2, Signal("heart_rate", (("bpm", 80.0),)))
    face = Input(Frame(480), 3, Signal("face", (("jawOpen", 0.5),)))
    assert [write_line(item) for item in (text, pulse, face)] == [None, None, None]
    assert write_line(text, raw=True) == {"t": 0.01, "frame": 480, "seq": 1, "text": "hello"}
    assert write_line(pulse, raw=True) is not None
    assert write_line(face, raw=True) is None


def test_a_recording_gives_back_every_input_at_its_frame(tmp_path: Path):
    inputs = [
        Input(Frame(0), 1, GameEvent("explore")),
        Input(Frame(480_001), 2, Reading(Evidence("heart_rate", Frame(480_000), None, 0.7, None, 0.5))),
        Input(Frame(480_001), 4, Acted(17, Frame(480_480))),
    ]
    path = tmp_path / "r.jsonl"
    header = {"affekt": 1, "seed": 3, "recording": {"engine": "0.1", "cpu": ["avx2"], "versions": {"numpy": "2"}}}
    path.write_text("\n".join(json.dumps(line) for line in [header, *map(write_line, inputs)]))
    read, found = read_file_header(path), list(recorded(path))
    assert found == inputs
    assert read.recording is not None
    assert read.recording.cpu == ["avx2"]


@pytest.mark.parametrize(
    "second",
    [
        '{"t": 1, "frame": 48000, "event": "a"}',
        '{"t": 1, "frame": 48000, "seq": 1, "event": "a"}',
        '{"t": 2, "frame": 48000, "seq": 2, "event": "a"}',
        '{"t": 1, "frame": 48000, "seq": 2, "param": {"tempo": 90, "key": "C"}}',
    ],
)
def test_a_recording_out_of_order_is_refused(tmp_path: Path, second: str):
    path = tmp_path / "r.jsonl"
    path.write_text('{"affekt": 1}\n{"t": 1, "frame": 48000, "seq": 1, "event": "a"}\n' + second)
    with pytest.raises(LineError) as refusal:
        list(recorded(path))
    assert refusal.value.line == 3


@settings(max_examples=300)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=8) | st.integers(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=8,
    ),
    st.sampled_from(["event", "state", "affect", "sense", "text", "cue", "param", "control"]),
)
def test_no_json_whatever_escapes_as_anything_but_a_refusal(found: object, kind: str):
    for fields in (found, {kind: found}):
        refusals: list[str] = []
        try:
            live(fields)
        except AffektError as refusal:
            refusals.append(refusal.text)
        assert "\n" not in "".join(refusals)


def test_a_recording_may_be_longer_than_any_file_a_person_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lines, "FILE_BYTES", 4_096)
    events = [Input(Frame(n * 48_000 * 3_600), n, GameEvent("explore")) for n in range(1, 200)]
    text = "\n".join(json.dumps(write_line(one)) for one in events)
    path = tmp_path / "r.jsonl"
    path.write_text('{"affekt": 1, "recording": {"engine": "1"}}\n' + text)
    assert list(recorded(path)) == events
    path.write_text('{"affekt": 1}\n' + text)
    with pytest.raises(LineError, match=":26: t must be 0 to 86400"):
        list(recorded(path))
    path.write_text('{"affekt": 1}\n' + '{"t": 1, "event": "explore"}\n' * 200)
    with pytest.raises(LineError, match="a session file must be at most"):
        read_session(path)


def test_a_line_without_an_end_is_refused_before_it_fills_the_memory(tmp_path: Path):
    path = tmp_path / "s.jsonl"
    path.write_bytes(b'{"affekt": 1}\n{"event": "' + b"a" * 1_000_000)
    with pytest.raises(LineError, match=":2: a line must be at most"):
        read_session(path)


def test_a_release_is_said_as_a_cue_is():
    text = '{"cue": {"kind": "release", "name": "journey"}}'
    assert read_line(text, line=None, live=True)[1] == (Cue("release", "journey"),)
