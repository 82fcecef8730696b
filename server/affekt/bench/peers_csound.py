"""Csound: layers as looped tables, rendered to a file."""

from collections.abc import Sequence
from pathlib import Path

from affekt.bench.peers import Peer, run
from affekt.core.units import SAMPLE_RATE

_HEAD = """<CsoundSynthesizer>
<CsInstruments>
sr = {rate}
ksmps = {block}
nchnls = 2
0dbfs = 1
{tables}
instr 1
  aLeft, aRight loscil p4, 1, p5, 1, 1
  outs aLeft, aRight
endin
</CsInstruments>
<CsScore>
{notes}
</CsScore>
</CsoundSynthesizer>
"""


def mix(peer: Peer, files: Sequence[Path], gain: float, seconds: float, folder: Path, *, block: int = 64) -> float:
    """Render layers to a WAV file; return Csound's processor seconds.

    Raises:
        AffektError: INTERNAL if it fails.
    """
    tables = "\n".join(f'giLayer{n} ftgen {n}, 0, 0, -1, "{file}", 0, 0, 0' for n, file in enumerate(files, start=1))
    notes = "\n".join(f"i 1 0 {seconds:g} {gain:g} {n}" for n in range(1, len(files) + 1))
    path = folder / "layers.csd"
    path.write_text(_HEAD.format(rate=SAMPLE_RATE, block=block, tables=tables, notes=notes), "utf-8")
    words = ("-W", "-s", "-d", "-m0", "-o", folder / "csound.wav", path)
    return run(peer, words, folder=folder)
