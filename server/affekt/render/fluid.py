"""FluidSynth by its C library: notes in chunks of 64 frames counted from frame 0, so that block sizes do not matter.

libfluidsynth is LGPL and loaded at run time. Calls release the interpreter's lock.
"""

import heapq
import threading
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affekt.core.errors import AffektError, Reason
from affekt.core.units import SAMPLE_RATE
from affekt.render import layout as at
from affekt.render.buffers import Buffers
from affekt.render.fluid_library import FINE_TUNE, library
from affekt.render.layout import Rows
from affekt.render.patches import Patches

CHUNK = 64
"""FluidSynth's own grain: an onset sounds up to 63 frames (1.3 ms) after its frame, never before."""
_POLYPHONY = 64
_UNHEARD = 48_000
_GAIN = 0.6
_CHANNELS = tuple(c for c in range(16) if c != 9)
_ON, _OFF, _PAUSE, _RESUME, _SILENCE = range(5)


class FluidPool:
    """Fresh synthesisers of one SoundFont, made ahead; each costs about a megabyte.

    None is used twice: a voice that has sounded begins its next note a little differently, and then a replay would not
    be the same to the last bit.
    """

    name = "fluidsynth"

    def __init__(self, font: Path) -> None:
        self.font = font
        self._lib = library()
        self._ahead = 0
        self._patches = Patches(())
        self._fresh: list[tuple[int, int, int]] = []
        self._spent: list[tuple[int, int, int]] = []
        self._lock = threading.Lock()

    def player(self, patches: Patches, buffers: Buffers) -> "FluidPlayer":
        """Return a silent player tuned and set for these voices."""
        del buffers
        with self._lock:
            made = self._fresh.pop() if self._fresh else None
        return FluidPlayer(self, made or self._make(), patches)

    def warm(self, patches: Patches, count: int) -> None:
        """Keep so many fresh ones ready from now on, with the samples of these voices loaded."""
        self._patches, self._ahead = patches, max(count, self._ahead)
        self.tend()

    def tend(self) -> None:
        """Free what was given back, and make as many anew as are wanted ahead. Takes some milliseconds each."""
        with self._lock:
            spent, self._spent = self._spent, []
            missing = self._ahead - len(self._fresh)
        for _ in range(missing):
            made = self._make()
            select(self._lib, made, self._patches)
            with self._lock:
                self._fresh.append(made)
        for settings, synth, _ in spent:
            self._lib.delete_fluid_synth(synth)
            self._lib.delete_fluid_settings(settings)

    def _make(self) -> tuple[int, int, int]:
        lib = self._lib
        settings = lib.new_fluid_settings()
        lib.fluid_settings_setnum(settings, b"synth.sample-rate", float(SAMPLE_RATE))
        lib.fluid_settings_setnum(settings, b"synth.gain", _GAIN)
        for key, value in (
            (b"synth.polyphony", _POLYPHONY), (b"synth.reverb.active", 0), (b"synth.chorus.active", 0),
            (b"synth.cpu-cores", 1), (b"synth.dynamic-sample-loading", 1), (b"synth.threadsafe-api", 0),
            (b"synth.lock-memory", 0),
        ):  # fmt: skip
            lib.fluid_settings_setint(settings, key, value)
        synth = lib.new_fluid_synth(settings)
        font = lib.fluid_synth_sfload(synth, str(self.font).encode(), 0) if synth else -1
        if font < 0:
            raise AffektError(Reason.UNSUPPORTED, f"FluidSynth cannot load {self.font.name}; choose another SoundFont")
        return settings, synth, font

    def give_back(self, parts: tuple[int, int, int]) -> None:
        """Take a used one; `tend` frees it."""
        with self._lock:
            self._spent.append(parts)


def channel_of(voice: int) -> int:
    """Return a voice's MIDI channel, which is never the drums'."""
    return _CHANNELS[voice % len(_CHANNELS)]


def select(lib: Any, parts: tuple[int, int, int], patches: Patches) -> None:
    """Give each voice's channel its program, level, place and tuning."""
    _, synth, font = parts
    for k, patch in enumerate(patches.voices):
        channel = channel_of(k)
        bank, spare = (128, 0) if patch.drums else (patch.bank, patch.program)
        if lib.fluid_synth_program_select(synth, channel, font, bank, patch.program) != 0:
            lib.fluid_synth_program_select(synth, channel, font, 128 if patch.drums else 0, spare)
        lib.fluid_synth_cc(synth, channel, 7, _volume(patch.gain_db))
        lib.fluid_synth_cc(synth, channel, 10, round(64 + 63 * patch.pan))
        lib.fluid_synth_set_gen(synth, channel, FINE_TUNE, patches.cents)


class FluidPlayer:
    """One session's notes."""

    def __init__(self, pool: FluidPool, parts: tuple[int, int, int], patches: Patches) -> None:
        self._pool, self._parts, self._synth = pool, parts, parts[1]
        self._lib = library()
        self._plan: list[tuple[int, int, int, int, int, int, int, int]] = []
        """(chunk, arrival, kind, at, event id, channel, pitch, velocity or serial)."""
        self._arrivals = 0
        self._lengths: dict[int, int] = {}
        self._sounding: dict[tuple[int, int], int] = {}
        self._acted: list[tuple[int, int]] = []
        self._next = 0
        """The first chunk that is not played yet."""
        self._rest = np.zeros(2 * CHUNK, np.float32)
        self._rest_from = 0
        self._held_at = -1
        """The chunk from which on it holds; -1 while it plays."""
        self._pause_frame = 0
        self._waiting: list[tuple[int, int, int, int, int, int, int, int]] = []
        """Note-offs that wait for the end of a pause."""
        select(self._lib, parts, patches)

    def prepare(self, rows: Rows) -> None:
        """Nothing needs to be made ahead."""

    def take(self, rows: Rows, head: int) -> Rows:
        """Take notes and whatever holds or cancels them; the kernel gets the rest."""
        ops = rows["op"]
        for r in rows[(ops == at.OP_SECTION) | (ops >= at.OP_PAUSE)]:
            op, frame = int(r["op"]), int(r["at"])
            match op:
                case at.OP_SECTION:
                    self._overtake(max(frame, head))
                case at.OP_NOTE:
                    id = int(r["id"])
                    if frame < head:
                        self._acted.append((id, head))
                        frame = head
                    self._put(frame, _ON, frame, id, channel_of(int(r["a"])), int(r["b"]), int(r["c"]))
                    self._lengths[self._arrivals] = int(r["d"])
                case at.OP_PAUSE:
                    self._put(max(frame, head), _PAUSE, max(frame, head), 0, int(r["a"]), 0, 0)
                case at.OP_RESUME:
                    self._put(max(frame, head), _RESUME, max(frame, head), 0, 0, 0, 0)
                case at.OP_STOP:
                    self._forget(lambda e, f=frame: e[2] == _ON and e[3] >= f)
                case at.OP_CLEAR:
                    if int(r["a"]) < 0:
                        self._plan, self._waiting, self._held_at = [], [], -1
                        self._lengths.clear()
                    self._put(max(frame, head), _SILENCE, max(frame, head), 0, 0, 0, 0)
                case at.OP_CANCEL:
                    self._forget(lambda e, id=int(r["a"]): e[2] == _ON and e[4] == id)
        rest: Rows = rows[ops != at.OP_NOTE]
        return rest

    def _overtake(self, frame: int) -> None:
        """A section begins while a stop still fades: the silence comes with it, not over it."""
        if any(e[2] == _SILENCE and e[3] > frame for e in self._plan):
            self._forget(lambda e: e[2] == _SILENCE and e[3] > frame)
            self._put(frame, _SILENCE, frame, 0, 0, 0, 0)

    def _put(self, frame: int, kind: int, true: int, id: int, channel: int, pitch: int, value: int) -> None:
        self._arrivals += 1
        chunk = max(-(-frame // CHUNK) * CHUNK, self._next)
        heapq.heappush(self._plan, (chunk, self._arrivals, kind, true, id, channel, pitch, value))

    def _forget(self, unwanted: Any) -> None:
        for event in self._plan:
            if unwanted(event) and event[2] == _ON:
                self._lengths.pop(event[1], None)
        self._plan = [e for e in self._plan if not unwanted(e)]
        heapq.heapify(self._plan)

    def fill(self, out: NDArray[np.float32], frame: int, n: int) -> bool:
        """Write n frames from `frame` on; False where nothing sounds."""
        end = frame + n
        idle = not self._plan or self._plan[0][0] >= end
        if idle and not self._sounding and not self._rest.any() and not self._voices():
            self._next = max(self._next, -(-end // CHUNK) * CHUNK)
            self._rest_from = self._next - CHUNK
            return False
        if self._next < frame:
            self._jump(frame)
        out[: 2 * n] = 0.0
        i = frame - self._rest_from
        if 0 <= i < CHUNK:
            count = min(CHUNK - i, n)
            out[: 2 * count] = self._rest[2 * i : 2 * (i + count)]
        while self._next < end:
            self._due()
            to = -(-end // CHUNK) * CHUNK
            if self._plan:
                to = min(to, self._plan[0][0])
            if self._held_at > self._next:
                to = min(to, self._held_at)
            self._play(out, frame, end, to)
        return True

    def _voices(self) -> int:
        return int(self._lib.fluid_synth_get_active_voice_count(self._synth))

    def _play(self, out: NDArray[np.float32], frame: int, end: int, to: int) -> None:
        count = to - self._next
        made = np.zeros(2 * count, np.float32)
        if not 0 <= self._held_at <= self._next:
            address = made.ctypes.data
            self._lib.fluid_synth_write_float(self._synth, count, address, 0, 2, address, 1, 2)
        i = self._next - frame
        keep = min(to, end) - self._next
        out[2 * i : 2 * (i + keep)] = made[: 2 * keep]
        self._rest = made[-2 * CHUNK :]
        self._rest_from = to - CHUNK
        self._next = to

    def _due(self) -> None:
        lib, synth = self._lib, self._synth
        while self._plan and self._plan[0][0] <= self._next:
            chunk, arrival, kind, true, id, channel, pitch, value = heapq.heappop(self._plan)
            if kind == _ON:
                if (channel, pitch) in self._sounding:
                    lib.fluid_synth_noteoff(synth, channel, pitch)
                lib.fluid_synth_noteon(synth, channel, pitch, value)
                self._sounding[channel, pitch] = arrival
                ends = true + self._lengths.pop(arrival, CHUNK)
                heapq.heappush(
                    self._plan,
                    (max(-(-ends // CHUNK) * CHUNK, chunk + CHUNK), arrival, _OFF, ends, id, channel, pitch, arrival),
                )
            elif kind == _OFF:
                if self._sounding.get((channel, pitch)) == value:
                    lib.fluid_synth_noteoff(synth, channel, pitch)
                    del self._sounding[channel, pitch]
            elif kind == _PAUSE and self._held_at < 0:
                self._forget(lambda e, f=true, a=arrival: e[2] == _ON and e[3] >= f and e[1] < a)
                self._pause_frame = true
                self._waiting = [e for e in self._plan if e[2] == _OFF and e[3] >= true]
                self._forget(lambda e, f=true: e[2] == _OFF and e[3] >= f)
                self._held_at = chunk if channel else -(-(true + at.PAUSE_FADE) // CHUNK) * CHUNK
            elif kind == _RESUME and self._held_at >= 0:
                shift = true - self._pause_frame
                self._held_at = -1
                for e in self._waiting:
                    ends = e[3] + shift
                    heapq.heappush(self._plan, (-(-ends // CHUNK) * CHUNK, e[1], _OFF, ends, *e[4:]))
                self._waiting = []
            elif kind == _SILENCE:
                lib.fluid_synth_all_sounds_off(synth, -1)
                self._sounding.clear()
                self._waiting, self._held_at = [], -1

    def acted(self) -> list[tuple[int, int]]:
        """Return and forget (event id, frame) of the notes that came too late."""
        found, self._acted = self._acted, []
        return found

    def skip(self, frame: int) -> None:
        """Leave out the frames before `frame`; up to a second is played to nobody, so that notes go on in time."""
        unheard = np.empty(2 * CHUNK, np.float32)
        if self._next < frame <= self._next + _UNHEARD:
            while self._next + CHUNK <= frame:
                self.fill(unheard, self._next, CHUNK)
        self._jump(frame)

    def _jump(self, frame: int) -> None:
        if frame > self._next:
            self._next = -(-frame // CHUNK) * CHUNK
            self._rest_from = self._next - CHUNK
            self._rest[:] = 0.0

    def close(self) -> None:
        """Give it back."""
        self._pool.give_back(self._parts)


def _volume(db: float) -> int:
    """Return General MIDI's channel volume for a level: 40 log10(v / 127) dB."""
    return max(0, min(127, round(float(127.0 * 10.0 ** (db / 40.0)))))
