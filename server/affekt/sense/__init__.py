"""Senses: each source's readings become evidence."""

from affekt.sense.heart import Heart
from affekt.sense.signals import KNOWN, hear_signal

__all__ = ["KNOWN", "Heart", "hear_signal"]
