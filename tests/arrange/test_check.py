"""The validator: each fault is named with its line and with what to do."""

import json

import pytest
import soundfile

from affekt.arrange.check import check
from affekt.arrange.load import load
from affekt.arrange.schema import read_manifest
from affekt.arrange.setjson import SET_JSON, file_sha256, recordings, set_sha256
from affekt.core.errors import AffektError, Reason


def faults(little, severity="error"):
    return [(f.line, f.text) for f in check(little.folder) if f.severity == severity]


def write_set_json(folder, manifest):
    """Write what the build writes for engines."""
    content = manifest.model_dump(mode="json", by_alias=True, exclude_none=True)
    files = {name: {"sha256": file_sha256(folder / name)} for name in recordings(manifest)}
    (folder / SET_JSON).write_text(json.dumps(content | {"built": {"engine": 1, "files": files}}))


def test_a_good_set_has_nothing_to_say_but_that_set_json_is_missing(little):
    assert [str(f) for f in check(little.folder)] == [
        "set.toml:1: warning: set.json is missing; run 'affekt sets build little'"
    ]
    manifest, _ = read_manifest(little.folder)
    write_set_json(little.folder, manifest)
    assert check(little.folder) == []


def test_set_json_is_stale_once_manifest_or_recording_changes(little):
    manifest, _ = read_manifest(little.folder)
    write_set_json(little.folder, manifest)
    little.bend("tail_beats = 1\nprogression", "tail_beats = 2\nprogression")
    assert "set.json is older than set.toml" in check(little.folder)[0].text
    manifest, _ = read_manifest(little.folder)
    write_set_json(little.folder, manifest)
    assert check(little.folder) == []
    soundfile.write(str(little.folder / "audio/bed.wav"), [[0.5, 0.5]] * 48_001, 48_000)
    assert "set.json is older than audio/bed.wav" in check(little.folder)[0].text


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"built": 1}', '{"built": {"files": {"a": 1}}}', "[" * 100_000])
def test_a_set_json_that_is_none_is_only_a_warning(little, text):
    (little.folder / SET_JSON).write_text(text)
    (found,) = check(little.folder)
    assert (found.severity, found.text[:24]) == ("warning", "set.json cannot be read;")


SCHEMA_FAULTS = [
    ("tempo = 240\nphrase_bars = 1", "tempo = 900\nphrase_bars = 1", 0, "less than or equal to 300"),
    ("phrase_bars = 2\n", "phrase_bars = 2\nfade_beat = 2\n", 1, "unknown key"),
    ("from_time", "from_tim", 0, "did you mean 'from_time'?"),
    ('role = "bed"', 'role = "bad"', 0, "not 'bad'"),
    ('start = "calm"\n', "", None, "'start' is missing"),
    ('"audio/bed.wav"', '"../bed.wav"', 0, "not a path inside the set's folder"),
    ('["C"]', '["C", "H7"]', 0, "chord 'H7' is not known"),
    ("tail_beats = 1\nprogression", 'tail_beats = 1\nmetre = "4/5"\nprogression', 1, "metre '4/5' is out of range"),
    ("tail_beats = 1\nprogression", 'tail_beats = 1\nkey = "H"\nprogression', 1, "'H' is not a note name"),
    ("[sections.calm]\n", "[sections.Calm]\n", 0, "is not a name"),
    ("bars = 1\ntempo = 240", 'bars = "many"\ntempo = 240', 0, "valid integer"),
    ("format = 1", "format = 2", 0, "1"),
]


@pytest.mark.parametrize(("old", "new", "below", "words"), SCHEMA_FAULTS)
def test_a_wrong_word_is_named_with_its_line(little, old, new, below, words):
    line = little.bend(old, new)
    found = faults(little)
    assert any(words in text for _, text in found), found
    assert (1 if below is None else line + below) in [at for at, text in found if words in text]


def test_broken_toml_names_its_line(little):
    line = little.bend('role = "bed"', 'role = bed"')
    assert faults(little) == [(line, "not TOML: invalid value")]


def test_toml_that_ends_too_early_is_named_at_its_end(little):
    little.text += "x = [1,\n"
    little.write()
    ((line, text),) = faults(little)
    assert text.startswith("not TOML")
    assert line == little.text.count("\n")


def test_bytes_that_are_not_utf8_are_named_with_their_line(little):
    (little.folder / "set.toml").write_bytes(b'name = "x"\ntitle = "\xff"\n')
    assert faults(little) == [(2, "this line is not UTF-8; save the file as UTF-8")]


def test_nesting_without_end_is_refused(little):
    (little.folder / "set.toml").write_text("x = " + "[" * 50_000)
    assert "nested too deeply" in faults(little)[0][1]


def test_a_folder_without_a_manifest_says_what_a_set_is(tmp_path):
    (finding,) = check(tmp_path)
    assert "a set is a folder with a set.toml" in finding.text


RULE_FAULTS = [
    ('start = "calm"', 'start = "calmer"', "did you mean 'calm'?"),
    ('to = "combat"', 'to = "fight"', "there is no section 'fight'"),
    ("[sections.calm.layers.drums]", "[sections.calm.layers.drum]", "did you mean 'drums'?"),
    ('input = "energy"', 'input = "enery"', "did you mean 'energy'?"),
    ('input = "energy"', 'input = "param.heat"', "there is no parameter 'heat'"),
    ("[0.3, -96], [0.6, 0]", "[0.6, -96], [0.3, 0]", "inputs must rise"),
    ("[0.3, -96], [0.6, 0]", "[0.3, -96], [0.6, 30]", "levels are in dB"),
    ('["C"]', '["%"]', "nothing to repeat"),
    ('["C"]', '["C"]\nmarkers = [{ bar = 2, name = "end" }]', "bar 2 is behind the last bar, 1"),
    ('["C"]', '["C"]\nmarkers = [{ bar = 1, beat = 5, name = "end" }]', "beat 5 is not in a bar of 4/4"),
    ('["C"]', '["C"]\nmarkers = [{ bar = 1 }]', "a marker needs a 'name'"),
    ('["C"]', '["C"]\nexit_every_bars = 3', "more than the section's 1 bars"),
    ('["C"]', '["C"]\nending = "coda"', "there is no section 'coda'"),
    ('["C"]', '["C"]\nalternates = [{ section = "clam" }]', "did you mean 'calm'?"),
    ('["C"]', '["C"]\nloops = { least = 3, most = 2 }', "most 2 is under least 3"),
    ('["C"]', '["C"]\nloops = { then = "coda" }', "there is no section 'coda'"),
    ('["C"]', '["C"]\nrest = { after_s = [9, 1], for_s = [1, 2] }', "shortest time first"),
    ('["C"]', '["C"]\nrest = { after_s = [1, 2], for_s = [1, 2], keep = ["x"] }', "no layer of this section 'x'"),
    ('["C"]', '["C"]\nreference = ["theme"]', "no layer of this section 'theme'"),
    ('name = "b"', 'name = "a"', "a second take 'a'"),
    ('role = "bed"', 'role = "bed"\ninstrument = "pad"', "the set has no instruments"),
    ('"next_beat"', '"exit_cue"', "has no exit cues"),
    ('"next_beat"', '"next_marker"', "has no markers"),
    ('"next_beat"', '"grid"', "needs 'grid_beats'"),
    ('"next_beat"', '"next_beat"\nto_time = "entry_cue"', "has no entry_cues"),
    ('"next_beat"', '"next_beat"\nfiller = "combat"', "a filler is a third section"),
    ('"audio/bed.wav"', '"audio/gone.wav"', "audio/gone.wav is not in the set's folder"),
    ('"audio/bed.wav"', '"set.toml"', "not Ogg, FLAC or WAV"),
    ('takes = [{ file = "audio/bed.wav" }]', "takes = []", "has no takes"),
    ('["C"]', '["C"]\nparts = "parts/calm.score"', "parts/calm.score is not in the set's folder"),
    ('["C"]', '["C"]\nparts = "calm.txt"', "write a .score or a .mid"),
]


@pytest.mark.parametrize(("old", "new", "words"), RULE_FAULTS)
def test_a_broken_rule_is_an_error_at_its_line(little, old, new, words):
    line = little.bend(old, new)
    found = faults(little)
    assert any(words in text for _, text in found), found
    least, most = line - 5, line + new.count("\n") + 1
    assert all(least <= at <= most for at, text in found if words in text)
    with pytest.raises(AffektError) as refusal:
        load(little.folder)
    assert refusal.value.reason is Reason.BAD_SET
    assert words in refusal.value.text
    assert all(row.startswith("set.toml:") for row in refusal.value.text.splitlines())


@pytest.mark.parametrize("way", ["probability = 0.5", 'curve = { input = "energy", points = [[0, -96], [1, 0]] }'])
def test_a_section_that_could_fall_silent_is_refused(little, way):
    little.bend('role = "bed"', 'role = "bed"\n' + way)
    lines = [little.line_of(f"[sections.{name}.layers.bed]") for name in ("calm", "combat")]
    assert [(at, text[:38]) for at, text in faults(little)] == [
        (at, "every layer can fall silent; leave one") for at in lines
    ]


MORE_FAULTS = [
    ('[stingers.hit]\npitched = true\ntakes = [{ file = "audio/bed.wav" }]', "needs 'key'"),
    ("[stingers.hit]", "has no takes"),
    ('[stingers.hit]\ntakes = [{ file = "audio/none.wav" }]', "audio/none.wav is not in the set's folder"),
    ("[themes.keeper]\ndegrees = [1, 2, 3]\nbeats = [1, 1]", "write one length for each degree"),
    ("[themes.keeper]\ndegrees = [1, 2]\nbeats = [1, 1]\nclose_degrees = [1]", "1 degrees and 0 beats"),
    ('[voices.solo]\ninstrument = "flute"', "the set has no instruments"),
    ('[params.tempo]\nto = "lowpass"\ncurve = { input = "energy", points = [[0, 200]] }', "parameter of every set"),
    ('[params.depth]\nto = "lowpass"\ncurve = { input = "state.depth", points = [[0, 2]] }', "is in Hz"),
    ('[params.depth]\nto = "layer:bad"\ncurve = { input = "param.depth", points = [[0, 2]] }', "did you mean 'bed'?"),
    ('[params.depth]\nto = "volume:drums"\ncurve = { input = "energy", points = [[0, 2]] }', "there is no bus 'drums'"),
    ("[instruments.pad]\nlow = 80\nhigh = 20", "low 80 is above high 20"),
    ('[variants.night]\npreset = "evidnce"', "did you mean 'evidence'?"),
    ("[variants.night.gains]\nbad = -3", "did you mean 'bed'?"),
]


@pytest.mark.parametrize(("table", "words"), MORE_FAULTS)
def test_stingers_voices_themes_and_parameters_are_checked_too(little, table, words):
    little.text += "\n" + table + "\n"
    little.write()
    found = faults(little)
    start = little.line_of(table.splitlines()[0])
    assert [text for at, text in found if at >= start and words in text], found


def test_a_recording_must_hold_exactly_its_pick_up_and_body(little, silence):
    silence(little.folder / "audio/bed.wav", 47_999)
    assert faults(little) == []
    silence(little.folder / "audio/bed.wav", 47_000)
    ((line, text),) = faults(little)
    assert line == little.line_of('takes = [{ file = "audio/bed.wav"')
    assert "47000 frames, 999 too short: pick-up 0 + body 48000 frames" in text
    silence(little.folder / "audio/bed.wav", 70_000)
    assert "too long" in faults(little)[0][1]


def test_a_recording_at_another_rate_or_with_six_channels_is_refused(little, silence):
    silence(little.folder / "audio/bed.wav", 44_100, rate=44_100)
    assert "is 44.1 kHz, a set is 48 kHz; run 'affekt sets convert little'" in faults(little)[0][1]
    silence(little.folder / "audio/bed.wav", 48_000, channels=6)
    assert "6 channels" in faults(little)[0][1]
    (little.folder / "audio/bed.wav").write_bytes(b"RIFFnonsense")
    assert "cannot be read as audio" in faults(little)[0][1]


def test_a_link_out_of_the_folder_is_refused(little, tmp_path, silence):
    silence(tmp_path / "elsewhere.wav", 48_000)
    (little.folder / "audio/bed.wav").unlink()
    (little.folder / "audio/bed.wav").symlink_to(tmp_path / "elsewhere.wav")
    assert "leads out of the set's folder" in faults(little)[0][1]


def test_recordings_that_can_be_built_are_only_asked_for(little):
    little.bend('["C"]', '["C"]\nparts = "calm.score"')
    little.text = little.text.replace('role = "bed"', 'role = "bed"\ninstrument = "pad"')
    little.text = little.text.replace("pitched = false", 'pitched = false\ninstrument = "pad"')
    little.text += "[instruments.pad]\nprogram = 89\n"
    little.write()
    (little.folder / "calm.score").write_text("track bed\nC3w |\ntrack drums\nC3w |\n")
    (little.folder / "audio/bed.wav").unlink()
    assert faults(little) == []
    assert faults(little, "warning") == [
        (little.line_of("[sections.calm]"), "1 recording is not built yet; run 'affekt sets build little'")
    ]
    with pytest.raises(AffektError, match="run 'affekt sets build little'"):
        load(little.folder)
    assert load(little.folder, audio=False).sha256 == ""
    (little.folder / "calm.score").write_text("track bed\nC3w |\n")
    assert "calm.score has no track 'drums'; its tracks: bed" in faults(little)[0][1]
    (little.folder / "calm.score").write_text("track bed\nC3h |\n")
    assert "calm.score:2:" in faults(little)[0][1]


def test_two_rules_for_one_pair_are_an_error_and_a_covered_rule_a_warning(little):
    little.text += '\n[[transitions]]\nfrom = "any"\nto = "combat"\n'
    little.write()
    ((line, text),) = faults(little)
    assert "a second rule for any > combat; line" in text
    assert line == little.text[: little.text.rindex("[[tran")].count("\n") + 1
    little.text += '\n[[transitions]]\nto = "calm"\n[[transitions]]\nfrom = "calm"\n'
    little.write()
    warned = [text for _, text in faults(little, "warning")]
    assert "can never fire: more specific rules cover every pair of sections" in warned


def test_a_rule_that_can_never_fire_or_not_in_time_is_named_with_its_reason(little):
    little.bend('"next_beat"', '"next_beat"\nwithin_ms = 150')
    little.text += '\n[[transitions]]\nfrom = "calm"\nto = "calm"\n'
    little.write()
    warned = [text for _, text in faults(little, "warning")]
    assert warned[-2:] == [
        "150 ms can never be met: 200 ms are decided ahead; write that or more",
        "can never fire: 'calm' does not change to itself, since it loops",
    ]


def test_a_rule_that_waits_for_a_place_that_no_section_has_is_an_error(little):
    words = '"next_marker"', '"exit_cue"', '"grid"', '"next_bar"\nto_time = "entry_cue"'
    for old, new in zip(('"next_beat"', *words), words, strict=False):
        little.bend(f"from_time = {old}", f"from_time = {new}")
        ((_, text),) = faults(little)
        assert "can never fire" in text or "needs 'grid_beats'" in text or "no entry_cues" in text


def test_a_rule_from_a_section_that_plays_once_says_what_fires_it(little):
    little.bend("tail_beats = 1\n[sections.combat.layers", "tail_beats = 1\nonce = true\n[sections.combat.layers")
    little.bend("tail_beats = 1\nprogression", 'tail_beats = 1\nending = "combat"\nprogression')
    little.text += '\n[[transitions]]\nfrom = "combat"\nto = "calm"\n'
    little.write()
    notes = [text for _, text in faults(little, "note")]
    assert "'combat' ends the music: only an explicit cue leaves it before that" in notes


def test_a_playlist_is_looked_up_as_sections_are(little):
    little.text += '\n[playlists.calm]\nitems = [{ section = "clam" }]\nthen = "nowhere"\n'
    little.write()
    said = [text for _, text in faults(little)]
    assert "there is a section 'calm'; a playlist is asked for by a name of its own" in said
    assert "there is no section 'clam'; did you mean 'calm'?" in said
    assert any("there is no section 'nowhere'" in text for text in said)


def test_a_chord_beside_the_key_is_a_warning(little):
    line = little.bend('["C"]', '["E7"]')
    assert (line, "E7 has Ab, outside C ionian") in faults(little, "warning")


def test_the_leading_tone_of_a_minor_key_is_at_home(little):
    little.bend('["C"]', '["E7"]\nkey = "A"\nmode = "aeolian"')
    assert not any("outside" in text for _, text in faults(little, "warning"))


def test_a_set_has_the_same_hash_whatever_its_comments_and_another_when_a_sample_changes(little, silence):
    first = load(little.folder).sha256
    little.text = "# a comment\n" + little.text.replace('from = "any"\n', 'from = "any"\nfade = "cross"\n')
    little.write()
    assert load(little.folder).sha256 == first
    silence(little.folder / "audio/bed.wav", 48_001)
    changed = load(little.folder)
    assert changed.sha256 != first
    assert changed.sha256 == set_sha256(little.folder, changed.manifest)


def test_a_folder_of_another_name_is_a_warning(little, tmp_path):
    little.folder.rename(tmp_path / "other")
    little.folder = tmp_path / "other"
    assert any("the folder is called 'other'" in text for _, text in faults(little, "warning"))


MODAL = """progression = ["C"]
progressions = { aeolian = ["Cm"] }
[sections.calm.layers.bed]
takes = [{ file = "audio/bed.wav", name = "a" }, { file = "audio/bed.wav", name = "b", mode = "aeolian" }]
"""
PLAIN = """progression = ["C"]
[sections.calm.layers.bed]
takes = [{ file = "audio/bed.wav" }]
"""


def modal(little, text=MODAL):
    little.bend('role = "bed"', 'role = "bed"\nmode_bearing = true')
    little.bend(PLAIN, text)


def test_a_section_in_two_modes_is_in_order(little):
    modal(little)
    assert not [f for f in check(little.folder) if f.severity != "warning" or "set.json" not in f.text]
    assert load(little.folder).manifest.modes("calm") == ("aeolian",)


@pytest.mark.parametrize(
    ("was", "now", "severity", "text"),
    [
        ('mode = "aeolian"', 'mode = "dorian"', "warning", "write its chords in dorian as progressions.dorian"),
        ('mode = "aeolian"', 'mode = "dorian"', "warning", "no mode-bearing layer has a take in aeolian"),
        ('name = "a" }', 'name = "a", mode = "dorian" }', "error", "has no take in ionian, the section's own mode"),
        ('aeolian = ["Cm"]', 'ionian = ["C"]', "error", "ionian is the section's own mode"),
        ('aeolian = ["Cm"]', "aeolian = []", "error", "each bar needs a chord"),
    ],
)
def test_a_mode_that_would_never_be_heard_is_found(little, was, now, severity, text):
    modal(little, MODAL.replace(was, now))
    assert any(text in found for _, found in faults(little, severity))
