"""A set edited on the disk while it plays: taken when it is sound and stands still, else refused with the reason."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from affekt.arrange.load import load
from affekt.arrange.loaded import LoadedSet
from affekt.clock import ManualClock
from affekt.core.errors import AffektError, Reason
from affekt.core.score import Layer, Section
from affekt.core.units import Seconds
from affekt.host.api import Notice
from affekt.host.live_update import LiveUpdate
from affekt.host.offline import read_script
from affekt.host.registry import Registry

SET = """\
format = 1
name = "little"
start = "calm"

[layers.bed]
role = "bed"
gain_db = 0

[sections.calm]
bars = 1
tempo = 240
phrase_bars = 1
tail_beats = 1
[sections.calm.layers.bed]
takes = [{ file = "audio/bed.wav" }]
"""


class Studio:
    """A small set on disk, a server that plays it, and somebody who edits it."""

    def __init__(self, folder: Path, renderer: Any, record: Path | None = None) -> None:
        self.folder, self.renderer = folder, renderer
        (folder / "audio").mkdir(parents=True)
        self.edits = 0
        self.record_bed(0.0)
        self.write(SET)
        self.clock = ManualClock(start=100.0)
        self.counts: dict[str, int] = {}
        self.prepared: list[str] = []
        loaded = load(folder)
        self.registry = Registry(
            {"little": loaded}, "little", renderer, self.clock, count=self._count, record=record, lease_s=1e6
        )
        self.update = LiveUpdate([loaded], self.registry, self._prepare, self.clock)
        self.fails = ""

    def _count(self, name: str, amount: int) -> None:
        self.counts[name] = self.counts.get(name, 0) + amount

    async def _prepare(self, loaded: LoadedSet) -> None:
        if self.fails:
            raise AffektError(Reason.BAD_SET, self.fails)
        self.prepared.append(loaded.sha256)

    def write(self, text: str) -> None:
        (self.folder / "set.toml").write_text(text)
        self._touch("set.toml")

    def record_bed(self, level: float) -> None:
        soundfile.write(self.folder / "audio/bed.wav", np.full((60_000, 2), level, np.float32), 48_000)
        self._touch("audio/bed.wav")

    def _touch(self, file: str) -> None:
        self.edits += 1
        os.utime(self.folder / file, (1_000 + self.edits, 1_000 + self.edits))

    async def to(self, seconds: float) -> None:
        """Play on, looking at the set each second."""
        while self.clock.now() < 100.0 + seconds:
            await self.clock.advance_to(Seconds(min(self.clock.now() + 1.0, 100.0 + seconds)))
            self.registry.advance()
            await self.update.look()


@pytest.fixture
def studio(tmp_path: Path, house: Any) -> Callable[..., Studio]:
    def make(*, record: bool = False) -> Studio:
        return Studio(tmp_path / "little", house.renderer, tmp_path / "recordings" if record else None)

    return make


Make = Callable[..., Studio]


async def test_a_level_that_is_edited_is_heard_within_a_bar_and_the_lane_follows_before_it(studio: Make):
    one = studio()
    one.registry.open("hero", seed=1)
    await one.to(3)
    one.write(SET.replace("gain_db = 0", "gain_db = -9"))
    await one.to(8)
    lane = one.renderer.lanes["hero"]
    ((at, sha, keeps),) = lane.followed
    assert keeps
    assert one.prepared == [sha]
    moved = [n for n, e in enumerate(lane.played) if isinstance(e.act, Layer) and e.act.gain_db < -8]
    assert moved[0] >= at
    assert one.counts["set_updates"] == 1
    assert one.registry.sets()[0].sha256 == sha
    assert one.registry.find("hero").stem_set.sha256 == sha


async def test_a_recording_that_is_edited_is_entered_at_the_next_pass(studio: Make):
    one = studio()
    one.registry.open("hero", seed=1)
    await one.to(3)
    one.record_bed(0.5)
    await one.to(8)
    lane = one.renderer.lanes["hero"]
    ((at, _, keeps),) = lane.followed
    assert not keeps
    assert isinstance(lane.played[at].act, Section)
    assert lane.played[at].why.rule == "set.changed"


async def test_a_file_that_is_still_being_written_is_left_alone(studio: Make):
    one = studio()
    for second in range(1, 6):
        one.write(SET[: 40 * second])
        await one.to(second)
    assert one.counts == {}
    one.write(SET.replace("gain_db = 0", "gain_db = -3"))
    await one.to(8)
    assert one.counts == {"set_updates": 1}


@pytest.mark.parametrize(
    ("bend", "words"),
    [
        (lambda text: text.replace("tempo = 240", "tempo = 2400"), "tempo"),
        (lambda text: text.replace("audio/bed.wav", "audio/bad.wav"), "audio/bad.wav"),
        (lambda text: text.replace('"little"', '"large"'), "restart the server"),
        (lambda text: text + "[[[", "set.toml"),
    ],
)
async def test_a_set_that_is_not_sound_is_refused_with_the_reason_and_the_old_one_plays_on(
    studio: Make, bend: Callable[[str], str], words: str
):
    one = studio()
    session = one.registry.open("hero", seed=1)
    heard = session.subscribe()
    heard.take()
    await one.to(3)
    before = session.stem_set
    one.write(bend(SET))
    await one.to(8)
    notices = [r.item for r in heard.take() if isinstance(r.item, Notice)]
    assert [n.reason for n in notices] == [Reason.BAD_SET]
    assert words in notices[0].text
    assert "the old one plays on" in notices[0].text
    assert one.counts["set_updates_refused"] == 1
    assert session.stem_set is before
    assert one.renderer.lanes["hero"].followed == []
    one.write(SET.replace("gain_db = 0", "gain_db = -9"))
    await one.to(12)
    assert session.stem_set is not before, "after a refusal nothing more was taken"


async def test_a_recording_that_cannot_be_decoded_is_refused(studio: Make):
    one = studio()
    one.fails = "bed.wav cannot be read"
    one.record_bed(0.25)
    await one.to(4)
    assert one.counts == {"set_updates_refused": 1}


async def test_saving_a_file_as_it_was_changes_nothing(studio: Make):
    one = studio()
    one.write(SET)
    await one.to(4)
    assert one.counts == {}
    assert one.prepared == []


async def test_a_recording_says_when_the_set_changed_and_replays_up_to_there(studio: Make):
    one = studio(record=True)
    session = one.registry.open("hero", seed=1)
    await one.to(3)
    one.write(SET.replace("gain_db = 0", "gain_db = -9"))
    await one.to(8)
    path = session.recorder.path
    one.registry.close("hero")
    (line,) = [json.loads(text) for text in path.read_text().splitlines()[1:]]
    assert line["set"] == {"sha256": session.stem_set.sha256}
    script = read_script(path)
    assert script.changed_at == line["frame"] == script.length


async def test_two_edits_in_a_row_end_with_the_second(studio: Make):
    one = studio()
    session = one.registry.open("hero", seed=1)
    await one.to(3)
    one.write(SET.replace("bars = 1", "bars = 1\nkey = 'D'"))
    await one.to(5)
    one.write(SET.replace("gain_db = 0", "gain_db = -6"))
    await one.to(12)
    assert session.stem_set.manifest.layers["bed"].gain_db == -6
    assert session.stem_set.manifest.sections["calm"].key == "C"
