"""The recorder: a live session written down as it goes, so that it can be played again to the last event and sample."""

import json
import logging
from collections.abc import AsyncIterator, Callable
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, TextIO

from affekt.core.inputs import Input
from affekt.core.score import ScoreEvent
from affekt.core.units import Frame
from affekt.host.lane import AudioBlock
from affekt.session.lines import write_line
from affekt.session.log import event_to_line

log = logging.getLogger(__name__)


def _fresh(folder: Path, name: str) -> tuple[TextIO, Path]:
    """Open a file that is not there yet: an earlier server may have recorded under the same name."""
    for number in count(1):
        path = folder / (f"{name}.jsonl" if number == 1 else f"{name}.{number}.jsonl")
        try:
            return path.open("x", 1, encoding="utf-8", newline="\n"), path
        except FileExistsError:
            continue
    raise AssertionError("numbers do not end")


class Recorder:
    """Writes what was said (`NAME.jsonl`), what was decided (`NAME.decisions.jsonl`), their sums (`NAME.sums.json`).

    Every line is in its file at once, so that a crash leaves whole lines. When the disk fails the recording ends, and
    not the music.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        header: dict[str, Any],
        *,
        raw: bool = False,
        on_failure: Callable[[], None] = lambda: None,
    ) -> None:
        """Begin a recording.

        Raises:
            OSError: if the folder cannot be written to.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._said, self.path = _fresh(folder, name)
        self.log_path = self.path.with_suffix(".decisions.jsonl")
        self.sums_path = self.path.with_suffix(".sums.json")
        self._log: TextIO = self.log_path.open("w", 1, encoding="utf-8", newline="\n")
        self._raw = raw
        self._decisions, self._samples = sha256(), sha256()
        self._events = 0
        self._from = self._to = Frame(-1)
        self._why = "nobody rendered"
        self._failed, self._on_failure = False, on_failure
        self._said.write(json.dumps(header, separators=(", ", ": ")) + "\n")

    @property
    def failed(self) -> bool:
        """The disk failed, and the recording ended early."""
        return self._failed

    def said(self, one: Input) -> None:
        """Write down an input."""
        line = write_line(one, raw=self._raw)
        if line is not None:
            self._write(self._said, json.dumps(line) + "\n")

    def decided(self, event: ScoreEvent) -> None:
        """Write down a decision."""
        line = event_to_line(event) + "\n"
        self._decisions.update(line.encode())
        self._events += 1
        self._write(self._log, line)

    def _write(self, file: TextIO, line: str) -> None:
        if self._failed:
            return
        try:
            file.write(line)
        except OSError as error:
            self._fail(error)

    def _fail(self, error: OSError) -> None:
        if not self._failed:
            self._failed = True
            log.error("a recording ends early; the session goes on", extra={"why": error.strerror})
            self._on_failure()

    async def hear(self, blocks: AsyncIterator[AudioBlock]) -> None:
        """Sum up the samples (s16) as long as they come without a hole."""
        async for block in blocks:
            if self._from < 0:
                self._from = self._to = block.frame
                self._why = ""
            if block.frame != self._to:
                self._why = f"frames {self._to} to {block.frame} were lost while recording"
                return
            self._samples.update(block.pcm)
            self._to = Frame(block.frame + len(block.pcm) // 4)

    def close(self, last_frame: Frame) -> None:
        """Finish all files; `last_frame` is the conductor's last step. A recording that failed gets no sums."""
        sums: dict[str, Any] = {
            "last_frame": last_frame, "events": self._events, "decisions_sha256": self._decisions.hexdigest(),
        }  # fmt: skip
        if self._why:
            sums["why_no_samples"] = self._why
        else:
            sums |= {
                "samples_from": self._from, "samples_to": self._to, "samples_sha256": self._samples.hexdigest(),
            }  # fmt: skip
        for file in (self._said, self._log):
            try:
                file.close()
            except OSError as error:
                self._fail(error)
        if self._failed:
            return
        try:
            self.sums_path.write_text(json.dumps(sums, indent=1) + "\n", "utf-8")
        except OSError as error:
            self._fail(error)
