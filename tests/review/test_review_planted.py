"""A fault planted for each row about what is written: the row of its name misses its bar, and says where."""

import pytest

KIND = '[review.kinds]\nroad = "KIND"\n'
END = "[themes]"
LINE = '"Dm", "G", "C", "Am", "F", "C", "G", "Am"'
TAKES = 'theme = { takes = [{ file = "theme.wav" }] }'
THREE = (
    'theme = { takes = [{ file = "theme.wav" }, { file = "b.wav", name = "b" }, { file = "c.wav", name = "c" }],'
    " avoid_last = 0 }"
)
DARK = (
    '[layers.light_harmony]\nrole = "light_harmony"\ninstrument = "pad"\n'
    '[layers.dark_harmony]\nrole = "dark_harmony"\ninstrument = "pad"\n[sections.road]'
)
BOTH = 'light_harmony = { takes = [{ file = "l.wav" }] }\ndark_harmony = { takes = [{ file = "d.wav" }] }\n'
FALLING = 'curve = { input = "energy", points = [[0.3, 0], [0.4, -96]] }'
RISING = 'curve = { input = "energy", points = [[0.3, -96], [0.4, 0]] }'
STINGER = """\
[stingers.hit]
takes = [{ file = "hit.wav" }]
tempo = 120
instrument = "pad"
"""
HORN = '[instruments.horn]\nprogram = 60\n[layers.bed]\nrole = "bed"\ninstrument = "horn"'
HEAD = "degrees = [1, 2, 3, 5, 4], beats = [1, 1, 1, 2, 1]"
TWIN = "twin = { degrees = [2, 3, 4, 6, 5], beats = [1, 1, 1, 2, 1] }\n"


def kind(name: str) -> tuple[str, str]:
    return (END, KIND.replace("KIND", name) + END)


def words(text: str) -> tuple[str, str]:
    return (END, text + END)


PLANTED = [
    ("form.bars", "road", [], []),
    ("form.seconds", "road", [], [kind("calm")]),
    ("form.tail", "road", [], [("tempo = 120\n", "tempo = 120\ntail_beats = 0\n")]),
    ("form.ending", "road", [], []),
    ("form.exits", "road", [], [("exit_every_bars = 2", "exit_every_bars = 4")]),
    ("form.close", "road", [], [kind("victory")]),
    ("layers.count", "road", [], []),
    ("layers.steps", "road", [], []),
    ("layers.rising", "road", [], [(RISING, FALLING)]),
    ("layers.bed_thirds", "road", [("[D4 A4]w |", "[D4 F4]w |")], []),
    ("layers.harmony_pair", "road", [], [("[sections.road]\n", DARK + "\n"), (TAKES, TAKES + "\n" + BOTH)]),
    ("harmony.chords", "road", [], [(LINE, '"Dm"')]),
    ("harmony.cycle", "road", [], [(LINE, '"Dm", "G", "Dm", "G"'), ("bars = 8", "bars = 16")]),
    ("harmony.half_cadence", "road", [], [(LINE, '"Dm", "G", "C", "Am", "F", "C", "G", "F"')]),
    ("harmony.loop_end", "road", [], [(LINE, '"Dm", "G", "C", "Am", "F", "C", "G", "Dm"')]),
    ("voices.low", "road", [("G2w", "[G2 B2]w")], []),
    ("voices.range", "road", [("F2w", "B1w")], []),
    ("voices.leaps", "road", [("D5h rh", "D5q D6q D5q rq")], []),
    ("voices.steps", "road", [("D5q E5q F5q A5q", "D5q C6q D5q C6q")], []),
    ("themes.heads", "", [], [(HEAD, "degrees = [1, 2], beats = [1, 1]")]),
    ("themes.distance", "", [], [("[themes]\n", "[themes]\n" + TWIN)]),
    ("themes.spacing", "road", [], [("bars = 8", "bars = 40")]),
    ("themes.again", "road", [], []),
    ("themes.complete", "", [], []),
    ("silence.theme", "road", [("_q G5q F5q E5q | D5h rh |", "rw | rw |")], []),
    ("silence.melody", "road", [("rw | rw | rw | rw | rw", "D5w | E5w | F5w | G5w | A5w")], []),
    ("silence.bed", "road", [], []),
    ("silence.rest", "road", [], []),
    ("palette.exposed", "", [], [('[layers.bed]\nrole = "bed"\ninstrument = "pad"', HORN)]),
    ("fatigue.takes", "road", [], []),
    ("fatigue.takes", "road", [], [(TAKES, THREE)]),
    ("stingers.takes", "", [], [words(STINGER)]),
    ("stingers.length", "", [], [words(STINGER + "length_beats = 8\n")]),
    ("stingers.cooldown", "", [], [words(STINGER + "cooldown_s = 2\n")]),
    ("stingers.key", "", [], [words(STINGER + "pitched = true\n")]),
    ("duck.depth", "", [], [words('[mix.duck]\nlayers = ["bass"]\n')]),
    ("duck.attack", "", [], [words("[mix.duck]\nattack_ms = 1000\n")]),
    ("duck.release", "", [], [words("[mix.duck]\nrelease_ms = 100\n")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("id", "section", "changes", "more"), PLANTED, ids=[f"{p[0]}-{k}" for k, p in enumerate(PLANTED)]
)
def test_a_planted_fault_misses_its_row(judged, place, id, section, changes, more):
    if ("bars = 8", "bars = 40") in more or ("bars = 8", "bars = 16") in more:
        bars = 40 if ("bars = 8", "bars = 40") in more else 16
        text = (place / "road.score").read_text()
        for track in ("bed", "bass", "theme"):
            head, line = text.split(f"track {track}\n")
            first, _, rest = line.partition("\n")
            text = f"{head}track {track}\n{first}{' rw |' * (bars - 8)}\n{rest}"
        (place / "road.score").write_text(text)
    if any(BOTH in new for _, new in more):
        for layer in ("light_harmony", "dark_harmony"):
            text = (place / "road.score").read_text()
            (place / "road.score").write_text(f"{text}track {layer}\n|{' rw |' * 8}\n")
    found = judged(*changes, words=more)[id, section]
    assert found.ok is False, found
    assert found.faults
    assert found.faults[0].text


MET = (
    "form.tail", "harmony.chords", "voices.steps", "themes.heads", "duck.depth", "duck.attack", "duck.release",
    "silence.theme", "layers.rising", "palette.exposed",
)  # fmt: skip


@pytest.mark.parametrize("id", MET)
def test_without_it_the_row_is_met(judged, id):
    rows = judged()
    assert all(row.ok for (name, _), row in rows.items() if name == id)


def test_a_duck_of_the_singing_layers_alone_is_enough(judged):
    rows = judged(words=[words('[mix.duck]\nlayers = ["theme"]\nattack_ms = 60\nrelease_ms = 700\n')])
    assert (rows["duck.depth", ""].value, rows["duck.depth", ""].ok) == (-6.0, True)
    assert (rows["duck.attack", ""].value, rows["duck.release", ""].value) == (60.0, 700.0)


def test_a_theme_that_comes_again_too_soon_is_told_with_its_bar_and_take(judged, place):
    text = (place / "road.score").read_text()
    for track in ("bed", "bass"):
        head, line = text.split(f"track {track}\n")
        first, _, rest = line.partition("\n")
        text = f"{head}track {track}\n{first}{' rw |' * 24}\n{rest}"
    said = "D5q E5q F5q A5q | _q G5q F5q E5q | D5h rh |"
    again = f"| {said}{' rw |' * 9} {said}{' rw |' * 17}"
    theme = "track theme\n| D5q E5q F5q A5q | _q G5q F5q E5q | D5h rh | rw | rw | rw | rw | rw |"
    assert theme in text
    (place / "road.score").write_text(text.replace(theme, f"track theme\n{again}"))
    row = judged(words=[("bars = 8", "bars = 32")])["themes.again", "road"]
    assert (row.value, row.ok) == (12, False)
    assert (row.faults[0].bar, row.faults[0].layer) == (13, "theme")


def more_sections(count: int) -> str:
    """So many more sections to stay in, of the same notes: with four a set is a whole journey."""
    used = '[sections.more{0}.layers]\nbed = {{ takes = [{{ file = "bed.wav" }}] }}\n'
    body = 'bars = 8\ntempo = 120\nkey = "KEY"\nmode = "dorian"\nprogression = ["Dm"]\nparts = "road.score"\n'
    kinds = "[review.kinds]\n" + "".join(f'more{k} = "calm"\n' for k in range(count))
    return "".join(f"[sections.more{k}]\n{body}{used.format(k)}" for k in range(count)) + kinds


JOURNEY = (
    ("stingers.kinds", STINGER),
    ("stingers.pickups", STINGER),
    ("themes.sections", ""),
    ("themes.stingers", ""),
    ("themes.ways", ""),
)


@pytest.mark.parametrize(("id", "stings"), JOURNEY)
def test_what_a_whole_journey_is_asked_for_is_missed(judged, id, stings):
    text = more_sections(3).replace("KEY", "D") + stings
    found = judged(words=[words(text), ("bass = {", "bass = {")])[id, ""]
    assert found.bar
    assert found.ok is False
    assert found.faults


def test_a_key_too_far_from_home_is_told_and_a_named_mediant_is_not(judged):
    text = more_sections(1).replace("KEY", "Ab")
    assert judged(words=[words(text)])["harmony.keys", "more0"].ok is False
    named = judged(words=[("[review.kinds]", '[review]\nmediants = ["Ab"]\n[review.kinds]')])
    assert named["harmony.keys", "more0"].ok is True


def test_harmonies_that_move_apart_are_told_with_their_bars(judged, place):
    text = (place / "road.score").read_text()
    rests = " rw |" * 6
    light = f"track light_harmony\n| D4h F4h | D4w |{rests}\ntrack dark_harmony\n| D4h F4h | D4h F4h |{rests}\n"
    (place / "road.score").write_text(text + light)
    found = judged(words=[("[sections.road]\n", DARK + "\n"), (TAKES, TAKES + "\n" + BOTH)])
    row = found["layers.harmony_rhythm", "road"]
    assert (row.ok, {f.bar for f in row.faults}) == (False, {2})


PAD = '[layers.NAME]\nrole = "answer"\ninstrument = "pad"\n[layers.theme]'


def test_music_that_is_never_thin_is_told(judged, place):
    text = (place / "road.score").read_text()
    full = " D5w |" * 8
    (place / "road.score").write_text(text + f"track one\n|{full}\ntrack two\n|{full}\n")
    layers = PAD.replace("NAME", "one").replace("[layers.theme]", "") + PAD.replace("NAME", "two")
    takes = 'one = { takes = [{ file = "one.wav" }] }\ntwo = { takes = [{ file = "two.wav" }] }\n'
    rows = judged(
        ("rw | rw | rw | rw | rw", "D5w | D5w | D5w | D5w | D5w"),
        words=[("[layers.theme]", layers), (TAKES, TAKES + "\n" + takes)],
    )
    assert rows["silence.thin", "road"].ok is False


@pytest.mark.parametrize(
    ("id", "constant", "value"),
    [
        ("palette.onsets_pitched", "ONSET_SD", 0.0005),
        ("palette.onsets_drums", "DRUM_SD", 0.03),
        ("palette.velocity", "VELOCITY_SD", 0.0),
    ],
)
def test_players_like_machines_or_drunkards_are_told(judged, place, monkeypatch, id, constant, value):
    text = (place / "road.score").read_text()
    theme = "| D5q E5q F5q A5q | _q G5q F5q E5q | D5h rh | rw | rw | rw | rw | rw |"
    assert theme in text
    beats = " D5e E5e D5e E5e D5e E5e D5e E5e |" * 8
    (place / "road.score").write_text(text.replace(theme, "|" + beats) + f"track drum\n|{beats}\n")
    drum = '[layers.drum]\nrole = "low_percussion"\npitched = false\ninstrument = "pad"\n[layers.theme]'
    takes = [("[layers.theme]", drum), (TAKES, f'{TAKES}\ndrum = {{ takes = [{{ file = "drum.wav" }}] }}')]
    assert judged(words=takes)[id, "road"].ok is True
    monkeypatch.setattr(f"affekt.render.build_play.{constant}", value)
    if constant == "VELOCITY_SD":
        monkeypatch.setattr("affekt.render.build_play.ARCH", 0.0)
    row = judged()[id, "road"]
    assert (row.ok, row.faults[0].layer in ("theme", "drum", "bass")) == (False, True)
