"""A fake game: a script of events and states, as a player would cause them."""

from collections.abc import Iterator
from dataclasses import dataclass

from affekt.core.chance import uniform
from affekt.core.inputs import GameEvent, GameState, Said


@dataclass(frozen=True, slots=True)
class FakeGame:
    """Things said at their seconds, in order. Iterate over it."""

    script: tuple[tuple[float, Said], ...]

    def __iter__(self) -> Iterator[tuple[float, Said]]:
        return iter(self.script)

    @classmethod
    def of(cls, *moments: tuple[float, str | dict[str, float]]) -> "FakeGame":
        """Write a game down briefly: `(2.0, "explore")`, `(3.0, "hit_taken 0.4")`, `(4.0, {"threat": 0.8})`."""
        script: list[tuple[float, Said]] = []
        for t, what in sorted(moments, key=lambda moment: moment[0]):
            if isinstance(what, dict):
                script.append((t, GameState(tuple(what.items()))))
            else:
                name, _, intensity = what.partition(" ")
                script.append((t, GameEvent(name, float(intensity) if intensity else 1.0)))
        return cls(tuple(script))

    @classmethod
    def journey(cls, seconds: float = 60.0, *, seed: int = 0) -> "FakeGame":
        """Walk, find, be spotted, fight, win and rest, in `seconds`; the seed moves the small things."""
        moments: list[tuple[float, str | dict[str, float]]] = [
            (0.0, "explore"),
            (0.12 * seconds, "discovery"),
            (0.28 * seconds, "enemy_spotted 0.7"),
            (0.36 * seconds, "combat_start"),
            (0.76 * seconds, "victory"),
            (0.9 * seconds, "rest"),
        ]
        for i in range(int(seconds * 2)):
            t = i / 2
            at = t / seconds
            fighting, watched = 0.36 <= at < 0.76, 0.28 <= at < 0.36
            jitter = 0.06 * (uniform(seed, "journey", i) - 0.5)
            threat = 0.85 if fighting else 0.55 if watched else 0.05
            health = 1.0 - 0.6 * min(max((at - 0.36) / 0.4, 0.0), 1.0) if at < 0.8 else 1.0
            speed = 0.8 if fighting else 0.0 if at > 0.9 else 0.5
            moments.append((t, {k: round(min(max(x + jitter, 0.0), 1.0), 3) for k, x in
                                (("threat", threat), ("health", health), ("speed", speed))}))  # fmt: skip
            if fighting and uniform(seed, "blow", i) < 0.25:
                blow = ("hit_taken 0.5", "hit_dealt 0.6", "enemy_killed 0.5")[int(3 * uniform(seed, "which", i))]
                moments.append((t + 0.2, blow))
        return cls.of(*(m for m in moments if m[0] < seconds))
