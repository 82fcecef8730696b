"""Lines of a TOML text: what an error message points at."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt.config.locate import locate

TEXT = '''\
# a comment with [brackets] and = signs
name = "x # not a comment"
[sections.combat]
tempo = 120
metre.top = 4
markers = [
    { bar = 1, name = "one" },  # first

    { bar = 2, name = [
      "two"] },
]
[sections.combat.layers.bed]
takes = [{ file = "a.ogg" }, { file = "b.ogg", note = """two
lines""" }]
[[transitions]]
from = "any"
[[transitions]]
"to" = 'combat\\'
[transitions.more]
deep.er = 1
[sections."quoted name"]
bars = 1
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("name",), 2),
        (("sections",), 3),
        (("sections", "combat"), 3),
        (("sections", "combat", "tempo"), 4),
        (("sections", "combat", "metre", "top"), 5),
        (("sections", "combat", "markers"), 6),
        (("sections", "combat", "markers", 0, "bar"), 7),
        (("sections", "combat", "markers", 1), 9),
        (("sections", "combat", "markers", 1, "name"), 9),
        (("sections", "combat", "markers", 1, "name", 0), 10),
        (("sections", "combat", "layers", "bed"), 12),
        (("sections", "combat", "layers", "bed", "takes", 1, "note"), 13),
        (("transitions", 0, "from"), 16),
        (("transitions", 1), 17),
        (("transitions", 1, "to"), 18),
        (("transitions", 1, "more", "deep", "er"), 20),
        (("sections", "quoted name", "bars"), 22),
    ],
)
def test_every_key_has_its_line(path, line):
    assert locate(TEXT).line(path) == line


def test_a_key_that_is_not_written_has_the_line_of_the_table_around_it():
    lines = locate(TEXT)
    assert lines.line(("sections", "combat", "bars")) == 3
    assert lines.line(("transitions", 1, "fade")) == 17
    assert lines.line(("nowhere",)) == 1
    assert not lines.has(("nowhere",))


def test_a_table_named_after_its_child_keeps_its_own_line():
    text = "[a.b]\nx = 1\n[a]\ny = 2\n"
    assert locate(text).line(("a",)) == 3


def test_windows_line_ends_count_once():
    assert locate("a = 1\r\nb = 2\r\n").line(("b",)) == 2


def paths_of(value, path=()):
    """Return all key paths of a TOML value."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from paths_of(inner, (*path, key))


def test_every_path_that_tomllib_reads_is_found():
    lines = locate(TEXT)
    missing = [p for p in paths_of(tomllib.loads(TEXT)) if p and p != ("transitions",) and not lines.has(p)]
    assert missing == []
    assert lines.has(("transitions",))


keys = st.text("abc_-", min_size=1, max_size=4)
scalars = st.one_of(
    st.integers(-9, 9).map(str),
    st.text("ab#=[]{},. ", max_size=6).map(lambda s: f'"{s}"'),
    st.text("ab#=[]{},.\n", max_size=6).map(lambda s: f"'''{s}'''"),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[\n" + ",\n".join(items) + "]"),
        st.dictionaries(keys, inner, max_size=3).map(
            lambda d: "{ " + ", ".join(f"{k} = {v}" for k, v in d.items()) + " }"
        ),
    ),
    max_leaves=8,
)


@given(st.lists(st.tuples(keys, values), max_size=5, unique_by=lambda pair: pair[0]))
def test_whatever_tomllib_accepts_is_walked_to_its_end(pairs):
    text = "".join(f"{key} = {value}\n" for key, value in pairs)
    lines = locate(text)
    assert [p for p in paths_of(tomllib.loads(text)) if p and not lines.has(p)] == []
    at = 1
    for key, value in pairs:
        assert lines.line((key,)) == at
        at += value.count("\n") + 1


@given(st.text(alphabet="[]{}=\"'#\n,.ab\\", max_size=60))
def test_no_text_makes_it_fail(text):
    found = locate(text)
    assert all(1 <= line <= text.count("\n") + 1 for line in found.by_path.values())


def test_deep_nesting_is_survived():
    assert locate("a = " + "[" * 100_000).line(("a",)) == 1
