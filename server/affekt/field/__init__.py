"""Many feelings become one: merge laws and the collective feeling. Pure."""
