"""WebSocket: bytes become values and back."""
