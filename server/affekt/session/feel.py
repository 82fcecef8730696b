"""Feeling: on the 20 Hz grid, what is sensed becomes what is believed, and that becomes what the music should be."""

from affekt.core.score import AffectNow, IntentNow, Why
from affekt.core.units import SAMPLE_RATE
from affekt.fusion import advance, affect, update
from affekt.sense.game import reading, scene_rule
from affekt.session import aim, change
from affekt.session.draft import Draft
from affekt.session.state import Wish

TELL = SAMPLE_RATE // 2
"""Frames between two reports of feeling and intent."""


def feel(draft: Draft, *, told: bool = True) -> None:
    """Advance fusion and mapping by one control step; `told` as `aim.felt` has it."""
    stage, frame, feelings = draft.stage, draft.frame, draft.feelings
    fusion = advance(update(feelings.fusion, reading(stage.table, feelings.appraisal, frame)), frame)
    aim.felt(draft, fusion, affect(fusion, frame), told=told)


def follow_scene(draft: Draft) -> None:
    """Let the game's scene rules ask for a section."""
    if not draft.plays or draft.pending is not None or draft.wish is not None or draft.brief.section.once:
        return
    if draft.scene.onward is not None:
        return
    section = draft.brief.section
    rule = scene_rule(draft.stage.table, draft.feelings.appraisal, draft.frame, draft.scene.section, draft.scene.bars)
    if rule is None or not draft.stage.knows(rule.target) or draft.scene.bars < section.min_bars:
        return
    change.ask(draft, Wish(rule.target, rule.at, rule.within_ms, Why(rule.name, 0, rule.text), change.LOOP))


def tell(draft: Draft) -> None:
    """Report feeling and intent twice a second."""
    if draft.frame % TELL:
        return
    a = draft.feelings.affect
    draft.now(
        AffectNow(
            round(a.valence, 4), round(a.arousal, 4), round(a.dominance, 4),
            (round(a.sigma_v, 4), round(a.sigma_a, 4), round(a.sigma_d, 4)), a.sources,
        ),
        Why("fusion"),
        frame=draft.frame,
    )  # fmt: skip
    draft.now(IntentNow(draft.feelings.intent), Why("mapping", 0, draft.feelings.intent.clamped), frame=draft.frame)
