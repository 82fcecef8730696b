"""Feelings without sensors: what events push and states hold, followed smoothly, inside the section's box."""

from typing import Any

from affekt.baked.whole import WHOLE, along, clamp, millionths

LOW, HIGH = (-WHOLE, 0, -WHOLE), (WHOLE, WHOLE, WHOLE)
MOST = 3 * WHOLE // 2
"""What a repeated event builds up to, in pushes of full intensity."""
FAINT = WHOLE // 100
"""A push weaker than this is forgotten."""
MOST_STATES = 80
"""State keys that are kept."""


class Feelings:
    """What the game has said so far, and the feeling that follows from it. Frames only ever grow."""

    def __init__(self, baked: dict[str, Any]) -> None:
        self.baked = baked
        self.pushes: dict[str, int] = {}
        self.values: dict[str, int] = {}
        self.stand = [0, 0, 0]
        self.since = [-1] * len(baked["conditions"])
        """For each condition the frame since when it holds; -1 where it does not."""
        self.shown = list(baked["feeling"]["base"])
        self.stated: list[int] | None = None
        self.confidence = 0
        self.stated_until = -1
        """-1 holds until freed."""
        self.box_off = False

    def event(self, name: str, intensity: int) -> None:
        """Take in an event of the table; a repeated one builds on what is left of it."""
        self.pushes[name] = min(self.pushes.get(name, 0) + intensity, MOST)

    def state(self, frame: int, values: dict[str, float]) -> list[str]:
        """Take in state values; return the keys that the table does not have."""
        known, unknown = self.baked["states"], []
        for key, value in values.items():
            low, high = 0.0, 1.0
            if key in known:
                low, high = known[key]["low"], known[key]["high"]
            else:
                unknown.append(key)
            if key in self.values or len(self.values) < MOST_STATES:
                share = min(max((value - low) / (high - low), 0.0), 1.0)
                self.values[key] = millionths(share)
        self.stand = [0, 0, 0]
        for key, held in self.values.items():
            if key in known:
                for at in range(3):
                    self.stand[at] += along(known[key]["push"][at], held)
        for at, mark in enumerate(self.baked["conditions"]):
            holds = mark["key"] in self.values and (
                self.values[mark["key"]] > mark["mark"] if mark["above"] else self.values[mark["key"]] < mark["mark"]
            )
            self.since[at] = (self.since[at] if self.since[at] >= 0 else frame) if holds else -1
        return unknown

    def feel(self, frame: int, feeling: list[int], confidence: int, hold: int, *, free: bool) -> None:
        """Take in a feeling that is stated outright; `hold` in frames, 0 until freed."""
        self.stated = [clamp(feeling[at], LOW[at], HIGH[at]) for at in range(3)]
        self.confidence = clamp(confidence, 0, WHOLE)
        self.stated_until = frame + hold if hold > 0 else -1
        self.box_off = free

    def free(self) -> None:
        """End a stated feeling."""
        self.stated, self.box_off = None, False

    def step(self, frame: int) -> None:
        """Go on by one control step."""
        events, raw = self.baked["events"], [0, 0, 0]
        if self.stated is not None and 0 <= self.stated_until <= frame:
            self.free()
        for name in list(self.pushes):
            strength = self.pushes[name] * events[name]["keep"] // WHOLE
            if strength < FAINT:
                del self.pushes[name]
                continue
            self.pushes[name] = strength
            for at in range(3):
                raw[at] += strength * events[name]["push"][at] // WHOLE
        base, follow = self.baked["feeling"]["base"], self.baked["feeling"]["follow"]
        for at in range(3):
            goal = clamp(base[at] + self.stand[at] + raw[at], LOW[at], HIGH[at])
            if self.stated is not None:
                goal += (self.stated[at] - goal) * self.confidence // WHOLE
            self.shown[at] += (goal - self.shown[at]) * follow // WHOLE

    def aim(self, section: dict[str, Any]) -> list[int]:
        """Return the feeling that the music aims at in a section."""
        if self.box_off or self.baked["box_off"]:
            return list(self.shown)
        out = []
        for at in range(3):
            target, reach = section["target"][at], section["box"][at]
            wish = target + (self.shown[at] - target) * section["colour"] // 1000
            out.append(clamp(clamp(wish, target - reach, target + reach), LOW[at], HIGH[at]))
        return out

    def scene(self, frame: int, section: str, bars: int) -> dict[str, Any] | None:
        """Return the first scene rule that asks to leave a section that has played so many bars."""
        for rule in self.baked["scenes"]:
            if section == rule["to"] or (rule["from"] and section not in rule["from"]) or bars < rule["dwell_bars"]:
                continue
            if all(0 <= self.since[at] <= frame - rule["for"] for at in rule["conditions"]):
                found: dict[str, Any] = rule
                return found
        return None


def looked_up(table: dict[str, Any], aim: list[int]) -> int:
    """Return an input of the curves: bilinear over valence and arousal, plus a share of dominance, bounded."""
    rows, columns = table["valence"], table["at"]
    across = [along(list(zip(table["arousal"], row, strict=True)), aim[1]) for row in columns]
    value = along(list(zip(rows, across, strict=True)), aim[0]) + table["dominance"] * aim[2] // WHOLE
    return clamp(value, table["low"], table["high"])
