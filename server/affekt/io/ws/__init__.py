"""WebSocket: bytes become values and back."""

from affekt.io.ws.door import Door
from affekt.io.ws.socket import converse
from affekt.io.ws.talk import SUBPROTOCOL, Visit

__all__ = ["SUBPROTOCOL", "Door", "Visit", "converse"]
