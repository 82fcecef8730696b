"""What a page reads beside the conversation: the open sessions, the game's table, a session's recording."""

from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from affekt.core.errors import AffektError, Reason
from affekt.core.feeling import Feeling
from affekt.host.api import Session, Sessions
from affekt.sense.game import GameTable

MOST_BYTES: Final = 64 * 1024 * 1024
"""The largest recording that is sent whole."""


def sessions_open(sessions: Sessions) -> list[dict[str, Any]]:
    """Return where each session is, sorted by name; not what is felt or held in it."""
    found = []
    for name in sorted(sessions.names()):
        status = asdict(sessions.find(name).status())
        del status["outlook"]
        status["set"] = status.pop("stem_set")
        found.append(status)
    return found


def table_of(table: GameTable) -> dict[str, Any]:
    """Return a game's table: each event's push, half-life and cues; each state's range; the rules of the scenes."""
    events = {
        name: {
            **_push(one.push),
            "decay_s": one.decay_s,
            "cues": [
                {**asdict(when.cue), "min_intensity": when.least, "max_intensity": when.most, "from": when.sources}
                for when in one.cues
            ],
        }
        for name, one in table.events.items()
    }
    states = {
        name: {"range": [one.low, one.high], "valence": one.valence, "arousal": one.arousal, "dominance": one.dominance}
        for name, one in table.state.items()
    }
    scenes = [
        {"name": one.name, "to": one.target, "from": one.sources, "at": one.at, "text": one.text}
        for one in table.scenes
    ]
    return {"sha256": table.sha256, "base": _push(table.base), "events": events, "state": states, "scenes": scenes}


def _push(push: Feeling) -> dict[str, float]:
    return {"valence": push.valence, "arousal": push.arousal, "dominance": push.dominance}


def recording_of(session: Session) -> str:
    """Return a session's recording as far as it is written.

    Raises:
        AffektError: NOT_YET where it is not recorded, TOO_LARGE, INTERNAL where it cannot be read.
    """
    path = session.recording()
    if path is None:
        raise AffektError(Reason.NOT_YET, "this session is not recorded; start the server with --record DIR")
    return _text(path)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise AffektError(Reason.TOO_LARGE, f"the recording is longer than {MOST_BYTES >> 20} MB; copy {path.name}")
        return path.read_text("utf-8")
    except OSError as error:
        raise AffektError(Reason.INTERNAL, f"the recording cannot be read: {error.strerror}") from error
