"""C#'s codec against Python's: the same bytes for ten thousand messages that chance fills, both ways."""

import random
import string
import struct
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from affekt.bench.csharp_peer import lines_of
from affekt.v1 import affect_pb2, audio_pb2, evidence_pb2, library_pb2, score_pb2, session_pb2, watch_pb2

pytestmark = pytest.mark.csharp

MANY = 10_000
DEEPEST = 5
FILES = (affect_pb2, audio_pb2, evidence_pb2, library_pb2, score_pb2, session_pb2, watch_pb2)
LETTERS = string.ascii_letters + "äß→𝄞 _:"
RANGES = {
    FieldDescriptor.CPPTYPE_INT32: (-(2**31), 2**31 - 1),
    FieldDescriptor.CPPTYPE_INT64: (-(2**63), 2**63 - 1),
    FieldDescriptor.CPPTYPE_UINT32: (0, 2**32 - 1),
    FieldDescriptor.CPPTYPE_UINT64: (0, 2**64 - 1),
}


def _integer(chance: random.Random, low: int, high: int) -> int:
    """Small numbers, round ones and the ends of the range are as likely as any other."""
    edges = (0, 1, 127, 128, 16_383, 16_384, low, high, -1 if low else 1)
    return chance.choice((chance.choice(edges), chance.randint(low, high), chance.randint(0, 300)))


def _double(chance: random.Random) -> float:
    edges = (0.0, -0.0, 1.0, -96.0, float("inf"), 5e-324, 1.7976931348623157e308)
    return chance.choice((chance.uniform(-100, 100), chance.choice(edges), chance.gauss(0, 1e6)))


def _value(chance: random.Random, field: FieldDescriptor) -> Any:
    match field.cpp_type:
        case FieldDescriptor.CPPTYPE_DOUBLE:
            return _double(chance)
        case FieldDescriptor.CPPTYPE_BOOL:
            return chance.random() < 0.5
        case FieldDescriptor.CPPTYPE_ENUM:
            return chance.choice([*(v.number for v in field.enum_type.values), 4_000, -3])
        case FieldDescriptor.CPPTYPE_STRING if field.type == FieldDescriptor.TYPE_BYTES:
            return chance.randbytes(chance.choice((0, 1, 127, 128, 2_000)))
        case FieldDescriptor.CPPTYPE_STRING:
            return "".join(chance.choices(LETTERS, k=chance.choice((0, 1, 5, 40, 200))))
        case kind:
            return _integer(chance, *RANGES[kind])


def _fill(chance: random.Random, message: Message, depth: int = 0) -> None:
    for field in message.DESCRIPTOR.fields:
        if chance.random() < 0.4:
            continue
        nested = field.cpp_type == FieldDescriptor.CPPTYPE_MESSAGE
        if nested and depth == DEEPEST:
            continue
        if field.is_repeated:
            into = getattr(message, field.name)
            for _ in range(chance.choice((0, 1, 2, 7))):
                if nested:
                    _fill(chance, into.add(), depth + 1)
                else:
                    into.append(_value(chance, field))
        elif nested:
            getattr(message, field.name).SetInParent()
            _fill(chance, getattr(message, field.name), depth + 1)
        else:
            setattr(message, field.name, _value(chance, field))


def _kinds() -> list[type[Message]]:
    return [GetMessageClass(kind) for file in FILES for kind in file.DESCRIPTOR.message_types_by_name.values()]


def _written(path: Path, messages: list[Message]) -> list[bytes]:
    """Write them as the peer reads them: the type's name behind its length, and the bytes behind theirs."""
    all_bytes = []
    with path.open("wb") as file:
        for message in messages:
            name, whole = message.DESCRIPTOR.name.encode(), message.SerializeToString(deterministic=True)
            file.write(bytes((len(name),)) + name + struct.pack("<i", len(whole)) + whole)
            all_bytes.append(whole)
    return all_bytes


def _read(path: Path) -> list[bytes | None]:
    found: list[bytes | None] = []
    data, at = path.read_bytes(), 0
    while at < len(data):
        (size,) = struct.unpack_from("<i", data, at)
        found.append(None if size < 0 else data[at + 4 : at + 4 + size])
        at += 4 + max(size, 0)
    return found


def test_ten_thousand_messages_have_the_same_bytes_in_both(net8, tmp_path):
    chance = random.Random(20_261)
    kinds = _kinds()
    messages = []
    for n in range(MANY):
        message = kinds[n % len(kinds)]()
        _fill(chance, message)
        messages.append(message)
    sent = _written(tmp_path / "sent", messages)

    lines_of(net8, ["codec", str(tmp_path / "sent"), str(tmp_path / "back")])

    back = _read(tmp_path / "back")
    assert len(back) == MANY
    differ = [n for n, (one, other) in enumerate(zip(sent, back, strict=True)) if one != other]
    assert differ == [], f"{messages[differ[0]].DESCRIPTOR.name}: {sent[differ[0]].hex()} {back[differ[0]]!r}"
    assert sum(map(len, sent)) > 1_000_000
    again = [type(message).FromString(whole or b"") for message, whole in zip(messages, back, strict=True)]
    assert again == messages


def test_what_python_refuses_is_refused_in_c_sharp_too(net8, tmp_path):
    chance = random.Random(7)
    broken, refused = [], []
    for n in range(2_000):
        message = session_pb2.ConductResponse()
        _fill(chance, message)
        whole = bytearray(message.SerializeToString())
        if not whole:
            continue
        whole = whole[: chance.randint(1, len(whole))] if n % 2 else whole
        broken.append(bytes(whole))
    with (tmp_path / "sent").open("wb") as file:
        for whole in broken:
            file.write(b"\x0fConductResponse" + struct.pack("<i", len(whole)) + whole)
            try:
                session_pb2.ConductResponse.FromString(whole)
                refused.append(False)
            except Exception:  # noqa: BLE001  whatever it is, it is a refusal
                refused.append(True)

    lines_of(net8, ["codec", str(tmp_path / "sent"), str(tmp_path / "back")])

    told = [one is None for one in _read(tmp_path / "back")]
    assert sum(refused) > 300
    # A text that was cut within a letter is refused by Python alone: C# reads a replacement.
    assert [n for n, (py, cs) in enumerate(zip(refused, told, strict=True)) if cs and not py] == []
    assert sum(told) > 0.9 * sum(refused)
