"""What may be read with a plain GET: the composer's page, health, metrics, the sets, sessions, OSCQuery."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from websockets.datastructures import Headers
from websockets.http11 import Response

from affekt.core.errors import AffektError, Reason
from affekt.host.api import Sessions
from affekt.io.grpc.library import set_json
from affekt.io.http.facts import recording_of, sessions_open, table_of
from affekt.io.osc.query import describe, host_info

_ALWAYS: Final = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Connection", "close"),
)
_PLAIN: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
_PAGE: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The composer's page loads its own files and nothing else, and no code or style stands in the page itself."""
Asset = Callable[[str], tuple[str, str] | None]
"""Gives (text, media type) of a file of the composer's page, or None."""
_REFUSED: Final = {
    Reason.UNKNOWN_SESSION: 404, Reason.NOT_YET: 404, Reason.BAD_TOKEN: 401, Reason.TOO_LARGE: 413,
}  # fmt: skip


def no_asset(name: str) -> tuple[str, str] | None:
    """Have no page."""
    del name
    return None


def refused(error: AffektError) -> Response:
    """Return what a refusal is as a response."""
    return answer(_REFUSED.get(error.reason, 500), error.text + "\n")


def answer(status: int, body: str, kind: str = "text/plain", policy: str = _PLAIN) -> Response:
    """Return an HTTP response with a text for its body."""
    raw = body.encode()
    known = HTTPStatus(status)
    headers = Headers([("Content-Type", f"{kind}; charset=utf-8"), ("Content-Length", str(len(raw))), *_ALWAYS])
    headers["Content-Security-Policy"] = policy
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return Response(known.value, known.phrase, headers, raw)


def _json(found: Any) -> Response:
    return answer(200, json.dumps(found, ensure_ascii=False), "application/json")


def _asks_osc(query: str, accept: str) -> bool:
    """Return whether a request for `/` is an OSCQuery client's."""
    return query == "HOST_INFO" or accept.startswith("application/json")


@dataclass(frozen=True, slots=True)
class Pages:
    """What may be read with a plain GET."""

    sessions: Sessions
    metrics: Callable[[], str]
    health: Callable[[], dict[str, Any]]
    osc_port: int = 0
    asset: Asset = no_asset

    def is_open(self, target: str, accept: str = "") -> bool:
        """Return whether a target may be read without the server's token; the composer's page asks for it itself."""
        parts = urlsplit(target)
        if not parts.path.strip("/") and _asks_osc(parts.query, accept):
            return False
        return parts.path == "/health" or self.asset(parts.path.removeprefix("/") or "index.html") is not None

    async def read(self, target: str, accept: str = "", session_token: str = "") -> Response:
        """Return the page at a request's target; OSCQuery's own clients ask for `/?HOST_INFO` and `/affekt/…`.

        Raises:
            AffektError: UNKNOWN_SESSION, BAD_TOKEN, NOT_YET or TOO_LARGE for what is one session's own.
        """
        parts = urlsplit(target)
        path = unquote(parts.path)
        match path.strip("/").split("/"):
            case [""] if _asks_osc(parts.query, accept):
                return _json(host_info(self.osc_port) if parts.query == "HOST_INFO" else describe())
            case [name] if (file := self.asset(name or "index.html")) is not None:
                return answer(200, *file, _PAGE)
            case [""] | ["status"]:
                return answer(200, self._front(), "text/html")
            case ["health"]:
                health = self.health()
                return answer(200 if health.get("ok") else 503, json.dumps(health), "application/json")
            case ["metrics"]:
                return answer(200, self.metrics(), "text/plain; version=0.0.4")
            case ["oscquery", *below]:
                found = host_info(self.osc_port) if parts.query == "HOST_INFO" else describe("/".join(below))
                return _json(found) if found is not None else answer(404, "OSC has no such address.\n")
            case ["affekt", *_]:
                found = describe(path)
                return _json(found) if found is not None else answer(404, "OSC has no such address.\n")
            case ["v1", "sets"]:
                return _json({"sets": [self._set(one) for one in self.sessions.sets()]})
            case ["v1", "sets", name]:
                for one in self.sessions.sets():
                    if one.manifest.name == name:
                        return answer(200, await asyncio.to_thread(set_json, one), "application/json")
            case ["v1", "table"]:
                return _json(table_of(self.sessions.table()))
            case ["v1", "sessions"]:
                return _json({"sessions": sessions_open(self.sessions)})
            case ["v1", "sessions", name, "snapshot"]:
                return _json({"snapshot": self.sessions.attach(name, session_token).snapshot()})
            case ["v1", "sessions", name, "recording"]:
                session = self.sessions.attach(name, session_token)
                return answer(200, await asyncio.to_thread(recording_of, session), "application/jsonl")
        return answer(404, "There is no such page; / lists what there is.\n")

    def _set(self, one: Any) -> dict[str, Any]:
        manifest = one.manifest
        return {
            "name": manifest.name,
            "title": manifest.title,
            "version": manifest.version,
            "description": manifest.description,
            "licence": manifest.licence,
            "sha256": one.sha256,
            "sections": list(manifest.sections),
            "layers": list(manifest.layers),
            "stingers": list(manifest.stingers),
        }

    def _front(self) -> str:
        rows = "".join(self._row(name) for name in self.sessions.names())
        table = f"<table><tr><th>session<th>set<th>section<th>bar<th>tempo<th>key<th>listeners{rows}</table>"
        return (
            '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="5">'
            "<title>Affekt</title><style>body{font:16px/1.5 system-ui;margin:2em auto;max-width:44em;padding:0 1em}"
            "td,th{padding:.1em .8em .1em 0;text-align:left}</style><h1>Affekt</h1>"
            "<p>An adaptive-music server: what a game says and its players feel becomes music. "
            "Games speak gRPC, OSC, or WebSocket at <code>/v1/ws</code>.</p>"
            f"<h2>Sessions</h2>{table if rows else '<p>None is open.</p>'}"
            '<p><a href="/health">health</a> · <a href="/metrics">metrics</a> · <a href="/v1/sets">sets</a> · '
            '<a href="/oscquery">OSC addresses</a></p></html>\n'
        )

    def _row(self, name: str) -> str:
        s = self.sessions.find(name).status()
        state = "paused" if s.paused else "stopped" if s.stopped else s.section
        key = f"{s.key} {s.mode}"
        cells = (s.name, s.stem_set, state, str(s.bar), f"{s.tempo:.0f}", key, str(s.listeners))
        return "<tr>" + "".join(f"<td>{escape(cell)}" for cell in cells)
