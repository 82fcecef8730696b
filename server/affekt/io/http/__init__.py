"""Health, metrics and static pages over HTTP: bytes become values and back."""
