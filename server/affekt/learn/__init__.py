"""What the music did to the listener tunes the mapping. Planned; empty for now. Pure."""
