"""Documented constraints, one kind after another: what breaks them, and what leaves them open."""

from __future__ import annotations

import pytest

from smlint.aws_api.answers import Breach
from smlint.aws_api.kinds import (
    Between,
    Exceeds,
    Kind,
    Needed,
    Never,
    NotAllZero,
    OneOf,
    OnlyFor,
    Ordered,
    Product,
    Several,
    When,
)
from smlint.core.values import Unknown
from tests.build import tree, unknown

ON = When("Mode", ("On",))
HIDDEN = unknown()


def said(kind: Kind, structure: object) -> str:
    """`breach`, `open` or nothing, as far as the kind says anything."""
    found = list(kind.judge(tree(structure), str))
    words = {"open" if isinstance(one, Unknown) else "breach" for one in found}
    return " ".join(sorted(words))


@pytest.mark.parametrize(
    ("kind", "structure", "wanted"),
    [
        (OneOf("A", "B"), {"A": 1, "B": 2}, "breach"),
        (OneOf("A", "B"), {"A": 1}, ""),
        (OneOf("A", "B"), {"A": [1], "B": []}, ""),
        (OneOf("A", "B"), {"A": 1, "B": HIDDEN}, "open"),
        (OneOf("A", "B"), {"A": 1, "B": [HIDDEN]}, "open"),
        (OneOf("A", "B"), {"B": HIDDEN}, ""),
        (OneOf("A", "B", needed="x"), {}, "breach"),
        (OneOf("A", "B", needed="x"), {"A": HIDDEN}, "open"),
        (OneOf("A", "B", needed="x"), {"A": 1}, ""),
        (Never("A"), {"A": "x"}, "breach"),
        (Never("A"), {"A": ""}, ""),
        (Never("A"), {"A": HIDDEN}, "open"),
        (Needed("A", ON, 1), {"Mode": "On"}, "breach"),
        (Needed("A", ON, 1), {"Mode": "Off"}, ""),
        (Needed("A", ON, 1), {"Mode": "On", "A": 1}, ""),
        (Needed("A", ON, 1), {"Mode": "On", "A": HIDDEN}, "open"),
        (Needed("A", ON, 1), {"Mode": HIDDEN}, "open"),
        (Needed("A", ON, 1), {"Mode": HIDDEN, "A": 1}, ""),
        (OnlyFor("A", ON), {"A": 1, "Mode": "Off"}, "breach"),
        (OnlyFor("A", ON), {"A": 1}, "breach"),
        (OnlyFor("A", ON), {"A": 1, "Mode": "On"}, ""),
        (OnlyFor("A", ON), {"A": 1, "Mode": HIDDEN}, "open"),
        (Ordered("A", "B"), {"A": 3, "B": 2}, "breach"),
        (Ordered("A", "B"), {"A": "3", "B": "2"}, "breach"),
        (Ordered("A", "B"), {"A": 2, "B": 2}, ""),
        (Ordered("A", "B"), {"A": 2, "B": HIDDEN}, "open"),
        (Ordered("A", "B"), {"A": HIDDEN}, ""),
        (Between("A", 1, 50), {"A": 51}, "breach"),
        (Between("A", 1, 50), {"A": 0}, "breach"),
        (Between("A", 1, 50), {"A": 50}, ""),
        (Between("A", 1, 50), {}, ""),
        (Between("A", 1, 50), {"A": HIDDEN}, "open"),
        (Between("A", 1, 50, ON), {"A": 51, "Mode": "Off"}, ""),
        (Between("A", 1, 50, ON), {"A": 51, "Mode": HIDDEN}, "open"),
        (Between("A", 1, 50, ON), {"A": 50, "Mode": HIDDEN}, ""),
        (Between("A", 1, 1), {"A": [1, 2]}, "breach"),
        (Between("A", 1, 1), {"A": [1, HIDDEN]}, "open"),
        (Between("A", 1, 1), {"A": [1, 2, HIDDEN]}, "breach"),
        (Between("A", 1, 1, When("B")), {"A": [1, 2], "B": []}, ""),
        (Exceeds("A", ("B", "C"), 9), {"A": 3, "B": 1, "C": 2}, "breach"),
        (Exceeds("A", ("B", "C"), 9), {"A": 4, "B": 1, "C": 2}, ""),
        (Exceeds("A", ("B", "C"), 9), {"A": 1, "B": 1, "C": HIDDEN}, "breach"),
        (Exceeds("A", ("B", "C"), 9), {"A": 4, "B": 1, "C": HIDDEN}, "open"),
        (Exceeds("A", ("B", "C"), 9), {"A": 4}, ""),
        (Product(("A", "B"), 100), {"A": 50, "B": 3}, "breach"),
        (Product(("A", "B"), 100), {"A": 50, "B": 2}, ""),
        (Product(("A", "B"), 100), {"A": 500}, ""),
        (Product(("A", "B"), 100), {"A": 50, "B": HIDDEN}, "open"),
        (NotAllZero("A", "W"), {"A": [{"W": 0}, {"W": 0}]}, "breach"),
        (NotAllZero("A", "W"), {"A": [{"W": 0}, {}]}, ""),
        (NotAllZero("A", "W"), {"A": [{"W": 0}, {"W": HIDDEN}]}, "open"),
        (NotAllZero("A", "W"), {"A": [{"W": 0}, HIDDEN]}, "open"),
        (NotAllZero("A", "W"), {"A": [{"W": 1}, HIDDEN]}, ""),
    ],
)
def test_a_constraint_is_broken_open_or_kept(kind: Kind, structure: object, wanted: str) -> None:
    assert said(kind, structure) == wanted


@pytest.mark.parametrize(
    ("kind", "structure", "instead"),
    [
        (Between("A", 5, 50), {"A": 80}, {"A": 50}),
        (Between("A", 1, 1), {"A": [1, 2]}, None),
        (OneOf("A", "B"), {"A": 1, "B": 2}, {"B": None}),
        (OneOf("A", "B", needed="x"), {}, {"B": "x"}),
        (OnlyFor("A", ON), {"A": 1, "Mode": "Off"}, {"A": None}),
        (Ordered("A", "B"), {"A": 3, "B": 2}, {"A": 2, "B": 3}),
        (Exceeds("A", ("B",), 9), {"A": 2, "B": 3}, {"A": 5}),
        (Exceeds("A", ("B",), 9), {"A": 8, "B": 8}, {"A": 9}),
        (Exceeds("A", ("B",), 9), {"A": 8, "B": 9}, None),
        (Product(("A", "B"), 100), {"A": 30, "B": 5}, {"B": 3}),
        (Product(("A", "B"), 100), {"A": 200, "B": 5}, None),
        (NotAllZero("A", "W"), {"A": [{"N": "a", "W": 0}]}, {"A": [{"W": 1}]}),
        (
            Several("A", "B", 9, ON),
            {"A": [{"N": "a"}], "Mode": "On"},
            {"B": {"N": "a"}, "A": None, "Mode": None},
        ),
        (Several("A", "B", 1, ON), {"A": [{}, {}], "Mode": "On"}, None),
    ],
)
def test_what_mends_it(kind: Kind, structure: object, instead: object) -> None:
    (breach,) = kind.judge(tree(structure), str)
    assert isinstance(breach, Breach)
    assert breach.instead == instead


@pytest.mark.parametrize(
    ("kind", "structure", "said"),
    [
        (OneOf("A.B", "A.C"), {"A": {"B": 1, "C": 2}}, "A.B and C are both set"),
        (Ordered("A.B", "A.C.D"), {"A": {"B": 2, "C": {"D": 1}}}, "A.B, 2, is above C.D, 1"),
        (Between("A", 1, 2), {"A": [1, 2, 3]}, "A has 3 elements: there may be 1 to 2"),
        (Between("A", 0, 1), {"A": 2}, "A is 2: it may be at most 1"),
        (
            Between("A", 2, 2, When("B", (True,))),
            {"A": [1], "B": True},
            "1 element: there may be 2 where B is true",
        ),
    ],
)
def test_what_is_said_names_members_briefly(kind: Kind, structure: object, said: str) -> None:
    (breach,) = kind.judge(tree(structure), str)
    assert isinstance(breach, Breach)
    assert said in breach.said
