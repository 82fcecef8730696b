"""`affekt sets import`: a set from a folder of recordings, or from Godot's interactive music."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from affekt.arrange.check import judge
from affekt.arrange.new import require_name
from affekt.commands.progress import bar
from affekt.commands.say import FAILED, FINE, say, say_json, warn
from affekt.core.errors import AffektError, Reason

if TYPE_CHECKING:
    from affekt.arrange.findings import Finding
    from affekt.studio.material import Material

EXAMPLES = """examples:
  affekt sets import ./bounces
  affekt sets import ./bounces --name forest --tempo 96 --key Dm
  affekt sets import ./bounces --midi song.mid
  affekt sets import music/score.tres

The folder: recordings (WAV, AIFF, FLAC, Ogg, MP3; any rate) named after section, part and take, such as
calm_pad.wav, calm_drums_2.wav, or one folder a section, or whole songs that a MIDI file's markers divide.
Words such as drums, bass, pad, lead, arp, chords tell the part; 'stinger' tells a short figure; '96bpm' and 'Dm'
tell tempo and key. What no name, MIDI file or loop point tells is heard, and printed with a '?'."""


def arguments(parser: ArgumentParser) -> None:
    """Add what may be typed."""
    parser.add_argument("source", metavar="DIR|FILE", help="a folder of recordings, or a .tres or .tscn of Godot's")
    parser.add_argument("--name", help="the set's name; that of the folder without")
    parser.add_argument("--in", dest="place", default="stems", metavar="DIR", help="where; ./stems without")
    parser.add_argument("--midi", metavar="FILE", help="the DAW's MIDI export: tempo, metre, key, markers")
    parser.add_argument("--tempo", type=float, help="quarter notes a minute, for every section")
    parser.add_argument("--metre", help="such as 3/4, for every section")
    parser.add_argument("--key", help="such as D, Bb or F#m, for every section")
    parser.add_argument("--start", help="the section to begin with")


def act(args: Namespace) -> int:
    """Import, tell every guess, and check what came of it."""
    from affekt.studio.bring import bring
    from affekt.studio.godot import SUFFIXES, read_godot
    from affekt.studio.names import name_of
    from affekt.studio.sort import read_folder

    source = Path(args.source).expanduser()
    if not source.exists():
        raise AffektError(Reason.BAD_SET, f"{source} is not there; name a folder of recordings or a Godot resource")
    name = args.name or name_of(source.resolve().stem if source.is_file() else source.resolve().name, "imported")
    require_name(name)
    song = None
    if source.is_file():
        if source.suffix not in SUFFIXES:
            raise AffektError(
                Reason.BAD_SET, f"{source.name} is no folder and no .tres or .tscn; name the folder it is in"
            )
        material = read_godot(source)
    else:
        material, song = read_folder(source, Path(args.midi).expanduser() if args.midi else None)
    _told(args, material)
    folder = Path(args.place).expanduser() / name
    with bar(name, hidden=args.json) as progress:
        bring(material, song, folder, name, progress)
    findings = judge(folder)[1].in_order()
    bad = [f for f in findings if f.severity == "error"]
    if args.json:
        said = {"name": name, "folder": str(folder), "ok": not bad, "aside": material.aside}
        say_json(said | {"guesses": [asdict(g) for g in material.guesses], "findings": [asdict(f) for f in findings]})
        return FAILED if bad else FINE
    _tell(material, name, folder, bad, args.place)
    return FAILED if bad else FINE


def _told(args: Namespace, material: "Material") -> None:
    """Let what was typed stand over what would be guessed."""
    from affekt.core.metre import Metre
    from affekt.studio.names import read_key

    if args.tempo is not None and not 20 <= args.tempo <= 300:
        raise AffektError(Reason.OUT_OF_RANGE, f"a tempo of {args.tempo:g} is outside 20 to 300")
    key = read_key(args.key) if args.key else None
    if args.key and key is None:
        raise AffektError(Reason.MALFORMED, f"{args.key!r} is not a key; write it as D, Bb or F#m")
    try:
        metre = str(Metre.parse(args.metre)) if args.metre else None
    except ValueError as error:
        raise AffektError(Reason.MALFORMED, str(error)) from error
    if args.start and args.start not in (*material.pieces, *material.playlists):
        known = ", ".join((*material.pieces, *material.playlists))
        raise AffektError(Reason.UNKNOWN_NAME, f"there is no section {args.start!r} to start with; there are {known}")
    material.start = args.start or material.start
    for piece in material.pieces.values():
        if not piece.exact:
            piece.tempo = args.tempo or piece.tempo
            piece.metre = metre or piece.metre
        if key:
            piece.key, piece.mode = key


def _tell(material: "Material", name: str, folder: Path, bad: "list[Finding]", place: str) -> None:
    wide = max((len(g.about) for g in material.guesses), default=0)
    value = min(28, max((len(g.value) for g in material.guesses), default=0))
    for guess in material.guesses:
        say(f"{' ' if guess.sure else '?'} {guess.about:<{wide}}  {guess.value:<{value}}  {guess.why}")
    for text in material.aside:
        say(f"- left out: {text}")
    for finding in bad:
        warn(f"{folder}/{finding}")
    unsure = sum(not g.sure for g in material.guesses)
    if unsure:
        where = folder / "set.toml"
        say(f"{unsure} of these, marked '?', want a look: mend them in {where}, or with --tempo, --metre, --key")
    told = name if place == "stems" else f"./{folder}" if not folder.is_absolute() else str(folder)
    say(f"{folder} is {'written with errors' if bad else 'ready'}; play it with 'affekt serve --set {told}'")
