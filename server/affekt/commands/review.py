"""`affekt sets review`: a set held against the figures of music, told row by row."""

from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Sequence
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING

from affekt.arrange.manifest import StemSet
from affekt.arrange.musical import check_music
from affekt.arrange.references import check_references
from affekt.arrange.schema import read_manifest
from affekt.arrange.shelf import find_set
from affekt.commands.progress import bar
from affekt.commands.say import FAILED, FINE, say, say_json
from affekt.core.errors import AffektError, Reason
from affekt.review.rows import Row, failed

if TYPE_CHECKING:
    from affekt.review.piece import Piece
    from affekt.review.plots_recorded import Gallery

EXAMPLES = """examples:
  affekt sets review wayfarer
  affekt sets review wayfarer --written --section combat
  affekt sets review ./meadow --only harmony --only voices.low --all
  affekt sets review wayfarer --json review.json --plots plots"""


def add_flags(parser: ArgumentParser) -> None:
    """Add what `review` may be told."""
    parser.add_argument("set", metavar="SET", help="its name or folder")
    parser.add_argument("--written", action="store_true", help="only what is written: no recording is opened")
    parser.add_argument("--section", metavar="NAME", help="only this section")
    parser.add_argument(
        "--only", action="append", default=[], metavar="ID", help="only rows whose id begins so; may be repeated"
    )
    parser.add_argument("--all", action="store_true", help="tell every row, not only those that fail")
    parser.add_argument(
        "--plots", metavar="DIR", help="draw form, themes, changes, notes, loudness, spectra, masking as SVG"
    )
    parser.add_argument(
        "--json",
        nargs="?",
        const="-",
        metavar="FILE",
        help="write JSON to a file, or to standard output instead of the table",
    )


def review(args: Namespace) -> int:
    """Judge a set; 1 where a figure is missed.

    Raises:
        AffektError: BAD_SET, UNKNOWN_SET, UNKNOWN_NAME.
    """
    from affekt.review.judge import WRITTEN_ONLY, chosen, declared, written
    from affekt.review.piece import open_piece
    from affekt.review.plots_recorded import Gallery
    from affekt.review.recorded import recorded

    folder = find_set(args.set)
    manifest = _readable(folder)
    if args.section is not None and args.section not in manifest.sections:
        known = ", ".join(manifest.sections)
        raise AffektError(Reason.UNKNOWN_NAME, f"{manifest.name} has no section '{args.section}'; it has {known}")
    with bar(folder.name, hidden=args.json == "-") as progress:
        piece, gallery = open_piece(folder, manifest), Gallery()
        found = list(written(piece, lambda what, done: progress(what, 0.1 * done)))
        if not args.written and not (args.only and all(word.partition(".")[0] in WRITTEN_ONLY for word in args.only)):
            found += recorded(piece, lambda what, done: progress(what, 0.1 + 0.9 * done), args.section, gallery.look)
        rows = list(chosen(declared(found, manifest), args.section, args.only))
    if not rows:
        raise AffektError(
            Reason.UNKNOWN_NAME, f"no row is named {', '.join(args.only)}; see docs/compose.md for the ids"
        )
    plain = {"set": manifest.name, "folder": str(folder), "ok": not failed(rows), "rows": [one.plain() for one in rows]}
    if args.json == "-":
        say_json(plain)
    else:
        for line in table(rows, whole=args.all):
            say(line)
        if args.json:
            Path(args.json).write_text(dumps(plain, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if args.plots:
        count = _draw(Path(args.plots), piece, gallery)
        if args.json != "-":
            say(f"{count} pictures are in {args.plots}")
    return FAILED if failed(rows) else FINE


def _readable(folder: Path) -> StemSet:
    """Return a set's manifest; what is wrong with its words must be mended before its music can be judged."""
    manifest, findings = read_manifest(folder)
    if manifest is not None:
        check_references(manifest, findings)
        check_music(manifest, findings)
    if manifest is None or findings.errors:
        raise AffektError(Reason.BAD_SET, "\n".join(str(f) for f in findings.errors))
    return manifest


def _draw(folder: Path, piece: "Piece", gallery: "Gallery") -> int:
    from affekt.review.plots_written import form_plot, roll_plot, theme_plot, transition_plot

    pictures = {"form": form_plot(piece), "themes": theme_plot(piece), "changes": transition_plot(piece)}
    pictures |= {f"notes-{s.name}": roll_plot(piece, s) for s in piece.scores.values() if s.lines}
    if gallery.curves:
        pictures |= {"loudness": gallery.loudness(), "spectrum": gallery.spectra(), "masking": gallery.masking()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pictures.items():
        (folder / f"{name}.svg").write_text(text, "utf-8")
    return len(pictures)


def table(rows: Sequence[Row], *, whole: bool = False) -> list[str]:
    """Return the review as lines: a line a figure with how many meet it, the failures below it, and a sum."""
    by_id: dict[str, list[Row]] = defaultdict(list)
    for one in rows:
        by_id[one.id].append(one)
    lines: list[str] = []
    for name, same in by_id.items():
        bad = failed(same)
        judged = [one for one in same if one.ok is not None]
        mark = "FAIL" if bad else "ok" if judged else "-"
        count = f"{len(judged) - len(bad)}/{len(judged)}" if judged else ""
        lines.append(f"{mark:<5}{name:<26}{count:>6}  {_said(same)}")
        for one in same if whole else bad:
            lines.append(f"       {_told(one)}")
            lines += [f"         - {fault}" for fault in one.faults]
        reasons = dict.fromkeys(one.why.partition("own bar: ")[2] for one in same if "own bar: " in one.why)
        lines += [] if whole else [f"       the set's own bar: {reason}" for reason in reasons]
    judged = [one for one in rows if one.ok is not None]
    bad = failed(rows)
    lines.append("")
    lines.append(
        f"{len(judged) - len(bad)} of {len(judged)} figures are met" + (f"; {len(bad)} are not" if bad else "")
    )
    return lines


def _said(same: Sequence[Row]) -> str:
    """Return what a figure measures, with the one reason where all rows were left out for it."""
    text = (
        same[0].measure if len({one.measure for one in same}) == 1 else same[0].id.replace(".", ": ").replace("_", " ")
    )
    if all(one.value is None for one in same):
        reasons = list(dict.fromkeys(one.why for one in same))
        return f"{text}: {'; '.join(reasons)}"
    return text


def _told(one: Row) -> str:
    value = "—" if one.value is None else f"{one.value:g}{f' {one.unit}' if one.unit else ''}"
    wanted = f" (wanted {one.bar})" if one.bar and one.ok is False else f" ({one.bar})" if one.bar else ""
    name = f"{one.section}: " if one.section else ""
    return f"{name}{one.measure} {value}{wanted}{f' · {one.why}' if one.why else ''}"
