"""Gives the wheel the shipped sets and the web client; a checkout's editable install finds them where they are."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class StemsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds `affekt/stems`, and the web client to the page that stands on it."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Include them, except in an editable install."""
        if version != "editable":
            for name in ("wayfarer", "stillwater"):
                build_data["force_include"][f"stems/{name}"] = f"affekt/stems/{name}"
            for path in (Path(self.root) / "clients/web").glob("affekt*.js"):
                build_data["force_include"][str(path)] = f"affekt/monitor/page/{path.name}"
