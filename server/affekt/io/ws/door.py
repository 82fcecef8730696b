"""Who may come in by the web's door: the Host, the Origin and the bearer token of a request.

A page on the web can make a player's browser call 127.0.0.1; by DNS rebinding it can even do so under its own name.
So the Host must be one of ours by name or number, and a page must come from loopback or from a configured origin.
"""

import hmac
from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from websockets.datastructures import Headers, MultipleValuesError

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_PROXIES = frozenset(("forwarded", "via", "x-real-ip"))
"""What a proxy adds, beside every X-Forwarded- header."""


def _host_of(text: str) -> str:
    try:
        return (urlsplit(f"//{text}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Return whether a host, by name or number, is this machine's own loopback."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class Door:
    """Decides whether a request may come in."""

    def __init__(self, host: str, *, origins: Sequence[str] = (), token: str = "") -> None:
        """Guard a server bound to `host`; `origins` are written like `https://game.example`."""
        self._local = is_loopback(host)
        self._origins = frozenset(origin.rstrip("/").lower() for origin in origins)
        self._hosts = frozenset((*_LOOPBACK, host, *(urlsplit(origin).hostname or "" for origin in self._origins)))
        self._token = token

    def refusal(self, headers: Headers) -> str:
        """Return why a request is forbidden, or nothing.

        Off loopback any numeric Host is ours: only a name can be rebound to another address.
        """
        try:
            host, origin = _host_of(headers.get("Host", "")), headers.get("Origin")
        except MultipleValuesError:
            return "Host and Origin may stand only once."
        if host not in self._hosts and (self._local or not _is_number(host)):
            return "This server answers only to its own names; use 127.0.0.1 or localhost, or configure the origin."
        if origin is None or origin.lower() in self._origins:
            return ""
        scheme, slashes, host = origin.partition("://")
        if self._local and slashes and scheme.lower() in ("http", "https") and _host_of(host) in _LOOPBACK:
            return ""
        return "Pages of this origin may not use this server; add it to the configured origins if it is yours."

    def trusts(self, headers: Headers, peer: Any) -> bool:
        """Return whether a request comes from this machine, and from no page but this server's own.

        One that tells of a proxy may come from anywhere.

        Args:
            headers: The request's, which `refusal` has let in.
            peer: The address it comes from, as its socket tells.
        """
        if not (self._local and isinstance(peer, tuple) and peer and is_loopback(str(peer[0]))):
            return False
        if any(name.lower() in _PROXIES or name.lower().startswith("x-forwarded-") for name in headers):
            return False
        origin = headers.get("Origin")
        return origin is None or origin.lower().partition("://")[2] == headers.get("Host", "").lower()

    def knows(self, token: str) -> bool:
        """Return whether a token opens the door; where none is configured, every one does."""
        return not self._token or hmac.compare_digest(token.encode("utf-8", "replace"), self._token.encode())

    def bearer(self, headers: Headers) -> str | None:
        """Return a request's bearer token, or None if it has none.

        It stands in Authorization, or in a subprotocol `bearer.TOKEN`: browsers cannot set headers on a WebSocket.
        """
        for value in headers.get_all("Authorization"):
            scheme, _, token = value.partition(" ")
            if scheme.lower() == "bearer":
                return token.strip()
        for value in headers.get_all("Sec-WebSocket-Protocol"):
            for offered in value.split(","):
                if offered.strip().startswith("bearer."):
                    return offered.strip()[len("bearer.") :]
        return None
