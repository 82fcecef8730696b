"""The transcripts of clients/conformance, reproduced by the Unity package's core over protobuf and OSC.

What is JSON's alone is left out: its lines, its head before blocks, and joining an open session by name.
"""

import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from affekt.bench.csharp import ROOT, command, environment
from affekt.v1 import error_pb2, session_pb2, socket_pb2

pytestmark = pytest.mark.csharp

FOLDER = ROOT / "clients/conformance"
CONNECTION = sorted(path for path in (FOLDER / "connection").glob("*.jsonl") if path.stem != "another_token")
"""All but the one in which a session is joined by its name, which only JSON can."""
Line = dict[str, Any]


class Peer:
    """C# at the other end of a pipe: one command, then what it gives."""

    def __init__(self, program: Path) -> None:
        self._child = subprocess.Popen(
            [*command(program), "conform"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
        )

    def do(self, *words: object) -> list[list[str]]:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write("\t".join(map(str, words)) + "\n")
        self._child.stdin.flush()
        gives = []
        while (line := self._child.stdout.readline().rstrip("\n")) != ".":
            assert line or self._child.poll() is None, "the peer ended"
            gives.append(line.split("\t"))
        return gives

    def end(self) -> None:
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()
        self._child.wait(10)


@pytest.fixture(scope="module")
def peer(net8: Path) -> Iterator[Peer]:
    peer = Peer(net8)
    yield peer
    peer.end()


def transcript(path: Path) -> tuple[Line, list[tuple[Line, list[Line]]]]:
    """Return the header, and each thing that is done with what it gives."""
    header, *lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    steps: list[tuple[Line, list[Line]]] = []
    for line in lines:
        if "do" in line:
            steps.append((line, []))
        else:
            steps[-1][1].append(line["gives"])
    return header, steps


def flat(values: Mapping[str, Any]) -> list[Any]:
    return [word for pair in values.items() for word in pair]


def said(call: str, arguments: list[Any]) -> list[Any]:
    """Return the peer's command for a call of the vocabulary."""
    match call, arguments:
        case "state", [values]:
            return [call, *flat(values)]
        case "evidence", [source, feeling, reliability]:
            return [call, source, *(feeling.get(k, "") for k in ("valence", "arousal", "dominance")), reliability]
        case "sense", [source, values]:
            return [call, source, *flat(next((v for v in values.values() if isinstance(v, dict)), values))]
        case "param", [name, None]:
            return ["param_free", name]
        case "param", [name, value]:
            return ["param_word" if isinstance(value, str) else "param_number", name, value]
    told = {None: "", True: "true", False: "false"}
    return [call, *(told[one] if one is None or isinstance(one, bool) else one for one in arguments)]


def test_what_is_said_has_the_bytes_of_the_transcript_in_protobuf_and_osc(peer):
    _, steps = transcript(FOLDER / "said/calls.jsonl")
    for do, gives in steps:
        told = {one[0]: one[1] for one in peer.do(*said(do["call"], do["arguments"]))}

        assert told.get("protobuf") == gives[0]["protobuf"], do
        if told.get("osc") is not None:
            assert told["osc"] == ("-" if gives[0]["osc"] is None else ",".join(gives[0]["osc"])), do
        else:
            assert gives[0]["osc"] is None, do
    assert len(steps) > 30


def plain(event: Line) -> Line:
    """Return a decision of the peer in the words of the decision log."""
    act = event["act"]
    kind = "beat" if act == "beat_act" else act
    found = {**event, **event[act], "kind": kind, "t": event["frame"] / 48_000}
    if kind == "beat":
        found["beat"] = event["beat"]
        found["metre"] = f"{found['numerator']}/{found['denominator']}"
    if kind == "affect":
        found["sigma"] = [found[f"sigma_{name}"] for name in ("valence", "arousal", "dominance")]
    if kind == "intent":
        found["archetypes"] = {one["name"]: one["value"] for one in found["archetypes"]}
    return found


def differs(wanted: Line, event: Line) -> list[str]:
    """Return what a decision has otherwise than is wanted; where the log leaves out a word, it is the default."""
    found = plain(event)
    return [f"{name}: {found.get(name)!r}" for name, value in wanted.items() if not same(value, found.get(name, ""))]


def same(wanted: Any, found: Any) -> bool:
    if isinstance(wanted, float | int) and not isinstance(wanted, bool):
        return found == pytest.approx(wanted, abs=1e-6)
    if isinstance(wanted, dict):
        return all(same(value, found.get(name)) for name, value in wanted.items())
    if isinstance(wanted, list):
        return len(wanted) == len(found) and all(map(same, wanted, found))
    return bool(wanted == found)


@pytest.mark.parametrize("name", ["protobuf", "sound"])
def test_what_is_heard_in_protobuf_is_what_the_transcript_gives(name, peer):
    _, steps = transcript(FOLDER / f"heard/{name}.jsonl")
    peer.do("begin", "arena", "", "")
    peer.do("open")
    peer.do("connected")
    peer.do("hear", welcome("token"))
    count = 0
    for do, gives in steps:
        if do["wire"] != "protobuf":
            continue
        told = [one for one in peer.do("hear", do["bytes"]) if one[0] != "state"]
        count += 1
        [wanted] = gives
        kind, value = next(iter(wanted.items()))
        if kind == "decision":
            assert told[0][:2] == ["told", "decided"], do
            assert not differs(value, json.loads(told[0][3])), do
        elif kind == "damaged":
            assert told[-1] == ["damaged"] or told[-1][:2] == ["block", "damaged"], do
        elif kind == "block":
            block = json.loads(told[0][1])
            assert (block["frame"], block["sequence"], block["discontinuity"], told[0][2]) == (
                value["frame"], value["sequence"], value["broken"], value["samples"],
            )  # fmt: skip
        elif kind == "error" and value.get("about") != "listen":
            assert told == [["told", "error", value["reason"], value["text"], value.get("about", "")]], do
        elif kind == "saved":
            assert told == [["told", "saved", value["name"], value["snapshot"]]], do
        elif kind in ("snapshot", "ended"):
            assert told[0][:2] == ["told", kind], do
        if kind == "ended":
            peer.do("breaks")
            peer.do("wait")
            peer.do("connected")
            peer.do("hear", welcome("another"))
    assert count >= 2


def test_what_is_heard_in_osc_is_what_the_transcript_gives(peer):
    header, steps = transcript(FOLDER / "heard/osc.jsonl")
    for do, gives in steps:
        told = peer.do("osc", do["bytes"], header["server_seconds_at_frame_0"])
        decisions = [json.loads(one[1]) for one in told if one[0] == "decision"]
        wanted = [one["decision"] for one in gives if "decision" in one]
        assert len(decisions) >= len(wanted), do
        for one, event in zip(wanted, decisions, strict=False):
            assert not differs(one, event), do
        for message in (one["message"] for one in gives if "message" in one):
            found = next(one[1:] for one in told if one[0] == "message")
            assert found[0] == message["address"]
            for value, word in zip(message["values"], found[1:], strict=True):
                assert word == value if isinstance(value, str) else float(word) == value
        if any("damaged" in one for one in gives):
            assert told == [["damaged"]], do
    assert len(steps) > 30


def frame(kind: int, message: Any) -> str:
    return (bytes((kind,)) + message.SerializeToString()).hex()


def answered(**item: Any) -> str:
    return frame(socket_pb2.MESSAGE_KIND_CONDUCT_RESPONSE, session_pb2.ConductResponse(**item))


def welcome(token: str) -> str:
    session = session_pb2.OpenedSession(name="arena", token=token, set="wayfarer", server_seconds_at_frame_0=1_000.0)
    return answered(welcome=session_pb2.Welcome(protocol=1, session=session))


def in_protobuf(line: Line) -> str:
    """Return a line of the JSON conversation as a frame that says the same."""
    match line:
        case {"welcome": told}:
            return welcome(told["session_token"])
        case {"error": told}:
            reason = error_pb2.ErrorReason.Value(f"ERROR_REASON_{told['reason']}")
            return frame(socket_pb2.MESSAGE_KIND_FAILURE, error_pb2.Failure(reason=reason, text=told["text"]))
        case {"ended": told}:
            return answered(ended=session_pb2.Ended(why=told["why"]))
        case {"pong": told}:
            return answered(
                seq=told.get("seq", 0), pong=session_pb2.Pong(id=999, server_seconds=told["server_seconds"])
            )
        case {"kind": "marker", "id": number}:
            return answered(event={"id": number, "frame": line["frame"], "marker": {"name": line["name"]}})
    raise AssertionError(f"what is {line}?")


def hello(sends: Line) -> Line:
    """Return what a Hello must hold for a first line of JSON."""
    if "session_token" in sends:
        wanted = {"target": "session", "session": sends["session"], "token": sends["session_token"]}
        return {**wanted, **({"last_seq": sends["last_seq"]} if "last_seq" in sends else {})}
    return {"target": "open", "open": {"name": sends["session"], "set": sends["set"], "seed": sends["seed"]}}


@pytest.mark.parametrize("path", CONNECTION, ids=lambda path: path.stem)
def test_a_conversation_is_opened_lost_and_taken_up_as_the_transcript_says(path, peer):
    header, steps = transcript(path)
    asked = header["asked"]
    peer.do("begin", asked["session"], asked["set"], asked["seed"])
    for do, gives in steps:
        if do["do"] == "hear":
            told = peer.do("hear", in_protobuf(do["line"]))
        else:
            told = peer.do(do["do"])
        for wanted in gives:
            kind, value = next(iter(wanted.items()))
            if kind == "connects":
                assert ["connects"] in told, do
            elif kind == "sends":
                [sent] = [json.loads(one[1]) for one in told if one[0] == "sends"]
                assert same(hello(value), sent), sent
                assert ("last_seq" in sent) == ("last_seq" in value), sent
            elif kind == "told":
                assert value in [one[1] for one in told if one[0] == "told"], told
            elif kind == "state":
                assert ["state", value] in told, told
            elif kind == "waits_ms":
                [waits] = [float(one[1]) for one in told if one[0] == "waits"]
                assert value[0] <= waits <= value[1]
        wanted_told = [one["told"] for one in gives if "told" in one]
        assert [one[1] for one in told if one[0] == "told"] == wanted_told, do


def test_the_clock_is_where_the_transcript_says(peer):
    _, steps = transcript(FOLDER / "clock/pings.jsonl")
    for do, gives in steps:
        peer.do("pong", do["sent_us"], do["back_us"], do["frame"])
        for one in gives:
            [[_, found]] = peer.do("frame_at", one["frame_at"]["us"])
            assert float(found) == pytest.approx(one["frame_at"]["frame"], abs=0.011)
    assert len(steps) > 12
