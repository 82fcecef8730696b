"""Compiles C# with Roslyn on .NET's runtime: csc's own command line, run by the Python of the engines' folder.

    FOLDER/csharp/venv/bin/python server/tools/csc.py @net8 -langversion:9 -warnaserror -target:exe -out:a.dll A.cs

`@net8` refers to every assembly of .NET 8, `@unity` to Mono's class libraries for 4.5 (next to Unity's), `@nunit`
to NUnit. A file name may be a pattern such as `Core/**/*.cs`.
"""

import importlib.util
import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")

_ENGINES = Path(sys.prefix).parent
_COMPILER = _ENGINES / "node_modules/@autorest/csharp"
_MONO = Path("/usr/lib/mono/4.5")
_UNITY = ("mscorlib", "System", "System.Core", "System.Net.Http", "System.Numerics")
_RUNTIME_CONFIG = (
    '{"runtimeOptions": {"tfm": "net8.0", "framework": {"name": "Microsoft.NETCore.App", "version": "8.0.0"}, '
    '"configProperties": {"System.Globalization.Invariant": true}}}'
)


def _runtime() -> Path:
    spec = importlib.util.find_spec("dnv")
    if spec is None or spec.submodule_search_locations is None:
        sys.exit("csc: run it by the Python of the engines' folder; `make engines` installs it")
    return Path(next(iter(spec.submodule_search_locations))) / "net/runtime"


def _references(word: str, runtime: Path) -> list[str]:
    if word == "@net8":
        folder = next((runtime / ".net/shared/Microsoft.NETCore.App").iterdir())
        natives = ("mscorrc", "lib", "createdump")
        return [f"-r:{dll}" for dll in sorted(folder.glob("*.dll")) if not dll.name.startswith(natives)]
    if word == "@unity":
        return [f"-r:{_MONO / name}.dll" for name in _UNITY]
    return [f"-r:{_nunit()}"]


def _nunit() -> Path:
    return next(iter(sorted(_COMPILER.rglob("nunit.framework.dll"))))


def _arguments(given: list[str], runtime: Path) -> list[str]:
    made = ["-nostdlib"]
    for word in given:
        if word in ("@net8", "@unity", "@nunit"):
            made += _references(word, runtime)
        elif "*" in word and not word.startswith("-"):
            made += [str(path) for path in sorted(Path().glob(word))]
        else:
            made.append(word)
    return made


def _load(runtime: Path) -> Any:
    from clr_loader import get_coreclr
    from pythonnet import load

    load(get_coreclr(runtime_config=str(runtime / "runtimeconfig.json"), dotnet_root=str(runtime / ".net")))
    import clr

    for name in ("Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp"):
        clr.AddReference(str(_COMPILER / f"{name}.dll"))
    return clr


def main(given: list[str]) -> int:
    """Compile; returns 0, or 1 with what the compiler says."""
    runtime = _runtime()
    _load(runtime)
    from Microsoft.CodeAnalysis import DiagnosticSeverity, MetadataReference, SyntaxTree
    from Microsoft.CodeAnalysis.CSharp import CSharpCommandLineParser, CSharpCompilation, CSharpSyntaxTree
    from Microsoft.CodeAnalysis.Text import SourceText
    from System import Array, String
    from System.IO import File
    from System.Text import Encoding

    said = CSharpCommandLineParser.Default.Parse(Array[String](_arguments(given, runtime)), str(Path.cwd()), None)
    trees = [
        CSharpSyntaxTree.ParseText(
            SourceText.From(File.ReadAllText(one.Path), Encoding.UTF8), said.ParseOptions, one.Path
        )
        for one in said.SourceFiles
    ]
    references = [MetadataReference.CreateFromFile(one.Reference) for one in said.MetadataReferences]
    name = Path(said.OutputFileName).stem
    made = CSharpCompilation.Create(
        name, Array[SyntaxTree](trees), Array[MetadataReference](references), said.CompilationOptions
    )
    out = Path(said.OutputDirectory) / said.OutputFileName
    stream = File.Create(str(out))
    emitted = made.Emit(stream)
    stream.Close()
    told = [str(error) for error in said.Errors]
    told += [str(one) for one in emitted.Diagnostics if one.Severity >= DiagnosticSeverity.Warning]
    print("\n".join(told), end="\n" if told else "")
    if not emitted.Success or list(said.Errors):
        out.unlink()
        return 1
    if "-target:exe" in given:
        out.with_suffix(".runtimeconfig.json").write_text(_RUNTIME_CONFIG, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
