"""The local sound card: bytes become values and back."""
