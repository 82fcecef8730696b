"""UDP: a session's sound in packets of at most 1,400 bytes, to whoever has proved its address and knows its token."""

from affekt.io.udp.server import UdpServer, serve_udp

__all__ = ["UdpServer", "serve_udp"]
