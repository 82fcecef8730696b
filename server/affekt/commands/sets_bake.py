"""`affekt sets bake`: a set as a game plays it without a server."""

import json
import shutil
from argparse import ArgumentParser, Namespace
from pathlib import Path

import soundfile

from affekt.arrange.load import load
from affekt.arrange.loaded import LoadedSet
from affekt.arrange.setjson import SET_JSON, recordings
from affekt.arrange.shelf import find_set
from affekt.baked import bake
from affekt.baked.bake import BAKED_JSON, Baked, Recording
from affekt.commands.common import open_table
from affekt.commands.say import FINE, say, say_json, warn
from affekt.core.errors import AffektError, Reason

EXAMPLES = """examples:
  affekt sets bake wayfarer
  affekt sets bake wayfarer --table my_game.toml --out game/music/wayfarer
  affekt sets bake wayfarer --only-table --out game/music/wayfarer

Writes baked.json, and beside it set.json and the recordings: all that the players of the Godot addon, the Unity
package and the web client need to play the set by themselves. docs/bake.md tells every field."""


def arguments(parser: ArgumentParser) -> None:
    """Add what may be typed."""
    parser.add_argument("set", metavar="SET", help="a name, or a folder")
    parser.add_argument("--table", metavar="FILE", help="the game's table; the shipped one without")
    parser.add_argument("--out", metavar="DIR", help="where; ./baked/NAME without")
    parser.add_argument("--only-table", action="store_true", help="write baked.json alone: the recordings are there")


def act(args: Namespace) -> int:
    """Bake, copy, and say what the baked set does not carry."""
    loaded = load(find_set(args.set))
    made = baked_from(loaded, Path(args.table).expanduser() if args.table else None)
    out = Path(args.out).expanduser() if args.out else Path("baked") / loaded.manifest.name
    copied = [] if args.only_table else _copy(loaded, out)
    out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(made.table, ensure_ascii=False, separators=(",", ":")) + "\n"
    (out / BAKED_JSON).write_text(text, encoding="utf-8")
    size = sum(path.stat().st_size for path in copied) + len(text.encode())
    if args.json:
        say_json({"name": loaded.manifest.name, "folder": str(out), "bytes": size, "left_out": made.left_out})
        return FINE
    for text in made.left_out:
        warn(f"{loaded.manifest.name}: {text}")
    say(f"{out} is ready: {BAKED_JSON} and {len(copied)} files, {size / 1e6:.1f} MB")
    return FINE


def baked_from(loaded: LoadedSet, table: Path | None) -> Baked:
    """Return a loaded set, with a game's table, as it is baked.

    Raises:
        AffektError: BAD_SET, LineError: MALFORMED.
    """
    known = {}
    for name in recordings(loaded.manifest):
        info = soundfile.info(str(loaded.folder / name))
        known[name] = Recording(int(info.frames), int(info.channels))
    return bake(loaded.manifest, open_table(table), loaded.sha256, known)


def _copy(loaded: LoadedSet, out: Path) -> list[Path]:
    """Copy what engines read; return the copies."""
    if out.resolve() == loaded.folder.resolve():
        return [out / SET_JSON, *(out / name for name in recordings(loaded.manifest))]
    if not (loaded.folder / SET_JSON).is_file():
        name = loaded.manifest.name
        raise AffektError(Reason.BAD_SET, f"{name} has no {SET_JSON}; run 'affekt sets build {name}'")
    copies = []
    for name in (SET_JSON, *_papers(loaded), *recordings(loaded.manifest)):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        copies.append(Path(shutil.copyfile(loaded.folder / name, out / name)))
    return copies


def _papers(loaded: LoadedSet) -> list[str]:
    """Return the names of the set's licence and credits, as far as it has them."""
    return [name for name in ("LICENSE", "CREDITS.md") if (loaded.folder / name).is_file()]
