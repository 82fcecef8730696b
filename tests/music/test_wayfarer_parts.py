"""What is the score's own, besides the figures that `affekt sets review` holds every set to."""

from collections.abc import Callable
from itertools import pairwise
from statistics import pstdev

from affekt.arrange.manifest import StemSet
from affekt.arrange.notation import PartNote
from affekt.core.harmony import parse_chord, pitch_class, scale
from affekt.core.units import SAMPLE_RATE
from affekt.render.build_play import Performance, humanised

Parts = dict[str, tuple[PartNote, ...]]
Layers = Callable[[str, str], list[str]]

MAIN = ("calm", "exploration", "wonder", "tension", "combat")
DARK_FIRST = {"tension", "tension_end"}
"""Where the declared chords are the dark harmony's; elsewhere they are the light one's."""
BORROWED = {"victory": {"Bb", "F"}, "combat": {"C#"}, "combat_end": {"C#"}}


def overlap(a: PartNote, b: PartNote) -> int:
    return min(a.tick + a.ticks, b.tick + b.ticks) - max(a.tick, b.tick)


def takes(parts: Parts, layer: str) -> list[str]:
    """The tracks from which a layer's takes are built: its own, then `_b`, `_c`."""
    return [t for t in (layer, f"{layer}_b", f"{layer}_c") if t in parts]


def sounding_at(parts: Parts, layers: list[str], tick: int) -> list[int]:
    return sorted(n.pitch for name in layers for n in parts[name] if n.tick <= tick < n.tick + n.ticks)


def test_every_beat_is_a_whole_number_of_frames(wayfarer: StemSet) -> None:
    assert all(SAMPLE_RATE * 60 % section.tempo == 0 for section in wayfarer.sections.values())


def test_every_layer_has_its_track_and_every_track_its_layer(wayfarer: StemSet, parts: dict[str, Parts]) -> None:
    for name, section in wayfarer.sections.items():
        assert set(parts[name]) == {
            layer if take.name == "a" else f"{layer}_{take.name}"
            for layer, use in section.layers.items()
            for take in use.takes
        }


def test_notes_are_in_the_key_but_for_what_a_mode_or_a_cadence_borrows(
    wayfarer: StemSet, parts: dict[str, Parts]
) -> None:
    for name, section in wayfarer.sections.items():
        inside = set(scale(section.key, section.mode)) | {pitch_class(n) for n in BORROWED.get(name, ())}
        light = inside | {pitch_class("E")}
        dark = inside | {pitch_class("Bb"), pitch_class("Eb")}
        for layer in section.layers:
            if not wayfarer.layers[layer].pitched:
                continue
            allowed = light if layer == "light_harmony" else dark if layer == "dark_harmony" else inside
            for track in takes(parts[name], layer):
                assert {n.pitch % 12 for n in parts[name][track]} <= allowed, (name, track)


def test_only_the_harmonies_carry_the_note_that_light_and_dark_differ_in(
    wayfarer: StemSet, parts: dict[str, Parts]
) -> None:
    """So that either can sound, or neither, under everything else."""
    changing = {"calm": "B Bb", "exploration": "B Bb", "aftermath": "B Bb"}
    for name, notes in changing.items():
        forbidden = {pitch_class(n) for n in notes.split()}
        for layer in wayfarer.sections[name].layers:
            if wayfarer.layers[layer].pitched and not wayfarer.layers[layer].mode_bearing:
                for track in takes(parts[name], layer):
                    assert not forbidden & {n.pitch % 12 for n in parts[name][track]}, (name, track)


def test_no_bar_has_both_of_the_notes_that_light_and_dark_differ_in(
    wayfarer: StemSet, parts: dict[str, Parts], sounding: Layers
) -> None:
    """Where themes sing that note too, the other harmony leaves it out in those bars."""
    night = ("tension", "tension_end", "combat", "combat_end", "loss")
    differing = {"wonder": "B Bb", "wonder_end": "B Bb"} | dict.fromkeys(night, "E Eb")
    for name, notes in differing.items():
        both = {pitch_class(n) for n in notes.split()}
        section = wayfarer.sections[name]
        bar = section.time_signature.bar_ticks
        for harmony in ("light_harmony", "dark_harmony"):
            tracks = [t for layer in sounding(name, harmony) for t in takes(parts[name], layer)]
            for first in range(0, section.bars * bar, bar):
                heard = {
                    n.pitch % 12 for t in tracks for n in parts[name][t] if overlap(n, PartNote(first, bar, 0, 1)) > 0
                }
                assert not both <= heard, (name, harmony, first // bar + 1)


def test_light_and_dark_harmony_have_one_rhythm(parts: dict[str, Parts]) -> None:
    for name, tracks in parts.items():
        if "dark_harmony" in tracks:
            hands = [t for h in ("light_harmony", "dark_harmony") for t in takes(tracks, h)]
            assert len({frozenset((n.tick, n.ticks) for n in tracks[t]) for t in hands}) == 1, name


def test_the_harmony_sounds_the_chords_that_are_declared_or_is_silent(
    wayfarer: StemSet, parts: dict[str, Parts]
) -> None:
    for name, section in wayfarer.sections.items():
        layer = "dark_harmony" if name in DARK_FIRST else "light_harmony"
        ticks, silent = section.time_signature.bar_ticks, 0
        for track in takes(parts[name], layer):
            for bar, chords in enumerate(section.chords()):
                share = ticks // len(chords)
                for place, symbol in enumerate(chords):
                    begin = bar * ticks + place * share
                    heard = {
                        n.pitch % 12 for n in parts[name][track] if n.tick < begin + share and n.tick + n.ticks > begin
                    }
                    silent += not heard
                    assert not heard or set(parse_chord(symbol).pitch_classes) <= heard, (name, track, bar + 1, symbol)
        assert silent <= len(takes(parts[name], layer)) * section.bars // 6, name


def test_the_bass_states_each_bars_bass_note(wayfarer: StemSet, parts: dict[str, Parts]) -> None:
    for name, section in wayfarer.sections.items():
        ticks = section.time_signature.bar_ticks
        for bar, chords in enumerate(section.chords()):
            for note in parts[name]["bass"]:
                if note.tick == bar * ticks:
                    assert note.pitch % 12 == parse_chord(chords[0]).bass, (name, bar + 1)


def test_the_bed_has_no_thirds(wayfarer: StemSet, parts: dict[str, Parts]) -> None:
    for name, section in wayfarer.sections.items():
        for bar, chords in enumerate(section.chords()):
            bass = parse_chord(chords[0]).bass
            third = {(bass + 3) % 12, (bass + 4) % 12}
            tick = bar * section.time_signature.bar_ticks
            assert not third & {p % 12 for p in sounding_at(parts[name], ["bed"], tick)}, (name, bar + 1)


def test_the_road_nearly_falls_silent_once_in_a_round(wayfarer: StemSet, parts: dict[str, Parts]) -> None:
    section = wayfarer.sections["exploration"]
    bar = section.time_signature.bar_ticks
    heard = [
        {n for n in section.layers if n != "dark_harmony" and any(sounding_at(parts["exploration"], [n], t)
         for t in range(b * bar, (b + 1) * bar, 240))}
        for b in range(section.bars)
    ]  # fmt: skip
    assert sum(len(h) <= 3 for h in heard) >= section.bars / 4
    alone = max(len(run) for run in "".join("b" if h <= {"bed"} else " " for h in heard).split())
    assert alone * 4 * 60 / section.tempo >= 10.0


def head(notes: tuple[PartNote, ...], bar: int, count: int = 4) -> list[int]:
    top = sorted({n.tick: n.pitch for n in notes if n.tick >= (bar - 1) * 3840}.items())
    return [b[1] - a[1] for a, b in pairwise(top[:count])]


def test_the_keepers_leap_is_heard_on_the_road_in_danger_and_in_victory(parts: dict[str, Parts]) -> None:
    """Down a fourth and back, then upwards: in each section's mode, in tension over twice the time."""
    assert head(parts["exploration"]["theme"], 1, 5) == [-5, 5, 2, 1]
    assert head(parts["victory"]["theme"], 1, 5) == [-5, 5, 2, 2]
    assert head(parts["combat"]["theme"], 1, 5) == [-5, 5, 2, 1]
    assert head(parts["tension"]["theme"], 5, 5) == [-5, 5, 1, 2]
    assert head(parts["calm"]["theme"], 3, 4) == [-5, 5, 2]


def test_light_and_dark_harmony_are_never_both_heard(wayfarer: StemSet) -> None:
    for name, section in wayfarer.sections.items():
        if "dark_harmony" not in section.layers:
            continue
        for step in range(-200, 201):
            levels = [c.at(step / 200) for n in ("light_harmony", "dark_harmony") if (c := section.layers[n].curve)]
            assert min(levels) <= -40, (name, step)


def test_light_gives_way_to_dark_at_once_and_never_through_a_chord_of_both(wayfarer: StemSet) -> None:
    for layer in ("light_harmony", "dark_harmony"):
        assert wayfarer.layers[layer].fade_beats * 60 / 72 <= 0.05


def test_players_are_uneven_as_people_are(wayfarer: StemSet, parts: dict[str, Parts]) -> None:
    for name in MAIN:
        section = wayfarer.sections[name]
        for layer, use in section.layers.items():
            notes = parts[name][layer]
            if len(notes) < 60:
                continue
            drums = not wayfarer.layers[layer].pitched
            player = Performance(layer, wayfarer.instruments[use.instrument or ""], percussive=drums)
            played = humanised(notes, section, player)
            beat = SAMPLE_RATE * 60 / section.tempo / 960
            written = sorted((n.tick * beat, n.pitch) for n in notes)
            stray = [o - w for (o, _), (w, _) in zip(sorted((o, k) for o, _, k, _ in played), written, strict=True)]
            low, high = (2.5, 8.0) if drums else (5.0, 15.0)
            assert low <= pstdev(stray) / SAMPLE_RATE * 1000 <= high, (name, layer)
            if layer != "bed":
                assert pstdev(v for *_, v in played) >= 8.0, (name, layer)


def test_a_key_is_up_before_it_is_struck_again_also_across_the_loop(wayfarer: StemSet, parts: dict[str, Parts]) -> None:
    section = wayfarer.sections["combat"]
    body = round(section.bars * 4 * SAMPLE_RATE * 60 / section.tempo)
    for layer, use in section.layers.items():
        played = humanised(
            parts["combat"][layer], section, Performance(layer, wayfarer.instruments[use.instrument or ""])
        )
        for key in {k for _, _, k, _ in played}:
            strokes = sorted((on, off) for on, off, k, _ in played if k == key)
            strokes.append((strokes[0][0] + body, 0))
            assert all(off <= on or on - begin < 128 for (begin, off), (on, _) in pairwise(strokes)), (layer, key)


def test_the_bars_that_a_melody_leads_are_those_that_its_part_sings(wayfarer: StemSet, parts: dict[str, Parts]) -> None:
    for name in MAIN:
        section = wayfarer.sections[name]
        bar = section.time_signature.bar_ticks
        for layer in ("theme", "answer"):
            sung = {
                b
                for track in takes(parts[name], layer)
                for n in parts[name][track]
                for b in range(n.tick // bar + 1, -(-(n.tick + n.ticks) // bar) + 1)
            }
            said = {b for low, high in section.layers[layer].leads or () for b in range(low, high + 1)}
            assert said == sung, (name, layer)
