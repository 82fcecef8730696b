"""Bytes become values and back, and nothing more."""
