"""Telemetry: every metric's name in one file, and logs that never hold a feeling."""
