"""Gives the wheel the shipped sets; a checkout's editable install finds it in `stems/` already."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class StemsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds `affekt/stems`."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Include the sets, except in an editable install."""
        if version != "editable":
            for name in ("wayfarer", "stillwater"):
                build_data["force_include"][f"stems/{name}"] = f"affekt/stems/{name}"
