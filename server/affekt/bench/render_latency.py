"""Latency beside scsynth: from a message until the audio has changed, both in real time in the same run."""

from collections.abc import Iterator

from affekt.bench.core_latency import osc_latency
from affekt.bench.peers_live import LiveScsynth
from affekt.bench.rows import Row, judged, quantile, unmeasured
from affekt.bench.run import Setting
from affekt.bench.served import Served
from affekt.core.errors import AffektError

_STATUS = "scsynth: /status there and back"
_ANSWER = "scsynth: from /s_new until the new synth tells of its first block"


def beside_scsynth(setting: Setting) -> Iterator[Row]:
    """Ask a live scsynth and a live Affekt, one after the other, at all phases of their blocks."""
    count = 400 if setting.soak else 100
    pauses = [0.01 + 0.03 * (turn * 0.6180339887 % 1.0) for turn in range(count)]
    try:
        with LiveScsynth(setting.scratch) as peer:
            told = peer.told
            for id, text, spoken in (
                ("latency-scsynth-status", _STATUS, peer.statuses(pauses)),
                ("latency-scsynth-sound", _ANSWER, peer.answers(pauses)),
            ):
                yield from _rows(id, text, spoken, told)
    except AffektError as error:
        yield unmeasured("latency-scsynth", "scsynth in real time", error.text, unit="ms")
    with Served(setting.scratch, stem_set=setting.stem_set, log_level="warning") as server:
        spoken = osc_latency(server.osc, count)
    text = "ours: from a duck over OSC until its command is back, which names the frame where it acts"
    yield from _rows("latency-ours-command", text, spoken, "")


def _rows(id: str, text: str, spoken: list[float], peer: str) -> Iterator[Row]:
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        yield judged(f"{id}-{name}", f"{text}, {name}", spoken, "ms", value=quantile(spoken, share), peer=peer)
