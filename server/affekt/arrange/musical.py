"""What a musician would notice in a manifest: chords beside the key, cues behind the last bar, unwanted silence."""

from affekt.arrange.findings import Findings
from affekt.arrange.locate import KeyPath
from affekt.arrange.manifest import CuePoint, Layer, Section, SectionLayer, StemSet
from affekt.core.effects import EFFECTS
from affekt.core.harmony import NAMES, parse_chord, pitch_class, scale

_AUDIBLE_DB = -60.0
_MINOR = ("aeolian", "dorian", "phrygian")
"""Modes whose dominant usually borrows the leading tone."""


def check_music(manifest: StemSet, findings: Findings) -> None:
    """Find what cannot be played, or probably is not meant."""
    for name, section in manifest.sections.items():
        here: KeyPath = ("sections", name)
        _bars(here, section, findings)
        _harmony(here, section, findings)
        _always_on(here, manifest, section, findings)
        if section.once and section.ending:
            findings.note((*here, "ending"), "it plays once, so its own close is heard; the ending is used on 'stop'")
    for name, layer in manifest.layers.items():
        if layer.curve:
            _levels(("layers", name, "curve", "points"), [y for _, y in layer.curve.points], findings)
    for name in manifest.variants:
        findings.note(("variants", name), "not yet: kept, but there is no word to choose a variant")
    _sounds(manifest, findings)


def _sounds(manifest: StemSet, findings: Findings) -> None:
    for name, instrument in manifest.instruments.items():
        if instrument.low > instrument.high:
            findings.error(("instruments", name, "low"), f"low {instrument.low} is above high {instrument.high}")
    for name, voice in manifest.voices.items():
        here: KeyPath = ("voices", name)
        if voice.low > voice.high:
            findings.error((*here, "low"), f"low {voice.low} is above high {voice.high}")
        if voice.velocity[0] > voice.velocity[1]:
            findings.error((*here, "velocity"), "write the softest first, such as [50, 96]")
        if voice.curve and any(not 0 <= y <= 1 for _, y in voice.curve.points):
            findings.error((*here, "curve", "points"), "a voice's curve is a probability; keep its values in 0 to 1")
    for name, stinger in manifest.stingers.items():
        if stinger.pitched and stinger.key is None:
            findings.error(("stingers", name), "a pitched stinger needs 'key', the tonic it was written in")
        if stinger.key is not None:
            try:
                pitch_class(stinger.key)
            except ValueError as error:
                findings.error(("stingers", name, "key"), str(error))
        for index, take in enumerate(stinger.takes):
            if take.key is not None:
                try:
                    pitch_class(take.key)
                except ValueError as error:
                    findings.error(("stingers", name, "takes", index, "key"), str(error))
        if stinger.otherwise == name:
            findings.error(("stingers", name, "otherwise"), "name another stinger; it cannot stand in for itself")
    for name, theme in manifest.themes.items():
        if len(theme.degrees) != len(theme.beats):
            text = f"{len(theme.degrees)} degrees and {len(theme.beats)} beats; write one length for each degree"
            findings.error(("themes", name, "beats"), text)
        if len(theme.close_degrees) != len(theme.close_beats):
            text = f"{len(theme.close_degrees)} degrees and {len(theme.close_beats)} beats; write one length for each"
            findings.error(("themes", name, "close_beats"), text)
        if any(beats <= 0 for beats in (*theme.beats, *theme.close_beats)):
            findings.error(("themes", name, "beats"), "each length must be above 0")
    for name, parameter in manifest.params.items():
        values = [y for _, y in parameter.curve.points]
        at: KeyPath = ("params", name, "curve", "points")
        effect = EFFECTS.get(parameter.to)
        if effect is not None:
            if any(not effect.low <= y <= effect.high for y in values):
                unit = f" is in {effect.unit};" if effect.unit else ":"
                findings.error(at, f"{parameter.to}{unit} keep its values in {effect.low:g} to {effect.high:g}")
        else:
            _levels(at, values, findings)


def _levels(path: KeyPath, values: list[float], findings: Findings) -> None:
    if any(not -96 <= y <= 12 for y in values):
        findings.error(path, "levels are in dB; keep them in -96 (silence) to 12")


def _bars(here: KeyPath, section: Section, findings: Findings) -> None:
    beats = section.time_signature.numerator
    lists: dict[str, list[CuePoint]] = {
        "entry_cues": section.entry_cues, "exit_cues": section.exit_cues, "markers": section.markers,
    }  # fmt: skip
    for key, points in lists.items():
        for index, point in enumerate(points):
            if point.bar > section.bars:
                findings.error((*here, key, index), f"bar {point.bar} is behind the last bar, {section.bars}")
            if point.beat >= beats + 1:
                findings.error((*here, key, index), f"beat {point.beat:g} is not in a bar of {section.metre}")
    for index, point in enumerate(section.markers):
        if point.name is None:
            findings.error((*here, "markers", index), "a marker needs a 'name'; it is what clients are told")
    if section.exit_every_bars > section.bars:
        findings.error((*here, "exit_every_bars"), f"is more than the section's {section.bars} bars")
    if section.phrase_bars > section.bars:
        findings.warning((*here, "phrase_bars"), f"a phrase of {section.phrase_bars} bars is longer than the section")
    elif section.bars % section.phrase_bars:
        findings.warning((*here, "phrase_bars"), f"{section.phrase_bars} bars do not divide {section.bars}")
    if section.sustain and not section.sustain[0] <= section.sustain[1] <= section.bars:
        findings.error((*here, "sustain"), f"write the first and the last of its bars, at most {section.bars}")
    if 0 < section.loops.most < section.loops.least:
        findings.error((*here, "loops"), f"most {section.loops.most} is under least {section.loops.least}")
    if section.rest:
        for key, (low, high) in (("after_s", section.rest.after_s), ("for_s", section.rest.for_s)):
            if low > high:
                findings.error((*here, "rest", key), "write the shortest time first, such as [120, 240]")


def _harmony(here: KeyPath, section: Section, findings: Findings) -> None:
    if not section.progression:
        return
    at = (*here, "progression")
    if section.progression[0].split()[:1] in ([], ["%"]):
        findings.error((*at, 0), "the first bar needs a chord; '%' has nothing to repeat")
        return
    if any(not bar.split() for bar in section.progression):
        findings.error(at, "an empty bar; write '%' to repeat the last chord")
        return
    if len(section.progression) > section.bars:
        findings.warning(at, f"{len(section.progression)} bars of chords for {section.bars} bars of music")
    elif section.bars % len(section.progression):
        findings.warning(at, f"{len(section.progression)} bars of chords do not divide {section.bars} bars of music")
    inside = set(scale(section.key, section.mode))
    if section.mode in _MINOR:
        inside.add((pitch_class(section.key) + 11) % 12)
    for index, bar in enumerate(section.progression):
        for symbol in bar.split():
            if symbol == "%":
                continue
            chord = parse_chord(symbol)
            outside = sorted({*chord.pitch_classes, chord.bass} - inside)
            if outside:
                tones = ", ".join(NAMES[p] for p in outside)
                findings.warning((*at, index), f"{symbol} has {tones}, outside {section.key} {section.mode}")


def _always_on(here: KeyPath, manifest: StemSet, section: Section, findings: Findings) -> None:
    if not section.layers:
        findings.error(here, "has no layers; add [sections.NAME.layers.LAYER] with its takes")
        return
    for name, used in section.layers.items():
        if name in manifest.layers and _stays(manifest.layers[name], used):
            return
    text = "every layer can fall silent; leave one without a curve and with probability 1"
    findings.error((*here, "layers"), text)


def _stays(layer: Layer, used: SectionLayer) -> bool:
    """Tell whether a layer of a section always sounds."""
    curve = used.curve or layer.curve
    probability = layer.probability if used.probability is None else used.probability
    return probability >= 1.0 and (curve is None or min(y for _, y in curve.points) > _AUDIBLE_DB)
