"""Ways that are crossed: an edit on the way, an ending that is a loop, a tempo held again and again, a forged past."""

import base64
import zlib
from pathlib import Path
from typing import Any

import pytest
from ways import part, rehearsal, told

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.core.errors import AffektError, Reason
from affekt.core.inputs import Cue, NewSet, Param, Restore, Transport
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor

BRIDGE = [{"from": "here", "to": "there", "filler": "bridge", "from_time": "next_bar"}]


def edit(played: Any, at: float) -> Any:
    """Edit the key of `there` while the music plays."""
    plain = played.conductor.stage.manifest.model_dump(by_alias=True)
    plain["sections"]["there"]["key"] = "D"
    new = Conductor.of(LoadedSet(StemSet.model_validate(plain), Path(), "1"), default_table())
    played.to(at)
    played.conductor = played.conductor.toward(new, same_recordings=True)
    return played.say(at, NewSet("1"))


def test_an_edit_while_a_filler_waits_still_leads_to_what_was_asked_for():
    played = edit(rehearsal(BRIDGE).say(1, Cue("section", "there")), 1.1).to(30)
    assert "there" in [name for name, _ in told(played)]


def test_an_edited_playlist_goes_on():
    parts = {name: part(1) for name in "abc"}
    walk = {"walk": {"items": [{"section": name} for name in "abc"]}}
    played = edit(rehearsal(sections=parts, playlists=walk, start="walk").to(2.5), 2.5).to(20)
    assert {name for name, at in told(played) if at > 4} == {"a", "b", "c"}


def test_an_ending_that_is_no_once_section_ends_the_music_all_the_same():
    played = rehearsal(sections={"here": part(4, ending="there")}).say(1, Transport("stop")).to(40)
    assert told(played)[-1][0] == "stop"
    assert played.state.mix.stopped


def test_a_tempo_held_again_and_again_leaves_no_trail():
    played = rehearsal(sections={"here": part(4)})
    for second in range(1, 120):
        played.say(second, Param("tempo", 120.0 + second % 2 * 6))
    assert len(played.state.sound.course.spans) < 12


@pytest.mark.parametrize("raw", [b'{"v":1}', b'{"v":1,"set":"ways","section":{}}', b"[" * 60_000, b"7"])
def test_a_forged_snapshot_is_refused(raw: bytes):
    text = base64.urlsafe_b64encode(zlib.compress(raw, 9) + zlib.crc32(raw).to_bytes(4, "little")).decode()
    with pytest.raises(AffektError) as refused:
        rehearsal().say(1, Restore(text))
    assert refused.value.reason is Reason.BAD_SNAPSHOT
