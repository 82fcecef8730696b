"""The measuring room: every promise as a row with its figure, measured on the real thing."""
