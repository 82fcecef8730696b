"""Announcing: other programs find the server by mDNS, OSC as `_osc._udp`, its tree as `_oscjson._tcp` (OSCQuery).

It needs zeroconf, which is under the LGPL and therefore in the extra `announce`.
"""

import socket
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any

from affekt.core.errors import AffektError, Reason

NAME = "Affekt"
_TYPES = {"osc": "_osc._udp.local.", "http": "_oscjson._tcp.local."}
_ANYWHERE = ("0.0.0.0", "::")


class Announcement:
    """What is announced, until it is taken back."""

    def __init__(self, responder: Any, names: tuple[str, ...]) -> None:
        self._responder = responder
        self.names = names
        """The services' full names, such as `Affekt._osc._udp.local.`; another of that name gets a number behind it."""

    async def stop(self) -> None:
        """Take it back."""
        await self._responder.async_unregister_all_services()
        await self._responder.async_close()


async def announce(doors: Mapping[str, tuple[str, int]]) -> Announcement:
    """Announce the doors `osc` and `http`, as far as they are open, on the interfaces that they listen on.

    Raises:
        AffektError: UNSUPPORTED without zeroconf; INTERNAL where the network refuses.
    """
    try:
        from zeroconf import Error, InterfaceChoice
        from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf
    except ImportError as error:
        text = "announcing needs zeroconf; run pip install 'affekt[announce]', or leave announce off"
        raise AffektError(Reason.UNSUPPORTED, text) from error
    open_doors = {name: doors[name] for name in _TYPES if name in doors}
    hosts = {host for host, _ in open_doors.values()}
    everywhere = not hosts.isdisjoint(_ANYWHERE) or any(not _is_address(host) for host in hosts)
    try:
        responder = AsyncZeroconf(interfaces=InterfaceChoice.All if everywhere else sorted(hosts))
        names = []
        for door, (host, port) in open_doors.items():
            info = AsyncServiceInfo(
                _TYPES[door], f"{NAME}.{_TYPES[door]}", port=port, server=f"affekt-{port}.local.",
                parsed_addresses=_addresses(host), properties={},
            )  # fmt: skip
            await (await responder.async_register_service(info, allow_name_change=True))
            names.append(info.name)
    except (OSError, Error) as error:
        raise AffektError(
            Reason.INTERNAL, f"the network takes no announcement ({error}); leave announce off"
        ) from error
    return Announcement(responder, tuple(names))


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _addresses(host: str) -> list[str]:
    """Return the addresses at which a host can be reached."""
    if _is_address(host) and host not in _ANYWHERE:
        return [host]
    named = socket.gethostname() if host in _ANYWHERE else host
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(named, None, type=socket.SOCK_DGRAM)}
    except OSError:
        found = set()
    return sorted(found) or ["127.0.0.1"]
