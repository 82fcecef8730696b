"""A sink that swallows audio: bytes become values and back."""
