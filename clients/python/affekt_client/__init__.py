"""A client for Affekt: say what happens in the game, hear or be told the music."""
