"""Baking: what the engine is given says what the set and its laws say."""

import json
from itertools import product

import pytest

from affekt.arrange.manifest import StemSet
from affekt.arrange.timing import frame_in_body
from affekt.arrange.transitions import rule_for, rule_name
from affekt.baked import bake
from affekt.baked.feelings import looked_up
from affekt.core.errors import AffektError
from affekt.core.feeling import Affect, Feeling
from affekt.mapping import Mapping, Scene, intent


@pytest.mark.parametrize("name", ["energy", "tension", "brightness", "orchestration", "articulation", "dynamics"])
def test_an_input_looked_up_is_the_mapping_s_own(manifest, table, name):
    curve = {"input": "energy" if name == "dynamics" else name, "points": [[0, -96], [1, 0]]}
    layer = manifest.layers["bed"].model_copy(update={"curve": type(manifest.params["water"].curve)(**curve)})
    made = bake(manifest.model_copy(update={"layers": {**manifest.layers, "bed": layer}}), table, "0", {}).table
    scene = Scene("calm")
    for v, a, d in product((-1.0, -0.35, 0.0, 0.6, 1.0), (0.0, 0.31, 1.0), (-1.0, 0.2, 1.0)):
        wanted = intent(Mapping(), Feeling(v, a, d), Affect(), scene, {}, (100.0, "C", "ionian"))
        found = looked_up(made["inputs"][name], [round(x * 1_000_000) for x in (v, a, d)])
        if name == "dynamics":
            assert found / 1000 == pytest.approx(max(min(wanted.dynamics_db, 3.0), -3.0), abs=0.002)
        else:
            assert found / 1e6 == pytest.approx(min(max(getattr(wanted, name), 0.0), 1.0), abs=3e-6)


def test_density_is_looked_up_at_the_section_s_own_tempo(manifest, table):
    curve = type(manifest.params["water"].curve)(input="density", points=[(0, -96), (1, 0)])
    layer = manifest.layers["bed"].model_copy(update={"curve": curve})
    made = bake(manifest.model_copy(update={"layers": {**manifest.layers, "bed": layer}}), table, "0", {}).table
    wanted = intent(Mapping(), Feeling(0.0, 0.6, 0.0), Affect(), Scene("fight"), {}, (140.0, "A", "aeolian"))
    found = looked_up(made["inputs"]["density@fight"], [0, 600_000, 0])
    assert found / 1e6 == pytest.approx(wanted.density, abs=3e-6)
    assert made["sections"]["fight"]["layers"]["bed"]["input"] == "density@fight"


def test_each_way_is_the_rule_that_the_set_would_take(manifest, baked):
    for name, to in product(manifest.sections, manifest.sections):
        rule, way = rule_for(manifest, name, to), baked["sections"][name]["ways"][to]
        assert (way["rule"], way["from_time"], way["fade"]) == (rule_name(rule), rule.from_time, rule.fade)
    assert baked["sections"]["calm"]["ways"]["road"]["places"] == [2 * 3840]


def test_a_tick_lies_on_the_frame_that_the_server_plays_it_on(manifest, baked):
    from affekt.baked.passes import Pass

    for name, one in manifest.sections.items():
        body = Pass(baked["sections"][name], 0, 0, 1, 0, 0)
        assert [body.frame_at(t) for t in range(0, 5000, 7)] == [frame_in_body(one, t) for t in range(0, 5000, 7)]


def test_pitched_stingers_are_resolved_for_each_key(baked):
    assert baked["sections"]["fight"]["stingers"] == {"find": {"as": "find", "takes": ["a"]}}
    assert baked["sections"]["calm"]["stingers"] == {"find": {"as": "find", "takes": ["d"]}}


def test_it_is_whole_numbers_and_plain_json(baked):
    assert json.loads(json.dumps(baked)) == baked
    assert all(isinstance(x, int) for row in baked["inputs"]["energy"]["at"] for x in row)


def test_what_it_cannot_carry_is_named_and_a_playlist_to_begin_with_refused(manifest, table):
    listed = {"items": [{"section": "calm"}]}
    plain = manifest.model_dump(by_alias=True) | {"playlists": {"day": listed}}
    assert bake(StemSet.model_validate(plain), table, "0", {}).left_out == ["playlists are not baked: day"]
    with pytest.raises(AffektError, match="starts with the playlist 'day'"):
        bake(StemSet.model_validate(plain | {"start": "day"}), table, "0", {})
