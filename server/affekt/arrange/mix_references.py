"""Names in a manifest's mix, snapshots and review that must mean something."""

from collections.abc import Callable, Iterable

from affekt.arrange.findings import Findings
from affekt.arrange.locate import KeyPath
from affekt.arrange.manifest import StemSet

Known = Callable[[KeyPath, str | None, Iterable[str], str], None]
"""Says so where a name is not one of those given: (path, name, names, kind)."""


def check_mix(manifest: StemSet, known: Known, inputs: Iterable[str], findings: Findings) -> None:
    """Find names of the mix and the review that mean nothing, and sends that nobody hears.

    Args:
        manifest: The set.
        known: Looks a name up.
        inputs: What of an intent a condition may read.
        findings: Where notes go.
    """
    mix = manifest.mix
    for index, layer in enumerate(mix.duck.layers):
        known(("mix", "duck", "layers", index), layer, manifest.layers, "layer")
    for section in mix.sections:
        known(("mix", "sections", section), section, manifest.sections, "section")
    values = list(inputs)
    for name, one in manifest.snapshots.items():
        here: KeyPath = ("snapshots", name)
        for index, condition in enumerate(one.when):
            source, _, key = condition.input.partition(".")
            if not (source in ("state", "param") and key):
                known((*here, "when", index, "input"), condition.input, [*values, "state.KEY", "param.NAME"], "input")
        for index, section in enumerate(one.sections):
            known((*here, "sections", index), section, manifest.sections, "section")
        for layer in one.layers:
            known((*here, "layers", layer), layer, manifest.layers, "layer")
    for section in manifest.review.kinds:
        known(("review", "kinds", section), section, manifest.sections, "section")
    for index, figure in enumerate(manifest.review.figures):
        for place, section in enumerate(figure.sections):
            known(("review", "figures", index, "sections", place), section, manifest.sections, "section")
    for theme, sections in manifest.review.complete.items():
        known(("review", "complete", theme), theme, manifest.themes, "theme")
        for place, section in enumerate(sections):
            known(("review", "complete", theme, place), section, manifest.sections, "section")
    sent = [name for name, layer in manifest.layers.items() if layer.reverb > 0.0]
    heard = [mix.reverb.level_db, *(v for s in mix.sections.values() for n, v in s.effects.items() if n == "reverb")]
    heard += [v for one in manifest.snapshots.values() for n, v in one.effects.items() if n == "reverb"]
    heard += [y for p in manifest.params.values() if p.to == "reverb" for _, y in p.curve.points]
    if (sent or mix.reverb.stingers or mix.reverb.notes) and max(heard) <= -96.0:
        what = f"layer '{sent[0]}' sends" if sent else "stingers or notes send"
        findings.note(("mix", "reverb"), f"{what} into a room that is never heard; set level_db under [mix.reverb]")
