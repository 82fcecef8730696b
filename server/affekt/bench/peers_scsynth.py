"""scsynth: synth definitions, scores and messages, written in its own binary forms."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from affekt.bench.peers import Peer, run
from affekt.core.units import SAMPLE_RATE
from affekt.io.osc.codec import encode

_SCALAR, _CONTROL, _AUDIO = 0, 1, 2
_ADD_TO_TAIL = 1


@dataclass(slots=True)
class Graph:
    """A synth definition in the making: constants, parameters and units, in scsynth's file form 2."""

    name: str
    parameters: Sequence[tuple[str, float]] = ()
    _constants: list[float] = field(default_factory=list)
    _units: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.parameters:
            self.unit("Control", _CONTROL, [], [_CONTROL] * len(self.parameters))

    def constant(self, value: float) -> tuple[int, int]:
        """Return a constant as an input."""
        if value not in self._constants:
            self._constants.append(value)
        return -1, self._constants.index(value)

    def parameter(self, name: str) -> tuple[int, int]:
        """Return a parameter as an input."""
        return 0, [given for given, _ in self.parameters].index(name)

    def unit(
        self, kind: str, rate: int, inputs: Sequence[tuple[int, int]], outputs: Sequence[int], special: int = 0
    ) -> int:
        """Add a unit; return its number, whose outputs are inputs of later ones as (number, output)."""
        head = _name(kind) + struct.pack(">biih", rate, len(inputs), len(outputs), special)
        wires = b"".join(struct.pack(">ii", *wire) for wire in inputs)
        self._units.append(head + wires + bytes(outputs))
        return len(self._units) - 1

    def file(self) -> bytes:
        """Return the definition as a file."""
        parts = [b"SCgf", struct.pack(">ih", 2, 1), _name(self.name)]
        parts.append(struct.pack(f">i{len(self._constants)}f", len(self._constants), *self._constants))
        first = [value for _, value in self.parameters]
        parts.append(struct.pack(f">i{len(first)}f", len(first), *first))
        parts.append(struct.pack(">i", len(first)))
        parts += [_name(name) + struct.pack(">i", number) for number, (name, _) in enumerate(self.parameters)]
        parts.append(struct.pack(">i", len(self._units)))
        return b"".join((*parts, *self._units, struct.pack(">h", 0)))


def layer_synth() -> bytes:
    """Return the definition of one looped stereo layer with a level: `PlayBuf`, times a control, to the output."""
    graph = Graph("layer", (("buf", 0.0), ("amp", 1.0)))
    one, zero = graph.constant(1.0), graph.constant(0.0)
    play = graph.unit(
        "PlayBuf", _AUDIO, [graph.parameter("buf"), one, one, zero, one, zero], [_AUDIO, _AUDIO]
    )  # fmt: skip
    times = 2  # BinaryOpUGen's number for multiplication
    sides = [graph.unit("BinaryOpUGen", _AUDIO, [(play, k), graph.parameter("amp")], [_AUDIO], times) for k in (0, 1)]
    graph.unit("Out", _AUDIO, [zero, *((side, 0) for side in sides)], [])
    return graph.file()


def answer_synth() -> bytes:
    """Return the definition of a synth that answers `/tr` from the first block in which it is computed, then ends."""
    graph = Graph("answer", (("mark", 0.0),))
    zero = graph.constant(0.0)
    pulse = graph.unit("Impulse", _CONTROL, [zero, zero], [_CONTROL])
    graph.unit("SendTrig", _CONTROL, [(pulse, 0), zero, graph.parameter("mark")], [])
    graph.unit("Line", _CONTROL, [zero, zero, graph.constant(0.02), graph.constant(2.0)], [_CONTROL])
    return graph.file()


def define(synth: bytes) -> bytes:
    """Return the message that brings a definition."""
    return message("/d_recv", synth)


def message(path: str, *values: int | float | str | bytes) -> bytes:
    """Return an OSC message; unlike our own codec's it may hold blobs."""
    if not any(isinstance(value, bytes) for value in values):
        return encode(path, *(value for value in values if not isinstance(value, bytes)))
    tags, body = ",", b""
    for value in values:
        if isinstance(value, bytes):
            tags += "b"
            body += struct.pack(">i", len(value)) + value + b"\0" * (-len(value) % 4)
        elif isinstance(value, str):
            tags += "s"
            body += _padded(value)
        elif isinstance(value, int):
            tags += "i"
            body += struct.pack(">i", value)
        else:
            tags += "f"
            body += struct.pack(">f", value)
    return _padded(path) + _padded(tags) + body


def score(acts: Sequence[tuple[float, Sequence[bytes]]]) -> bytes:
    """Return a score for a render that is not in real time: (seconds, messages) in order."""
    parts = []
    for seconds, messages in acts:
        stamp = struct.pack(">II", int(seconds), int(seconds % 1.0 * 2**32))
        bundle = b"#bundle\0" + stamp + b"".join(struct.pack(">i", len(one)) + one for one in messages)
        parts.append(struct.pack(">i", len(bundle)) + bundle)
    return b"".join(parts)


def mix(peer: Peer, files: Sequence[Path], gain: float, seconds: float, folder: Path, *, block: int = 64) -> float:
    """Render layers to a WAV file; return scsynth's processor seconds.

    Raises:
        AffektError: INTERNAL if it fails.
    """
    begin = [define(layer_synth()), *(message("/b_allocRead", n, str(file)) for n, file in enumerate(files))]
    begin += [
        message("/s_new", "layer", 1_000 + n, _ADD_TO_TAIL, 0, "buf", float(n), "amp", gain) for n in range(len(files))
    ]
    path = folder / "layers.osc"
    path.write_bytes(score([(0.0, begin), (seconds, [message("/c_set", 0, 0)])]))
    words = ("-i", 0, "-o", 2, "-z", block, "-m", 65_536, "-N", path, "_", folder / "scsynth.wav", SAMPLE_RATE,
             "WAV", "int16")  # fmt: skip
    return run(peer, words, folder=folder)


def _name(text: str) -> bytes:
    return bytes([len(text)]) + text.encode("ascii")


def _padded(text: str) -> bytes:
    raw = text.encode("ascii") + b"\0"
    return raw + b"\0" * (-len(raw) % 4)
