"""Configuration: the model, the loader, the shipped defaults."""
