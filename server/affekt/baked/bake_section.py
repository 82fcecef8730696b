"""Baking a section: its body in ticks and frames, its layers and curves, and a resolved way to every other section."""

from collections.abc import Mapping, Sequence
from math import log2
from typing import TYPE_CHECKING, Any
from zlib import crc32

from affekt.arrange import timing
from affekt.arrange.base import Curve
from affekt.arrange.manifest import Section, StemSet, StingerTake
from affekt.arrange.transitions import DEFAULT, rule_for, rule_name
from affekt.baked.whole import WHOLE
from affekt.core.errors import AffektError, Reason
from affekt.core.harmony import nearest_shift
from affekt.core.units import SAMPLE_RATE

if TYPE_CHECKING:
    from affekt.baked.bake import Recording

COLOURS = {"mirror": 1000, "lead": 400, "contrast": -500, "hold": 0}
STINGER_SHARE = 0.6
_PLAIN = ("valence", "arousal", "dominance")


def millis(value: float) -> int:
    """Return a number in thousandths."""
    return round(value * 1000)


def salt(text: str) -> int:
    """Return a word for what a draw is about."""
    return crc32(text.encode())


def weights(plain: Sequence[float]) -> list[int]:
    """Return weights as whole numbers that sum up to about a million."""
    total = sum(plain)
    if total <= 0:
        return [WHOLE // max(len(plain), 1)] * len(plain)
    return [max(round(one * WHOLE / total), 1 if one > 0 else 0) for one in plain]


class Tables:
    """The inputs that curves read, as tables over the feeling; and the state keys that they read."""

    def __init__(self) -> None:
        self.inputs: dict[str, Any] = {}
        self.keys: set[str] = set()
        for name in ("energy", "tension", "dynamics"):
            self.input(name, 0.0, "")

    def input(self, name: str, bpm: float, section: str) -> str:
        """Return the name under which an input is read; the first time its table is worked out.

        Raises:
            AffektError: BAD_SET, if nothing is known of it.
        """
        if name.startswith("state."):
            self.keys.add(name.removeprefix("state."))
            return name
        if name in _PLAIN or name.startswith("param."):
            return name
        if name not in _LAWS and name != "density":
            raise AffektError(Reason.BAD_SET, f"a curve reads '{name}', which a baked score does not know")
        key = f"density@{section}" if name == "density" else name
        if key not in self.inputs:
            self.inputs[key] = _table(name, bpm)
        return key

    def points(self, curve: Curve) -> list[list[int]]:
        """Return a curve's points: millionths of the input, thousandths of the value."""
        return [[round(x * WHOLE), millis(y)] for x, y in curve.points]


_LAWS = {
    # name: (valence, arousal → value in its own unit), share of dominance, low, high, unit in the table
    "energy": (lambda v, a: 0.9 * a + 0.05, 0.05, 0.0, 1.0, WHOLE),
    "tension": (lambda v, a: 0.25 - 0.45 * v + 0.45 * (a - 0.3), -0.1, 0.0, 1.0, WHOLE),
    "brightness": (lambda v, a: 0.35 + 0.3 * a + 0.2 * v, 0.1, 0.0, 1.0, WHOLE),
    "orchestration": (lambda v, a: 0.2 + 0.6 * a + 0.1 * abs(v), 0.1, 0.0, 1.0, WHOLE),
    "articulation": (lambda v, a: 0.4 + 0.5 * a * max(v, 0.0), 0.0, 0.0, 1.0, WHOLE),
    "dynamics": (lambda v, a: 3.0 * 0.6 * (2.0 * a - 1.0), 3.0 * 0.4, -3.0, 3.0, 1000),
}
"""The mapping's own laws; each is straight between the corners of the tables."""


def _table(name: str, bpm: float) -> dict[str, Any]:
    if name == "density":

        def law(v: float, a: float) -> float:
            del v
            return 0.5 * log2(1.2 * 5.0**a * 60.0 / bpm / 0.75)

        share, low, high, unit = 0.0, 0.0, 1.0, WHOLE
    else:
        law, share, low, high, unit = _LAWS[name]
    return {
        "valence": [-WHOLE, 0, WHOLE],
        "arousal": [0, WHOLE],
        "at": [[round(law(v, a) * unit) for a in (0.0, 1.0)] for v in (-1.0, 0.0, 1.0)],
        "dominance": round(share * unit),
        "low": round(low * unit),
        "high": round(high * unit),
    }


def section(manifest: StemSet, name: str, recordings: "Mapping[str, Recording]", tables: Tables) -> dict[str, Any]:
    """Return a section as `baked.json` has it."""
    one = manifest.sections[name]
    metre = one.time_signature
    rest = one.rest
    then = one.loops.then if one.loops.then in manifest.sections else None
    loudest = max((s.loudness_lufs for s in manifest.sections.values() if s.loudness_lufs is not None), default=0.0)
    softer = 0.0 if one.loudness_lufs is None else STINGER_SHARE * (one.loudness_lufs - loudest)
    return {
        "title": one.title,
        "bars": one.bars,
        "metre": one.metre,
        "bpm": one.tempo,
        "mbpm": millis(one.tempo),
        "key": one.key,
        "mode": one.mode,
        "beat_ticks": metre.beat_ticks,
        "bar_ticks": metre.bar_ticks,
        "ticks": timing.body_ticks(one),
        "frames": timing.body_frames(one),
        "pickup_frames": timing.pickup_frames(one),
        "tail_frames": timing.tail_frames(one),
        "tail_s": max(round(timing.tail_frames(one) / SAMPLE_RATE, 3), 0.05),
        "target": [round(x * WHOLE) for x in (one.target.valence, one.target.arousal, one.target.dominance)],
        "box": [round(x * WHOLE) for x in (one.box.valence, one.box.arousal, one.box.dominance)],
        "colour": COLOURS[one.policy],
        "scale": f"{one.key} {one.mode}",
        "chords": _chords(one),
        "markers": sorted([timing.cue_tick(one, cue), cue.name or ""] for cue in one.markers),
        "entries": sorted(timing.cue_tick(one, cue) for cue in one.entry_cues),
        "once": one.once,
        "least": one.loops.least,
        "most": one.loops.most,
        "then": then,
        "ending": one.ending if one.ending in manifest.sections else None,
        "alternates": _alternates(manifest, name),
        "rest": None if rest is None else {"after": _span(rest.after_s), "for": _span(rest.for_s), "keep": rest.keep},
        "cooldown": round(one.cooldown_s * SAMPLE_RATE),
        "resume": round(one.resume_s * SAMPLE_RATE),
        "min_bars": one.min_bars,
        "salt": salt(name),
        "stinger_db": round(softer, 3),
        "layers": {layer: _layer(manifest, name, layer, tables) for layer in manifest.playing_layers(name)},
        "ways": {to: _way(manifest, name, to) for to in manifest.sections},
        "stingers": _stingers(manifest, one.key),
    }


def _span(seconds: tuple[float, float]) -> list[int]:
    return [round(s * SAMPLE_RATE) for s in seconds]


def _chords(one: Section) -> list[list[Any]]:
    found: list[list[Any]] = []
    metre = one.time_signature
    for bar, chords in enumerate(one.chords()):
        share = metre.bar_ticks // len(chords)
        found += [[bar * metre.bar_ticks + n * share, chord] for n, chord in enumerate(chords)]
    return found


def _alternates(manifest: StemSet, name: str) -> list[dict[str, Any]]:
    plain = {name: 1.0}
    for alternate in manifest.sections[name].alternates:
        plain[alternate.section] = alternate.weight
    if len(plain) < 2:
        return []
    names = sorted(plain)
    whole = weights([plain[n] for n in names])
    return [{"section": n, "weight": w} for n, w in zip(names, whole, strict=True)]


def _layer(manifest: StemSet, section_name: str, name: str, tables: Tables) -> dict[str, Any]:
    one, whole = manifest.sections[section_name], manifest.layers[name]
    own = one.layers[name]
    curve = own.curve or whole.curve
    level = whole.gain_db if own.gain_db is None else own.gain_db
    mix = manifest.mix.sections.get(section_name)
    probability = whole.probability if own.probability is None else own.probability
    fits = [t for t in own.takes if (t.mode or one.mode) == one.mode] or own.takes
    return {
        "level": millis(level + (mix.music_db if mix is not None else 0.0)),
        "input": tables.input(curve.input, one.tempo, section_name) if curve else "",
        "points": tables.points(curve) if curve else [],
        "hysteresis": round(curve.hysteresis * WHOLE) if curve else 0,
        "probability": round(probability * WHOLE),
        "takes": [
            {"name": take.name, "file": take.file, "weight": weight}
            for take, weight in zip(fits, weights([t.weight for t in fits]), strict=True)
        ],
        "avoid_last": own.avoid_last,
        "leads": [list(bars) for bars in own.leads or ()],
        "loop_frames": timing.own_loop_frames(one, name),
        "salt": salt(f"{section_name}.{name}"),
    }


def _way(manifest: StemSet, name: str, to: str) -> dict[str, Any]:
    """Return the rule that leads from a section to another, with the places where it may leave."""
    rule, one = rule_for(manifest, name, to), manifest.sections[name]
    metre, length = one.time_signature, timing.body_ticks(one)
    places: list[int] = []
    match rule.from_time:
        case "exit_cue":
            places = [timing.cue_tick(one, cue) for cue in one.exit_cues]
            if one.exit_every_bars:
                step = one.exit_every_bars * metre.bar_ticks
                places += range(step, length, step)
        case "next_marker":
            places = [timing.cue_tick(one, cue) for cue in one.markers]
        case "grid" if rule.grid_beats > 0:
            step = max(round(rule.grid_beats * metre.beat_ticks), 1)
            places = list(range(0, length, step))
    return {
        "rule": rule_name(rule),
        "general": rule.source + rule.target == "anyany",
        "default": rule is DEFAULT,
        "from_time": rule.from_time,
        "to_time": rule.to_time,
        "fade": rule.fade,
        "fade_beats": rule.fade_beats,
        "within": round(rule.within_ms * SAMPLE_RATE / 1000),
        "places": sorted(set(places)),
    }


def _stingers(manifest: StemSet, tonic: str) -> dict[str, Any]:
    """Return, for a key, the stingers whose takes do not all stand in it: which of them fit, or what stands in."""
    found: dict[str, Any] = {}
    for name, stinger in manifest.stingers.items():
        if not stinger.pitched or not stinger.takes:
            continue
        away = {take.name: nearest_shift(take.key or stinger.key or tonic, tonic) for take in stinger.takes}
        if not any(away.values()):
            continue
        nearest = min(abs(shift) for shift in away.values())
        fits = [take for take, shift in away.items() if abs(shift) == nearest]
        other = manifest.stingers.get(stinger.otherwise or "")
        if nearest and other is not None and stinger.otherwise is not None:
            instead = [take.name for take in other.takes if not other.pitched or _in_key(take, other.key, tonic)]
            if instead:
                found[name] = {"as": stinger.otherwise, "takes": instead}
                continue
        found[name] = {"as": name, "takes": fits}
    return found


def _in_key(take: StingerTake, key: str | None, tonic: str) -> bool:
    return nearest_shift(take.key or key or tonic, tonic) == 0
