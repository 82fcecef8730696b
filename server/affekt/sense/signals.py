"""Signals: which sensors have a name, which of them are understood already, and the one door into `sense`."""

from affekt.core.errors import AffektError, Reason
from affekt.core.feeling import Evidence
from affekt.core.inputs import Signal
from affekt.core.units import Frame
from affekt.sense import heart
from affekt.sense.heart import Heart, hear_heart

UNDERSTOOD = (heart.SOURCE,)
"""Sources that become evidence."""

NOT_YET = ("eda", "eeg", "face", "gaze", "ppg", "text", "voice")
"""Sources that have a place in the contract and no reader yet; they may come as ready-made evidence."""

KNOWN = tuple(sorted((*UNDERSTOOD, *NOT_YET)))
"""Every source name that a client may say."""


def refusal(source: str) -> AffektError:
    """Return the error for a source that is not understood."""
    if source in NOT_YET:
        return AffektError(Reason.NOT_YET, f"{source} is not understood yet; send it as evidence, or send heart_rate")
    return AffektError(Reason.UNKNOWN_NAME, f"no source {source!r}; known are {', '.join(KNOWN)}")


def hear_signal(state: Heart, frame: Frame, signal: Signal) -> tuple[Heart, Evidence | None]:
    """Turn a sensor's reading into evidence, or into none where it is implausible.

    Raises:
        AffektError: NOT_YET, UNKNOWN_NAME, or MALFORMED where the reading lacks its value; nothing has changed then.
    """
    if signal.source == heart.SOURCE:
        return hear_heart(state, frame, signal.values)
    raise refusal(signal.source)
