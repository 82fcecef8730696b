"""Baked scores: what is said at which frame, and every decision that follows, from the reference conductor."""

import json
from typing import Any

from affekt.baked import BakedConductor, bake
from affekt.testing.conformance.small import HOME, small_set, small_table
from affekt.testing.conformance.transcript import Line, Transcript, gives

RATE = 48_000


def cue(kind: str, name: str, at: str = "next_bar", **more: Any) -> Line:
    """Return a cue's line."""
    return {"cue": {"kind": kind, "name": name, "at": at, **more}}


HOT, COLD = {"state": {"threat": 9}}, {"state": {"threat": 0.5, "pride": 0.9}}
SMALL: dict[str, tuple[str, list[tuple[float, Line]], float]] = {
    "beats": ("Beats, bars, chords and markers lie on exact frames, over a loop.", [], 20),
    "ways": (
        "Sections are left and entered where the rules say: exit cue, marker, grid, entry cue, equivalent beat.",
        [
            (5, cue("section", "road")),
            (22, cue("section", "waltz", "next_beat")),
            (31, cue("section", "calm")),
            (40, cue("section", "lane", "now")),
            (43.2, cue("section", "calm")),
            (52, cue("section", "won", "end")),
            (70, cue("section", "calm", "next_bar", marker="turn")),
            (75, cue("section", "calm", marker="turn")),
        ],
        90,
    ),
    "deadlines": (
        "An event's change falls to finer places rather than miss its deadline; a weak event changes no section.",
        [
            (4, {"event": "fight", "intensity": 0.3}),
            (8.1, {"event": "fight", "intensity": 0.9}),
            (11, {"event": "won"}),
            (20, {"event": "fight"}),
            (28, {"event": "won"}),
            (40, cue("section", "fight", "next_bar", within_ms=250)),
            (45, cue("section", "road", "end", within_ms=900)),
        ],
        55,
    ),
    "scenes": (
        "A state beyond its mark changes the section after its time, dwells, and must hold all its conditions.",
        [(6, HOT), (6.5, COLD), (8, HOT), (12, {"state": {"threat": 0.5}}), (18, {"state": {"pride": 0.9}})],
        30,
    ),
    "who_gives_way": (
        "Scene, event, cue, stop: the weaker gives way; the same again takes the earlier place.",
        [
            (1.3, {"event": "walk"}),
            (1.5, cue("section", "waltz")),
            (1.7, {"event": "fight"}),
            (1.9, cue("section", "waltz", "next_beat")),
            (12, cue("section", "fight", "end")),
            (12.2, cue("section", "waltz")),
            (20, cue("section", "calm", "next_bar")),
            (20.3, {"event": "walk"}),
            (40, cue("section", "waltz")),
            (45, {"event": "walk"}),
            (50, {"control": "stop"}),
            (50.5, {"event": "fight"}),
        ],
        60,
    ),
    "feelings": (
        "Pushes fade, states add up, a stated feeling holds and ends; levels follow past hysteresis, in half dB.",
        [
            (1, {"state": {"threat": 4, "pride": 0.5, "moss": 0.3}}),
            (4, {"event": "find"}),
            (5, {"event": "find", "intensity": 0.5}),
            (9, {"affect": {"valence": -0.8, "arousal": 0.9, "dominance": -0.2, "confidence": 0.7, "hold_s": 6}}),
            (18, {"affect": {"valence": 0.9, "arousal": 0.1, "hold_s": 0, "free": True}}),
            (30, {"affect": None}),
            (34, {"param": {"energy": 0.65}}),
            (40, {"param": {"energy": None}}),
        ],
        50,
    ),
    "takes": ("Takes take turns by weight, and a layer takes part by chance.", [], 70),
    "alternates": ("Alternates take turns and are still the same section.", [(1, {"event": "walk"})], 130),
    "stingers": (
        "Stingers rest, stand in the section's key, meet a change, and make room; a duck keeps an event's still.",
        [
            (2, {"event": "find"}),
            (3, {"event": "find"}),
            (4.1, cue("stinger", "bell")),
            (4.2, cue("stinger", "bell", "now")),
            (9, cue("section", "fight")),
            (12, {"event": "find"}),
            (16, {"control": {"duck": {"db": -9, "on": True}}}),
            (17, {"event": "fight"}),
            (18, cue("stinger", "hit", "now")),
            (19, {"control": {"duck": {"on": False}}}),
            (22.3, {"event": "ring"}),
            (30, cue("stinger", "hit", "end")),
            (31, cue("section", "calm", "end")),
            (38.2, cue("stinger", "bell", "next_beat")),
            (38.25, cue("section", "waltz", "next_bar")),
        ],
        50,
    ),
    "held": (
        "Pins and direct roads move layers, buses and effects past the feeling.",
        [
            (3, {"param": {"layer:theme": -6}}),
            (6, {"state": {"water": 0.5, "crowd": 0.4}}),
            (9, {"param": {"layer:theme": None}}),
            (10, {"param": {"hall": 0.5}}),
            (12, {"state": {"water": 0.51}}),
            (13, {"state": {"crowd": 0}}),
            (14, {"param": {"hall": None, "tempo": "recorded", "key": "recorded"}}),
        ],
        20,
    ),
    "transport": (
        "A pause holds everything, a resume tells again what had not sounded; endings end; a later cue begins anew.",
        [
            (3.1, {"control": "pause"}),
            (5, {"event": "walk"}),
            (7.3, {"control": "resume"}),
            (12, {"control": "mute"}),
            (13, {"control": "unmute"}),
            (14, {"control": {"volume": {"bus": "music", "db": -3}}}),
            (15, {"control": "stop"}),
            (45, cue("section", "calm")),
            (52, {"control": "stop"}),
            (75, {"event": "fight"}),
            (80, {"control": "stop", "fade_s": 0.5}),
            (82, cue("section", "twice")),
        ],
        100,
    ),
    "rests": (
        "Quiet minutes fall silent, and time or an event brings the music back.",
        [(0.5, {"state": {"threat": 5}}), (130, {"event": "find"})],
        160,
    ),
    "coming_back": (
        "A section left a moment ago goes on in its bar, without a second stinger; one that rests refuses events.",
        [
            (10, {"event": "fight"}),
            (18, cue("section", "calm")),
            (26, {"event": "fight"}),
            (40, cue("section", "road")),
            (50, cue("section", "waltz")),
            (56, cue("section", "road")),
        ],
        64,
    ),
    "strangers": (
        "What is not known moves nothing and is noticed once.",
        [
            (1, {"event": "sing"}),
            (1, {"event": "sing"}),
            (2, {"state": {"fog": 0.5}}),
            (3, cue("section", "moon")),
            (3, cue("stinger", "moon", "now")),
            (4, {"sense": {"source": "heart_rate", "bpm": 90}}),
            (5, {"param": {"gravity": 1}}),
            (6, cue("theme", "moon")),
            (7, cue("section", "calm", marker="moon")),
        ],
        8,
    ),
}

JOURNEY: list[tuple[float, Line]] = [
    (1, {"state": {"threat": 0.0, "speed": 0.3, "health": 1.0}}),
    (8, {"event": "explore"}),
    (14, {"event": "discovery"}),
    (20, {"event": "enemy_spotted", "intensity": 0.8}),
    (22, {"state": {"threat": 0.6}}),
    (30, {"event": "combat_start", "intensity": 0.9}),
    (31, {"state": {"threat": 0.95}}),
    (50, {"event": "enemy_killed"}),
    (60, {"event": "victory"}),
    (61, {"state": {"threat": 0.0}}),
    (75, {"control": "pause"}),
    (80, {"control": "resume"}),
    (90, cue("section", "wonder")),
    (120, {"control": "stop"}),
]


def transcripts() -> list[Transcript]:
    """Return the transcripts of both sets."""
    small = bake(small_set(), small_table(), "0", {}).table
    wayfarer = json.loads((HOME / "baked/wayfarer/baked.json").read_text("utf-8"))
    made = [_played("small", small, *case, name) for name, case in SMALL.items()]
    title = (
        "Two minutes of the shipped score as it was when its table was baked: a walk, a fight, a victory, an ending."
    )
    return [*made, _played("wayfarer", wayfarer, title, JOURNEY, 150, "journey")]


def small_table_text() -> str:
    """Return the small set's `baked.json`."""
    return json.dumps(bake(small_set(), small_table(), "0", {}).table, ensure_ascii=False, indent=1) + "\n"


def _played(
    folder: str, table: dict[str, Any], title: str, said: list[tuple[float, Line]], until: float, name: str
) -> Transcript:
    conductor, lines = BakedConductor(table, 7), list[Line]()
    for seconds, line in said:
        frame = round(seconds * RATE)
        lines.append({"do": "say", "frame": frame, "line": line})
        lines += gives(conductor.say(frame, line))
        lines += gives({"notice": {"reason": n["reason"], "about": n["about"]}} for n in conductor.notices())
    lines.append({"do": "advance", "frame": round(until * RATE)})
    lines += gives(conductor.advance(round(until * RATE)))
    return Transcript(f"baked/{folder}/{name}.jsonl", "baked", title, {"table": "baked.json", "seed": 7}, lines)
