"""Affect becomes Intent: the scene leads, the body colours. Pure."""
