"""The whole server in one process group: render workers first, then sessions, then the doors."""

import asyncio
import gc
import logging
import os
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from affekt import __version__
from affekt.arrange.loaded import LoadedSet
from affekt.clock import MonotonicClock
from affekt.commands.band import start_band
from affekt.commands.common import open_set, open_table
from affekt.config.load import Settings
from affekt.config.model import Config, watches
from affekt.core.errors import AffektError, Reason
from affekt.host.header import synthesiser
from affekt.host.inbox import Bounds
from affekt.host.lane import RenderHost
from affekt.host.registry import Registry
from affekt.host.silent import SilentRenderer
from affekt.telemetry.counting import Counting
from affekt.telemetry.metrics import Metrics

log = logging.getLogger(__name__)

_WHOLE_HEAP = 1_000
"""Collections of what is young before one of everything: with 100 sessions that one holds all of them up for 50 ms, and
comes every ten minutes, not every few seconds."""


@dataclass(slots=True)
class Server:
    """A running server."""

    registry: Registry
    metrics: Metrics
    doors: dict[str, tuple[str, int]] = field(default_factory=dict)
    """`grpc`, `osc`, `udp`, `http` → (host, port) really listened on."""
    _stops: list[Callable[[], Any]] = field(default_factory=list)
    _task: asyncio.Task[None] | None = None
    _watch: asyncio.Task[None] | None = None

    async def stop(self) -> None:
        """Close the doors, end the sessions, stop the workers, in this order."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        self.registry.end_all()
        await asyncio.sleep(0)
        for stop in reversed(self._stops):
            try:
                await stop()
            except Exception:
                log.exception("a part of the server did not stop as it should")
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)


def load_sets(config: Config) -> dict[str, LoadedSet]:
    """Load every set that can be played; one that is broken is left out and said so, unless it is the default.

    Raises:
        AffektError: UNKNOWN_SET or BAD_SET for the default set.
    """
    from affekt.arrange.load import load
    from affekt.arrange.shelf import list_sets, search_path

    found: dict[str, LoadedSet] = {}
    places = search_path(config.sets)
    first = open_set(config.set, places)
    found[first.manifest.name] = first
    for name, folder in list_sets(places).items():
        if name in found:
            continue
        try:
            found[name] = load(folder)
        except AffektError:
            log.warning("a set is left out; run 'affekt sets check'", extra={"stem_set": name})
    return found


async def start(settings: Settings, *, audible: bool = True) -> Server:
    """Start everything that the configuration asks for.

    Raises:
        AffektError: where a set, a certificate, a port, a worker or the folder for recordings cannot be had.
    """
    config = settings.config
    if config.cache:
        os.environ["AFFEKT_CACHE"] = str(config.cache)
    os.environ["AFFEKT_SYNTH"] = config.synth
    if config.soundfont:
        os.environ["AFFEKT_SOUNDFONT"] = str(config.soundfont)
    if config.record:
        _open_folder(config.record)
    metrics = Metrics()
    counting = Counting(metrics)
    clock = MonotonicClock()
    sets = load_sets(config)
    stops: list[Callable[[], Any]] = []
    renderer: RenderHost = SilentRenderer()
    workers: Any = None
    if audible:
        from affekt.host.pool import Pool
        from affekt.host.workers import RenderWorkers

        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        count = config.workers or max(cores - 1, 1)
        pool = Pool(cores - count - 1, clock, count=counting)
        stops.append(pool.stop)
        workers = RenderWorkers(
            count, clock=clock, sets=sets.values(), rest_s=config.render.rest_s, pool=pool,
            variants_bytes=config.render.variants_mb << 20, count=counting,
        )  # fmt: skip
        await workers.start()
        renderer = workers
        stops.append(workers.stop)
    if config.record is not None:
        await asyncio.to_thread(synthesiser)  # Its SoundFont is hashed once, before anybody plays.
    registry = Registry(
        sets,
        next(iter(sets)),
        renderer,
        clock,
        table=open_table(config.game_table),
        lease_s=config.sessions.lease_s,
        most=config.sessions.most,
        count=counting,
        record=config.record,
        record_raw=config.record_raw,
        bounds=Bounds(config.limits.inputs_per_s, config.limits.inputs_burst, config.sessions.keep_replies_s),
        observe=counting.observe,
    )
    server = Server(registry, metrics, _stops=stops)
    try:
        await _open_doors(server, config, counting, workers)
    except BaseException:
        await server.stop()
        raise
    server._task = asyncio.create_task(registry.run(), name="sessions")
    try:
        band = start_band(config, registry, clock, counting)
    except BaseException:
        await server.stop()
        raise
    stops.append(band.stop)
    if watches(config):
        from affekt.host.live_update import LiveUpdate

        update = LiveUpdate(sets.values(), registry, workers.prepare if workers is not None else None, clock)
        server._watch = asyncio.create_task(update.run(), name="live update")
    if config.announce:
        await _announce(server)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], _WHOLE_HEAP)
    return server


async def _announce(server: Server) -> None:
    """Tell the local network where OSC is; without it the server stops again."""
    from affekt.io.osc.announce import announce

    try:
        announced = await announce(server.doors)
    except BaseException:
        await server.stop()
        raise
    server._stops.append(announced.stop)
    log.info("announced", extra={"services": ", ".join(announced.names)})


def _open_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        usable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        usable = False
    if not usable:
        raise AffektError(Reason.FORBIDDEN, f"recordings cannot be written to {folder}; name another with --record")


async def _open_doors(server: Server, config: Config, counting: Counting, workers: Any) -> None:
    token = config.security.token.get_secret_value() or None
    tls = _tls(config)
    listen = config.listen
    if listen.grpc:
        from affekt.io.grpc.server import serve_grpc

        grpc = await serve_grpc(server.registry, str(listen.grpc), token=token, tls=tls, count=counting)
        server._stops.append(grpc.stop)
        server.doors["grpc"] = (listen.grpc.host, grpc.port)
    if listen.osc:
        from affekt.io.osc import serve_osc

        try:
            osc = await serve_osc(
                server.registry, str(listen.osc), allow=config.security.osc_allow, count=counting, maps=_maps(config)
            )
        except OSError as error:
            raise AffektError(Reason.INTERNAL, f"OSC cannot listen on {listen.osc}; choose a free port") from error
        server._stops.append(osc.stop)
        server.doors["osc"] = (listen.osc.host, osc.port)
    if config.osc_sends:
        from affekt.io.osc.bridge import open_bridge, parse_target

        bridge = await open_bridge(server.registry, [parse_target(text) for text in config.osc_sends], counting)
        server._stops.append(bridge.stop)
    if listen.udp:
        from affekt.io.udp import serve_udp

        try:
            udp = await serve_udp(server.registry, str(listen.udp), allow=config.security.osc_allow, count=counting)
        except OSError as error:
            raise AffektError(Reason.INTERNAL, f"UDP cannot listen on {listen.udp}; choose a free port") from error
        server._stops.append(udp.stop)
        server.doors["udp"] = (listen.udp.host, udp.port)
    if listen.http:
        from affekt.io.http import serve_http
        from affekt.monitor.page import asset

        def health() -> dict[str, Any]:
            return {"ok": True, "version": __version__, "sessions": len(server.registry.names())}

        def figures() -> str:
            server.metrics.sessions.set(len(server.registry.names()))
            if workers is not None:
                counting.follow_workers(workers.stats(), workers.restarts())
            return server.metrics.text().decode()

        http = await serve_http(
            server.registry,
            str(listen.http),
            token=token or "",
            tls=_web_tls(config),
            origins=config.security.origins,
            metrics=figures,
            health=health,
            count=counting,
            osc_port=server.doors.get("osc", ("", 0))[1],
            asset=asset,
        )
        server._stops.append(http.stop)
        server.doors["http"] = (listen.http.host, http.port)


def _maps(config: Config) -> list[Any]:
    """Return the tables that turn other programs' OSC addresses into ours."""
    from affekt.io.osc import Mapped, load_map

    return [Mapped(load_map(name), session) for name, _, session in (text.partition("=") for text in config.osc_maps)]


def _web_tls(config: Config) -> ssl.SSLContext | None:
    if config.security.tls_cert is None or config.security.tls_key is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(config.security.tls_cert, config.security.tls_key)
    except (OSError, ssl.SSLError) as error:
        raise AffektError(Reason.FORBIDDEN, f"the certificate and key do not serve: {error}") from error
    return context


def _tls(config: Config) -> tuple[bytes, bytes] | None:
    cert, key = config.security.tls_cert, config.security.tls_key
    if cert is None or key is None:
        return None
    try:
        return Path(cert).read_bytes(), Path(key).read_bytes()
    except OSError as error:
        raise AffektError(Reason.FORBIDDEN, f"the certificate or key cannot be read: {error.strerror}") from error
