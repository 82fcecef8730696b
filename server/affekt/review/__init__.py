"""The review: a set held against the figures of music, from its written parts and from its recordings."""
