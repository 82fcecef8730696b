"""A view of a session as a JSON line: where it is, what is held, what comes, and how loud it is."""

from dataclasses import asdict
from typing import Any

from affekt.host.api import Session
from affekt.host.lane import Meters


def view_of(session: Session, seq: int, wall: float) -> dict[str, Any]:
    """Return what there is to see of a session now.

    Args:
        session: The session.
        seq: The last reply that was told on this socket, to resume from.
        wall: Server time.
    """
    status = asdict(session.status())
    outlook = status.pop("outlook")
    status["set"] = status.pop("stem_set")
    for name in ("beat", "tempo", "render_share"):
        status[name] = round(status[name], 4)
    found = {"server_seconds": round(wall, 6), "seq": seq, **status, "meters": _levels(session.meters())}
    return {"view": {**found, **_ahead(outlook)}}


def _ahead(outlook: dict[str, Any] | None) -> dict[str, Any]:
    if outlook is None:
        return {}
    return {**outlook, "pins": dict(outlook["pins"])}


def _levels(meters: Meters) -> dict[str, Any]:
    plain = {name: round(value, 4) for name, value in asdict(meters).items() if name != "layers"}
    return {**plain, "layers": {name: round(peak, 4) for name, peak in meters.layers}}
