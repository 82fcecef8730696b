"""Steadiness: a feeling that stays the same under a sensor's noise changes nothing that a listener would notice."""

from collections import Counter
from collections.abc import Iterator
from math import cos, log, pi, sqrt

from affekt.bench.rows import Row, judged
from affekt.bench.run import Setting
from affekt.bench.sets_fatigue import first_section, still
from affekt.bench.sets_walk import MINUTES, open_walk, walk
from affekt.core.chance import uniform
from affekt.core.feeling import Evidence
from affekt.core.inputs import Reading, Said
from affekt.core.score import Key, Section, Tempo
from affekt.core.units import frames

NOISE = 0.15
_HERTZ = 2
_FROM_S = 10.0
"""Until then the first section, key and feeling are still being found."""


def steady(setting: Setting) -> Iterator[Row]:
    """Walk for 20 minutes under noise of sd .15, and count the changes."""
    loaded = open_walk(setting.stem_set)
    target = loaded.manifest.sections[first_section(loaded.manifest)].target
    said = [*still(loaded.manifest)[:2], *noise(target.valence, target.arousal)]
    events = [e for e in walk(loaded, said, MINUTES * 60.0) if e.frame > frames(_FROM_S)]
    counts = Counter(type(e.act) for e in events)
    why = f"{MINUTES:g} minutes, {_HERTZ} readings a second, sd {NOISE:g}"
    places = ", ".join(e.act.section for e in events if isinstance(e.act, Section))
    keys = ", ".join(f"{e.act.tonic} {e.act.mode}" for e in events if isinstance(e.act, Key))
    yield judged(
        "steady-section", "changes of section", counts[Section], "changes", "== 0", why=f"{why} {places}".strip()
    )
    yield judged("steady-key", "changes of mode or key", counts[Key], "changes", "== 0", why=f"{why} {keys}".strip())
    yield judged("steady-tempo", "changes of tempo", counts[Tempo], "changes", "<= 2", why=why)


def noise(valence: float, arousal: float) -> Iterator[tuple[float, Said]]:
    """Yield a sensor's readings about one feeling."""
    for index in range(round(MINUTES * 60 * _HERTZ)):
        at = index / _HERTZ
        v, a = (NOISE * _normal(f"bench/{name}", index) for name in ("valence", "arousal"))
        reading = Evidence("heart", frames(at), max(-1.0, min(1.0, valence + v)), max(0.0, min(1.0, arousal + a)))
        yield at, Reading(reading)


def _normal(purpose: str, index: int) -> float:
    u, v = 1.0 - uniform(1, purpose, 2 * index), uniform(1, purpose, 2 * index + 1)
    return sqrt(-2.0 * log(u)) * cos(2.0 * pi * v)
