"""MIDI ports of this machine, through python-rtmidi (`affekt[midi]`): ALSA or JACK on Linux, the system's elsewhere."""

import os
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any, Protocol

from affekt.core.errors import AffektError, Reason

VIRTUAL = "virtual"
"""The name that asks for a port of our own, to which other programs connect."""
CLIENT = "Affekt"


class Output(Protocol):
    """Somewhere that takes MIDI."""

    def send(self, data: bytes) -> None:
        """Send one message."""
        ...

    def close(self) -> None:
        """Send no more."""
        ...


class Input(Protocol):
    """Somewhere that MIDI comes from."""

    def close(self) -> None:
        """Hear no more."""
        ...


def _rtmidi() -> Any:
    try:
        import rtmidi
    except ImportError as error:
        text = "MIDI ports need python-rtmidi: pip install 'affekt[midi]'"
        raise AffektError(Reason.UNSUPPORTED, text) from error
    return rtmidi


def _quietly(make: Callable[..., Any], **how: Any) -> Any:
    """Make a client; ALSA's own complaint about a missing sequencer goes nowhere, ours comes instead."""
    with _no_stderr():
        return make(name=CLIENT, **how)


@contextmanager
def _no_stderr() -> Any:
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _client(kind: str) -> Any:
    """Return a client of the first system that there is.

    Raises:
        AffektError: UNSUPPORTED where there is none.
    """
    rtmidi = _rtmidi()
    for api in rtmidi.get_compiled_api():
        if api == rtmidi.API_UNIX_JACK and not os.environ.get("JACK_DEFAULT_SERVER"):
            continue  # Asking for a JACK server that is not there would try to start one.
        try:
            return _quietly(getattr(rtmidi, kind), rtapi=api)
        except (RuntimeError, rtmidi.RtMidiError):
            continue
    text = "this machine has no MIDI system: load snd-seq, or name a running JACK server in JACK_DEFAULT_SERVER"
    raise AffektError(Reason.UNSUPPORTED, text)


def names() -> dict[str, list[str]]:
    """Return the ports one may send to (`out`) and hear (`in`).

    Raises:
        AffektError: UNSUPPORTED where this machine has no MIDI, or python-rtmidi is not installed.
    """
    found = {}
    for kind, direction in (("MidiOut", "out"), ("MidiIn", "in")):
        client = _client(kind)
        found[direction] = [str(name) for name in client.get_ports()]
        client.delete()
    return found


def _open(client: Any, name: str, direction: str) -> None:
    if name == VIRTUAL:
        client.open_virtual_port(f"affekt {direction}")
        return
    ports = [str(port) for port in client.get_ports()]
    near = [number for number, port in enumerate(ports) if name.casefold() in port.casefold()]
    if not near:
        known = ", ".join(repr(port) for port in ports) or "none"
        text = f"no MIDI port has '{name}' in its name; there are {known}; '{VIRTUAL}' makes one of our own"
        raise AffektError(Reason.UNKNOWN_NAME, text)
    client.open_port(near[0], f"affekt {direction}")


class _RtOutput:
    def __init__(self, client: Any) -> None:
        self._client = client

    def send(self, data: bytes) -> None:
        self._client.send_message(data)

    def close(self) -> None:
        self._client.close_port()
        self._client.delete()


class _RtInput:
    def __init__(self, client: Any) -> None:
        self._client = client

    def close(self) -> None:
        self._client.cancel_callback()
        self._client.close_port()
        self._client.delete()


def open_output(name: str) -> Output:
    """Open the first port whose name has `name` in it, or one of our own for `virtual`.

    Raises:
        AffektError: UNSUPPORTED where this machine has no MIDI, UNKNOWN_NAME where no port is called so.
    """
    client = _client("MidiOut")
    try:
        _open(client, name, "out")
    except BaseException:
        client.delete()
        raise
    return _RtOutput(client)


def open_input(name: str, heard: Callable[[bytes], None]) -> Input:
    """Hear the first port whose name has `name` in it; `heard` is called on a thread of the system's.

    Raises:
        AffektError: UNSUPPORTED where this machine has no MIDI, UNKNOWN_NAME where no port is called so.
    """
    client = _client("MidiIn")
    try:
        client.ignore_types(sysex=True, timing=False, active_sense=True)
        client.set_callback(lambda message, _data: heard(bytes(message[0])))
        _open(client, name, "in")
    except BaseException:
        client.delete()
        raise
    return _RtInput(client)
