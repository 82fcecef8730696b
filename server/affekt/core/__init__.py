"""Pure values and laws: feelings, intents, score events, musical time, harmony and counter-based chance."""
