"""The game as a source: a table says what its events and states mean, an appraisal keeps what still matters."""

from affekt.sense.game.appraise import (
    Appraisal,
    Heard,
    hear_event,
    hear_state,
    reading,
    scene_due,
    scene_rule,
)
from affekt.sense.game.table import GameTable, SceneRule, default_table, read_table

__all__ = [
    "Appraisal",
    "GameTable",
    "Heard",
    "SceneRule",
    "default_table",
    "hear_event",
    "hear_state",
    "read_table",
    "reading",
    "scene_due",
    "scene_rule",
]
