"""The plan's keys: live at first, then shifted recordings; what is not pitched is never touched."""

from dataclasses import replace
from pathlib import Path

import pytest

from affekt.arrange.loaded import LoadedSet
from affekt.core.score import Act, Control, Key, Layer, RenderState, ScoreEvent, Section, Stinger, Why
from affekt.core.units import Frame, Tick
from affekt.render import layout as at
from affekt.render.plan import Plan
from affekt.render.plan_key import SWAP_FADE
from affekt.render.stems import Stem, StemTable

UP = 2.0 ** (3 / 12)
BAR = 96_000


class Recordings(StemTable):
    """Numbers for recordings that nobody reads: 10, 20, … and a variant's shift beside them."""

    def __init__(self, *, absent: bool = False) -> None:
        super().__init__()
        self.files: list[str] = []
        self.absent = absent

    def variant(self, loaded: LoadedSet, file: str, shift: float, *, look: bool = False) -> Stem | None:
        del loaded, look
        if file not in self.files:
            self.files.append(file)
        number = 100 * (1 + self.files.index(file)) + round(shift)
        return None if shift and self.absent else Stem(number, Path(file), 1_000_000, 2)

    def guide(self, loaded: LoadedSet, section: str) -> Stem | None:
        del loaded, section
        return Stem(7, Path("guide"), 1, 1)


@pytest.fixture
def pitched(tiny: LoadedSet) -> LoadedSet:
    layers = {k: v.model_copy(update={"pitched": k != "bass"}) for k, v in tiny.manifest.layers.items()}
    return replace(tiny, manifest=tiny.manifest.model_copy(update={"layers": layers}))


def event(id: int, frame: int, act: Act, *, supersedes: int = 0) -> ScoreEvent:
    return ScoreEvent(id, Frame(0), Frame(frame), Tick(frame // 25), 1, 1.0, 1, act, Why(""), supersedes)


def opening(*more: tuple[int, Act]) -> list[ScoreEvent]:
    begin: list[tuple[int, Act]] = [(0, Section("walk", "immediate", "start", "disabled", 0.0, Tick(0), ""))]
    layers: list[tuple[int, Act]] = [(0, Layer(name, 0.0, 0.0, "")) for name in ("bed", "bass", "theme")]
    keys = [one for one in more if one[0] == 0]
    return [event(n, f, act) for n, (f, act) in enumerate([*begin, *keys, *layers, *(m for m in more if m[0])], 1)]


def rows(loaded: LoadedSet, events: list[ScoreEvent], table: StemTable | None = None) -> list[dict]:
    made = Plan(loaded, Recordings() if table is None else table).rows(events)
    return [dict(zip(made.dtype.names, r, strict=True)) for r in made.tolist()]


def key(shift: int, path: str) -> Key:
    return Key("F", "ionian", 0.0, shift, path)  # type: ignore[arg-type]


def only(found: list[dict], op: int) -> list[dict]:
    return [r for r in found if r["op"] == op]


def test_a_set_in_its_own_key_has_no_rows_of_pitch(pitched):
    found = rows(pitched, opening((BAR, key(0, "recorded"))))
    assert not only(found, at.OP_PITCH)
    assert not only(found, at.OP_SWAP)
    assert [(r["b"], r["f"]) for r in only(found, at.OP_LAYER)] == [(0, 1), (1, 0), (2, 1)]


def test_a_live_key_bends_who_follows_and_a_variant_takes_over_in_a_short_fade(pitched):
    found = rows(pitched, opening((BAR, key(3, "live")), (2 * BAR, key(3, "variant"))))
    live, back = only(found, at.OP_PITCH)
    assert (live["at"], live["x"], live["e"], live["d"]) == (BAR, pytest.approx(UP), SWAP_FADE, 7)
    swaps = only(found, at.OP_SWAP)
    assert all((r["at"], r["e"], r["f"], r["c"] - r["b"]) == (2 * BAR, SWAP_FADE, 0, 3) for r in swaps)
    assert len(swaps) == 3
    assert (back["at"], back["x"], back["e"]) == (2 * BAR + SWAP_FADE, 1.0, 0)


def test_home_again_from_variants_and_on_to_another_key_live(pitched):
    home = rows(pitched, opening((BAR, key(3, "variant")), (2 * BAR, key(0, "recorded"))))
    assert [r["f"] for r in only(home, at.OP_SWAP)] == [0, 0, 0, 1, 1, 1]
    assert not only(home, at.OP_PITCH)
    on = rows(pitched, opening((BAR, key(3, "variant")), (2 * BAR, key(-2, "live"))))
    pitch = only(on, at.OP_PITCH)[-1]
    assert (pitch["at"], pitch["e"], pitch["x"]) == (2 * BAR, 0, pytest.approx(2 ** (-2 / 12)))
    assert on.index(pitch) < on.index(only(on, at.OP_SWAP)[-1])


def test_a_section_begins_with_shifted_recordings_where_they_are_there(pitched):
    found = rows(pitched, opening((0, key(3, "variant"))))
    assert [r["c"] % 100 for r in only(found, at.OP_LAYER)] == [3, 0, 3]
    assert not only(found, at.OP_SWAP)
    absent = rows(pitched, opening((0, key(3, "variant"))), Recordings(absent=True))
    assert [r["c"] % 100 for r in only(absent, at.OP_LAYER)] == [0, 0, 0]
    assert only(absent, at.OP_PITCH)[0]["x"] == pytest.approx(UP)


def test_a_key_that_is_promised_anew_after_a_pause_is_told_again(pitched):
    events = [*opening((BAR, key(3, "live"))), event(8, BAR - 9_600, Control("pause"))]
    events += [event(9, 2 * BAR, Control("resume")), event(10, 3 * BAR, key(3, "live"), supersedes=5)]
    assert [r["at"] for r in only(rows(pitched, events), at.OP_PITCH)] == [BAR, 3 * BAR]


@pytest.mark.parametrize(("path", "bends", "shifted"), [("live", 1, 0), ("variant", 0, 3)])
def test_a_renderer_that_goes_on_has_the_key_at_once(pitched, path: str, bends: int, shifted: int):
    layers = (("bed", 0.0, ""), ("bass", 0.0, ""))
    state = RenderState(Frame(48_000), "walk", Frame(48_000), 0, layers, shift=3, path=path)  # type: ignore[arg-type]
    made = Plan(pitched, Recordings()).restore(state)
    found = [dict(zip(made.dtype.names, r, strict=True)) for r in made.tolist()]
    assert len(only(found, at.OP_PITCH)) == bends
    assert [r["c"] % 100 for r in only(found, at.OP_LAYER)] == [shifted, 0]


def test_a_pitched_stinger_moves_with_the_section_once_it_was_made(pitched):
    name, stinger = next(iter(pitched.manifest.stingers.items()))
    for tonic, moved in (("C", 3), ("Eb", 0)):
        tuned = stinger.model_copy(update={"pitched": True, "key": tonic})
        loaded = replace(pitched, manifest=pitched.manifest.model_copy(update={"stingers": {name: tuned}}))
        found = rows(loaded, opening((BAR, key(3, "variant")), (BAR + 4_800, Stinger(name))))
        assert only(found, at.OP_ONE_SHOT)[0]["a"] % 100 == moved
