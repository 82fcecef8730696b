"""Unity knows every file by an id that stands beside it: none is missing, none is told twice, none is left over."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def metas() -> ModuleType:
    spec = importlib.util.spec_from_file_location("unity_meta", ROOT / "server/tools/unity_meta.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_file_that_unity_sees_has_its_id(metas):
    assert metas.faults() == []


def test_no_id_is_told_twice():
    told = [
        re.findall(r"^guid: ([0-9a-f]{32})$", path.read_text("utf-8"), re.MULTILINE)
        for place in ("clients/unity", "unity-sample")
        for path in (ROOT / place).rglob("*.meta")
    ]
    assert told
    assert all(len(ids) == 1 for ids in told)
    assert len({ids[0] for ids in told}) == len(told)


def test_what_is_missing_wrong_or_left_over_is_told(metas, tmp_path, monkeypatch):
    place = tmp_path / "package"
    (place / "Runtime").mkdir(parents=True)
    (place / "Runtime/A.cs").write_text("class A {}", "utf-8")
    (place / "Samples~").mkdir()
    (place / "Samples~/B.cs").write_text("class B {}", "utf-8")
    monkeypatch.setattr(metas, "ROOT", tmp_path)
    monkeypatch.setattr(metas, "PLACES", ("package",))
    assert metas.faults() == ["package/Runtime.meta: missing", "package/Runtime/A.cs.meta: missing"]
    assert metas.write() == 2
    assert metas.faults() == []
    (place / "Runtime/A.cs").unlink()
    (place / "Runtime/C.cs").write_text("class C {}", "utf-8")
    (place / "Runtime.meta").write_text("guid: 0", "utf-8")
    assert metas.faults() == [
        "package/Runtime/A.cs.meta: left over",
        "package/Runtime.meta: wrong",
        "package/Runtime/C.cs.meta: missing",
    ]
