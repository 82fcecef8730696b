"""What a server tells: each decision and each reply as it comes over JSON, protobuf and OSC, and what is made of it."""

import struct
from typing import Any

from affekt.core import score as s
from affekt.core.errors import AffektError, Reason
from affekt.core.intent import Intent
from affekt.core.units import Frame, Tick
from affekt.host.api import Ended, Item, Notice, Reply, Saved
from affekt.host.lane import AudioBlock
from affekt.io.osc.codec import encode
from affekt.io.osc.messages import packets
from affekt.io.wire import failure_of, response_of
from affekt.io.wire_audio import listen_response
from affekt.io.ws.frames import framed
from affekt.io.ws.lines import AUDIO_HEADER
from affekt.session.log import encode as to_line
from affekt.session.log import event_to_dict
from affekt.testing.conformance.transcript import Line, Transcript, gives
from affekt.v1 import socket_pb2

SESSION = "arena"
ORIGIN = 1_700_000_000.25
"""The server's seconds at the session's frame 0."""
NOT_IN_OSC = ("from_time", "rule", "bpm", "shift", "path", "sources", "cents")

ACTS: tuple[s.Act, ...] = (
    s.Layer("bed", -3.5, 8.0), s.Layer("theme", -96.0, 0.0, "b"),
    s.Section("combat", "next_beat", "start", "cross", 0.25, Tick(0), "transition:any>combat"),
    s.Section("calm", "exit_cue", "previous_position", "out", 1.0, Tick(7680), "transition:any>any", 84.5),
    s.Tempo(128.0), s.Tempo(96.0, 4.0), s.Key("D", "dorian", -31.75), s.Key("Bb", "aeolian", 0.0, -4, "live"),
    s.Chord("Dm9/A", "D dorian"), s.Note("lute", 62, 90, 0.5), s.Stinger("hit"), s.Stinger("discovery", "c"),
    s.Effect("lowpass", 600.0), s.Effect("reverb", -12.5, 1.5), s.Beat(96.0, "4/4"), s.Beat(140.5, "7/8"),
    s.Marker("turn"), s.Duck(-6.0), s.Duck(0.0), s.Control("pause"), s.Control("resume"),
    s.Control("stop", fade_s=2.5), s.Control("volume", "music", -6.0, 0.5), s.Control("mute"),
    s.AffectNow(-0.25, 0.75, 0.5, (0.125, 0.25, 0.5), ("game", "heart_rate")),
    s.IntentNow(Intent(tempo=120.0, energy=0.5, tension=0.25, archetypes=(("awe", 0.25), ("tension", 0.75)))),
)  # fmt: skip


def events() -> list[s.ScoreEvent]:
    """Return a decision of every kind, each a beat after the last."""
    return [
        s.ScoreEvent(
            n, Frame(24_000 * n - 9_600), Frame(24_000 * n), Tick(960 * n), 1 + n // 4, 1.0 + n % 4, 1 + n // 4 % 8,
            act, s.Why("rule", n % 3, "why, in words"), n - 1 if n % 7 == 0 else 0,
        )
        for n, act in enumerate(ACTS, start=1)
    ]  # fmt: skip


def _response(seq: int, item: Item) -> bytes:
    return framed(socket_pb2.MESSAGE_KIND_CONDUCT_RESPONSE, response_of(Reply(seq, Frame(48_000), item)))


def _text(line: Line) -> Line:
    return {"do": "hear", "wire": "json", "text": to_line(line)}


def _bytes(wire: str, raw: bytes) -> Line:
    return {"do": "hear", "wire": wire, "bytes": raw.hex()}


def transcripts() -> list[Transcript]:
    """Return what is made of all that comes."""
    found, more = events(), {"session": SESSION, "server_seconds_at_frame_0": ORIGIN}
    return [
        Transcript("heard/json.jsonl", "heard", "Decisions, replies and damaged lines as JSON.", more, _json(found)),
        Transcript("heard/protobuf.jsonl", "heard", "Decisions and replies as protobuf frames.", more, _proto(found)),
        Transcript(
            "heard/osc.jsonl",
            "heard",
            "Decisions in timetagged bundles, replies, and damaged packets.",
            more,
            _osc(found),
        ),
        Transcript("heard/sound.jsonl", "heard", "Blocks of sound behind JSON's head and as protobuf.", more, _sound()),
    ]


def _json(found: list[s.ScoreEvent]) -> list[Line]:
    lines: list[Line] = []
    for event in found:
        lines += [_text(event_to_dict(event)), *gives([{"decision": event_to_dict(event)}])]
    told: list[Line] = [
        {"error": {"reason": "UNKNOWN_NAME", "text": "the game's table has no event 'sing'", "about": "event:sing"}},
        {"saved": {"name": "slot_1", "snapshot": "abc="}},
        {"snapshot": {"frame": 48_000, "section": "calm", "layers": {"bed": -2.0}, "paused": False}},
        {"pong": {"id": 4, "server_seconds": ORIGIN + 1, "frame": 48_000, "seq": 17}},
        {"ended": {"why": "the server stops"}},
    ]
    for line in told:
        lines += [_text(line), *gives([line])]
    for text in ('{"kind": "beat"', "[]", '{"id": 1, "frame": null, "kind": "beat"}', "not json"):
        lines += [{"do": "hear", "wire": "json", "text": text}, *gives([{"damaged": True}])]
    later = {"id": 99, "frame": 1, "kind": "spin", "turns": 3}
    return [*lines, _text(later), *gives([{"decision": later}])]


def _proto(found: list[s.ScoreEvent]) -> list[Line]:
    lines: list[Line] = []
    for event in found:
        lines += [_bytes("protobuf", _response(event.id + 4, event)), *gives([{"decision": event_to_dict(event)}])]
    notice = Notice(Reason.UNKNOWN_NAME, "the game's table has no event 'sing'", "event:sing")
    told: list[tuple[bytes, Any]] = [
        (_response(41, notice), {"error": {"reason": notice.reason, "text": notice.text, "about": notice.about}}),
        (_response(42, Saved("slot_1", "abc=")), {"saved": {"name": "slot_1", "snapshot": "abc="}}),
        (_response(43, Ended("the server stops")), {"ended": {"why": "the server stops"}}),
        (
            framed(
                socket_pb2.MESSAGE_KIND_FAILURE, failure_of(AffektError(Reason.TOO_MANY, "no place left"), "listen")
            ),
            {"error": {"reason": "TOO_MANY", "text": "no place left", "about": "listen"}},
        ),
        (_response(44, found[0])[:-3], {"damaged": True}),
        (b"", {"damaged": True}),
    ]
    for raw, given in told:
        lines += [_bytes("protobuf", raw), *gives([given])]
    return lines


def _osc(found: list[s.ScoreEvent]) -> list[Line]:
    lines: list[Line] = []
    for event in found:
        for packet in packets(SESSION, [event], lambda frame: ORIGIN + frame / 48_000, _fail):
            lines += [_bytes("osc", packet), *gives([{"decision": _carried(event)}])]
    acts: tuple[s.Act, ...] = (s.Beat(96.0, "3/4"), s.Layer("bed", -1.5, 2.0), s.Marker("turn"))
    together = [
        s.ScoreEvent(n, Frame(0), Frame(96_000), Tick(0), 3, 1.0, 1, act, s.Why("r")) for n, act in enumerate(acts, 50)
    ]
    for packet in packets(SESSION, together, lambda frame: ORIGIN + frame / 48_000, _fail):
        lines += [_bytes("osc", packet), *gives({"decision": _carried(event)} for event in together)]
    replies: list[tuple[Any, ...]] = [
        ("/affekt/session/opened", SESSION, 7), ("/affekt/clock/pong", 4, f"{ORIGIN + 1:.6f}"), ("/synced", 3),
        ("/fail", "/affekt/event", "UNKNOWN_NAME", "the game's table has no event 'sing'"), ("/prove", 12345),
    ]  # fmt: skip
    for address, *values in replies:
        lines += [
            _bytes("osc", encode(address, *values)),
            *gives([{"message": {"address": address, "values": values}}]),
        ]
    whole = packets(SESSION, together, lambda frame: ORIGIN, _fail)[0]
    wide = b"/affekt/duck\0\0\0\0,sd\0arena\0\0\0" + struct.pack(">d", -6.0)
    lines += [_bytes("osc", wide), *gives([{"message": {"address": "/affekt/duck", "values": [SESSION, -6.0]}}])]
    for raw in (
        whole[:-4],
        b"#bundle\0",
        b"/affekt/duck\0\0\0\0,sf\0arena\0\0\0",
        b"no address\0\0,\0\0\0",
        b"/x\0\0,q\0\0",
    ):
        lines += [_bytes("osc", raw), *gives([{"damaged": True}])]
    return lines


def _carried(event: s.ScoreEvent) -> Line:
    """Return what of a decision OSC carries."""
    line = event_to_dict(event)
    own = {key: value for key, value in line.items() if key not in NOT_IN_OSC}
    for key in ("id", "decided_frame", "t", "tick", "beat", "section_bar", "why", "supersedes"):
        own.pop(key, None)
    if line["kind"] == "key":
        own["cents"] = line["cents"]
    if line["kind"] == "effect":
        own.pop("fade_beats", None)
    if line["kind"] == "control" and line["verb"] == "volume":
        own.pop("fade_s", None)
    if line["kind"] == "beat":
        own["beat"] = line["beat"]
        own["bpm"] = line["bpm"]
    elif line["kind"] == "tempo":
        own["bpm"] = line["bpm"]
    if line["kind"] != "beat":
        own.pop("bar", None)
    if line["kind"] == "affect":
        own.pop("frame", None)
    return own


def _sound() -> list[Line]:
    pcm = struct.pack("<8h", 0, 1, -1, 32767, -32768, 256, -256, 5)
    lines: list[Line] = []
    for sequence, frame, broken in ((0, 480, False), (7, 9_600_000_000, True)):
        block = AudioBlock(Frame(frame), sequence, broken, pcm, 4, 0, "stereo")
        told = {"frame": frame, "sequence": sequence, "broken": broken, "samples": pcm.hex()}
        json_bytes = AUDIO_HEADER.pack(sequence, int(broken), frame) + pcm
        proto = bytes((socket_pb2.MESSAGE_KIND_LISTEN_RESPONSE,)) + listen_response(block, "s16")
        for wire, raw in (("json", json_bytes), ("protobuf", proto)):
            lines += [_bytes(wire, raw), *gives([{"block": told}])]
    return [*lines, _bytes("json", b"\x01\x02\x03"), *gives([{"damaged": True}])]


def _fail(error: AffektError) -> None:
    raise error
