"""Score events become samples: playheads, voices, synthesisers, limiter, meters."""
