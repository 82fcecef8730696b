"""What the pages point to is there, and what they name is named so in the code."""

import re
from pathlib import Path

import pytest
from pages import PAGES, ROOT, anchors, blocks_of, links
from pydantic import BaseModel

from affekt.bench import core, render
from affekt.config.model import Config
from affekt.core.errors import Reason
from affekt.io.osc.messages import TIMED, UNTIMED
from affekt.io.osc.tree import ADDRESSES
from affekt.session.log import KINDS
from affekt.session.shapes import LIVE_KINDS
from affekt.telemetry.metrics import Metrics

pytestmark = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
LANGUAGES = {
    "", "sh", "python", "js", "gdscript", "csharp", "json session", "json lines", "json live", "json log", "toml set",
    "toml set-fragment", "toml table", "toml config", "toml sends", "score 4/4",
}  # fmt: skip
MACHINE = re.compile(
    r"(?<![\w.])/(?:tmp|work|root|home|Users|mnt)/"
    r"|pypi\.org|pythonhosted|npmjs|crates\.io|index-url|proxy\.|10\.\d+\.\d+\.\d+"
)
SENDS = "".join(path.read_text("utf-8") for path in sorted((ROOT / "server/affekt/io/osc/sends").glob("*.toml")))
PATH = re.compile(r"`((?:server|tests|stems|proto|clients|docs)/[\w./-]+)`")


def test_every_link_leads_somewhere(page: Path) -> None:
    for target in links(page):
        if re.match(r"(https?|mailto):", target):
            continue
        name, _, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        assert there.exists(), target
        assert there.is_relative_to(ROOT), target
        if anchor:
            assert anchor in anchors(there), target


def test_every_path_that_is_named_exists(page: Path) -> None:
    for name in PATH.findall(page.read_text("utf-8")):
        assert (ROOT / name).exists(), name


def test_no_page_names_a_machine_or_a_registry(page: Path) -> None:
    found = MACHINE.search(page.read_text("utf-8"))
    assert found is None, found


def test_every_block_says_what_it_is_so_that_it_is_checked(page: Path) -> None:
    for block in blocks_of(page):
        assert block.info in LANGUAGES, f"{block}: {block.info!r}"


def settings(table: type[BaseModel], before: str = "") -> list[str]:
    """Return the dotted names of all settings."""
    found = []
    for name, field in table.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found += settings(inner, f"{before}{name}.")
        else:
            found.append(before + name)
    return found


CLAIMS = {
    "integrate.md": [*ADDRESSES, *(t.address for t in (*TIMED, *UNTIMED))],
    "contract.md": [*(f"`{kind}`" for kind in KINDS), *map(str, Reason)],
    "play.md": [f"`{kind}`" for kind in LIVE_KINDS],
    "operate.md": [f"`{name}`" for name in settings(Config)],
    "benchmarks.md": [f"`{measure.id}`" for measure in (*core.MEASURES, *render.MEASURES)],
    "seed.md": [
        "OpenFace", "Affectiva", "pyAudioAnalysis", "openSMILE", "BERT", "Muse", "heart rate", "GSR",
        "collective input", "CIF", "E2M", "LAS", "QEF", "TIC", "Omega", "0.2 = 60", "60 + 120", "MusicVAE", "Riffusion",
        "Jukebox", "DDSP",
        "serenity", "tension", "catharsis", "awe", "432 Hz", "major-7th", "dissonant clusters", "5/4", "melodic ascent",
        "shimmer", "personal soundtracks", "therapy", "gaming", "collaborative art", "social resonance",
        "recomposition", "compression", "percussive emphasis", "modulation upward", "suspension", "harmonic rhythm",
        "skin conductance",
    ],
}  # fmt: skip


def test_what_must_stand_on_a_page_stands_there(page: Path) -> None:
    text = page.read_text("utf-8")
    assert [name for name in CLAIMS.get(page.name, []) if name not in text] == []


def test_every_metric_that_is_named_is_counted(page: Path) -> None:
    exposed = Metrics().text().decode() + "affekt_happenings" + (SENDS if page.name == "bridges.md" else "")
    for name in re.findall(r"`(affekt_[a-z_]+)`", page.read_text("utf-8")):
        assert name == "affekt_client" or f"{name}" in exposed, name


def test_every_address_that_is_named_is_understood(page: Path) -> None:
    known = {*ADDRESSES, *(t.address for t in (*TIMED, *UNTIMED)), *re.findall(r'^to = "(/[a-z_/]+)"', SENDS, re.M)}
    for address in re.findall(r"[`\"](/(?:affekt/[a-z_/]+|notify|synced?|fail))[`\" ]", page.read_text("utf-8")):
        assert address in known, address
