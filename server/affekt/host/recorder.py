"""The recorder: a live session written down as it goes, so that it can be played again to the last event."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, TextIO

from affekt.core.inputs import Input
from affekt.core.score import ScoreEvent
from affekt.session.lines import write_line
from affekt.session.log import event_to_line


class Recorder:
    """Writes `NAME.jsonl` (what was said) and `NAME.decisions.jsonl` (what was decided) side by side."""

    def __init__(self, folder: Path, name: str, header: dict[str, Any], *, raw: bool = False) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{name}.jsonl"
        self.log_path = folder / f"{name}.decisions.jsonl"
        self._said: TextIO = self.path.open("w", encoding="utf-8", newline="\n")
        self._log: TextIO = self.log_path.open("w", encoding="utf-8", newline="\n")
        self._raw = raw
        self._sum = sha256()
        self._said.write(json.dumps(header, separators=(", ", ": ")) + "\n")

    def said(self, one: Input) -> None:
        """Write down an input."""
        line = write_line(one, raw=self._raw)
        if line is not None:
            self._said.write(json.dumps(line) + "\n")

    def decided(self, event: ScoreEvent) -> None:
        """Write down a decision."""
        line = event_to_line(event) + "\n"
        self._sum.update(line.encode())
        self._log.write(line)

    @property
    def digest(self) -> str:
        """The hash of all decisions so far."""
        return self._sum.hexdigest()

    def close(self) -> None:
        """Finish both files."""
        self._said.close()
        self._log.close()
