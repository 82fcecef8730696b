"""OSC over UDP: bytes become values and back."""

from affekt.io.osc.maps import Mapped, load_map
from affekt.io.osc.server import OscServer, serve_osc

__all__ = ["Mapped", "OscServer", "load_map", "serve_osc"]
