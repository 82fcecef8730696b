"""The configuration: the model, the loader with each value's origin, and the shipped defaults."""
