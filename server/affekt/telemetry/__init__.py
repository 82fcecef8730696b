"""Metrics and logs: every name in one file each."""
