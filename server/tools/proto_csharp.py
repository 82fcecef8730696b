"""A protoc plugin that writes the contract as small C# classes: no reflection, no library, nothing allocated twice.

    protoc --plugin=protoc-gen-affekt=… --affekt_out=FOLDER …      it reads a CodeGeneratorRequest and writes the answer
    python server/tools/proto.py generate                          calls it for the Unity package

One class a file. A class is filled, read, cleared and used again; texts stay bytes until somebody reads them.
"""

import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from google.protobuf.compiler import plugin_pb2
from google.protobuf.descriptor_pb2 import (
    DescriptorProto,
    EnumDescriptorProto,
    FieldDescriptorProto,
    FileDescriptorProto,
    OneofDescriptorProto,
)

F = FieldDescriptorProto
HEAD = "// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.\n#nullable enable\n"
SPACE = "Affekt.Protocol"
_WIDTH = 118
_INTEGERS = {
    F.TYPE_INT32: "int", F.TYPE_INT64: "long", F.TYPE_UINT32: "uint", F.TYPE_UINT64: "ulong",
    F.TYPE_SINT32: "int", F.TYPE_SINT64: "long",
}  # fmt: skip
_ZIGZAG = (F.TYPE_SINT32, F.TYPE_SINT64)
_PLAIN = {**_INTEGERS, F.TYPE_DOUBLE: "double", F.TYPE_FLOAT: "float", F.TYPE_BOOL: "bool"}
_CAPITALS = ("ErrorReason",)
"""Enumerations whose words are in capitals on every wire."""


class UnsupportedError(Exception):
    """The contract uses something that this plugin does not write."""


def pascal(name: str) -> str:
    """Return a name of the contract as C# writes it: `gain_db` is `GainDb`, `NEXT_BAR` is `NextBar`."""
    return "".join(part[:1].upper() + part[1:].lower() for part in name.split("_"))


def camel(name: str) -> str:
    """Return the name of a private field."""
    whole = pascal(name)
    return "_" + whole[:1].lower() + whole[1:]


def doc(text: str, indent: int, more: Sequence[str] = ()) -> list[str]:
    """Return a summary from a comment of the contract."""
    plain = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    lead = " " * indent + "/// "
    if len(lead) + len(plain) + 19 <= _WIDTH:
        made = [f"{lead}<summary>{plain}</summary>"]
    else:
        body = textwrap.wrap(plain, _WIDTH - len(lead), break_long_words=False)
        made = [f"{lead}<summary>", *(lead + line for line in body), f"{lead}</summary>"]
    return [*made, *(lead + line for line in more)]


class Field:
    """One field of a message, and how C# holds, clears, copies, writes and reads it."""

    def __init__(self, proto: FieldDescriptorProto, text: str, owner: str, oneof: str = "") -> None:
        self.proto, self.text, self.owner, self.oneof = proto, text, owner, oneof
        self.name, self.own, self.kind = pascal(proto.name), camel(proto.name), proto.type
        self.many = proto.label == F.LABEL_REPEATED
        self.optional = proto.proto3_optional
        if self.name == owner.rpartition(".")[2]:
            raise UnsupportedError(f"{owner}.{proto.name}: C# has no member named like its class")
        if self.kind not in (*_PLAIN, F.TYPE_STRING, F.TYPE_BYTES, F.TYPE_MESSAGE, F.TYPE_ENUM):
            raise UnsupportedError(f"{owner}.{proto.name}: its type is not supported")
        if self.many and self.kind == F.TYPE_BYTES:
            raise UnsupportedError(f"{owner}.{proto.name}: lists of bytes are not supported")
        if self.optional and self.kind in (F.TYPE_STRING, F.TYPE_BYTES, F.TYPE_MESSAGE):
            raise UnsupportedError(f"{owner}.{proto.name}: only numbers may be optional")

    @property
    def type(self) -> str:
        """The C# type of one value."""
        if self.kind in (F.TYPE_MESSAGE, F.TYPE_ENUM):
            return self.proto.type_name.removeprefix(".affekt.v1.")
        return _PLAIN.get(self.kind, "string")

    @property
    def wire(self) -> int:
        """The wire type."""
        if self.many and self.packed:
            return 2
        return {F.TYPE_DOUBLE: 1, F.TYPE_FLOAT: 5, F.TYPE_STRING: 2, F.TYPE_BYTES: 2, F.TYPE_MESSAGE: 2}.get(
            self.kind, 0
        )

    @property
    def packed(self) -> bool:
        """Whether a list of it is packed."""
        return self.kind in _PLAIN or self.kind == F.TYPE_ENUM

    @property
    def tag(self) -> int:
        """Field number and wire type."""
        return int(self.proto.number) * 8 + self.wire

    @property
    def case(self) -> str:
        """The word of its oneof for it."""
        return f"{self.oneof}Kind.{self.name}"

    def held(self) -> Iterator[str]:
        """Return the private fields."""
        if self.many:
            kind = self.listed
            yield f"private readonly {kind} {self.own} = new {kind}();"
        elif self.kind == F.TYPE_MESSAGE:
            yield f"private {self.type}? {self.own};"
            if not self.oneof:
                yield f"private bool _has{self.name};"
        elif self.kind in (F.TYPE_STRING, F.TYPE_BYTES):
            yield f"private {'ProtoText' if self.kind == F.TYPE_STRING else 'ProtoBytes'} {self.own};"
        else:
            yield f"private {self.type}{'?' * self.optional} {self.own};"

    @property
    def listed(self) -> str:
        """The C# type of a list of it."""
        if self.kind == F.TYPE_STRING:
            return "ProtoTexts"
        return f"{'ProtoList' if self.kind == F.TYPE_MESSAGE else 'ProtoValues'}<{self.type}>"

    def public(self) -> list[str]:
        """Return its public members."""
        if self.many:
            return [*doc(self.text, 8), f"        public {self.listed} {self.name} => {self.own};"]
        if self.kind == F.TYPE_MESSAGE:
            return self._public_message()
        kind = {F.TYPE_BYTES: "System.ArraySegment<byte>"}.get(self.kind, self.type) + "?" * self.optional
        value = self.own + (".Value" if self.kind in (F.TYPE_STRING, F.TYPE_BYTES) else "")
        if not self.oneof:
            body = [f"            get => {value};", f"            set => {value} = value;"]
        else:
            empty = '""' if self.kind == F.TYPE_STRING else "default"
            body = [
                f"            get => {self.oneof} == {self.case} ? {value} : {empty};",
                "            set",
                "            {",
                f"                {self.oneof} = {self.case};",
                f"                {value} = value;",
                "            }",
            ]
        return [*doc(self.text, 8), f"        public {kind} {self.name}", "        {", *body, "        }"]

    def _public_message(self) -> list[str]:
        has = f"{self.oneof} == {self.case}" if self.oneof else f"_has{self.name}"
        take = [f"            {self.oneof} = {self.case};"] if self.oneof else [f"            _has{self.name} = true;"]
        return [
            *doc(f"{self.text} Null where it is absent.", 8),
            f"        public {self.type}? {self.name} => {has} ? {self.own} : null;",
            "",
            *doc(f"Makes {self.name} present and empty.", 8, ["<returns>It, to be filled.</returns>"]),
            f"        public {self.type} Make{self.name}()",
            "        {",
            *take,
            f"            {self.own} ??= new {self.type}();",
            f"            {self.own}.Clear();",
            f"            return {self.own};",
            "        }",
        ]

    def clear(self) -> Iterator[str]:
        """Return the statements that clear it; a oneof's fields are cleared when they are set."""
        if self.many or self.kind in (F.TYPE_STRING, F.TYPE_BYTES):
            yield f"{self.own}.Clear();"
        elif self.kind == F.TYPE_MESSAGE:
            if not self.oneof:
                yield f"_has{self.name} = false;"
        else:
            yield f"{self.own} = {'null' if self.optional else 'default'};"

    def copy(self) -> Iterator[str]:
        """Return the statements that copy it."""
        if self.many and self.kind == F.TYPE_MESSAGE:
            yield f"for (int n = 0; n < other.{self.own}.Count; n++)"
            yield "{"
            yield f"    {self.own}.Add().CopyFrom(other.{self.own}[n]);"
            yield "}"
        elif self.many:
            yield f"{self.own}.CopyFrom(other.{self.own});"
        elif self.kind == F.TYPE_MESSAGE:
            yield f"if (other.{self.name} != null)"
            yield "{"
            yield f"    Make{self.name}().CopyFrom(other.{self.name});"
            yield "}"
        elif self.kind == F.TYPE_STRING:
            yield f"{self.own}.CopyFrom(other.{self.own});"
        elif self.kind == F.TYPE_BYTES:
            yield f"{self.own}.Value = other.{self.own}.Value;"
        else:
            yield f"{self.own} = other.{self.own};"

    def write(self) -> Iterator[str]:
        """Return the statements that write it."""
        if self.many:
            yield from self._write_list()
            return
        yield f"if ({self._present()})"
        yield "{"
        if self.kind == F.TYPE_MESSAGE:
            yield f"    writer.Message({self.tag}, {self.own}!);"
        elif self.kind in (F.TYPE_STRING, F.TYPE_BYTES):
            yield f"    {self.own}.Write(writer, {self.tag});"
        else:
            yield f"    writer.{self._verb}({self.tag}, {self._said(self.own + '.Value' * self.optional)});"
        yield "}"

    def _write_list(self) -> Iterator[str]:
        if not self.packed:
            yield f"{self.own}.Write(writer, {self.tag});"
            return
        yield f"if ({self.own}.Count > 0)"
        yield "{"
        yield "    int before = writer.Count;"
        yield f"    for (int n = {self.own}.Count - 1; n >= 0; n--)"
        yield "    {"
        if self.kind in (F.TYPE_DOUBLE, F.TYPE_FLOAT):
            yield f"        writer.Bare{self._verb}({self.own}[n]);"
        else:
            yield f"        writer.Varint(unchecked((ulong){self._said(self.own + '[n]')}));"
        yield "    }"
        yield f"    writer.Prefix({self.tag}, writer.Count - before);"
        yield "}"

    @property
    def _verb(self) -> str:
        if self.kind in _ZIGZAG:
            return "Zigzag"
        return {F.TYPE_DOUBLE: "Double", F.TYPE_FLOAT: "Float", F.TYPE_BOOL: "Boolean"}.get(self.kind, "Integer")

    def _said(self, value: str) -> str:
        if self.kind in (F.TYPE_UINT32, F.TYPE_UINT64):
            return f"(ulong){value}"
        return f"(long){value}" if self.kind == F.TYPE_ENUM or self.kind in _INTEGERS else value

    def _present(self) -> str:
        if self.oneof:
            return f"{self.oneof} == {self.case}"
        if self.optional:
            return f"{self.own}.HasValue"
        if self.kind == F.TYPE_MESSAGE:
            return f"_has{self.name}"
        if self.kind in (F.TYPE_STRING, F.TYPE_BYTES):
            return f"!{self.own}.IsEmpty"
        if self.kind == F.TYPE_BOOL:
            return self.own
        if self.kind == F.TYPE_DOUBLE:
            return f"System.BitConverter.DoubleToInt64Bits({self.own}) != 0"
        if self.kind == F.TYPE_FLOAT:
            return f"System.BitConverter.DoubleToInt64Bits({self.own}) != 0"
        return f"{self.own} != 0"

    def read(self) -> Iterator[str]:
        """Return the cases of a switch over tags that read it."""
        if self.many:
            yield from self._read_list()
            return
        yield f"case {self.tag}:"
        if self.kind == F.TYPE_MESSAGE:
            yield f"    reader.Message({self.name} ?? Make{self.name}());"
        else:
            if self.oneof:
                yield f"    {self.oneof} = {self.case};"
            if self.kind in (F.TYPE_STRING, F.TYPE_BYTES):
                yield f"    {self.own}.Read(reader);"
            else:
                yield f"    {self.own} = {self._one()};"
        yield "    break;"

    def _one(self) -> str:
        if self.kind in _ZIGZAG:
            return f"unchecked(({self.type})reader.Zigzag())"
        if self.kind == F.TYPE_ENUM:
            return f"({self.type})unchecked((int)reader.Varint())"
        if self.kind in _INTEGERS:
            return f"unchecked(({self.type})reader.Varint())"
        return f"reader.{self._verb}()"

    def _read_list(self) -> Iterator[str]:
        yield f"case {self.tag}:"
        if not self.packed:
            yield f"    {self.own}.Read(reader);"
            yield "    break;"
            return
        name = f"outer{self.name}"
        yield f"    int {name} = reader.Open();"
        yield "    while (reader.More && reader.Element())"
        yield "    {"
        yield f"        {self.own}.Add({self._one()});"
        yield "    }"
        yield f"    reader.Close({name});"
        yield "    break;"
        alone = {F.TYPE_DOUBLE: 1, F.TYPE_FLOAT: 5}.get(self.kind, 0)
        yield f"case {int(self.proto.number) * 8 + alone}:"
        yield "    if (reader.Element())"
        yield "    {"
        yield f"        {self.own}.Add({self._one()});"
        yield "    }"
        yield "    break;"


class Comments:
    """The comments of a file of the contract, by the path of what they stand at."""

    def __init__(self, file: FileDescriptorProto) -> None:
        self._found = {tuple(one.path): one.leading_comments for one in file.source_code_info.location}

    def at(self, *path: int) -> str:
        """Return the comment of what lies at a path of the descriptor."""
        return self._found.get(path, "").strip()


def prefix(name: str) -> str:
    """Return what the values of an enumeration begin with: `CueTime` has `CUE_TIME_`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).upper() + "_"


def enumeration(enum: EnumDescriptorProto, comments: Comments, path: tuple[int, ...]) -> str:
    """Return an enumeration's file."""
    lines = [HEAD, f"namespace {SPACE}", "{", *doc(comments.at(*path), 4), f"    public enum {enum.name}", "    {"]
    for n, value in enumerate(enum.value):
        name = pascal(value.name.removeprefix(prefix(enum.name)))
        lines += [*[""] * (n > 0), *doc(comments.at(*path, 2, n), 8), f"        {name} = {value.number},"]
    return "\n".join([*lines, "    }", "}", ""])


def _indented(lines: Iterable[str], by: int) -> list[str]:
    return [" " * by + line if line else line for line in lines]


def fields_of(message: DescriptorProto, name: str, comments: Comments, path: tuple[int, ...]) -> list[Field]:
    """Return a message's fields in the order of their numbers."""
    found = []
    for n, proto in enumerate(message.field):
        real = proto.HasField("oneof_index") and not proto.proto3_optional
        oneof = pascal(message.oneof_decl[proto.oneof_index].name) if real else ""
        found.append(Field(proto, comments.at(*path, 2, n), name, oneof))
    return sorted(found, key=lambda field: int(field.proto.number))


def _oneof(one: OneofDescriptorProto, text: str, fields: list[Field]) -> list[str]:
    name = pascal(one.name)
    lines = ["", *doc(f"Which of them is there: {text}", 8), f"        public enum {name}Kind", "        {"]
    lines += [*doc("None.", 12), "            None = 0,"]
    for field in fields:
        if field.oneof == name:
            lines += ["", *doc(field.text, 12), f"            {field.name} = {field.proto.number},"]
    lines += ["        }", "", *doc(f"{text} None where nothing is set.", 8)]
    return [*lines, f"        public {name}Kind {name} {{ get; private set; }}"]


def message_class(message: DescriptorProto, outer: str, comments: Comments, path: tuple[int, ...]) -> str:
    """Return a message's file; a nested one is a part of its outer class."""
    name = f"{outer}.{message.name}" if outer else message.name
    fields = fields_of(message, name, comments, path)
    oneofs = sorted({field.oneof for field in fields if field.oneof})
    body = [*doc(comments.at(*path), 4), f"    public sealed partial class {message.name} : IProtoMessage", "    {"]
    body += _indented((line for field in fields for line in field.held()), 8)
    for n, one in enumerate(message.oneof_decl):
        if pascal(one.name) in oneofs:
            body += _oneof(one, comments.at(*path, 8, n), fields)
    for field in fields:
        body += ["", *field.public()]
    cleared = [f"{one} = {one}Kind.None;" for one in oneofs] + [line for f in fields for line in f.clear()]
    body += ["", "        /// <inheritdoc/>", *_method("public void Clear()", cleared)]
    copied = ["Clear();", *(line for f in fields for line in f.copy())]
    copied += [f"{one} = other.{one};" for one in oneofs]
    told = [
        "/// <summary>Becomes equal to another, which may then change.</summary>",
        '/// <param name="other">The other.</param>',
    ]
    body += ["", *_indented(told, 8), *_method(f"public void CopyFrom({name} other)", copied if fields else [])]
    written = [line for f in reversed(fields) for line in f.write()]
    body += ["", "        /// <inheritdoc/>", *_method("public void Write(ProtoWriter writer)", written)]
    cases = _indented((line for f in fields for line in f.read()), 8)
    read = ["uint tag;", "while ((tag = reader.Tag()) != 0)", "{", "    switch (tag)", "    {", *cases]
    read += ["        default:", "            reader.Skip(tag);", "            break;", "    }", "}"]
    body += ["", "        /// <inheritdoc/>", *_method("public void Merge(ProtoReader reader)", read), "    }"]
    for part in reversed(outer.split(".") if outer else []):
        body = [f"    public sealed partial class {part}", "    {", *_indented(body, 4), "    }"]
    return "\n".join([HEAD + "using Affekt.Wire;\n", f"namespace {SPACE}", "{", *body, "}", ""])


def _method(head: str, lines: Sequence[str]) -> list[str]:
    return [f"        {head}", "        {", *_indented(lines, 12), "        }"]


def words(enums: Sequence[EnumDescriptorProto]) -> str:
    """Return the class that knows the word of every value: `CueTime.NextBar` is `next_bar`."""
    lines = [HEAD, f"namespace {SPACE}", "{"]
    lines += doc("The words of every enumeration, as JSON and OSC say them: NextBar is next_bar.", 4)
    lines += ["    public static class Words", "    {"]
    for n, enum in enumerate(enums):
        kind = enum.name
        said = [(pascal(w), w if kind in _CAPITALS else w.lower()) for w in _values(enum)]
        lines += [""] * (n > 0)
        lines += doc(f"Returns the word of a {kind}.", 8, _PARAM_VALUE)
        arms = [f'{kind}.{name} => "{word}",' for name, word in said] + ['_ => "",']
        lines += [f"        public static string Of({kind} value)", "        {", "            return value switch"]
        lines += ["            {", *_indented(arms, 16), "            };", "        }", ""]
        lines += doc(f"Returns the {kind} of a word.", 8, _PARAM_WORD)
        arms = [f'"{word}" => {kind}.{name},' for name, word in said] + [f"_ => {kind}.Unspecified,"]
        lines += [f"        public static {kind} {kind}Of(string word)", "        {"]
        lines += [
            "            return word switch",
            "            {",
            *_indented(arms, 16),
            "            };",
            "        }",
        ]
    return "\n".join([*lines, "    }", "}", ""])


_PARAM_VALUE = ('<param name="value">The value.</param>', "<returns>Its word; empty where it has none.</returns>")
_PARAM_WORD = ('<param name="word">The word.</param>', "<returns>The value; Unspecified where none has it.</returns>")


def _values(enum: EnumDescriptorProto) -> list[str]:
    return [value.name.removeprefix(prefix(enum.name)) for value in enum.value if value.number]


def generated(protos: Sequence[FileDescriptorProto]) -> dict[str, str]:
    """Return every file's name and text.

    Raises:
        UnsupportedError: if the contract uses what this plugin does not write.
    """
    files: dict[str, str] = {}
    enums: list[EnumDescriptorProto] = []
    for proto in sorted(protos, key=lambda one: one.name):
        if proto.syntax != "proto3" or proto.package != "affekt.v1":
            raise UnsupportedError(f"{proto.name}: only affekt.v1 in proto3 is written")
        comments = Comments(proto)
        for n, enum in enumerate(proto.enum_type):
            files[f"{enum.name}.cs"] = enumeration(enum, comments, (5, n))
            enums.append(enum)
        for n, message in enumerate(proto.message_type):
            files.update(_messages(message, "", comments, (4, n)))
    if enums:
        files["Words.cs"] = words(sorted(enums, key=lambda one: one.name))
    return files


def _messages(
    message: DescriptorProto, outer: str, comments: Comments, path: tuple[int, ...]
) -> Iterator[tuple[str, str]]:
    name = f"{outer}.{message.name}" if outer else message.name
    if message.enum_type:
        raise UnsupportedError(f"{name}: an enumeration within a message is not written")
    yield f"{name}.cs", message_class(message, outer, comments, path)
    for n, inner in enumerate(message.nested_type):
        if inner.options.map_entry:
            raise UnsupportedError(f"{name}: maps are not written")
        yield from _messages(inner, name, comments, (*path, 3, n))


def main() -> int:
    """Answer protoc."""
    request = plugin_pb2.CodeGeneratorRequest.FromString(sys.stdin.buffer.read())
    answer = plugin_pb2.CodeGeneratorResponse(supported_features=1)
    wanted = set(request.file_to_generate)
    try:
        for name, text in generated([one for one in request.proto_file if one.name in wanted]).items():
            answer.file.add(name=name, content=text)
    except UnsupportedError as error:
        answer.error = str(error)
    sys.stdout.buffer.write(answer.SerializeToString())
    return 0


if __name__ == "__main__":
    sys.exit(main())
