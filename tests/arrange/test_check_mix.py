"""What the copy editor says of a mix and its snapshots."""

import pytest

from affekt.arrange.findings import Findings
from affekt.arrange.references import check_references
from affekt.arrange.schema import parse_manifest

BASE = """
format = 1
name = "small"
start = "calm"
[layers.bed]
role = "bed"
reverb = 0.2
[sections.calm]
bars = 4
tempo = 60
"""


def said(more: str) -> list[str]:
    manifest, findings = parse_manifest(BASE + more, Findings())
    if manifest is not None:
        check_references(manifest, findings)
    return [str(one) for one in findings.in_order()]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("[mix.duck]\nlayers = ['bad']", "there is no layer 'bad'"),
        ("[mix.sections.clam]\nmusic_db = -3", "did you mean 'calm'?"),
        ("[snapshots.cave]\nlayers = { bedd = -3 }", "did you mean 'bed'?"),
        ("[snapshots.cave]\nwhen = [{ input = 'enrgy', above = 0.5 }]", "did you mean 'energy'?"),
        ("[snapshots.cave]\nwhen = [{ input = 'energy' }]", "above or below is missing"),
        ("[snapshots.cave]\neffects = { lowpass = 5 }", "lowpass must be 20 to 20000, not 5"),
        ("[snapshots.cave]\nvolumes = { musik = -3 }", "musik"),
        ("[mix.reverb]\ndecay_s = 90", "decay_s"),
        ("", "into a room that is never heard"),
    ],
)
def test_a_mix_that_means_nothing_is_named(more: str, words: str):
    assert any(words in text for text in said(more)), said(more)


def test_a_good_mix_has_nothing_to_say():
    assert said("[mix.reverb]\nlevel_db = -10\n[snapshots.cave]\neffects = { reverb = -3 }") == []
