"""Fields: many listeners' feelings summed, so that any grouping and any order gives the same collective feeling."""

from affekt.core.feeling import Affect
from affekt.core.field import Field

_ALONE = Affect()


def of(affect: Affect, weight: float = 1.0) -> Field:
    """Return the field of one listener; doubt takes weight away, down to a quarter of it at σ = .5."""
    w = weight / (1.0 + 12.0 * affect.sigma_v * affect.sigma_v)
    return Field(w, w * affect.valence, w * affect.arousal, w * affect.dominance)


def merge(one: Field, other: Field) -> Field:
    """Return both together; commutative, and associative up to rounding."""
    return Field(
        one.weight + other.weight,
        one.valence + other.valence,
        one.arousal + other.arousal,
        one.dominance + other.dominance,
    )


def add(field: Field, affect: Affect, weight: float = 1.0) -> Field:
    """Return the field with one more listener."""
    return merge(field, of(affect, weight))


def scale(field: Field, share: float) -> Field:
    """Return the field counting for `share` of its weight, as when it ages."""
    return Field(share * field.weight, share * field.valence, share * field.arousal, share * field.dominance)


def read(field: Field) -> Affect:
    """Return the collective feeling: an empty field is neutral and in full doubt, which shrinks as 1/√(1 + weight)."""
    if field.weight <= 1e-9:
        return _ALONE
    surer = (1.0 + field.weight) ** -0.5
    return Affect(
        min(max(field.valence / field.weight, -1.0), 1.0),
        min(max(field.arousal / field.weight, 0.0), 1.0),
        min(max(field.dominance / field.weight, -1.0), 1.0),
        _ALONE.sigma_v * surer,
        _ALONE.sigma_a * surer,
        _ALONE.sigma_d * surer,
    )
