"""Writes Unity's `.meta` files: an id and an importer for every file and folder that Unity sees.

    python server/tools/unity_meta.py          writes what is missing or wrong, removes what is left over
    python server/tools/unity_meta.py check    says what it would do, and fails where that is something

The id is worked out from the path, so that it is the same on every machine and a scene written by hand can name it:
`python server/tools/unity_meta.py guid PATH`.
"""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("clients/unity/dev.affekt.unity", "unity-sample/Assets")
"""What Unity imports: a package, whose own folder has no id, and a project's assets."""
_DEFAULT = """\
DefaultImporter:
  externalObjects: {}
  userData:
  assetBundleName:
  assetBundleVariant:
"""
_FOLDER = "folderAsset: yes\n" + _DEFAULT
_SCRIPT = """\
MonoImporter:
  externalObjects: {}
  serializedVersion: 2
  defaultReferences: []
  executionOrder: 0
  icon: {instanceID: 0}
  userData:
  assetBundleName:
  assetBundleVariant:
"""
_ASSET = """\
NativeFormatImporter:
  externalObjects: {}
  mainObjectFileID: 11400000
  userData:
  assetBundleName:
  assetBundleVariant:
"""
_WEB = """\
PluginImporter:
  externalObjects: {}
  serializedVersion: 2
  iconMap: {}
  executionOrder: {}
  defineConstraints: []
  isPreloaded: 0
  isOverridable: 0
  isExplicitlyReferenced: 0
  validateReferences: 1
  platformData:
  - first:
      Any:
    second:
      enabled: 0
      settings: {}
  - first:
      WebGL: WebGL
    second:
      enabled: 1
      settings: {}
  userData:
  assetBundleName:
  assetBundleVariant:
"""
_IMPORTERS = {
    ".cs": _SCRIPT,
    ".asset": _ASSET,
    ".jslib": _WEB,
    ".asmdef": _DEFAULT.replace("DefaultImporter", "AssemblyDefinitionImporter"),
    ".prefab": _DEFAULT.replace("DefaultImporter", "PrefabImporter"),
    ".json": _DEFAULT.replace("DefaultImporter", "TextScriptImporter"),
    ".md": _DEFAULT.replace("DefaultImporter", "TextScriptImporter"),
    ".txt": _DEFAULT.replace("DefaultImporter", "TextScriptImporter"),
}
_PACKAGE = _DEFAULT.replace("DefaultImporter", "PackageManifestImporter")


def guid(path: str) -> str:
    """Return the id of a path below the repository's root: 32 hexadecimal digits."""
    return hashlib.md5(f"affekt:{path}".encode(), usedforsecurity=False).hexdigest()


def seen(place: Path) -> Iterator[Path]:
    """Yield what Unity imports below a folder: nothing hidden, nothing that ends in a tilde."""
    for path in sorted(place.iterdir()):
        if path.name.startswith(".") or path.name.endswith("~") or path.suffix == ".meta":
            continue
        if path.is_dir():
            inside = list(seen(path))
            if inside:
                yield path
                yield from inside
        else:
            yield path


def meta(path: Path) -> str:
    """Return what stands in the `.meta` file of a file or folder."""
    if path.is_dir():
        importer = _FOLDER
    elif path.name == "package.json":
        importer = _PACKAGE
    else:
        importer = _IMPORTERS.get(path.suffix, _DEFAULT)
    return f"fileFormatVersion: 2\nguid: {guid(path.relative_to(ROOT).as_posix())}\n{importer}"


def wanted() -> dict[Path, str]:
    """Return every `.meta` file that should be there, and its text."""
    places = [ROOT / place for place in PLACES]
    return {
        path.with_name(path.name + ".meta"): meta(path) for place in places if place.is_dir() for path in seen(place)
    }


def faults() -> list[str]:
    """Return what is missing, wrong or left over, a line each."""
    due = wanted()
    there = {path for place in PLACES for path in (ROOT / place).rglob("*.meta")}
    found = [f"{path.relative_to(ROOT)}: left over" for path in sorted(there - set(due))]
    for path, text in due.items():
        if path not in there:
            found.append(f"{path.relative_to(ROOT)}: missing")
        elif path.read_text("utf-8") != text:
            found.append(f"{path.relative_to(ROOT)}: wrong")
    return found


def write() -> int:
    """Write what is missing or wrong, remove what is left over; return how many files that were."""
    due = wanted()
    count = 0
    for place in PLACES:
        for path in (ROOT / place).rglob("*.meta"):
            if path not in due:
                path.unlink()
                count += 1
    for path, text in due.items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            count += 1
    return count


def main(words: list[str]) -> int:
    """Write, check, or tell an id."""
    match words:
        case []:
            print(f"unity_meta: {write()} files written or removed")
            return 0
        case ["check"]:
            found = faults()
            print("\n".join(found) if found else "unity_meta: complete")
            return 1 if found else 0
        case ["guid", path]:
            print(guid(path))
            return 0
    print("usage: unity_meta.py [check | guid PATH]")
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
