"""The transcripts of the wires, reproduced by the server's readers and by the Python client."""

import struct
from typing import Any

import pytest

from affekt.core.errors import AffektError
from affekt.core.inputs import Reading, Said
from affekt.core.units import Frame
from affekt.core.values import replace
from affekt.io.osc.codec import decode, from_timetag
from affekt.io.osc.tree import ADDRESSES, fitted
from affekt.io.wire import reply_from, said_from
from affekt.io.ws.lines import AUDIO_HEADER
from affekt.session.lines import live_said, parse
from affekt.session.log import dict_to_event, event_to_dict
from affekt.testing.conformance.small import HOME
from affekt.testing.conformance.transcript import read
from affekt.v1 import audio_pb2, session_pb2
from affekt_client._speak import Speaker

CALLS = read((HOME / "said/calls.jsonl").read_text("utf-8"))[1]


def steps(path: str) -> list[tuple[Any, list[Any]]]:
    return read((HOME / path).read_text("utf-8"))[1]


def plain(said: Said) -> Said:
    """Return something said without when it was true, which only the server knows."""
    return replace(said, evidence=replace(said.evidence, frame=Frame(0))) if isinstance(said, Reading) else said


@pytest.mark.parametrize("step", CALLS, ids=lambda s: f"{s[0]['call']}")
def test_the_server_understands_the_same_on_every_wire(step):
    done, ((given),) = step
    if done["call"] in ("listen", "unlisten"):
        assert "listen" in given["line"]
        return
    wanted = [plain(one) for one in live_said(dict(given["line"]), 0)]
    request = session_pb2.ConductRequest.FromString(bytes.fromhex(given["protobuf"])[1:])
    assert [plain(said_from(request, Frame(0)))] == wanted
    if given["osc"] is not None:
        heard = [decode(bytes.fromhex(packet))[0] for packet in given["osc"]]
        said = [ADDRESSES[path].said(*fitted(ADDRESSES[path], values[1:])) for _, path, values in heard]
        if done["call"] == "state":
            said = [type(said[0])(tuple(pair for one in said for pair in one.values))]
        if done == {"do": "call", "call": "duck", "arguments": [-9.0, False]}:
            assert said[0].on is wanted[0].on is False
            return
        assert said == wanted


class Captured(Speaker):
    """The Python client's words, without a line."""

    def __init__(self) -> None:
        self.said: list[session_pb2.ConductRequest] = []

    def say(self, request: session_pb2.ConductRequest) -> None:
        self.said.append(request)


@pytest.mark.parametrize("step", CALLS, ids=lambda s: f"{s[0]['call']}")
def test_the_python_client_says_the_same_bytes(step):
    done, (given,) = step
    call, a = done["call"], done["arguments"]
    client = Captured()
    match call:
        case "feel":
            client.feel(*a[:3], confidence=a[3], hold_s=a[4], free=a[5])
        case "evidence":
            client.appraise(a[0], **a[1], reliability=a[2])
        case "sense":
            client.sense(a[0], a[1].get("blendshapes", a[1]))
        case "cue" if not a[4]:
            client.cue(*a[:4])
        case "duck":
            client.duck(a[0], on=a[1])
        case "event" | "state" | "free_feeling" | "text" | "param" | "control" | "volume" | "restore":
            getattr(client, call)(*a)
        case _:
            assert call in ("cue", "save", "listen", "unlisten")
            return
    assert [one.SerializeToString().hex() for one in client.said] == [given["protobuf"][2:]]


def test_the_server_reads_back_each_decision_that_it_tells():
    for done, (given,) in steps("heard/json.jsonl"):
        if "decision" in given and given["decision"]["id"] < 99:
            assert event_to_dict(dict_to_event(parse(done["text"]))) == given["decision"]
    for done, (given,) in steps("heard/protobuf.jsonl"):
        if "decision" in given:
            reply = reply_from(session_pb2.ConductResponse.FromString(bytes.fromhex(done["bytes"])[1:]))
            assert event_to_dict(reply.item) == given["decision"]


def test_osc_tells_each_value_at_its_own_frame():
    head, found = read((HOME / "heard/osc.jsonl").read_text("utf-8"))
    origin = head["server_seconds_at_frame_0"]
    for done, given in found:
        raw = bytes.fromhex(done["bytes"])
        if given == [{"damaged": True}]:
            with pytest.raises(AffektError):
                decode(raw)
            continue
        heard = decode(raw)
        for one in given:
            if "message" in one:
                assert [heard[0][1], list(heard[0][2])] == [one["message"]["address"], one["message"]["values"]]
                continue
            values = [value for _, _, arguments in heard for value in arguments]
            decision = one["decision"]
            for key in ("layer", "section", "name", "take", "chord", "tonic", "gain_db", "fade_beats", "db", "pitch"):
                assert decision.get(key, values[0]) in values, (decision, values)
            if "frame" in decision:
                assert round((from_timetag(heard[0][0], origin) - origin) * 48_000) == decision["frame"]


def test_sound_is_the_same_on_both_wires():
    for done, (given,) in steps("heard/sound.jsonl"):
        raw = bytes.fromhex(done["bytes"])
        if given == {"damaged": True}:
            with pytest.raises(struct.error):
                AUDIO_HEADER.unpack_from(raw)
        elif done["wire"] == "json":
            sequence, flags, frame = AUDIO_HEADER.unpack_from(raw)
            told = {"frame": frame, "sequence": sequence, "broken": bool(flags), "samples": raw[16:].hex()}
            assert {"block": told} == given
        else:
            block = audio_pb2.ListenResponse.FromString(raw[1:]).block
            told = {"frame": block.frame, "sequence": block.sequence, "broken": block.discontinuity}
            assert {"block": {**told, "samples": block.samples.hex()}} == given
