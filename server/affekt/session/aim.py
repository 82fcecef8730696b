"""The aim: the feeling, by the light of the section that leads."""

from affekt.core.values import replace
from affekt.mapping import map_affect
from affekt.session.draft import Draft


def look(draft: Draft) -> None:
    """Work out what the music should be now; again when another section takes the lead."""
    stage, feelings, wish = draft.stage, draft.feelings, draft.wish
    name = draft.scene.section or (wish.section if wish else stage.manifest.start)
    scene = stage.sections[stage.leading(name)].aim
    if feelings.fusion.box_off():
        scene = replace(scene, free=True)
    sounds = (round(draft.bpm, 4), *draft.key) if draft.scene.section else None
    preset = stage.manifest.preset
    mapping, intent = map_affect(
        feelings.mapping, feelings.affect, scene, dict(draft.pins), preset, draft.frame, sounds
    )
    draft.feelings = replace(feelings, mapping=mapping, intent=intent)
