"""What a session holds and what comes: pins, the change of section that waits, the edited set on its way."""

from affekt.core.units import CONTROL_PERIOD, HORIZON, Frame
from affekt.host.api import Coming, Outlook
from affekt.host.driver import Driver


def outlook(driver: Driver, now: Frame, *, recorded: bool) -> Outlook:
    """Return a session's outlook at a frame, as of its last step."""
    state, conductor = driver.state, driver.conductor
    waiting, coming = state.pending, None
    if waiting is not None and state.timeline.passes:
        at = state.timeline.now.span.frame_at(waiting.tick)
        words = waiting.from_time, waiting.to_time, waiting.fade
        coming = Coming(waiting.section, at, *words, waiting.fade_beats, waiting.why)
    # Steps of the grid that decide nothing wait until one is due; what they would commit is committed.
    stepped = max(state.frame, min(driver.due - CONTROL_PERIOD, now // CONTROL_PERIOD * CONTROL_PERIOD), 0)
    return Outlook(
        pins=state.pins,
        coming=coming,
        committed_to=Frame(stepped + HORIZON),
        set_sha256=conductor.stage.loaded.sha256,
        set_coming=conductor.coming is not None,
        recorded=recorded,
    )
