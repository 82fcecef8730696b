"""OSC over UDP: bytes become values and back."""
