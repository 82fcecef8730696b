"""The bench `core`: one session and many, live and offline, in good weather and bad."""

from affekt.bench import (
    core_beside,
    core_faults,
    core_latency,
    core_many,
    core_offline,
    core_same,
    core_sound,
    core_stinger,
)
from affekt.bench.run import Measure

MEASURES = (
    Measure("determinism", "the same session file twice", core_same.determinism),
    Measure("replay", "a live recording played again", core_same.replay),
    Measure("offline", "how fast a session renders offline", core_offline.offline),
    Measure("locked", "layers against their recordings", core_sound.locked),
    Measure("null", "a cross-fade against arithmetic in double precision", core_sound.null),
    Measure("beside", "one session beside a game", core_beside.beside),
    Measure("latency", "from an event to its command at the client", core_latency.latency),
    Measure("stinger", "an immediate stinger in the stream", core_stinger.stinger),
    Measure("conductors", "100 conductors", core_many.conductors),
    Measure("hundred", "100 sessions of 8 layers on one core", core_many.hundred),
    Measure("bad-input", "spoilt packets and messages", core_faults.bad_input),
    Measure("killed", "a killed client, worker and server", core_faults.killed),
)
"""In the order of running: what needs little comes first."""
