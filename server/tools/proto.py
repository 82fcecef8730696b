"""Turn the contract into Python stubs and C# classes, and check that all are clean.

python server/tools/proto.py generate     write server/affekt/v1 and the Unity package's Runtime/Core/Protocol
python server/tools/proto.py check        fail if they are not what the contract says
python server/tools/proto.py lint         buf: lint, format, and breaking changes since main (needs npm)
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROTO = ROOT / "proto"
STUBS = ROOT / "server" / "affekt" / "v1"
CSHARP = ROOT / "clients/unity/dev.affekt.unity/Runtime/Core/Protocol"
BUF = "1.75.0"
"""The pinned version of npm's @bufbuild/buf."""

MADE = ("*_pb2.py", "*_pb2.pyi", "*_pb2_grpc.py")
"""What the generator owns in the stubs' folder; the rest of it is ours."""


def generate(out: Path) -> list[Path]:
    """Write the stubs under `out/affekt/v1` and return them.

    Raises:
        SystemExit: if grpcio-tools is missing or the compiler refuses the contract.
    """
    _protoc(f"--{kind}_out={out}" for kind in ("python", "pyi", "grpc_python"))
    made = list(_made(out / "affekt" / "v1"))
    for path in made:
        if path.name.endswith("_pb2_grpc.py") and "class " not in path.read_text():
            path.unlink()
    return [p for p in made if p.exists()]


def _protoc(flags: Iterable[str]) -> None:
    try:
        from grpc_tools import protoc
    except ImportError as missing:
        raise SystemExit("stubs need grpcio-tools; run 'make setup'") from missing
    sources = sorted(str(p.relative_to(PROTO)) for p in PROTO.rglob("*.proto"))
    include = files("grpc_tools") / "_proto"
    if protoc.main(["protoc", f"-I{PROTO}", f"-I{include}", *flags, *sources]) != 0:
        raise SystemExit("the contract does not compile; the lines above say where")


def csharp() -> dict[str, str]:
    """Return the C# classes, by the names of their files.

    Raises:
        SystemExit: if they cannot be made.
    """
    from google.protobuf.compiler import plugin_pb2
    from google.protobuf.descriptor_pb2 import FileDescriptorSet

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "contract"
        _protoc([f"--descriptor_set_out={out}", "--include_source_info"])
        contract = FileDescriptorSet.FromString(out.read_bytes())
    names = [file.name for file in contract.file]
    request = plugin_pb2.CodeGeneratorRequest(proto_file=contract.file, file_to_generate=names)
    plugin = [sys.executable, str(ROOT / "server/tools/proto_csharp.py")]
    said = subprocess.run(plugin, input=request.SerializeToString(), capture_output=True, check=True).stdout
    answer = plugin_pb2.CodeGeneratorResponse.FromString(said)
    if answer.error:
        raise SystemExit(f"proto: {answer.error}; teach server/tools/proto_csharp.py")
    return {file.name: file.content for file in answer.file}


def _made(folder: Path) -> Iterator[Path]:
    for pattern in MADE:
        yield from sorted(folder.glob(pattern))


def write() -> int:
    """Replace the committed stubs."""
    for old in _made(STUBS):
        old.unlink()
    made = generate(ROOT / "server")
    print(f"proto: {len(made)} stubs written to {STUBS.relative_to(ROOT)}")
    classes = csharp()
    CSHARP.mkdir(parents=True, exist_ok=True)
    for path in CSHARP.glob("*.cs"):
        if path.name not in classes:
            path.unlink()
    for name, text in classes.items():
        (CSHARP / name).write_text(text, "utf-8")
    print(f"proto: {len(classes)} classes written to {CSHARP.relative_to(ROOT)}")
    subprocess.run([sys.executable, str(ROOT / "server/tools/unity_meta.py")], check=True)
    return 0


def check() -> int:
    """Compare the committed stubs with fresh ones."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = {p.name: p.read_bytes() for p in generate(Path(folder))}
    fresh |= {name: text.encode() for name, text in csharp().items()}
    held = {p.name: p.read_bytes() for p in [*_made(STUBS), *sorted(CSHARP.glob("*.cs"))]}
    stale = sorted(name for name in fresh.keys() | held.keys() if fresh.get(name) != held.get(name))
    if stale:
        print(f"proto: {', '.join(stale)} differ from the contract; run 'make proto' and commit", file=sys.stderr)
        return 1
    print(f"proto: {len(held)} stubs and classes are current")
    return 0


def _buf() -> Path | None:
    """Return buf, installed from npm into the user's cache the first time; None where it cannot be had."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "affekt" / f"buf-{BUF}"
    tool = cache / "node_modules" / ".bin" / "buf"
    if tool.exists():
        return tool
    npm = shutil.which("npm")
    if npm is None:
        return None
    cache.mkdir(parents=True, exist_ok=True)
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(cache), f"@bufbuild/buf@{BUF}"]
    done = subprocess.run(command, check=False)
    return tool if done.returncode == 0 and tool.exists() else None


def _baseline(branch: str) -> bool:
    """Say whether the branch has a contract to compare with."""
    listed = subprocess.run(
        ["git", "ls-tree", "-r", "--name-only", branch, "proto"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return listed.returncode == 0 and ".proto" in listed.stdout


def lint(branch: str, *, strict: bool) -> int:
    """Run buf's lint, format and breaking checks.

    Args:
        branch: the git branch that the contract must stay compatible with.
        strict: fail, rather than say so and go on, where a check cannot be run.
    """
    tool = _buf()
    if tool is None:
        print("proto: buf is missing, so the contract was not linted; install npm and run this again", file=sys.stderr)
        return 1 if strict else 0
    checks = {"lint": ["lint", "proto"], "format": ["format", "-d", "--exit-code", "proto"]}
    skipped = False
    if _baseline(branch):
        checks["breaking"] = ["breaking", "proto", "--against", f".git#branch={branch},subdir=proto"]
    else:
        skipped = True
        print(f"proto: SKIPPED the breaking check, since branch {branch!r} has no contract here", file=sys.stderr)
    for name, words in checks.items():
        if subprocess.run([str(tool), *words], cwd=ROOT, check=False).returncode != 0:
            print(f"proto: buf {name} found the above", file=sys.stderr)
            return 1
    print(f"proto: buf {', '.join(checks)} clean")
    return 1 if skipped and strict else 0


def main() -> int:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("generate", help="write the stubs")
    verbs.add_parser("check", help="fail if the committed stubs are not current")
    linting = verbs.add_parser("lint", help="run buf")
    linting.add_argument("--strict", action="store_true", help="fail where a check cannot be run")
    linting.add_argument("--against", default="main", metavar="BRANCH", help="compare with this branch (main)")
    words = parser.parse_args()
    if words.verb == "generate":
        return write()
    return check() if words.verb == "check" else lint(words.against, strict=words.strict)


if __name__ == "__main__":
    sys.exit(main())
