"""Mapping: a feeling inside a scene becomes what the music should be.

A full tick of the session, from what was said to the intent::

    from affekt.fusion import Fusion, advance, affect, free_feeling, state_feeling, update
    from affekt.mapping import Mapping, Scene, map_affect
    from affekt.sense import Heart, hear_signal
    from affekt.sense.game import Appraisal, default_table, hear_event, hear_state, reading, scene_rule

    # inputs, each at its own frame
    heard = hear_event(table, appraisal, frame, said.name, said.intensity)   # GameEvent
    heard = hear_state(table, appraisal, frame, said.values)                 # GameState
    appraisal = heard.state                            # then warn once about heard.unknown, act on heard.cues
    heart, evidence = hear_signal(heart, frame, said)  # Signal; raises AffektError NOT_YET …
    fusion = update(fusion, evidence)                  # if evidence is not None; likewise Reading.evidence
    fusion = state_feeling(fusion, frame, said)        # StateFeeling
    fusion = free_feeling(fusion)                      # FreeFeeling

    # each frame of the 20 Hz grid
    fusion = update(fusion, reading(table, appraisal, frame))
    fusion = advance(fusion, frame)
    feeling = affect(fusion, frame)
    scene = replace(scene_of_section, free=fusion.box_off())    # only where it changed
    mapping, intent = map_affect(mapping, feeling, scene, pins, preset, frame)
    rule = scene_rule(table, appraisal, frame, section, bars_dwelt)   # a section to go to, or None

Every state has `to_json()` and `from_json(plain, shift)`, where `shift` moves its frames.
"""

from affekt.mapping.mapper import Mapping, Pins, aim, intent, map_affect, move
from affekt.mapping.scene import Policy, Preset, Scene
from affekt.mapping.wishes import nearest_mode, tempo_share

__all__ = [
    "Mapping",
    "Pins",
    "Policy",
    "Preset",
    "Scene",
    "aim",
    "intent",
    "map_affect",
    "move",
    "nearest_mode",
    "tempo_share",
]
