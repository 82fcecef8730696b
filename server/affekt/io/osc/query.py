"""OSCQuery: the address tree as JSON, for programs that look before they speak.

After https://github.com/Vidvox/OSCQueryProposal, whose words (FULL_PATH, CONTENTS, TYPE, ACCESS) these are.
"""

from collections.abc import Iterator
from typing import Any

from affekt.io.osc.messages import TIMED, UNTIMED
from affekt.io.osc.tree import ADDRESSES

_READ, _WRITE = 1, 2


def host_info(port: int) -> dict[str, Any]:
    """Return the answer to `?HOST_INFO`; `port` is the UDP port, 0 where OSC is off."""
    info: dict[str, Any] = {"NAME": "Affekt", "EXTENSIONS": {"ACCESS": True, "DESCRIPTION": True, "TYPE": True}}
    return {**info, "OSC_PORT": port, "OSC_TRANSPORT": "UDP"} if port else info


def describe(path: str = "/") -> dict[str, Any] | None:
    """Return a node of the tree with all below it, or None where there is none."""
    root: dict[str, Any] = {"FULL_PATH": "/", "ACCESS": 0, "CONTENTS": {}}
    for leaf in _leaves():
        node = root
        for part in leaf["FULL_PATH"].strip("/").split("/"):
            full = f"{node['FULL_PATH'].rstrip('/')}/{part}"
            node = node.setdefault("CONTENTS", {}).setdefault(part, {"FULL_PATH": full, "ACCESS": 0})
        node.update({**leaf, "ACCESS": node["ACCESS"] | leaf["ACCESS"]})
    found: dict[str, Any] | None = root
    for part in filter(None, path.strip("/").split("/")):
        found = found.get("CONTENTS", {}).get(part) if found else None
    return found


def _leaves() -> Iterator[dict[str, Any]]:
    for template in (*TIMED, *UNTIMED):
        yield {"FULL_PATH": template.address, "TYPE": template.types, "ACCESS": _READ}
    for address in ADDRESSES.values():
        kinds = "".join("f" if kind == "v" else kind for kind, _ in address.arguments)
        types = ("s" if address.said else "") + kinds
        yield {
            "FULL_PATH": address.path,
            "TYPE": types,
            "ACCESS": _WRITE,
            "DESCRIPTION": f"{address.about} {address.form}",
        }
