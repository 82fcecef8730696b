"""Values: frozen dataclasses that are made and replaced as fast as open ones; one step of a session makes dozens.

A frozen dataclass sets each of its fields by a call past its own lock. `quick` lets it be filled in while it is of an
open class with the same slots, and only then be what it is.
"""

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T")

_REPLACED: dict[type, Any] = {}


def quick(cls: type[T]) -> type[T]:
    """Let a frozen dataclass with slots be made fast; it stays as frozen as it was.

    Raises:
        TypeError: for a class that is no such thing, or that does more at its making.
    """
    own = fields(cls)  # type: ignore[arg-type]
    names = tuple(f.name for f in own)
    if cls.__dict__.get("__slots__") != names or hasattr(cls, "__post_init__") or not all(f.init for f in own):
        raise TypeError(f"{cls.__name__} is not a plain frozen dataclass with slots")
    known: dict[str, Any] = {
        "cls": cls,
        "Open": type(cls.__name__, (), {"__slots__": names}),
        "new": object.__new__,
        "put": object.__setattr__,
    }
    asked, filled = [], []
    for f in own:
        word = f"self.{f.name} = {f.name}"
        if f.default is not MISSING:
            known[f"_{f.name}"] = f.default
            asked.append(f"{f.name}=_{f.name}")
        elif f.default_factory is not MISSING:
            known[f"_{f.name}"] = f.default_factory
            asked.append(f"{f.name}=_{f.name}")
            word = f"self.{f.name} = _{f.name}() if {f.name} is _{f.name} else {f.name}"
        else:
            asked.append(f.name)
        filled.append(f" {word}")
    made = [
        f"def __init__({', '.join(('self', *asked))}):",
        " put(self, '__class__', Open)",
        *filled,
        " self.__class__ = cls",
    ]
    copied = [f" self.{name} = one.{name}" for name in names]
    changed = [" for name, value in changes:", "  setattr(self, name, value)", " self.__class__ = cls", " return self"]
    exec("\n".join([*made, "def replaced(one, changes):", " self = new(Open)", *copied, *changed]), known)
    known["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    type.__setattr__(cls, "__init__", known["__init__"])
    _REPLACED[cls] = known["replaced"]
    return cls


if TYPE_CHECKING:
    from dataclasses import replace as replace
else:
    from dataclasses import replace as _replace

    def replace(one, /, **changes):
        """Return a value with some of its fields changed, as `dataclasses.replace` does."""
        made = _REPLACED.get(type(one))
        return made(one, changes.items()) if made is not None else _replace(one, **changes)
