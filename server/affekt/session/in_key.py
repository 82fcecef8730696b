"""Stingers in key: which take of a pitched one fits the sounding tonic, or what stands in for it."""

from affekt.arrange.manifest import Stinger, StingerTake
from affekt.core.harmony import nearest_shift
from affekt.session.draft import Draft


def fitting(draft: Draft, name: str) -> tuple[str, list[StingerTake], str]:
    """Return (stinger, takes of it that may sound, reason); the reason is empty where nothing had to be chosen.

    Unpitched ones always fit. Of a pitched one's takes those in the sounding key go first; then those that are moved
    with the section's own recordings; then another stinger that the set names; then the nearest.
    """
    stinger, tonic = draft.stage.manifest.stingers[name], draft.key[0]
    if not stinger.pitched or not tonic or not stinger.takes:
        return name, stinger.takes, ""
    away = {take.name: _away(stinger, take, tonic) for take in stinger.takes}
    if not any(away.values()):
        return name, stinger.takes, ""
    exact = [take for take in stinger.takes if not away[take.name]]
    if exact:
        return name, exact, f"the takes in {tonic}"
    keying = draft.keying
    moved = [take for take in stinger.takes if away[take.name] % 12 == keying.shift % 12]
    if keying.path == "variant" and moved:
        return name, moved, f"moved {keying.shift:+d} semitones to {tonic} with the section"
    other = draft.stage.manifest.stingers.get(stinger.otherwise or "")
    if other is not None and stinger.otherwise is not None:
        fits = [take for take in other.takes if not other.pitched or not _away(other, take, tonic)]
        if fits:
            return stinger.otherwise, fits, f"in the place of '{name}', of which nothing is recorded in {tonic}"
    nearest = min(map(abs, away.values()))
    takes = [take for take in stinger.takes if abs(away[take.name]) == nearest]
    return name, takes, f"nothing of it is recorded in {tonic}; the nearest is {nearest} semitones away"


def _away(stinger: Stinger, take: StingerTake, tonic: str) -> int:
    return nearest_shift(take.key or stinger.key or tonic, tonic)
