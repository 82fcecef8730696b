"""The WebSocket's conversation from its first message to its last: it chooses the tongue and ends in good order."""

import logging

from websockets.exceptions import ConnectionClosed

from affekt.core.errors import AffektError, Reason
from affekt.io.wire import failure_of
from affekt.io.ws.frames import Frames, framed
from affekt.io.ws.lines import Lines
from affekt.io.ws.talk import TOO_SLOW, TooSlowError, Visit, close_code
from affekt.session.log import encode
from affekt.v1 import socket_pb2

logger = logging.getLogger(__name__)


async def converse(visit: Visit, *, json: bool) -> None:
    """Converse with a client until one of the two leaves."""
    visit.count("ws.opened")
    try:
        if json:
            lines = Lines(visit)
            await lines.run()
            await visit.ws.close(1_000, _short(lines.why))
        else:
            await Frames(visit).run()
            await visit.ws.close(1_000)
    except ConnectionClosed:
        visit.count("ws.left")
    except TooSlowError:
        visit.count("ws.hopeless")
        await visit.ws.close(TOO_SLOW, "replies were not read")
    except AffektError as error:
        visit.count("ws.refused")
        await _refuse(visit, error, json=json)
    except Exception:
        logger.exception("a WebSocket conversation failed")
        visit.count("ws.broken")
        await _refuse(visit, AffektError(Reason.INTERNAL, "the server made a mistake; its log says more"), json=json)


def _short(text: str) -> str:
    """Return a reason to close with: some clients lose the message that comes with the end."""
    return text.encode()[:120].decode("utf-8", "ignore")


async def _refuse(visit: Visit, error: AffektError, *, json: bool) -> None:
    said = encode({"error": {"reason": error.reason, "text": error.text}})
    failure = framed(socket_pb2.MESSAGE_KIND_FAILURE, failure_of(error))
    try:
        await visit.send(said if json else failure)
        await visit.ws.close(close_code(error.reason), _short(error.text))
    except (ConnectionClosed, TooSlowError):
        visit.count("ws.left")
