"""All transcripts together."""

from affekt.testing.conformance import baked, connection, heard, said
from affekt.testing.conformance.small import HOME


def texts() -> dict[str, str]:
    """Return every generated file of `clients/conformance` by its path there."""
    found = {
        one.path: one.text()
        for one in (*baked.transcripts(), *said.transcripts(), *heard.transcripts(), *connection.transcripts())
    }
    return found | {"baked/small/baked.json": baked.small_table_text()}


def stale() -> list[str]:
    """Return the files that are not what they would be written as now, or are left over."""
    made = texts()
    there = {str(p.relative_to(HOME).as_posix()) for p in HOME.rglob("*.jsonl")}
    old = {
        name for name, text in made.items() if not (HOME / name).is_file() or (HOME / name).read_text("utf-8") != text
    }
    return sorted(old | (there - made.keys()))


def write() -> None:
    """Write them all."""
    for name, text in texts().items():
        path = HOME / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
