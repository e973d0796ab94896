"""Comparisons of values of the script: true, false, or not determined."""

from __future__ import annotations

import ast

from smlint.core.values import Absent, Known, Unknown
from smlint.frontends.python_sdk.evaluation import enums, records
from smlint.frontends.python_sdk.evaluation.classes import member
from smlint.frontends.python_sdk.evaluation.frames import Raised
from smlint.frontends.python_sdk.evaluation.machine import PYTHON_ERRORS
from smlint.frontends.python_sdk.values import operators
from smlint.frontends.python_sdk.values.leaves import Deployed, Native
from smlint.frontends.python_sdk.values.objects import (
    Box,
    Choice,
    Class,
    Construct,
    Function,
    Generator,
    Instance,
    Method,
    Opaque,
    Perhaps,
    Value,
)
from smlint.frontends.python_sdk.values.plain import NotPlain, hops, key_of, plain
from smlint.frontends.python_sdk.values.required import Required
from smlint.frontends.python_sdk.values.trees import softened, tree_of

OBJECTS = (Box, Function, Instance, Class, Deployed, Method, Generator, Native, Construct)

DEPTH_LIMIT = 30


def reason_of(*values: Value) -> str:
    """Why an outcome of `values` is not known."""
    trees = (tree_of(value) for value in values)
    reasons = (tree.reason for tree in trees if isinstance(tree, Unknown))
    return next(reasons, "the outcome of this operation is not determined")


def compared(sign: ast.cmpop, left: Value, right: Value) -> bool | None:
    """Whether `left sign right`; None where that is not determined. Raises `Raised`."""
    if isinstance(sign, (ast.Is, ast.IsNot)):
        outcome = _identical(left, right)
        return None if outcome is None else outcome is isinstance(sign, ast.Is)
    if isinstance(sign, (ast.Eq, ast.NotEq)):
        outcome = equal(left, right)
        return None if outcome is None else outcome is isinstance(sign, ast.Eq)
    if isinstance(sign, (ast.In, ast.NotIn)):
        outcome = _contains(right, left)
        if outcome is not None or isinstance(right, Box):
            return None if outcome is None else outcome is isinstance(sign, ast.In)
    left, right = softened(left), softened(right)
    try:
        return operators.compare(sign, plain(left), plain(right))
    except (NotPlain, operators.TooLarge):
        return None
    except PYTHON_ERRORS as error:
        if all(hop.kind == "reference" for hop in hops(left, right)):
            raise Raised(type(error).__name__, left.span) from None
        return None


def _identical(left: Value, right: Value) -> bool | None:
    if isinstance(left, Absent) or isinstance(right, Absent):
        if isinstance(left, Absent) and isinstance(right, Absent):
            return True
        other = right if isinstance(left, Absent) else left
        return False if isinstance(other, (Known, Required, *OBJECTS)) else None
    if isinstance(left, Known) and isinstance(right, Known):
        if isinstance(left.value, bool) or isinstance(right.value, bool):
            return left.value is right.value
        return False if left.value != right.value else None
    if isinstance(left, (Box, Instance, Class)) and isinstance(right, (*OBJECTS, Known)):
        return left is right
    return _types(left, right)


def _types(left: Value, right: Value) -> bool | None:
    """Whether two builtin types are the same."""
    if isinstance(left, Opaque) and isinstance(right, Opaque):
        both = left.path.startswith("builtins.") and right.path.startswith("builtins.")
        return left.path == right.path if both and "(" not in left.path + right.path else None
    return None


def equal(left: Value, right: Value, depth: int = 0) -> bool | None:
    """Whether two values are equal; None where that is not determined."""
    if depth > DEPTH_LIMIT:
        return None
    if isinstance(left, Instance) or isinstance(right, Instance):
        return _equal_objects(left, right, depth)
    if isinstance(left, Box) and isinstance(right, Box):
        return _equal_boxes(left, right, depth)
    try:
        return plain(left) == plain(right)
    except NotPlain:
        pass
    if isinstance(left, (Box, Class, Function)) or isinstance(right, (Box, Class, Function)):
        both = (*OBJECTS, Known, Absent)
        if isinstance(left, both) and isinstance(right, both):
            return left is right
    if isinstance(left, (Absent, Required)) and isinstance(right, (Absent, Required)):
        return False if type(left) is not type(right) else None
    return _types(left, right)


def _equal_objects(left: Value, right: Value, depth: int) -> bool | None:
    owners = [one for one in (left, right) if isinstance(one, Instance)]
    if any(member(one.made_from, "__eq__") is not None for one in owners):
        return None
    soft_left, soft_right = softened(left), softened(right)
    if isinstance(soft_left, Known) and isinstance(soft_right, Known):
        return soft_left.value == soft_right.value
    if isinstance(left, Instance) and isinstance(right, Instance):
        if left is right:
            return True
        if enums.is_enum(left.made_from) or enums.is_enum(right.made_from):
            return False
        pairs = records.equal(left, right)
        if pairs is None:
            return None if records.is_tuple(left.made_from) else False
        outcomes = [equal(one, other, depth + 1) for one, other in pairs.values()]
        return False if False in outcomes else None if None in outcomes else True
    other = right if isinstance(left, Instance) else left
    if any(records.is_tuple(one.made_from) for one in owners):
        return None
    return False if isinstance(other, (Known, Absent, *OBJECTS)) else None


def _equal_boxes(left: Box, right: Box, depth: int) -> bool | None:
    if left is right:
        return True
    if left.form == "iterator" or right.form == "iterator":
        return False
    sets = ("set", "frozenset")
    if left.form != right.form and not (left.form in sets and right.form in sets):
        return False
    if left.form in sets or not (left.whole and right.whole):
        try:
            return plain(left) == plain(right)
        except NotPlain:
            return None
    if len(left.store) != len(right.store) or set(left.store) != set(right.store):
        return False
    outcomes = [equal(left.store[key], right.store[key], depth + 1) for key in left.store]
    return False if False in outcomes else None if None in outcomes else True


def _contains(box: Value, value: Value) -> bool | None:
    """Whether `value in box`, for lists and mappings; None where that is not determined."""
    if isinstance(box, Class) and enums.is_enum(box) and isinstance(value, Instance):
        return value in enums.members_of(box)
    if isinstance(box, Instance):
        elements = records.elements(box)
        outcomes = [] if elements is None else [equal(value, item) for item in elements]
        return None if elements is None or None in outcomes else True in outcomes
    if not isinstance(box, Box):
        return None
    if box.form == "iterator":
        return None
    if box.kind == "mapping":
        try:
            found = box.store.get(key_of(value))
        except (NotPlain, TypeError):
            return None
        if found is not None:
            return None if isinstance(found, Perhaps) else True
        return False if box.whole else None
    outcomes = [equal(value, item) for item in box.items if not isinstance(item, Perhaps)]
    if True in outcomes:
        return True
    return None if None in outcomes or not box.whole else False


def truth(value: Value) -> bool | None:
    """Whether `value` counts as true in a condition; None where that is not known."""
    if isinstance(value, Instance):
        own = (member(value.made_from, name) for name in ("__bool__", "__len__"))
        if any(one is not None for one in own):
            return None
        elements = records.elements(value)
        if elements is not None:
            return bool(elements)
        return True if value.data is None else bool(value.data.value)
    if isinstance(value, (Known, Native)):
        return bool(value.value)
    if isinstance(value, Absent):
        return False
    if isinstance(value, Box):
        if value.form == "iterator" or any(
            not isinstance(item, Perhaps) for item in value.store.values()
        ):
            return True
        return None if value.rest or value.store else False
    if isinstance(value, Unknown):
        return True if any(isinstance(part, str) and part for part in value.parts) else None
    if isinstance(value, Required) and value.text:
        return True
    return None if isinstance(value, (Opaque, Choice)) else True
