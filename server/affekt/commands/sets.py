"""`affekt sets`: find, make, check and build the music."""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from affekt.arrange.check import judge
from affekt.arrange.findings import Findings
from affekt.arrange.manifest import StemSet
from affekt.arrange.new import new_set
from affekt.arrange.recordings import missing
from affekt.arrange.shelf import find_set, list_sets
from affekt.commands import review, sets_bake, sets_import
from affekt.commands.progress import Progress, bar
from affekt.commands.say import FAILED, FINE, answer, say, say_json, warn

_EXAMPLES = """examples:
  affekt sets list
  affekt sets new meadow --title "A meadow"
  affekt sets check meadow
  affekt sets build meadow
  affekt sets review meadow
  affekt sets convert ./recorded
  affekt sets import ./bounces
  affekt sets bake meadow --out game/music/meadow"""


def add_parser(subparsers: Any) -> None:
    """Add the verb and the verbs below it."""
    parser: ArgumentParser = subparsers.add_parser(
        "sets",
        help="find, make, check and build sets of music",
        description="Find, make, check and build sets of music.",
        epilog=_EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    below = parser.add_subparsers(dest="act", required=True, metavar="WHAT")

    def verb(name: str, text: str, act: Callable[[Namespace], int]) -> ArgumentParser:
        one: ArgumentParser = below.add_parser(name, help=text, description=text[:1].upper() + text[1:] + ".")
        one.add_argument("--json", action="store_true", help="answer in JSON, for programs")
        one.set_defaults(do=act)
        return one

    verb("list", "list the sets that can be found", _list)
    check = verb("check", "check sets, line by line", _check)
    check.add_argument("sets", nargs="*", metavar="SET", help="names or folders; all that can be found without")
    check.add_argument("--strict", action="store_true", help="warnings fail too")
    new = verb("new", "write a first set to begin with", _new)
    new.add_argument("name", help="lower-case letters, digits and '_'")
    new.add_argument("--in", dest="place", default="stems", metavar="DIR", help="where; ./stems without")
    new.add_argument("--title", default="", help="its title")
    build = verb("build", "make a set's recordings from its written parts", _build)
    build.add_argument("sets", nargs="+", metavar="SET", help="names or folders")
    build.add_argument("--force", action="store_true", help="also build what has not changed")
    build.add_argument("--fetch", action="store_true", help="fetch the SoundFont where it is not installed (76 MB)")
    convert = verb("convert", "convert a set's recordings to Ogg at 48 kHz", _convert)
    convert.add_argument("sets", nargs="+", metavar="SET", help="names or folders")
    judged = below.add_parser(
        "review",
        help="judge a set by the figures of music",
        description="Judge a set by the figures of music, from its written parts and its recordings.",
        epilog=review.EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    review.add_flags(judged)
    judged.set_defaults(do=lambda args: review.review(args))
    brought = verb("import", "make a set from a folder of recordings", sets_import.act)
    brought.epilog, brought.formatter_class = sets_import.EXAMPLES, RawDescriptionHelpFormatter
    sets_import.arguments(brought)
    baked = verb("bake", "write a set as a game plays it without a server", sets_bake.act)
    baked.epilog, baked.formatter_class = sets_bake.EXAMPLES, RawDescriptionHelpFormatter
    sets_bake.arguments(baked)


def run(args: Namespace) -> int:
    """Do what was asked of the sets."""
    return answer(lambda: int(args.do(args)), as_json=bool(args.json))


def _list(args: Namespace) -> int:
    rows: list[dict[str, Any]] = []
    for name, folder in list_sets().items():
        manifest, findings = judge(folder, sources=False)
        rows.append(
            {
                "name": name,
                "title": manifest.title if manifest else "",
                "folder": str(folder),
                "sections": list(manifest.sections) if manifest else [],
                "layers": list(manifest.layers) if manifest else [],
                "errors": len(findings.errors),
                "state": _state(folder, manifest, findings),
            }
        )
    if args.json:
        say_json(rows)
        return FINE
    if not rows:
        say("no sets found; make one with 'affekt sets new NAME'")
    for row in rows:
        say(f"{row['name']:<16} {row['state']:<10} {len(row['sections']):>3} sections  {row['title']}")
    return FINE


def _state(folder: Path, manifest: StemSet | None, findings: Findings) -> str:
    if manifest is None or findings.errors:
        return "faulty"
    return "not built" if missing(folder, manifest) else "ready"


def _check(args: Namespace) -> int:
    folders = [find_set(text) for text in args.sets] or list(list_sets().values())
    results = []
    failed = False
    for folder in folders:
        found = judge(folder)[1].in_order()
        bad = [f for f in found if f.severity == "error" or (args.strict and f.severity == "warning")]
        failed |= bool(bad)
        if args.json:
            facts = {"name": folder.name, "folder": str(folder), "ok": not bad}
            results.append(facts | {"findings": [asdict(f) for f in found]})
        else:
            for finding in found:
                say(f"{_near(folder)}/{finding}")
            say(f"{folder.name}: {_sum(found)}")
    if args.json:
        say_json({"ok": not failed, "sets": results})
    elif not folders:
        say("no sets found; make one with 'affekt sets new NAME'")
    return FAILED if failed else FINE


def _sum(found: list[Any]) -> str:
    """Return `fine`, or how many errors, warnings and notes there are."""
    counts = [(kind, sum(f.severity == kind for f in found)) for kind in ("error", "warning", "note")]
    said = [f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counts if count]
    return ", ".join(said) if said else "fine"


def _near(folder: Path) -> str:
    """Return a folder as one would type it from here."""
    try:
        return str(folder.relative_to(Path.cwd()))
    except ValueError:
        return str(folder)


def _new(args: Namespace) -> int:
    folder = new_set(Path(args.place).expanduser(), args.name, args.title)
    if args.json:
        say_json({"name": args.name, "folder": str(folder)})
    else:
        told = args.name if args.place == "stems" else str(folder)
        say(f"{folder} is written; build its recordings with 'affekt sets build {told}'")
    return FINE


def _build(args: Namespace) -> int:
    from affekt.core.errors import AffektError
    from affekt.render.build import build
    from affekt.render.build_font import FONT, fetch_font, find_font

    if args.fetch:
        with bar(FONT.name, hidden=args.json) as progress:
            fetch_font(progress)
    with suppress(AffektError):  # a set without written parts needs none
        font = find_font()
        if font.stands_in and not args.json:
            warn(f"{font.name} plays, not {FONT.name}: it sounds other than the shipped sets")
    return _each(args, "built", lambda folder, progress: build(folder, progress, force=args.force))


def _convert(args: Namespace) -> int:
    from affekt.commands.convert import convert

    return _each(args, "converted", lambda folder, progress: convert(folder, progress))


def _each(args: Namespace, done: str, work: Callable[[Path, Progress], object]) -> int:
    """Do slow work on each set with a bar on the terminal, then check what came of it."""
    results = []
    failed = False
    for folder in [find_set(text) for text in args.sets]:
        with bar(folder.name, hidden=args.json) as progress:
            work(folder, progress)
        found = judge(folder)[1].in_order()
        bad = [f for f in found if f.severity == "error"]
        failed |= bool(bad)
        results.append(
            {"name": folder.name, "folder": str(folder), "ok": not bad, "findings": [asdict(f) for f in found]}
        )
        if not args.json:
            for finding in bad:
                warn(f"{_near(folder)}/{finding}")
            say(f"{folder.name}: {done}; {_sum(found)}")
    if args.json:
        say_json({"ok": not failed, "sets": results})
    return FAILED if failed else FINE
