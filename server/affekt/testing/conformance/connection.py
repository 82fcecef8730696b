"""How a conversation is begun, taken up again and begun anew, and what pings say of the session's clock.

The laws are docs/integrate.md's: what a client sends first, how long it waits, and when it forgets a session's token.
"""

from typing import Any

from affekt.testing.conformance.transcript import Line, Transcript, gives

ASKED: Line = {"session": "arena", "set": "wayfarer", "seed": 7, "token": "key"}
OPENING: Line = {"affekt": 1, "session": "arena", "token": "key", "set": "wayfarer", "seed": 7}
AGAIN: Line = {"affekt": 1, "session": "arena", "token": "key", "session_token": "t1"}
ANEW: Line = {"affekt": 1, "session": "arena", "token": "key", "set": "wayfarer", "seed": 7}
JOINING: Line = {"affekt": 1, "session": "arena", "token": "key", "join": True}

Step = tuple[Line, list[Any]]


def _welcome(number: int, token: str, began: float = 1000.0) -> Line:
    """Return a welcome; a session is known by its number and by the server's seconds at its frame 0."""
    return {
        "welcome": {
            "protocol": 1, "session": "arena", "id": number, "session_token": token, "set": "wayfarer", "frame": 0,
            "server_seconds": began + 50, "server_seconds_at_frame_0": began,
        }
    }  # fmt: skip


def _hears(line: Line, *given: Any) -> Step:
    return {"do": "hear", "line": line}, list(given)


def _refused(reason: str) -> Step:
    return _hears({"error": {"reason": reason, "text": "no"}})


def _breaks(low: int, high: int) -> list[Step]:
    """The line breaks; it is tried again after a while."""
    return [({"do": "breaks"}, [{"waits_ms": [low, high]}]), ({"do": "wait"}, [{"connects": True}])]


def _connected(opening: Line) -> Step:
    return {"do": "connected"}, [{"sends": opening}]


BEGUN: list[Step] = [({"do": "open"}, [{"connects": True}]), _connected(OPENING)]
OPEN = [*BEGUN, _hears(_welcome(1, "t1"), {"told": "welcomed"})]
PONG = _hears({"pong": {"id": 1, "server_seconds": 1.0, "frame": 0, "seq": 41}})
BEAT: Line = {"id": 3, "decided_frame": 0, "frame": 9_600, "kind": "marker", "name": "turn"}
HEARD = _hears(BEAT, {"told": "decided", "id": 3})

CASES: dict[str, tuple[str, list[Step]]] = {
    "opens": ("A session is opened with what the game asked for, once the line stands.", OPEN),
    "resumes": (
        "After a break the session's token and the last reply are sent; what was heard is not told twice.",
        [
            *OPEN, PONG, HEARD, *_breaks(200, 300), _connected({**AGAIN, "last_seq": 41}),
            _hears(_welcome(1, "t1"), {"told": "welcomed"}), _hears(BEAT),
            _hears({**BEAT, "id": 4}, {"told": "decided", "id": 4}),
        ],
    ),
    "waits": (
        "A server that does not answer is asked again after 250 ms, then twice as long, 5 s at most, each ± a fifth.",
        [
            ({"do": "open"}, [{"connects": True}]),
            *(step for ms in (250, 500, 1000, 2000, 4000, 5000, 5000) for step in _breaks(ms * 4 // 5, ms * 6 // 5)),
            _connected(OPENING), _hears(_welcome(1, "t1"), {"told": "welcomed"}), *_breaks(200, 300),
        ],
    ),
    "gone": (
        "A session that the server has forgotten is opened anew at once, and that is told; ids begin again.",
        [
            *OPEN, HEARD, *_breaks(200, 300), _connected(AGAIN), _refused("UNKNOWN_SESSION"), *_breaks(0, 0),
            _connected(ANEW), _hears(_welcome(1, "t2", 1100.0), {"told": "welcomed"}, {"told": "opened_anew"}), HEARD,
        ],
    ),
    "another_token": (
        "A token that is no longer the session's is forgotten, and the open session joined.",
        [
            *OPEN, *_breaks(200, 300), _connected(AGAIN), _refused("BAD_TOKEN"), *_breaks(0, 0), _connected(ANEW),
            _refused("SESSION_EXISTS"), *_breaks(0, 0), _connected(JOINING),
            _hears(_welcome(9, "t9", 1090.0), {"told": "welcomed"}, {"told": "opened_anew"}),
        ],
    ),
    "server_stops": (
        "A session that ends because the server stops is opened anew as soon as there is one.",
        [
            *OPEN, _hears({"ended": {"why": "the server stops"}}, {"told": "ended"}), *_breaks(200, 300),
            _connected(ANEW), _hears(_welcome(1, "t2", 1100.0), {"told": "welcomed"}, {"told": "opened_anew"}),
        ],
    ),
    "ends": (
        "A session that was ended is not opened again by itself.",
        [*OPEN, _hears({"ended": {"why": "closed by its client"}}, {"told": "ended"}, {"state": "closed"})],
    ),
    "denied": (
        "A refusal that nothing mends is told, and not tried again.",
        [*BEGUN, _refused("UNKNOWN_SET"), ({"do": "breaks"}, [{"state": "denied"}])],
    ),
}  # fmt: skip

PONGS: list[tuple[int, int, int]] = [
    (0, 40_000, 960), (60_000, 70_000, 3_120), (120_000, 190_000, 7_440), (180_000, 188_000, 8_832),
    *((1_000_000 * n, 1_000_000 * n + 20_000, 48_000 * n + 480 + 48 * n) for n in range(1, 13)),
]  # fmt: skip
"""When a ping left and came back, in microseconds, and the frame that it told."""
KEPT = 12


def _clock() -> list[Line]:
    """Of the last twelve answers the one that was fastest on its way is believed: its frame was true halfway."""
    lines, kept = list[Line](), list[tuple[int, int, int]]()
    for sent, back, frame in PONGS:
        kept = [*kept, (sent, back, frame)][-KEPT:]
        best = min(kept, key=lambda one: one[1] - one[0])
        lines.append({"do": "pong", "sent_us": sent, "back_us": back, "frame": frame})
        at = back + 500_000
        told = best[2] + (at - (best[0] + best[1]) / 2) * 0.048
        lines += gives([{"frame_at": {"us": at, "frame": round(told, 3)}}])
    return lines


def transcripts() -> list[Transcript]:
    """Return the conversations and the clock."""
    made = []
    for name, (title, steps) in CASES.items():
        lines = [line for done, given in steps for line in (done, *gives(given))]
        made.append(Transcript(f"connection/{name}.jsonl", "connection", title, {"asked": ASKED}, lines))
    title = "Where the session is, from pings: of the last twelve the fastest is believed."
    return [*made, Transcript("clock/pings.jsonl", "clock", title, {}, _clock())]
