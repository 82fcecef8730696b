"""Whatever stands in a manifest, the validator answers; only a clean set loads."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from affekt.arrange.check import check, judge
from affekt.arrange.load import load
from affekt.arrange.new import STARTER, new_set
from affekt.core.errors import AffektError

MANIFEST = (STARTER / "set.toml").read_text().replace("@NAME@", "bent")
WORDS = [
    "-1",
    "0",
    "1e999",
    "nan",
    '""',
    "[]",
    "{}",
    "[[1, 2]]",
    "true",
    '"any"',
    "1979-05-27",
    '"%"',
    '"../x"',
    "9" * 40,
]


@st.composite
def bent(draw):
    """A real manifest with a few lines lost, doubled, moved or given another value."""
    rows = MANIFEST.splitlines()
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(rows) - 1))
        way = draw(st.sampled_from(["lose", "double", "move", "value", "cut"]))
        if way == "lose":
            del rows[at]
        elif way == "double":
            rows.insert(at, rows[at])
        elif way == "move":
            rows.insert(draw(st.integers(0, len(rows) - 1)), rows.pop(at))
        elif way == "value" and "=" in rows[at]:
            rows[at] = rows[at].partition("=")[0] + "= " + draw(st.sampled_from(WORDS))
        else:
            rows[at] = rows[at][: len(rows[at]) // 2]
    return "\n".join(rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return new_set(tmp_path_factory.mktemp("sets"), "bent")


@settings(max_examples=100, deadline=None)
@given(text=bent())
def test_a_bent_manifest_is_answered_line_by_line(folder, text):
    (folder / "set.toml").write_text(text)
    last = text.count("\n") + 1
    assert all(1 <= f.line <= last and f.text for f in check(folder))
    if judge(folder, sources=False)[1].errors:
        with pytest.raises(AffektError, match=r"^set\.toml:\d+: "):
            load(folder, audio=False)
    else:
        load(folder, audio=False)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200))
def test_bytes_that_are_no_manifest_are_answered_too(tmp_path, content):
    (tmp_path / "set.toml").write_bytes(content)
    assert any(f.severity == "error" for f in check(tmp_path))
