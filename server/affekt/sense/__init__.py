"""The sensing room: each source turns what it reads into Evidence."""
