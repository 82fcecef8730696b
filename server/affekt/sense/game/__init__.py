"""Game events and state become a feeling by an appraisal table that a game may replace."""
