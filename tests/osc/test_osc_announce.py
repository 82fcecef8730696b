"""mDNS on loopback: a program that looks around finds OSC and its tree, and no longer once the server has gone."""

import asyncio
import sys

import pytest

from affekt.core.errors import AffektError, Reason
from affekt.io.osc.announce import announce


async def test_the_doors_are_found_and_taken_back():
    pytest.importorskip("zeroconf", reason="the extra 'announce' is not installed")
    from zeroconf import ServiceStateChange
    from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

    doors = {"grpc": ("127.0.0.1", 1), "osc": ("127.0.0.1", 9100), "http": ("127.0.0.1", 8787)}
    looking = AsyncZeroconf(interfaces=["127.0.0.1"])
    seen: asyncio.Queue[tuple[str, bool]] = asyncio.Queue()

    def hear(name: str, state_change: ServiceStateChange, **_: object) -> None:
        if state_change is not ServiceStateChange.Updated:
            seen.put_nowait((name, state_change is ServiceStateChange.Added))

    browser = AsyncServiceBrowser(looking.zeroconf, ["_osc._udp.local.", "_oscjson._tcp.local."], handlers=[hear])
    try:
        announced = await announce(doors)
        assert len(announced.names) == 2
        found: set[str] = set()
        while not found.issuperset(announced.names):
            name, added = await asyncio.wait_for(seen.get(), 20)
            found |= {name} if added else set()
        for name, port in zip(announced.names, (9100, 8787), strict=True):
            info = AsyncServiceInfo(name.partition(".")[2], name)
            assert await info.async_request(looking.zeroconf, 5_000)
            assert (info.port, info.parsed_addresses()) == (port, ["127.0.0.1"])
        await announced.stop()
        gone: set[str] = set()
        while not gone.issuperset(announced.names):
            name, added = await asyncio.wait_for(seen.get(), 20)
            gone |= set() if added else {name}
    finally:
        await browser.async_cancel()
        await looking.async_close()


async def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "zeroconf", None)
    with pytest.raises(AffektError, match=r"affekt\[announce\]") as refused:
        await announce({"osc": ("127.0.0.1", 9100)})
    assert refused.value.reason is Reason.UNSUPPORTED
