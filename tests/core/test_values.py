"""Values: quick ones are frozen, equal, hashable, copied and pickled like any frozen dataclass."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields

import pytest

from affekt.core.units import Frame
from affekt.core.values import quick, replace
from affekt.fusion import Fusion
from affekt.mapping import Mapping
from affekt.sense.game import Appraisal
from affekt.session.draft import Draft
from affekt.session.state import Feelings, State


@quick
@dataclass(frozen=True, slots=True)
class Chord:
    """A value with every kind of field."""

    root: str
    notes: tuple[int, ...] = ()
    heard: dict[str, int] = field(default_factory=dict, hash=False)


def test_a_quick_value_is_made_like_any_other():
    assert Chord("C", (0, 4, 7)) == Chord(root="C", notes=(0, 4, 7))
    assert repr(Chord("C")) == "Chord(root='C', notes=(), heard={})"
    assert hash(Chord("C", (0,))) == hash(Chord("C", (0,)))
    assert Chord("C").heard is not Chord("C").heard
    with pytest.raises(TypeError):
        Chord()
    with pytest.raises(TypeError):
        Chord("C", colour="red")


def test_a_quick_value_stays_frozen():
    one = Chord("C")
    with pytest.raises(FrozenInstanceError):
        one.root = "D"
    with pytest.raises(FrozenInstanceError):
        replace(one, notes=(1,)).root = "D"
    assert type(one) is type(replace(one, notes=(1,))) is Chord


def test_a_quick_value_is_replaced_copied_and_pickled():
    one = Chord("C", (0, 4), {"C": 1})
    assert replace(one, root="D") == Chord("D", (0, 4), {"C": 1})
    assert one.root == "C"
    assert copy.deepcopy(one) == one == pickle.loads(pickle.dumps(one))
    with pytest.raises((TypeError, AttributeError)):
        replace(one, colour="red")


def test_replace_takes_any_dataclass():
    @dataclass(frozen=True)
    class Plain:
        x: int = 0

    assert replace(Plain(), x=2) == Plain(2)


def test_only_plain_frozen_dataclasses_can_be_quick():
    @dataclass(frozen=True)
    class Loose:
        x: int = 0

    with pytest.raises(TypeError):
        quick(Loose)


def test_a_draft_freezes_every_field_of_the_state():
    marks = {one.name: object() for one in fields(State)}
    state = State(1, Frame(0), Feelings(Appraisal(), Fusion(), Mapping()))
    draft = Draft(None, replace(state, **marks), marks["frame"])
    assert {name: getattr(draft.freeze(), name) for name in marks} == marks
