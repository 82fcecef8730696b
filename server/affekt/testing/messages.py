"""Lines of a session file as messages, and decisions as lines of the log: what C# programs are told and tell."""

from typing import Any

from affekt.v1 import score_pb2, session_pb2

_LEAVE = ["", "immediate", "next_beat", "next_bar", "end", "next_marker", "exit_cue", "grid"]
_ENTER = ["", "start", "same_position", "previous_position", "entry_cue", "equivalent_beat"]
_FADES = ["", "disabled", "in", "out", "cross", "automatic"]
_CONTROLS = ["", "pause", "resume", "stop", "stopped", "mute", "unmute", "volume", "restored"]


def request(line: dict[str, Any]) -> session_pb2.ConductRequest:
    """What a line says, as a message."""
    said = session_pb2.ConductRequest()
    match line:
        case {"event": name}:
            said.event.name = name
            if "intensity" in line:
                said.event.intensity = line["intensity"]
        case {"state": values}:
            for name, value in values.items():
                said.state.values.add(name=name, value=value)
        case {"affect": None}:
            said.free_feeling.SetInParent()
        case {"affect": felt}:
            for name, value in felt.items():
                setattr(said.feeling, name, value)
        case {"cue": cue}:
            kind, at = f"CUE_KIND_{cue['kind'].upper()}", f"CUE_TIME_{cue.get('at', 'next_bar').upper()}"
            said.cue.CopyFrom(session_pb2.Cue(kind=kind, name=cue["name"], at=at))
            said.cue.within_ms, said.cue.marker = cue.get("within_ms", 0), cue.get("marker", "")
        case {"param": pins}:
            (name, value), *_ = pins.items()
            said.param.name = name
            if isinstance(value, str):
                said.param.word = value
            elif value is not None:
                said.param.number = value
        case {"control": {"volume": volume}}:
            said.volume.CopyFrom(session_pb2.Volume(bus=f"BUS_{volume['bus'].upper()}", db=volume["db"]))
        case {"control": {"duck": duck}}:
            said.duck.SetInParent()
            for name, value in duck.items():
                setattr(said.duck, name, value)
        case {"control": verb}:
            said.transport.CopyFrom(session_pb2.Transport(verb=f"TRANSPORT_VERB_{verb.upper()}"))
            if "fade_s" in line:
                said.transport.fade_s = line["fade_s"]
        case {"sense": _}:
            said.sense.SetInParent()
        case _:
            raise AssertionError(f"no message for {line}")
    return said


def decision(line: dict[str, Any]) -> score_pb2.ScoreEvent:
    """A line of the decision log, as a message."""
    e = score_pb2.ScoreEvent()
    for name in ("id", "decided_frame", "frame", "tick", "bar", "beat", "section_bar", "supersedes"):
        setattr(e, name, line.get(name, 0))
    for name in ("rule", "cause_seq", "text"):
        setattr(e.why, name, line["why"].get(name, 0 if name == "cause_seq" else ""))
    kind = line["kind"]
    act = getattr(e, "beat_act" if kind == "beat" else kind)
    act.SetInParent()
    if kind == "beat":
        act.bpm = line["bpm"]
        act.numerator, act.denominator = (int(one) for one in line["metre"].split("/"))
    elif kind == "section":
        for name in ("section", "fade_beats", "target_tick", "rule", "bpm"):
            setattr(act, name, line.get(name, getattr(act, name)))
        act.from_time, act.to_time = _LEAVE.index(line["from_time"]), _ENTER.index(line["to_time"])
        act.fade = _FADES.index(line["fade"])
    elif kind == "affect":
        for name in ("valence", "arousal", "dominance"):
            setattr(act, name, line[name])
        act.sigma_valence, act.sigma_arousal, act.sigma_dominance = line["sigma"]
        act.sources.extend(line["sources"])
    elif kind == "control":
        act.verb = _CONTROLS.index(line["verb"])
        for name in ("bus", "db", "fade_s"):
            setattr(act, name, line.get(name, getattr(act, name)))
    else:
        for field in act.DESCRIPTOR.fields:
            if field.name in line and field.name not in ("archetypes", "path"):
                setattr(act, field.name, line[field.name])
    return e
