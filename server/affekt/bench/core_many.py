"""Many at once: 100 conductors in a quarter of a core, and 100 sessions on one."""

import resource
from collections.abc import Iterator

from affekt.arrange.load import load
from affekt.arrange.shelf import find_set
from affekt.bench import process
from affekt.bench.core_offline import EIGHT
from affekt.bench.crowd import Crowd
from affekt.bench.noise import NoOp
from affekt.bench.player import adventure, said
from affekt.bench.rows import Row, judged, unmeasured
from affekt.bench.run import Setting
from affekt.bench.served import Served
from affekt.bench.verb import cores
from affekt.core.score import Note
from affekt.core.units import CONTROL_PERIOD, SAMPLE_RATE, Frame
from affekt.host.driver import Driver
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor, Stepped

MANY = 100


def conductors(setting: Setting) -> Iterator[Row]:
    """Conduct 100 sessions side by side at 20 Hz, with inputs, composing, and count the processor seconds."""
    conductor = Conductor.of(load(find_set(setting.stem_set)), default_table())
    music_s = 30.0 if setting.soak else 12.0
    events = notes = 0

    def stepped(step: Stepped) -> None:
        nonlocal events, notes
        events += len(step.events)
        notes += sum(isinstance(event.act, Note) for event in step.events)

    drivers = [Driver(conductor, seed, stepped) for seed in range(MANY)]
    scripts = [list(said(adventure(music_s))) for _ in drivers]
    began = _cpu()
    for grid in range(0, round(music_s * SAMPLE_RATE), CONTROL_PERIOD):
        for number, driver in enumerate(drivers):
            here = grid + number * 24
            script = scripts[number]
            while script and script[0][0] <= here:
                driver.say(script.pop(0)[1], Frame(max(here, driver.state.frame)))
            if driver.due <= here:
                driver.advance(Frame(here))
    share = (_cpu() - began) / music_s
    steps = MANY * music_s * 20
    why = (
        f"{music_s:g} s of music in one thread: {events} events, {notes} notes; "
        f"{share * music_s / steps * 1e6:.0f} µs a step of one conductor"
    )
    text = "100 conductors at 20 Hz, composing: share of a core"
    yield judged("conductors-100", text, share * 100, "% of a core", "<= 25", why=why)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def hundred(setting: Setting) -> Iterator[Row]:
    """Serve 100 sessions with their worker on one core, and beside them run a clock thread that does nothing."""
    text = "100 sessions of 8 layers on one core: blocks late beyond those of a clock thread that does nothing"
    core = cores()[-1]
    heard = {"AFFEKT_RENDER_REST_S": "0"}
    with Served(setting.scratch, stem_set=setting.stem_set, log_level="error", environment=heard) as server:
        worker = server.workers()[0]
        with Crowd(server, MANY, layers_up=EIGHT):
            process.pin(worker, core)
            server.wait(3.0)
            before, figures = process.cpu_s(worker), server.metrics()
            gateway, began = process.cpu_s(server.pid), server.clock.now()
            with NoOp() as noise:
                server.wait(setting.seconds)
            lasted = server.clock.now() - began
            share = (process.cpu_s(worker) - before) / lasted
            host = (process.cpu_s(server.pid) - gateway) / lasted
            after = server.metrics()
    late = _grown("affekt_blocks_late_total", figures, after)
    blocks = _grown("affekt_blocks_rendered_total", figures, after)
    gaps = _grown("affekt_gaps_total", figures, after)
    why = (
        f"{lasted:.0f} s, {blocks:.0f} blocks, {late:.0f} late, {gaps:.0f} gaps; the worker on core {core}; a clock "
        f"thread that does nothing was late {noise.floor.late} times in {noise.floor.ticks}, p99 "
        f"{noise.floor.p99_ms:.1f} ms"
    )
    if not blocks:
        yield unmeasured("hundred-late", text, f"the server does not tell its blocks in /metrics; {why}", bar="<= 0")
    else:
        # One tick of the worker makes a block of every session, so late ticks are what a late clock thread has.
        allowed = noise.floor.late * MANY + blocks / 10_000
        yield judged("hundred-late", text, late - allowed, "blocks", "<= 0", why=why)
    yield judged("hundred-worker", "the render worker's share of its core", share * 100, "% of a core", "<= 100")
    yield judged("hundred-gateway", "the gateway's share of a core meanwhile", host * 100, "% of a core")


def _grown(name: str, before: dict[str, float], after: dict[str, float]) -> float:
    return after.get(name, 0.0) - before.get(name, 0.0)
