"""Intent becomes notes: harmony, melody, rhythm, voice leading. Pure and seeded."""
