"""Gives the wheel the shipped set; a checkout's editable install finds it in `stems/` already."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class StemsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds `affekt/stems/wayfarer`."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Include the set, except in an editable install."""
        if version != "editable":
            build_data["force_include"]["stems/wayfarer"] = "affekt/stems/wayfarer"
