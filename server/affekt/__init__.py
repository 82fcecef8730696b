"""Affekt: a low-latency adaptive-music server that turns what a game says and its players feel into music."""

__version__ = "0.1.0"
