"""Where a value of a manifest stands in its text."""

from affekt.config.locate import KeyPath, Lines, locate

__all__ = ["KeyPath", "Lines", "locate"]
