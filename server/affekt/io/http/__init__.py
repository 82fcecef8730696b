"""HTTP and WebSocket on one port: bytes become values and back."""

from affekt.io.http.server import HttpServer, serve_http

__all__ = ["HttpServer", "serve_http"]
