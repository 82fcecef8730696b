"""A first set to begin with: two sections, three layers and a stinger, written out with comments."""

import re
from pathlib import Path

from affekt.core.errors import AffektError, Reason

STARTER = Path(__file__).with_name("starter")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,47}")


def require_name(name: str) -> None:
    """Refuse what cannot be a set's name.

    Raises:
        AffektError: MALFORMED.
    """
    if not _NAME.fullmatch(name):
        text = f"{name[:48]!r} is not a set's name; use lower-case letters, digits and '_', beginning with a letter"
        raise AffektError(Reason.MALFORMED, text)


def new_set(place: Path, name: str, title: str = "") -> Path:
    """Write the starter set as `place/name`, and return its folder.

    Raises:
        AffektError: MALFORMED for a name that is not one; FORBIDDEN where the folder exists or cannot be written.
    """
    require_name(name)
    folder = place / name
    shown = (title or name.replace("_", " ").capitalize()).replace("\\", " ").replace('"', "'")
    try:
        folder.mkdir(parents=True)
        for source in sorted(STARTER.rglob("*")):
            if source.suffix in (".toml", ".score"):
                text = source.read_text(encoding="utf-8").replace("@NAME@", name).replace("@TITLE@", shown)
                target = folder / source.relative_to(STARTER)
                target.parent.mkdir(exist_ok=True)
                target.write_text(text, encoding="utf-8")
    except FileExistsError as error:
        raise AffektError(Reason.FORBIDDEN, f"{folder} is there already; choose another name") from error
    except OSError as error:
        text = f"{folder} cannot be written ({error.strerror}); choose another place with --in DIR"
        raise AffektError(Reason.FORBIDDEN, text) from error
    return folder
