"""`affekt config`: what is set, and who set it."""

from argparse import Namespace
from typing import Any

from affekt.commands.say import FINE, answer, parser_for, say, say_json, warn
from affekt.commands.serve import add_flags, settings_of


def add_parser(subparsers: Any) -> None:
    """Add the verb."""
    parser = parser_for(
        subparsers,
        "config",
        "show the settings in force",
        """
        affekt config show
        affekt config show --origin
        affekt config show --json --config studio.toml
        """,
    )
    parser.add_argument("what", choices=["show"], help="show every setting")
    parser.add_argument("--origin", action="store_true", help="say where each value came from")
    add_flags(parser)


def run(args: Namespace) -> int:
    """Show the settings; secrets are never shown."""
    return answer(lambda: _show(args), as_json=args.json)


def _show(args: Namespace) -> int:
    settings = settings_of(args)
    shown = settings.shown()
    if args.json:
        say_json({k: {"value": v, "origin": settings.origins[k]} for k, v in shown.items()} if args.origin else shown)
    else:
        width = max(map(len, shown))
        values = {key: _written(value) for key, value in shown.items()}
        wide = max(len(v) for v in values.values())
        for key, value in values.items():
            say(
                f"{key:<{width}}  {value:<{wide}}  {settings.origins[key]}"
                if args.origin
                else f"{key:<{width}}  {value}"
            )
    for variable in settings.unknown:
        warn(f"affekt: {variable} is not a setting; 'affekt config show' lists them as AFFEKT_TABLE_KEY")
    return FINE


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(str, value)) + "]"
    return '""' if value == "" else str(value)
