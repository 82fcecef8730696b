"""Addresses as they are written: `host:port`."""

from affekt.core.errors import AffektError, Reason


def split_address(address: str) -> tuple[str, int]:
    """Return host and port of `127.0.0.1:9100` or `[::1]:9100`.

    Raises:
        AffektError: MALFORMED.
    """
    host, colon, port = address.rpartition(":")
    bare = host[1:-1] if host[:1] == "[" and host[-1:] == "]" else host
    if not (colon and bare and port.isascii() and port.isdecimal() and int(port) < 65_536) or (
        ":" in host and bare == host
    ):
        raise AffektError(Reason.MALFORMED, f"{address!r} is no address; write host:port, such as 127.0.0.1:9100")
    return bare, int(port)
