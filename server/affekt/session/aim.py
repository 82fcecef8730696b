"""The aim: the feeling, by the light of the section that leads."""

from affekt.core.feeling import Affect
from affekt.core.values import replace
from affekt.fusion import Fusion
from affekt.mapping import intent, move
from affekt.session.draft import Draft
from affekt.session.state import Feelings


def look(draft: Draft) -> None:
    """Work out what the music should be now; again when another section takes the lead."""
    felt(draft, draft.feelings.fusion, draft.feelings.affect)


def felt(draft: Draft, fusion: Fusion, affect: Affect, *, told: bool = True) -> None:
    """Take over what is believed and felt, and look; where nobody is `told`, what is wanted is not put into words."""
    stage, feelings, wish = draft.stage, draft.feelings, draft.wish
    name = draft.scene.section or (wish.section if wish else stage.manifest.start)
    scene = stage.sections[stage.leading(name)].aim
    if fusion.box_off():
        scene = replace(scene, free=True)
    sounds = scene.tempo, scene.key, scene.mode
    if draft.scene.section:
        sounds = round(draft.bpm, 4), *draft.key
    mapping, want = move(feelings.mapping, affect, scene, stage.manifest.preset, draft.frame, sounds[0])
    wanted = intent(mapping, want, affect, scene, dict(draft.pins), sounds) if told else feelings.intent
    draft.feelings = Feelings(feelings.appraisal, fusion, mapping, affect, wanted)
