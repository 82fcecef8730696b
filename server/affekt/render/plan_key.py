"""Keys on the renderer's playheads: recordings shifted live, or given way to recordings that were shifted ahead.

Pure and quick. What is not pitched is never touched.
"""

from dataclasses import dataclass

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import Stinger, StingerTake, Take
from affekt.arrange.tails import tails_file
from affekt.core import score
from affekt.core.harmony import pitch_class
from affekt.core.score import KeyPath, RenderState, ScoreEvent
from affekt.render import layout as at
from affekt.render.layout import row
from affekt.render.plan_section import Placed, Row
from affekt.render.stems import Stem, StemTable

SWAP_FADE = 960
"""Frames (20 ms) in which a recording gives way to another of the same place."""
_KEPT = 32


@dataclass(frozen=True, slots=True)
class _Turn:
    id: int
    shift: int = 0
    path: KeyPath = "recorded"

    @property
    def live(self) -> float:
        """The ratio of live pitch."""
        return float(2.0 ** (self.shift / 12.0)) if self.path == "live" else 1.0


class Keys:
    """One session's keys, by the tags of its playheads."""

    def __init__(self, loaded: LoadedSet, stems: StemTable) -> None:
        self._loaded = loaded
        self._set = loaded.manifest
        self._stems = stems
        self._pitched = {name for name, layer in loaded.manifest.layers.items() if layer.pitched}
        self._turns: dict[int, list[_Turn]] = {}

    def follow(self, loaded: LoadedSet) -> None:
        """Go over to an edited set."""
        self._loaded, self._set = loaded, loaded.manifest
        self._pitched = {name for name, layer in loaded.manifest.layers.items() if layer.pitched}

    def clear(self) -> None:
        """Forget every key."""
        self._turns.clear()

    def enter(self, tag: int) -> None:
        """A section begins as it was recorded, until a key is told for it."""
        self._turns[tag] = [_Turn(0)]
        while len(self._turns) > _KEPT:
            del self._turns[next(iter(self._turns))]

    def resume(self, placed: Placed, state: RenderState) -> list[Row]:
        """Return the rows of the key of a section that a renderer goes on with."""
        self.enter(placed.tag)
        now = self._reached(placed.name, _Turn(0, state.shift, state.path))
        self._turns[placed.tag] = [now]
        return [] if now.live == 1.0 else [self._pitch(placed, placed.start, 0, now)]

    def turn(self, placed: Placed, event: ScoreEvent, act: score.Key) -> list[Row]:
        """Return the rows of a key from its frame on; at a section's beginning from its playhead's first frame on."""
        turns = [t for t in self._turns.get(placed.tag, [_Turn(0)]) if not event.supersedes or t.id != event.supersedes]
        old, now = turns[-1] if turns else _Turn(0), self._reached(placed.name, _Turn(event.id, act.shift, act.path))
        self._turns[placed.tag] = [*turns[-3:], now]
        frame, begins = int(event.frame), placed.frame == int(event.frame)
        if begins:
            return [] if now.live == old.live else [self._pitch(placed, placed.start, event.id, now)]
        rows: list[Row] = []
        swaps = self._swaps(placed, frame, event.id, old, now)
        if old.path == "live" and now.path == "variant":
            # Who is shifted live is heard so to the end of its fade.
            return [*swaps, self._pitch(placed, frame + SWAP_FADE, event.id, now)]
        if old.live != now.live:
            fade = 0 if old.path == "variant" else SWAP_FADE
            rows.append(self._pitch(placed, frame, event.id, now, fade))
        return [*rows, *swaps]

    def stem(self, placed: Placed, layer: str, take: str) -> tuple[Stem | None, bool]:
        """Return (recording, whether it follows the live pitch) of a layer's take as the section sounds now."""
        part = self._set.sections[placed.name].layers.get(layer)
        if part is None or not part.takes:
            return None, False
        chosen = next((t for t in part.takes if t.name == take), part.takes[0])
        if layer not in self._pitched:
            return self._stems.find(self._loaded, chosen.file), False
        now = self._turns.get(placed.tag, [_Turn(0)])[-1]
        return self._stem(chosen, now), now.path != "variant"

    def tail(self, placed: Placed, layer: str, take: Take) -> tuple[Stem, Stem] | None:
        """Return (recording, its tails) of a take as the section sounds now; None where they cannot be had so."""
        now = self._turns.get(placed.tag, [_Turn(0)])[-1]
        if layer not in self._pitched:
            now = _Turn(0)
        if now.live != 1.0:
            return None
        tails = take.model_copy(update={"file": tails_file(take.file)})
        body, over = self._stem(take, now), self._stem(tails, now)
        return None if body is None or over is None else (body, over)

    def stinger(self, placed: Placed | None, take: StingerTake, stinger: Stinger) -> Stem | None:
        """Return a stinger's recording; a pitched one moved as far as the section, where that brings it in key."""
        now = self._turns.get(placed.tag, [_Turn(0)])[-1] if placed else _Turn(0)
        if placed and stinger.pitched and now.path == "variant":
            own = take.key or stinger.key or self._set.sections[placed.name].key
            away = (pitch_class(self._set.sections[placed.name].key) - pitch_class(own) + now.shift) % 12
            made = self._stems.variant(self._loaded, take.file, now.shift) if away == now.shift % 12 else None
            if made is not None:
                return made
        return self._stems.find(self._loaded, take.file)

    def _stem(self, take: Take, now: _Turn) -> Stem | None:
        if now.path == "variant":
            return self._stems.variant(self._loaded, take.file, now.shift)
        return self._stems.find(self._loaded, take.file)

    def _takes(self, name: str) -> list[Take]:
        layers = self._set.sections[name].layers.items()
        return [take for layer, used in layers if layer in self._pitched for take in used.takes]

    def _reached(self, name: str, now: _Turn) -> _Turn:
        """Return the turn as it can be had: live, where a shifted recording is not there after all."""
        if now.path == "variant" and any(self._stem(take, now) is None for take in self._takes(name)):
            return _Turn(now.id, now.shift, "live" if now.shift else "recorded")
        return now

    def _swaps(self, placed: Placed, frame: int, id: int, old: _Turn, now: _Turn) -> list[Row]:
        follows = int(now.path != "variant")
        rows = []
        for take in self._takes(placed.name):
            was, new = self._stem(take, old), self._stem(take, now)
            if was is not None and new is not None and was.id != new.id:
                rows.append(row(at.OP_SWAP, frame, id=id, a=placed.tag, b=was.id, c=new.id, e=SWAP_FADE, f=follows))
        return rows

    def _pitch(self, placed: Placed, frame: int, id: int, now: _Turn, fade: int = 0) -> Row:
        guide = self._guide(placed.name)
        return row(at.OP_PITCH, frame, id=id, a=placed.tag, d=guide, e=fade, x=now.live)

    def _guide(self, name: str) -> int:
        guide = self._stems.guide(self._loaded, name)
        return -1 if guide is None else guide.id
