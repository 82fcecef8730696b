"""The set: its manifest, the rules for layers, sections and transitions, and the validator. Pure."""
