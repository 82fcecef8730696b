"""The plugin that writes the contract as C#: it is one of protoc's, and says what it cannot write."""

import subprocess
import sys
from importlib.resources import files

import pytest
from google.protobuf.compiler import plugin_pb2
from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorSet
from grpc_tools import protoc

from affekt.bench.csharp import ROOT

PLUGIN = ROOT / "server/tools/proto_csharp.py"
WRITTEN = ROOT / "clients/unity/dev.affekt.unity/Runtime/Core/Protocol"


def asked(request: plugin_pb2.CodeGeneratorRequest) -> plugin_pb2.CodeGeneratorResponse:
    done = subprocess.run(
        [sys.executable, str(PLUGIN)], input=request.SerializeToString(), capture_output=True, check=True
    )
    return plugin_pb2.CodeGeneratorResponse.FromString(done.stdout)


@pytest.fixture(scope="module")
def contract(tmp_path_factory: pytest.TempPathFactory) -> FileDescriptorSet:
    out = tmp_path_factory.mktemp("contract") / "contract"
    include = files("grpc_tools") / "_proto"
    sources = sorted(str(path) for path in (ROOT / "proto").rglob("*.proto"))
    flags = [f"-I{ROOT / 'proto'}", f"-I{include}", f"--descriptor_set_out={out}", "--include_source_info"]
    assert protoc.main(["protoc", *flags, *sources]) == 0
    return FileDescriptorSet.FromString(out.read_bytes())


def request_for(contract: FileDescriptorSet) -> plugin_pb2.CodeGeneratorRequest:
    names = [file.name for file in contract.file]
    return plugin_pb2.CodeGeneratorRequest(proto_file=contract.file, file_to_generate=names)


def test_what_it_answers_protoc_is_what_lies_in_the_package(contract):
    answer = asked(request_for(contract))

    assert answer.error == ""
    assert answer.supported_features & plugin_pb2.CodeGeneratorResponse.FEATURE_PROTO3_OPTIONAL
    held = {path.name: path.read_text("utf-8") for path in WRITTEN.glob("*.cs")}
    assert {file.name: file.content for file in answer.file} == held


def test_every_member_of_the_contract_has_its_comment_in_c_sharp(contract):
    texts = [path.read_text("utf-8") for path in WRITTEN.glob("*.cs")]

    assert not [text for text in texts if "<summary></summary>" in text]


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ({"type": FieldDescriptorProto.TYPE_FIXED64, "label": 1}, "its type is not supported"),
        ({"type": FieldDescriptorProto.TYPE_BYTES, "label": 3}, "lists of bytes"),
        ({"type": FieldDescriptorProto.TYPE_STRING, "label": 1, "proto3_optional": True}, "only numbers"),
    ],
)
def test_what_it_cannot_write_is_told_and_nothing_is_written(contract, field, told):
    request = request_for(contract)
    request.proto_file[0].message_type[0].field.add(name="strange", number=90, **field)

    answer = asked(request)

    assert told in answer.error
    assert not answer.file
