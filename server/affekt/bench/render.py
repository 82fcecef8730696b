"""The bench `render`: the renderer's promises, beside peers in the same run."""

from affekt.bench import render_mix
from affekt.bench.run import Measure

MEASURES = (Measure("mix", "mixing layers offline, beside scsynth, Csound, numpy and numba", render_mix.mix),)
"""In the order of running: what needs little comes first."""
