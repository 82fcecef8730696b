"""Fields: many feelings become one, by laws that hold in any order."""

from affekt.field.laws import add, merge, of, read, scale

__all__ = ["add", "merge", "of", "read", "scale"]
