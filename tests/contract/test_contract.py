"""The contract and the house say the same words, and the stubs are made from the contract."""

import importlib.util
from pathlib import Path

import pytest

from affekt.core.errors import Reason
from affekt.core.inputs import Said
from affekt.core.score import Act
from affekt.io.grpc.status import CODES
from affekt.v1 import error_pb2, score_pb2, session_pb2, socket_pb2

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def tool():
    spec = importlib.util.spec_from_file_location("proto_tool", ROOT / "server" / "tools" / "proto.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_stubs_are_current(tool, capsys):
    assert tool.check() == 0, capsys.readouterr().err


def test_stale_stubs_are_noticed(tool, tmp_path, capsys):
    tool.STUBS = tmp_path
    (tmp_path / "ghost_pb2.py").write_text("")
    assert tool.check() == 1
    assert "ghost_pb2.py" in capsys.readouterr().err


def test_a_stale_class_of_c_sharp_is_noticed(tool, tmp_path, capsys):
    tool.CSHARP = tmp_path
    (tmp_path / "Ghost.cs").write_text("")
    assert tool.check() == 1
    assert "Ghost.cs" in capsys.readouterr().err


def test_every_reason_of_the_house_is_in_the_contract_and_back():
    held = {name.removeprefix("ERROR_REASON_") for name, _ in error_pb2.ErrorReason.items()}
    assert held - {"UNSPECIFIED"} == {r.value for r in Reason} == set(CODES)


def test_every_act_has_its_field():
    fields = score_pb2.ScoreEvent.DESCRIPTOR.oneofs_by_name["act"].fields
    assert len(fields) == len(Act.__args__)


def test_everything_a_client_may_say_has_its_field():
    fields = {f.name for f in session_pb2.ConductRequest.DESCRIPTOR.oneofs_by_name["said"].fields}
    from_the_server_alone = {"Result", "Acted", "Gap", "Reset", "NewSet"}
    as_a_sense = {"Signal", "Text", "Reading"}
    said = {t.__name__ for t in Said.__args__} - from_the_server_alone - as_a_sense
    assert len(fields - {"hello", "ping", "sense"}) == len(said)


def test_the_word_of_a_kind_is_one_byte():
    assert all(0 <= number < 256 for number in socket_pb2.MessageKind.values())
