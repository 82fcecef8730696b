"""A log as MIDI: layers as they are gated, each take with its own notes, live voices beside them."""

from io import BytesIO
from itertools import pairwise
from pathlib import Path

import mido
import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.core.inputs import Param
from affekt.core.score import Beat, Layer
from affekt.io.midi.score import midi_of
from affekt.io.midi.write import midi_bytes
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.testing.rehearsal import Rehearsal

SCORE = """metre 4/4

track bed
p | D3w | A3 |

track theme
p | D5w | E5 |

track theme_b
p | F5w | G5 |
"""


@pytest.fixture
def conductor(tmp_path: Path) -> Conductor:
    (tmp_path / "calm.score").write_text(SCORE)
    takes = [{"file": f"theme_{name}.ogg", "name": name} for name in ("a", "b")]
    layers = {"bed": {"takes": [{"file": "bed.ogg"}], "instrument": "organ"}, "theme": {"takes": takes}}
    plain = {
        "format": 1,
        "name": "small",
        "start": "calm",
        "instruments": {"organ": {"program": 19}, "flute": {"program": 73}},
        "layers": {"bed": {"role": "bed"}, "theme": {"role": "theme", "instrument": "flute"}},
        "sections": {"calm": {"bars": 2, "tempo": 60, "parts": "calm.score", "layers": layers}},
    }
    return Conductor.of(LoadedSet(StemSet.model_validate(plain), tmp_path, "0"), default_table())


def test_each_take_has_its_own_notes(conductor: Conductor) -> None:
    played = Rehearsal(conductor).to(33)
    takes = [e.act.take for e in played.events if isinstance(e.act, Layer) and e.act.layer == "theme"]
    piece = midi_of(conductor.stage.loaded, played.events, last_tick=4 * 7680)
    theme = next(track for track in piece.tracks if track.name == "theme")
    heard = {"a": [74, 76], "b": [77, 79]}
    assert {"a", "b"} <= set(takes)
    assert [n.pitch for n in theme.notes] == [pitch for take in takes[:4] for pitch in heard[take]]


def test_a_track_has_the_sound_that_its_section_gives_the_layer(conductor: Conductor) -> None:
    piece = midi_of(conductor.stage.loaded, Rehearsal(conductor).to(8).events)
    assert {track.name: track.program for track in piece.tracks} == {"bed": 19, "theme": 73}


def test_a_silent_layer_writes_no_notes(conductor: Conductor) -> None:
    played = Rehearsal(conductor).say(0, Param("layer:bed", -96.0)).to(8)
    piece = midi_of(conductor.stage.loaded, played.events)
    assert [track.name for track in piece.tracks] == ["theme"]


def test_the_file_keeps_the_time_of_a_ramp(conductor: Conductor) -> None:
    played = Rehearsal(conductor).say(3.0, Param("tempo", 84.0)).say(12.0, Param("tempo", 40.0)).to(40)
    data = midi_bytes(midi_of(conductor.stage.loaded, played.events))
    tempo = sorted((tick, us) for tick, us in _tempos_of(data))
    assert len(tempo) > 60
    for beat in played.heard(Beat):
        us = sum(
            (min(b, beat.tick) - a) * per for (a, per), (b, _) in pairwise([*tempo, (1 << 40, 0)]) if a < beat.tick
        )
        assert us / 960e6 == pytest.approx((beat.frame - played.heard(Beat)[0].frame) / 48_000, abs=0.001)


def _tempos_of(data: bytes) -> list[tuple[int, int]]:
    tick, found = 0, []
    for message in mido.MidiFile(file=BytesIO(data)).tracks[0]:
        tick += message.time
        if message.type == "set_tempo":
            found.append((tick, message.tempo))
    return found
