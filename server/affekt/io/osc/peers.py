"""Who may speak OSC to us, how much, and how much may be answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from secrets import randbits
from typing import Final

Where = tuple[str, int]
"""A peer's host and port."""

LEASE_S: Final = 30.0
"""A peer that says nothing for so long is forgotten, with its subscriptions."""
PACKETS_PER_S: Final = 4_000.0
PACKETS_AT_ONCE: Final = 8_000.0
FAILS_PER_S: Final = 50.0
FAILS_AT_ONCE: Final = 100.0
MOST_PEERS: Final = 1_024
REPLY_FACTOR: Final = 3
"""A stranger off loopback is sent at most three times the bytes that it sent (RFC 9000, 8.1)."""


@dataclass(slots=True)
class Bucket:
    """A rate limit: `rate` a second, at most `most` at once."""

    rate: float
    most: float
    level: float
    at: float

    def take(self, now: float) -> bool:
        """Return whether one more fits at the time `now`, in seconds."""
        level = min(self.most, self.level + max(0.0, now - self.at) * self.rate)
        self.at = now
        self.level = level - 1.0 if level >= 1.0 else level
        return level >= 1.0


@dataclass(slots=True)
class Peer:
    """Somebody who speaks to us."""

    where: Where
    loopback: bool
    heard: float
    """Server time of the last packet."""
    packets: Bucket
    fails: Bucket
    opened: set[str] = field(default_factory=set)
    """Sessions it opened; each packet of its keeps them."""
    touched: float = 0.0
    everything: bool = False
    """It follows every session."""
    follows: set[str] = field(default_factory=set)
    number: int = field(default_factory=lambda: randbits(31))
    """What it has to send back to show that it hears us: anybody can forge a sender."""
    proved: bool = False
    credit: int = 0
    """Bytes that it may still be sent before it has."""

    def __post_init__(self) -> None:
        self.proved = self.proved or self.loopback

    def may_receive(self, size: int) -> bool:
        """Return whether a packet of `size` bytes may be sent to it; to a stranger it is counted against its credit."""
        if not self.proved and size > self.credit:
            return False
        self.credit -= 0 if self.proved else size
        return True


class Peers:
    """The peers that were heard lately: bounded, rate-limited, allow-listed off loopback."""

    def __init__(self, allow: Sequence[str], count: Callable[[str], None]) -> None:
        """Take the allowed hosts and networks, such as `192.168.1.20` or `10.0.0.0/8`.

        Raises:
            ValueError: if one is neither.
        """
        networks = [ip_network(text, strict=False) for text in allow]
        self._count = count
        self._peers: dict[Where, Peer] = {}
        self._kind = lru_cache(maxsize=4_096)(lambda host: kind_of(host, networks))

    def hear(self, where: Where, now: float) -> Peer | None:
        """Return the peer that a packet came from, or None if it is not to be heard (and counted)."""
        peer = self._peers.get(where)
        if peer is None:
            kind = self._kind(where[0])
            if kind is None:
                self._count("osc.forbidden")
                return None
            if len(self._peers) >= MOST_PEERS:
                self.forget(now)
            if len(self._peers) >= MOST_PEERS:
                self._count("osc.too_many_peers")
                return None
            packets = Bucket(PACKETS_PER_S, PACKETS_AT_ONCE, PACKETS_AT_ONCE, now)
            fails = Bucket(FAILS_PER_S, FAILS_AT_ONCE, FAILS_AT_ONCE, now)
            peer = self._peers[where] = Peer(where, kind == "loopback", now, packets, fails)
        if not peer.packets.take(now):
            self._count("osc.too_fast")
            return None
        peer.heard = now
        return peer

    def forget(self, now: float) -> list[Peer]:
        """Drop and return the peers whose lease has run out."""
        gone = [peer for peer in self._peers.values() if now - peer.heard >= LEASE_S]
        for peer in gone:
            del self._peers[peer.where]
        return gone

    def following(self, session: str) -> list[Peer]:
        """Return the peers that follow a session."""
        return [peer for peer in self._peers.values() if peer.everything or session in peer.follows]

    def all(self) -> list[Peer]:
        """Return every peer."""
        return list(self._peers.values())


def kind_of(host: str, networks: Sequence[IPv4Network | IPv6Network]) -> str | None:
    """Return `loopback` or `allowed` for a host that is heard, else None."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        address = mapped
    if address.is_loopback:
        return "loopback"
    return "allowed" if any(address in network for network in networks) else None
