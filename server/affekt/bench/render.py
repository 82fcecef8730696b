"""The bench `render`: the renderer's promises, beside peers in the same run."""

from affekt.bench import (
    render_block,
    render_latency,
    render_many,
    render_mix,
    render_pace,
    render_soak,
    render_stream,
    render_stretch,
    render_stretch_cpu,
    render_transitions,
    render_voices,
)
from affekt.bench.run import Measure

MEASURES = (
    Measure("mix", "mixing layers offline, beside scsynth, Csound, numpy and numba", render_mix.mix),
    Measure("block", "a session's block beside a plain mix", render_block.block),
    Measure("voices", "live notes on the clock thread, and the two synthesisers' balance", render_voices.voices),
    Measure("stretch-cpu", "stretching 8 layers, beside python-stretch and Rubber Band", render_stretch_cpu.costs),
    Measure("latency", "message to sound, beside scsynth", render_latency.beside_scsynth),
    Measure("tempo-phase", "every beat on its sample through changes of tempo", render_pace.phases),
    Measure("tempo-replay", "a live session with changes of tempo and key, and its recording", render_pace.same),
    Measure("stretch-phase", "each beat on its sample at a live tempo", render_stretch.phase),
    Measure("stretched", "live tempo against the same notes at that tempo", render_stretch.quality),
    Measure("pitch-live", "live transposition", render_stretch.pitch),
    Measure("pitch-ahead", "recordings shifted ahead", render_stretch.ahead),
    Measure("stream", "from an event to the stream that a client holds", render_stream.latency),
    Measure("many", "many listeners of a server on one core", render_many.streams),
    Measure("transitions", "a thousand changes of section of every kind", render_transitions.random_changes),
    Measure("transitions-level", "the level through cross-fades", render_transitions.levels),
    Measure("transitions-harmony", "chords that would sound together", render_transitions.harmony),
    Measure("soak", "half an hour of 50 sessions and random events", render_soak.soak),
)
"""In the order of running: what needs little comes first."""
