"""Wishes: which tempo and which mode a feeling asks for."""

from collections.abc import Sequence
from functools import lru_cache

from affekt.core.tempo import STRETCH
from affekt.mapping.scene import Preset, Scene

LOWEST_BPM, HIGHEST_BPM = 60.0, 180.0

MODE_VALENCE: dict[str, float] = {
    "phrygian": 2 * 0.21 - 1,
    "aeolian": 2 * 0.34 - 1,
    "dorian": 2 * 0.40 - 1,
    "lydian": 2 * 0.58 - 1,
    "mixolydian": 2 * 0.64 - 1,
    "ionian": 2 * 0.83 - 1,
}
"""Share of listeners that call a mode the happier of two, as -1 … +1 (Temperley & Tan 2013)."""

_LIKE = {"harmonic_minor": "aeolian", "locrian": "phrygian"}
"""Modes that were not tested stand where their nearest neighbour does."""


def tempo_for(arousal: float, preset: Preset) -> float:
    """Return the wished tempo in quarter notes a minute, 60 … 180.

    `evidence` and `seed-table` are the line from .2 → 60 to 1.0 → 180; `seed-code` is 60 + 120 · arousal. They differ
    in what density does (`density_for`).
    """
    bpm = 60.0 + 120.0 * arousal if preset == "seed-code" else 60.0 + 150.0 * (arousal - 0.2)
    return LOWEST_BPM if bpm < LOWEST_BPM else min(bpm, HIGHEST_BPM)


def tempo_slope(preset: Preset) -> float:
    """Return how many BPM a whole step of arousal is worth."""
    return 120.0 if preset == "seed-code" else 150.0


@lru_cache(maxsize=16)
def mode_band(mode: str) -> tuple[float, float]:
    """Return the valences between which a mode is the nearest one."""
    order = sorted(MODE_VALENCE.items(), key=lambda item: item[1])
    names = [name for name, _ in order]
    at = names.index(_LIKE.get(mode, mode))
    low = -2.0 if at == 0 else (order[at - 1][1] + order[at][1]) / 2
    high = 2.0 if at == len(order) - 1 else (order[at][1] + order[at + 1][1]) / 2
    return low, high


def mode_for(valence: float) -> str:
    """Return the mode nearest to a valence."""
    return min(MODE_VALENCE, key=lambda mode: abs(MODE_VALENCE[mode] - valence))


def nearest_mode(wish: str, there: Sequence[str]) -> str:
    """Return the mode of those that are there that stands nearest to a wished one, by what listeners hear in them."""
    return min(there, key=lambda mode: (mode != wish, abs(_happiness(mode) - _happiness(wish)), mode))


def _happiness(mode: str) -> float:
    return MODE_VALENCE[_LIKE.get(mode, mode)]


def tempo_share(wish: float, scene: Scene, free: bool, preset: Preset) -> float:
    """Return how many times a section's own tempo a wished tempo is.

    Where the feeling leads, the wish stands as it is. Where the scene leads, its own tempo is what was written for its
    target feeling: the tempo moves only where the wish asks for it both by itself and beside the wish at that feeling,
    and by the smaller of the two.
    """
    alone = wish / scene.tempo
    if free or scene.free or scene.lead == "feeling":
        return alone
    beside = wish / tempo_for(scene.target.arousal, preset)
    if (alone - 1.0) * (beside - 1.0) <= 0.0:
        return 1.0
    return min(alone, beside) if alone > 1.0 else max(alone, beside)


@lru_cache(maxsize=256)
def difference(scene: Scene, wished: tuple[float, str, str], plays: tuple[float, str, str], held: bool = False) -> str:
    """Return in words why wish and sound differ; empty where they agree (tempo within 4 %).

    Args:
        scene: the section.
        wished: (tempo, tonic, mode); likewise what it `plays`.
        held: a client holds the tempo.
    """
    wished_tempo, wished_key, wished_mode = wished
    tempo, key, mode = plays
    wishes: list[str] = []
    heard: list[str] = []
    bounds: list[str] = []
    if abs(wished_tempo - tempo) > 0.04 * tempo:
        wishes.append(f"{wished_tempo:.0f} BPM")
        heard.append(f"at {tempo:g}")
        low, high = scene.tempo_range
        if held:
            slowest, fastest = (scene.tempo * share for share in STRETCH)
            bounds.append(f"it turns at bar lines, and its recordings bear {slowest:g} to {fastest:g} BPM")
        else:
            bounds.append(f"written at {scene.tempo:g}, it moves within {low:g} to {high:g} and only at a phrase")
    if (wished_key, wished_mode) != (key, mode):
        wishes.append(f"{wished_key} {wished_mode}")
        heard.append(f"in {key} {mode}")
        if wished_mode not in (mode, scene.mode, *scene.modes):
            modes = " and ".join((scene.mode, *scene.modes))
            bounds.append(f"its layers are recorded in {modes} only")
    if not wishes:
        return ""
    why = f": {'; '.join(bounds)}" if bounds else ""
    return f"wished {' and '.join(wishes)}; {scene.section} plays {' and '.join(heard)}{why}"
