"""Pack Godot's addon as its Asset Library wants it: one folder `addons/affekt` with licence and README.

python server/tools/godot_zip.py [--out DIR]     write DIR/affekt-godot-VERSION.zip (dist/ where not told)
"""

import argparse
import configparser
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ADDON = ROOT / "clients/godot/addons/affekt"
MOMENT = (2020, 1, 1, 0, 0, 0)
"""Every file's time, so that the same files make the same bytes."""


def version(addon: Path = ADDON) -> str:
    """Return the addon's version."""
    told = configparser.ConfigParser()
    told.read(addon / "plugin.cfg", "utf-8")
    return told["plugin"]["version"].strip('"')


def contents(addon: Path = ADDON) -> dict[str, Path]:
    """Return the files to pack by their names in the archive: those that git knows or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "."],
        cwd=addon,
        capture_output=True,
        text=True,
        check=True,
    )
    names = sorted(name for name in listed.stdout.splitlines() if (addon / name).is_file())
    return {f"addons/affekt/{name}": addon / name for name in names}


def pack(out: Path, addon: Path = ADDON) -> Path:
    """Write the archive into a folder and return its path.

    Raises:
        SystemExit: if the addon's licence or README is missing.
    """
    files = contents(addon)
    for needed in ("plugin.cfg", "LICENSE", "README.md"):
        if f"addons/affekt/{needed}" not in files:
            raise SystemExit(f"the addon has no {needed}; put it into {addon.relative_to(ROOT)}")
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"affekt-godot-{version(addon)}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in files.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, source.read_bytes())
    return path


def main() -> int:
    """Pack it and print where it is."""
    parser = argparse.ArgumentParser(description="Pack Godot's addon for the Asset Library.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="the folder to write to")
    print(pack(parser.parse_args().out))
    return 0


if __name__ == "__main__":
    sys.exit(main())
