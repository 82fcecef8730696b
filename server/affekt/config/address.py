"""Where the server listens: a host and a port, and whether that is this machine alone."""

from dataclasses import dataclass
from ipaddress import ip_address


@dataclass(frozen=True, slots=True)
class Address:
    """A host and a port; port 0 is any free one."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> "Address | None":
        """Read `127.0.0.1:50051`, `[::1]:0` or `localhost:0`; `off` is None.

        Raises:
            ValueError: if it is neither.
        """
        if text.strip() == "off":
            return None
        host, colon, port = text.strip().rpartition(":")
        if host.startswith("[") and host.endswith("]"):
            host = host[1:-1]
        elif ":" in host:
            raise ValueError(f"{text!r} is not HOST:PORT; an IPv6 address stands in brackets, such as [::1]:50051")
        if not (colon and host and port.isascii() and port.isdecimal() and int(port) <= 65535) or " " in host:
            raise ValueError(f"{text!r} is not HOST:PORT, such as 127.0.0.1:0, nor 'off'")
        return cls(host, int(port))

    @property
    def loopback(self) -> bool:
        """Only programs on this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False  # A host name may mean anything.

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"
