"""`affekt serve`: the server."""

import argparse
import asyncio
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from affekt.config.load import Settings, load_config

EPILOG = """examples:
  affekt serve                                      loopback, default ports
  affekt serve --listen grpc=127.0.0.1:0            any free port; it is printed
  affekt serve --set ./my_set --record recordings/
  affekt serve --listen grpc=0.0.0.0:50051 --token "$(openssl rand -hex 16)" --tls-cert c.pem --tls-key k.pem

prints 'listening NAME HOST:PORT' for each port, then 'ready'. Ctrl-C stops it."""

_DOORS = ("grpc", "osc", "http", "udp")


def add_parser(verbs: Any) -> None:
    """Add the verb to the command line."""
    parser: argparse.ArgumentParser = verbs.add_parser(
        "serve", help="run the server", description=__doc__, epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    add_flags(parser)


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Add the server's flags."""
    parser.add_argument("--config", metavar="FILE", help="a configuration file; see 'affekt config show --origin'")
    parser.add_argument(
        "--listen", action="append", type=_door, default=[], metavar="NAME=HOST:PORT",
        help="grpc, osc, http or udp (audio); 'off' closes one",
    )  # fmt: skip
    parser.add_argument("--set", metavar="NAME", help="the set that sessions open with")
    parser.add_argument("--workers", type=_workers, metavar="N", help="render workers; 'auto' is one a core but one")
    parser.add_argument(
        "--watch", action=argparse.BooleanOptionalAction, help="take a set that is edited while it plays"
    )
    parser.add_argument("--record", metavar="DIR", help="record every session")
    parser.add_argument("--table", metavar="TOML", help="the game's table of events and states")
    parser.add_argument("--midi-out", metavar="PORT", help="send a session's clock, notes and levels there")
    parser.add_argument("--midi-in", metavar="PORT", help="follow the MIDI clock that comes from there")
    parser.add_argument("--link", choices=("off", "follow", "lead"), help="Ableton Link's tempo and beat")
    parser.add_argument(
        "--announce", action=argparse.BooleanOptionalAction, help="tell the local network, by mDNS, where OSC is"
    )
    parser.add_argument("--token", help="asked of every client")
    parser.add_argument("--tls-cert", metavar="PEM")
    parser.add_argument("--tls-key", metavar="PEM")
    parser.add_argument("--log-level", choices=("debug", "info", "warning", "error"))
    parser.add_argument("--until-eof", action="store_true", help="end when the input ends, as whoever started it does")
    parser.add_argument("--commands-only", action="store_true", help="render nothing: games play the stems themselves")


def _workers(text: str) -> int:
    if text == "auto":
        return 0
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is neither a whole number nor 'auto'")
    return int(text)


def _door(text: str) -> tuple[str, str]:
    name, equals, where = text.partition("=")
    if not equals or name not in _DOORS:
        raise argparse.ArgumentTypeError(f"{text!r} is not like grpc=127.0.0.1:50051")
    return name, where


def settings_of(args: argparse.Namespace) -> Settings:
    """Return the settings in force for these flags.

    Raises:
        AffektError: what `load_config` raises.
    """
    watch = None if args.watch is None else "on" if args.watch else "off"
    flags: dict[str, Any] = {
        "watch": watch, "announce": args.announce,
        "set": args.set, "workers": args.workers, "record": args.record, "game_table": args.table,
        "security.token": args.token, "security.tls_cert": args.tls_cert, "security.tls_key": args.tls_key,
        "log.level": args.log_level, "midi.out": args.midi_out, "midi.follow": args.midi_in, "link.mode": args.link,
    }  # fmt: skip
    for name, where in args.listen:
        flags[f"listen.{name}"] = where
    return load_config(flags, file=args.config)


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop."""
    from affekt.telemetry.logs import setup

    settings = settings_of(args)
    setup(settings.config.log.level, settings.config.log.format)
    run_loop(_serve(settings, audible=not args.commands_only, until_eof=args.until_eof))
    return 0


def run_loop(main: Any) -> Any:
    """Run a coroutine on uvloop where there is one."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(main)
    return uvloop.run(main)


def _endings() -> list[signal.Signals]:
    """Return the signals that end the server; a closed terminal too, unless nohup said otherwise."""
    found = [signal.SIGINT, signal.SIGTERM]
    hangup: signal.Signals | None = getattr(signal, "SIGHUP", None)
    if hangup is not None and signal.getsignal(hangup) != signal.SIG_IGN:
        found.append(hangup)
    return found


def _until_eof(ended: Callable[[], object]) -> None:
    """Read the input to its end, on a thread of its own, then say so."""
    with suppress(OSError, ValueError):
        while os.read(0, 65_536):
            pass
    with suppress(RuntimeError):  # the loop may have ended before
        ended()


async def _serve(settings: Settings, *, audible: bool, until_eof: bool = False) -> None:
    from affekt.commands.server import start

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    if until_eof:
        ended = partial(loop.call_soon_threadsafe, stop.set)
        threading.Thread(target=_until_eof, args=(ended,), name="affekt-input", daemon=True).start()
    for number in _endings():
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    starting = asyncio.ensure_future(start(settings, audible=audible))
    told = asyncio.ensure_future(stop.wait())
    await asyncio.wait((starting, told), return_when=asyncio.FIRST_COMPLETED)
    if not starting.done():
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
        return
    server = await starting
    for name, (host, port) in server.doors.items():
        print(f"listening {name} {host}:{port}", flush=True)
    print("ready", flush=True)
    await stop.wait()
    await server.stop()
