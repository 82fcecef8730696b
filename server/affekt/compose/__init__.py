"""Intent becomes notes: harmony, melody and the voices around it, one bar ahead. Pure, seeded."""
