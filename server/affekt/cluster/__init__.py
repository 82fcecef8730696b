"""Placement, fields and fan-out over several nodes; a single node for now."""
