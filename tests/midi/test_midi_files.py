from io import BytesIO

import mido
import pretty_midi
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affekt.compose import PlannedNote
from affekt.core.errors import AffektError, Reason
from affekt.core.harmony import MODES, NAMES
from affekt.core.metre import Metre
from affekt.core.tempo import Steady, TempoMap
from affekt.core.units import SAMPLE_RATE, Frame, Tick
from affekt.io.midi import MidiNote, MidiPiece, MidiTrack, midi_bytes, note_between, phrase_bytes, read_midi, write_midi
from affekt.io.midi.write import key_signature

PIECE = MidiPiece(
    tracks=(
        MidiTrack("lead", (MidiNote(0, 480, 60, 80), MidiNote(480, 960, 64, 90)), program=11),
        MidiTrack("drums", (MidiNote(960, 120, 36, 100),), drums=True),
    ),
    tempos=((0, 100.0), (1920, 150.0)),
    metres=((0, Metre(3, 4)),),
    keys=((0, "A", "aeolian"),),
    markers=((960, "combat"),),
)


def test_a_piece_survives_the_file():
    back = read_midi(midi_bytes(PIECE))
    assert back.tracks == PIECE.tracks
    assert back.metres == PIECE.metres
    assert back.keys == PIECE.keys
    assert [(t, round(b, 3)) for t, b in back.tempos] == list(PIECE.tempos)


def test_equal_pieces_give_equal_bytes_whatever_the_order_of_their_notes(tmp_path):
    turned = MidiPiece(
        (MidiTrack("lead", PIECE.tracks[0].notes[::-1], program=11), PIECE.tracks[1]),
        PIECE.tempos, PIECE.metres, PIECE.keys, PIECE.markers,
    )  # fmt: skip
    write_midi(tmp_path / "a.mid", PIECE)
    out = BytesIO()
    write_midi(out, turned)
    assert (tmp_path / "a.mid").read_bytes() == out.getvalue()


def test_markers_and_keys_are_in_the_file():
    first = mido.MidiFile(file=BytesIO(midi_bytes(PIECE))).tracks[0]
    assert [m.text for m in first if m.type == "marker"] == ["combat"]
    assert [m.key for m in first if m.type == "key_signature"] == ["Am"]


def test_drums_are_on_the_tenth_channel_and_no_melody_is():
    many = MidiPiece(tuple(MidiTrack(f"t{i}", (MidiNote(0, 10, 60, 60),)) for i in range(20)) + PIECE.tracks[1:])
    tracks = mido.MidiFile(file=BytesIO(midi_bytes(many))).tracks[1:]
    channels = [next(m.channel for m in t if m.type == "note_on") for t in tracks]
    assert channels[-1] == 9
    assert 9 not in channels[:-1]


def test_a_phrase_is_a_file_that_pretty_midi_reads():
    notes = [PlannedNote("lead", 0, 900, 62, 70), PlannedNote("lead", 960, 480, 65, 80)]
    score = pretty_midi.PrettyMIDI(BytesIO(phrase_bytes(notes, 60.0)))
    assert [(n.pitch, round(n.start, 4)) for n in score.instruments[0].notes] == [(62, 0.0), (65, 1.0)]


def test_a_repeated_pitch_is_cut_short_by_the_next_stroke():
    notes = (MidiNote(0, 960, 60, 70), MidiNote(480, 480, 60, 90))
    back = read_midi(phrase_bytes(notes))
    assert [(n.tick, n.ticks) for n in back.tracks[0].notes] == [(0, 480), (480, 480)]


def test_frames_become_ticks_by_the_tempo_map():
    tempo = TempoMap((Steady.at(Tick(0), Frame(0), 60.0),))
    assert note_between(tempo, Frame(SAMPLE_RATE), Frame(2 * SAMPLE_RATE), 60, 64) == MidiNote(960, 960, 60, 64)
    assert note_between(tempo, Frame(7), Frame(7), 60, 64).ticks == 1


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("tonic", NAMES)
def test_every_key_and_mode_has_a_signature_with_its_own_notes(tonic, mode):
    sign = key_signature(tonic, mode)
    minor = sign.endswith("m")
    home = pretty_midi.key_name_to_key_number(sign.removesuffix("m") + (" minor" if minor else " Major")) % 12
    written = {(home + s) % 12 for s in MODES["aeolian" if minor else "ionian"]}
    own = {(NAMES.index(tonic) + s) % 12 for s in MODES[mode]}
    assert len(written - own) == (1 if mode == "harmonic_minor" else 0)


@pytest.mark.parametrize("junk", [b"", b"abc", b"MThd\x00\x00\x00\x06\x00\x01\x00\x05", midi_bytes(PIECE)[:60]])
def test_junk_is_refused_in_words(junk):
    with pytest.raises(AffektError, match="export it again") as refused:
        read_midi(junk)
    assert refused.value.reason is Reason.MALFORMED


@pytest.mark.parametrize(
    "note", [MidiNote(-1, 1, 60, 60), MidiNote(0, 0, 60, 60), MidiNote(0, 1, 128, 60), MidiNote(0, 1, 60, 0)]
)
def test_what_midi_cannot_hold_is_refused(note):
    with pytest.raises(ValueError, match="out of range"):
        phrase_bytes([note])


@settings(derandomize=True, deadline=None)
@given(
    st.lists(
        st.builds(MidiNote, st.integers(0, 50_000), st.integers(1, 4_000), st.integers(0, 127), st.integers(1, 127)),
        max_size=30,
    )
)
def test_every_onset_survives(notes):
    apart = {(n.tick, n.pitch): n for n in notes}
    back = read_midi(phrase_bytes(apart.values()))
    heard = {(n.tick, n.pitch) for t in back.tracks for n in t.notes}
    assert heard == set(apart)
