"""MIDI files and bytes: bytes become values and back."""
