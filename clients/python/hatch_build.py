"""Give the client's wheel its own copy of the contract's stubs, under the client's own name.

The checkout holds one copy, `server/affekt/v1`, which the client imports as `affekt.v1`. A wheel must work without
the server, and beside it; so the copy inside is called `affekt_client.v1`. Likewise the jitter buffer, which
the server's own sound card needs too.
"""

import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KINDS = ("*_pb2.py", "*_pb2.pyi")


def rewrite(stubs: Path, out: Path) -> list[Path]:
    """Copy the stubs of a folder to another, with `affekt.v1` called `affekt_client.v1`, and return the copies."""
    made = []
    for source in sorted(p for kind in KINDS for p in stubs.glob(kind)):
        text = source.read_text("utf-8")
        text = text.replace("from affekt.v1 import", "from affekt_client.v1 import")
        text = text.replace("'affekt.v1.", "'affekt_client.v1.")
        made.append(out / source.name)
        made[-1].write_text(text, "utf-8")
    made.append(out / "__init__.py")
    made[-1].write_text('"""Generated stubs of the contract. Never edited."""\n', "utf-8")
    return made


class StubsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds `affekt_client/v1` and `affekt_client/_jitter.py` to what is built."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the copy to a folder of its own and include it; an editable install uses the checkout's."""
        root = Path(self.root)
        if version == "editable" or (root / "affekt_client" / "v1").is_dir():
            return
        stubs = root.parents[1] / "server" / "affekt" / "v1"
        if not any(stubs.glob(KINDS[0])):
            raise FileNotFoundError(f"{stubs} has no stubs; run 'make proto' in the checkout first")
        self._folder = tempfile.TemporaryDirectory()
        for path in rewrite(stubs, Path(self._folder.name)):
            build_data["force_include"][str(path)] = f"affekt_client/v1/{path.name}"
        jitter = root.parents[1] / "server" / "affekt" / "io" / "device" / "jitter.py"
        build_data["force_include"][str(jitter)] = "affekt_client/_jitter.py"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Throw the folder away."""
        del version, build_data, artifact_path
        if hasattr(self, "_folder"):
            self._folder.cleanup()
