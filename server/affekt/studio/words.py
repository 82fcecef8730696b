"""The text of an imported set's `set.toml`, with a comment wherever something was guessed."""

from affekt.studio.feelings import Purpose
from affekt.studio.made import Made, MadeLayer, MadeSection

_ORDER = (
    "bed", "light_harmony", "dark_harmony", "bass", "colour", "theme", "pulse", "high_percussion", "answer",
    "low_percussion",
)  # fmt: skip
"""In which a growing energy adds the layers."""
_DRIVEN = (
    "low_percussion", "bed", "bass", "light_harmony", "dark_harmony", "pulse", "theme", "high_percussion", "colour",
    "answer",
)  # fmt: skip
"""The same where the section is driven: the drums are what it stands on."""
_HYSTERESIS = 0.04


def manifest_text(made: Made) -> str:
    """Return the manifest of a set that was imported."""
    material = made.material
    start = material.start or _start(made)
    lines = [
        f"# {_plain(material.title)}: imported by 'affekt sets import'. The import told what it guessed;",
        "# change what is wrong, then run 'affekt sets check' again. docs/compose.md tells what every word means.",
        "",
        "format = 1",
        f'name = "{made.name}"',
        f'title = "{_plain(material.title)}"',
        f'start = "{start}"',
        'licence = "LicenseRef-unstated"    # say whose music this is, and under which licence it may be used',
        "",
    ]
    for name, layer in _in_order(made):
        lines += [f"[layers.{name}]", f'role = "{layer.role}"']
        if layer.percussive:
            lines.append("pitched = false    # it does not follow a change of key")
        if made.gain_db:
            lines.append(f"gain_db = {made.gain_db:g}")
        lines.append("")
    for name, section in made.sections.items():
        lines += _section(name, section, made)
    lines += _ways(made)
    for name, listed in material.playlists.items():
        items = ", ".join(f'{{ section = "{section}", loops = 1 }}' for section in listed.sections)
        order = "shuffle" if listed.shuffle else "sequence"
        lines += [f"[playlists.{name}]", f'order = "{order}"', f"repeat = {listed.repeat}", f"items = [{items}]", ""]
    for name, takes in made.stingers.items():
        lines += [
            f"[stingers.{name}]",
            f"takes = [{_takes(takes)}]",
            'at = "next_beat"',
            "duck_db = -3",
            "cooldown_s = 6",
            "",
        ]
    return "\n".join(lines)


def _plain(text: str) -> str:
    plain = "".join(c if c.isprintable() else " " for c in text)
    return plain.replace("\\", " ").replace('"', "'")[:80]


def _start(made: Made) -> str:
    """Return the section to begin with: the road, else the calmest that goes round."""
    looped = [n for n, s in made.sections.items() if not _once(s)] or list(made.sections)
    road = next((n for n in looped if made.sections[n].purpose.scene == "exploration"), None)
    return road or min(looped, key=lambda n: made.sections[n].purpose.arousal)


def _once(section: MadeSection) -> bool:
    return section.piece.once or section.purpose.once


def _in_order(made: Made) -> list[tuple[str, MadeLayer]]:
    return sorted(made.layers.items(), key=lambda item: _ORDER.index(item[1].role))


def _section(name: str, section: MadeSection, made: Made) -> list[str]:
    told, purpose = section.measured, section.purpose
    lines = [
        f"[sections.{name}]",
        f'title = "{_plain(section.piece.title)}"',
        f"bars = {told.bars}",
        f"tempo = {told.tempo:.10g}",
        f'metre = "{told.metre}"',
        f'key = "{section.key}"',
        f'mode = "{section.mode}"',
        f"target = {_target(purpose)}",
        f"phrase_bars = {next(p for p in (8, 4, 2, 1) if told.bars % p == 0)}",
        f"exit_every_bars = {1 if purpose.scene == 'combat' or told.bars % 2 else 2}",
        f"tail_beats = {told.tail_beats:g}",
    ]
    if _once(section):
        then = section.piece.then or (_start(made) if _start(made) != name else "")
        lines.append("once = true")
        lines.append(f'loops = {{ most = 1, then = "{then}" }}' if then else "loops = { most = 1 }")
    if section.lufs > -60:
        lines.append(f"loudness_lufs = {section.lufs + made.gain_db:.1f}    # measured, all layers together")
    lines += ["", f"[sections.{name}.layers]"]
    order = _DRIVEN if purpose.arousal >= 0.6 else _ORDER
    here = sorted(section.files, key=lambda layer: order.index(made.layers[layer].role))
    stem, others = here[0], here[1:]
    for layer in here:
        words = f"takes = [{_takes(section.files[layer])}]"
        gain = section.gains.get(layer, 0.0)
        if gain:
            words += f", gain_db = {max(-96.0, gain + made.gain_db):g}"
        if layer != stem and not _once(section):
            words += f", curve = {_curve(others.index(layer), len(others), purpose.arousal)}"
        lines.append(f"{layer} = {{ {words} }}")
    return [*lines, ""]


def _target(purpose: Purpose) -> str:
    feeling = f"valence = {purpose.valence:g}, arousal = {purpose.arousal:g}, dominance = {purpose.dominance:g}"
    return f"{{ {feeling} }}"


def _takes(takes: list[tuple[str, str]]) -> str:
    return ", ".join(f'{{ file = "{file}", name = "{take}" }}' for file, take in takes)


def _curve(index: int, count: int, arousal: float) -> str:
    """Return a step of a section's energy: the layers come in one after another around the section's own arousal."""
    low = max(0.04, arousal - 0.2)
    at = low + (min(0.94, arousal + 0.15) - low) * (index + 0.5) / count
    points = f"[[{at:.3f}, -96], [{at + 0.01:.3f}, -4], [{min(1.0, at + 0.1):.3f}, 0]]"
    return f'{{ input = "energy", points = {points}, hysteresis = {_HYSTERESIS:g} }}'


def _ways(made: Made) -> list[str]:
    ways: list[tuple[str, str, dict[str, str | float | bool]]] = [
        (w.origin, w.target, w.words) for w in made.material.ways
    ]
    if len(made.sections) > 1 and not any((a, b) == ("any", "any") for a, b, _ in ways):
        ways.insert(0, ("any", "any", {"from_time": "next_bar", "to_time": "start", "fade": "out", "fade_beats": 0.25}))
    said = {(a, b) for a, b, _ in ways}
    for name, section in made.sections.items():
        if section.purpose.scene in ("combat", "loss") and ("any", name) not in said and not made.material.ways:
            words: dict[str, str | float | bool] = {
                "from_time": "next_beat", "to_time": "start", "fade": "out", "fade_beats": 0.125, "within_ms": 600,
            }  # fmt: skip
            ways.append(("any", name, words))
        if _once(section) and (name, "any") not in said:
            words = {"from_time": "end", "to_time": "start", "fade": "disabled"}
            ways.append((name, "any", words))
    lines: list[str] = []
    for origin, target, words in ways:
        lines += ["[[transitions]]", f'from = "{origin}"', f'to = "{target}"']
        lines += [f"{key} = {_value(value)}" for key, value in words.items()]
        lines.append("")
    return lines


def _value(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else f"{value:g}"
