"""Ableton Link, for whoever installs it (`affekt[link]`, GPL): one tempo and beat with every program on the network."""

from affekt.io.link.peer import Mode, Network, Together, open_network

__all__ = ["Mode", "Network", "Together", "open_network"]
