"""Reading: the value of an input by the name that a curve or a condition gives it."""

from affekt.session.draft import Draft


def read_input(draft: Draft, name: str) -> float:
    """Return what a curve reads: a value of the intent, of the game's state, or a pinned parameter."""
    kind, _, key = name.partition(".")
    if kind == "state":
        return draft.feelings.appraisal.value(key)
    if kind == "param":
        value = draft.pin(key)
        return float(value) if isinstance(value, float | int) else 0.0
    return float(getattr(draft.feelings.intent, name, 0.0))
