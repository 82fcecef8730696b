"""What a game may say: each call of the one vocabulary, and what goes out for it as JSON, OSC and protobuf."""

from typing import Any

from google.protobuf.message import Message

from affekt.io.osc.codec import encode
from affekt.io.ws.frames import framed
from affekt.testing.conformance.transcript import Line, Transcript, gives
from affekt.v1 import audio_pb2, evidence_pb2, socket_pb2
from affekt.v1 import session_pb2 as pb
from affekt.v1.affect_pb2 import NamedValue

SESSION, TOKEN = "arena", "token"
Osc = tuple[Any, ...]
Call = tuple[str, list[Any], Line, list[Osc] | None, Message]
"""Name, arguments in the vocabulary's order, the line, the OSC messages (None: OSC cannot say it), the protobuf."""

CONDUCT, LISTEN = socket_pb2.MESSAGE_KIND_CONDUCT_REQUEST, socket_pb2.MESSAGE_KIND_LISTEN_REQUEST


def _feel(v: float, a: float, d: float, confidence: float, hold_s: float, free: bool) -> Call:
    values: Line = {
        "valence": v,
        "arousal": a,
        "dominance": d,
        "confidence": confidence,
        "hold_s": hold_s,
        "free": free,
    }
    osc: list[Osc] | None = None if free else [("/affekt/affect", SESSION, v, a, d, confidence, hold_s)]
    return "feel", [*values.values()], {"affect": values}, osc, pb.ConductRequest(feeling=pb.StateFeeling(**values))


def _cue(kind: str, name: str, at: str, within_ms: int, marker: str) -> Call:
    line: Line = {"kind": kind, "name": name, "at": at}
    osc: Osc = ("/affekt/cue", SESSION, kind, name, at)
    if within_ms:
        line["within_ms"], osc = within_ms, (*osc, within_ms)
    if marker:
        line["marker"] = marker
    message = pb.Cue(kind=f"CUE_KIND_{kind.upper()}", name=name, at=f"CUE_TIME_{at.upper()}")
    message.within_ms, message.marker = within_ms, marker
    wanted = [kind, name, at, within_ms, marker]
    return "cue", wanted, {"cue": line}, None if marker else [osc], pb.ConductRequest(cue=message)


def _param(name: str, value: float | str | None) -> Call:
    message = pb.Param(name=name)
    osc: Osc = ("/affekt/param/free", SESSION, name)
    if isinstance(value, str):
        message.word = value
        osc = ("/affekt/param", SESSION, name, value)
    elif value is not None:
        message.number = value
        osc = ("/affekt/param", SESSION, name, float(value))
    return "param", [name, value], {"param": {name: value}}, [osc], pb.ConductRequest(param=message)


def _verb(verb: str, fade_s: float | None) -> Call:
    line: Line = {"control": verb} if fade_s is None else {"control": verb, "fade_s": fade_s}
    osc: Osc = ("/affekt/control", SESSION, verb)
    message = pb.Transport(verb=f"TRANSPORT_VERB_{verb.upper()}", fade_s=fade_s)
    return (
        "control",
        [verb, fade_s],
        line,
        [osc if fade_s is None else (*osc, fade_s)],
        pb.ConductRequest(transport=message),
    )


def _volume(bus: str, db: float) -> Call:
    line = {"control": {"volume": {"bus": bus, "db": db}}}
    message = pb.Volume(bus=f"BUS_{bus.upper()}", db=db)
    osc = ("/affekt/control", SESSION, f"volume:{bus}", db)
    return "volume", [bus, db], line, [osc], pb.ConductRequest(volume=message)


def _duck(db: float, on: bool) -> Call:
    line = {"control": {"duck": {"db": db, "on": on}}}
    osc = ("/affekt/control", SESSION, "duck", db if on else 0.0)
    return "duck", [db, on], line, [osc], pb.ConductRequest(duck=pb.DuckMusic(db=db, on=on))


def _sense(source: str, values: Line, line: Line, osc: list[Osc] | None, message: evidence_pb2.Sense) -> Call:
    return "sense", [source, values], {"sense": {"source": source, **line}}, osc, pb.ConductRequest(sense=message)


def _named(values: dict[str, float]) -> list[NamedValue]:
    return [NamedValue(name=name, value=value) for name, value in values.items()]


def calls() -> list[Call]:
    """Return every call."""
    states, smile = {"health": 0.375, "threat": 0.75}, {"mouthSmileLeft": 0.75}
    reading = {"valence": 0.5, "source": "my_camera", "reliability": 0.75}
    heart = evidence_pb2.Sense(heart_rate=evidence_pb2.HeartRate(bpm=118.0))
    eda = evidence_pb2.Sense(eda=evidence_pb2.Eda(microsiemens=4.5))
    face = evidence_pb2.Sense(blendshapes=evidence_pb2.Blendshapes(weights=_named(smile)))
    appraised = evidence_pb2.Evidence(source="my_camera", valence=0.5, reliability=0.75)
    words = "that was über 🎵"
    return [
        (
            "event", ["enemy_spotted", 0.625], {"event": "enemy_spotted", "intensity": 0.625},
            [("/affekt/event", SESSION, "enemy_spotted", 0.625)],
            pb.ConductRequest(event=pb.GameEvent(name="enemy_spotted", intensity=0.625)),
        ),
        (
            "state", [states], {"state": states},
            [("/affekt/state", SESSION, key, value) for key, value in states.items()],
            pb.ConductRequest(state=pb.GameState(values=_named(states))),
        ),
        _feel(-0.75, 0.875, -0.25, 1.0, 10.0, False),
        _feel(0.5, 0.25, 0.0, 0.5, 0.0, True),
        ("free_feeling", [], {"affect": None}, [("/affekt/affect/free", SESSION)],
         pb.ConductRequest(free_feeling=pb.FreeFeeling())),
        ("evidence", ["my_camera", {"valence": 0.5}, 0.75], {"evidence": reading}, None,
         pb.ConductRequest(sense=evidence_pb2.Sense(appraised=appraised))),
        _sense("heart_rate", {"bpm": 118.0}, {"bpm": 118.0}, [("/affekt/sense/heart_rate", SESSION, 118.0)], heart),
        _sense("eda", {"microsiemens": 4.5}, {"microsiemens": 4.5}, [("/affekt/sense/eda", SESSION, 4.5)], eda),
        _sense("face", {"blendshapes": smile}, {"blendshapes": smile},
               [("/affekt/sense/blendshape", SESSION, "mouthSmileLeft", 0.75)], face),
        ("text", [words], {"text": words}, [("/affekt/text", SESSION, words)],
         pb.ConductRequest(sense=evidence_pb2.Sense(text=evidence_pb2.TextLine(line=words)))),
        _cue("stinger", "discovery", "now", 0, ""),
        _cue("section", "combat", "next_beat", 600, ""),
        _cue("section", "exploration", "next_bar", 0, "wonder"),
        _cue("theme", "keeper", "end", 0, ""),
        _cue("release", "journey", "next_bar", 0, ""),
        _param("tempo", 132.0), _param("key", "Bb"), _param("tempo", "recorded"), _param("layer:theme", -6.0),
        _param("layer:theme", None),
        _verb("pause", None), _verb("resume", None), _verb("stop", None), _verb("stop", 1.5), _verb("mute", None),
        _verb("unmute", None),
        _volume("master", -3.0), _volume("music", -96.0), _volume("stingers", 6.0), _volume("notes", -0.5),
        _duck(-6.0, True), _duck(-9.0, False),
        ("save", ["slot_1"], {"control": {"save": "slot_1"}}, None, pb.ConductRequest(save=pb.Save(name="slot_1"))),
        ("restore", ["abc="], {"control": {"restore": "abc="}}, None,
         pb.ConductRequest(restore=pb.Restore(snapshot="abc="))),
        (
            "listen", ["s16", 960, "stereo"], {"listen": {"format": "s16", "frames": 960, "layout": "stereo"}}, None,
            audio_pb2.ListenRequest(session=SESSION, token=TOKEN, format="SAMPLE_FORMAT_S16", frames=960,
                                    layout="CHANNEL_LAYOUT_STEREO"),
        ),
        ("unlisten", [], {"listen": None}, None, pb.ConductRequest()),
    ]  # fmt: skip


def transcripts() -> list[Transcript]:
    """Return what goes out for each call."""
    lines: list[Line] = []
    for name, arguments, line, osc, message in calls():
        lines.append({"do": "call", "call": name, "arguments": arguments})
        kind = LISTEN if isinstance(message, audio_pb2.ListenRequest) else CONDUCT
        given: Line = {"line": line, "osc": None if osc is None else [encode(*one).hex() for one in osc]}
        given["protobuf"] = framed(kind, message).hex() if message.ByteSize() else None
        lines += gives([given])
    title = "Each call of the vocabulary, as a JSON line, as OSC packets and as a protobuf frame."
    return [Transcript("said/calls.jsonl", "said", title, {"session": SESSION, "session_token": TOKEN}, lines)]
