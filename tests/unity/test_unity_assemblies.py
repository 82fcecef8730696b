"""Each assembly of the package and the sample compiles, warnings as errors, with what its asmdef refers to."""

import json
import re

import pytest

from affekt.bench.csharp import ROOT

PLACES = ("clients/unity/dev.affekt.unity", "unity-sample/Assets")
ASMDEFS = sorted(path for place in PLACES for path in (ROOT / place).rglob("*.asmdef"))
IDS = [path.stem for path in ASMDEFS]


@pytest.mark.csharp
@pytest.mark.parametrize("name", IDS)
def test_an_assembly_compiles_against_what_it_refers_to(name, assembly):
    assert assembly(name).exists()


@pytest.mark.parametrize("path", ASMDEFS, ids=IDS)
def test_an_asmdef_names_itself_and_assemblies_that_there_are(path):
    says = json.loads(path.read_text("utf-8"))
    assert says["name"] == path.stem
    assert set(says["references"]) <= set(IDS) - {path.stem}


@pytest.mark.parametrize("path", ASMDEFS, ids=IDS)
def test_what_needs_no_engine_names_none(path):
    says = json.loads(path.read_text("utf-8"))
    named = any(re.search(r"\busing Unity", one.read_text("utf-8")) for one in path.parent.rglob("*.cs"))
    assert named != says["noEngineReferences"]


def test_every_script_is_in_an_assembly():
    for place in PLACES:
        for script in (ROOT / place).rglob("*.cs"):
            if "Samples~" not in script.parts:
                assert any(path.parent in script.parents for path in ASMDEFS), script
