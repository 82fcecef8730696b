"""The demo's player: one keeper of a lantern crosses a forest, is hunted, fights, sees a valley and rests."""

from dataclasses import dataclass
from typing import Any

LENGTH_S = 90.0
"""How long the journey takes as it is written; other lengths stretch it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something the player meets."""

    at: float
    """Seconds from the start."""
    line: str
    """What a person reads."""
    event: str = ""
    intensity: float = 1.0
    state: tuple[tuple[str, float], ...] = ()
    bpm: float = 0.0
    """A heart rate, where it is sent."""


def _state(**values: float) -> tuple[tuple[str, float], ...]:
    return tuple(values.items())


JOURNEY = (
    Moment(0.0, "a path into the forest", "explore", 1.0, _state(health=1, threat=0, speed=0.45), 72),
    Moment(9.0, "a shrine in the moss", "discovery", 0.9, _state(speed=0.3), 74),
    Moment(17.0, "something moves between the trees", "enemy_spotted", 0.6, _state(threat=0.35, speed=0.5), 84),
    Moment(22.0, "it keeps pace", "sneak", 0.8, _state(threat=0.6, speed=0.35), 92),
    Moment(32.0, "it springs", "combat_start", 0.9, _state(threat=0.9, speed=0.95), 112),
    Moment(35.0, "a blow taken", "hit_taken", 0.7, _state(health=0.6), 120),
    Moment(38.0, "one falls", "enemy_killed", 0.8, _state(threat=0.8), 122),
    Moment(41.0, "a bad wound", "low_health", 1.0, _state(health=0.25), 126),
    Moment(44.0, "a draught from the flask", "heal", 0.7, _state(health=0.6), 122),
    Moment(47.0, "another falls", "enemy_killed", 1.0, _state(threat=0.6), 118),
    Moment(50.0, "the last one falls", "victory", 1.0, _state(threat=0.0, speed=0.3), 110),
    Moment(64.5, "the trees end: a valley in the light", "wonder", 0.8, _state(health=0.7, speed=0.1), 92),
    Moment(79.0, "a fire, and rest", "rest", 1.0, _state(health=0.9, speed=0.0), 82),
    Moment(85.0, "the stars come out", "", 1.0, _state(health=1.0), 74),
)


def journey(seconds: float) -> list[Moment]:
    """Return the journey stretched to a length; it ends there with the music's own ending still to come."""
    scale = seconds / LENGTH_S
    return [Moment(round(m.at * scale, 3), m.line, m.event, m.intensity, m.state, m.bpm) for m in JOURNEY]


def act(session: Any, moment: Moment) -> None:
    """Say a moment to a session of the Python client."""
    if moment.state:
        session.state(dict(moment.state))
    if moment.event:
        session.event(moment.event, moment.intensity)
    if moment.bpm:
        session.sense("heart_rate", bpm=moment.bpm)
