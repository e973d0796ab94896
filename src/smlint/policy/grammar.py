"""The grammar of conditions: from nodes to a `Condition`, with every type checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, cast

from smlint.core.facts import Facts, Unit
from smlint.core.quantity import megabytes, seconds
from smlint.core.subjects import Subject
from smlint.core.values import Scalar
from smlint.formats.fields import FieldError, fields, items, mapping, one_of, scalar, text, truth
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode
from smlint.policy.conditions import (
    OPERATORS,
    ORDER,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    FactName,
    IsSet,
    Not,
    Operand,
    Operator,
    Pattern,
    Through,
    Value,
)
from smlint.policy.paths import AROUND, NOTHING_BOUND, Bound, Kind, Path, PathError, called, find

ALLOWED: dict[Kind, tuple[str, ...]] = {
    "text": ("eq", "ne", "in", "not_in", "matches", "set"),
    "number": ("eq", "ne", "in", "not_in", *ORDER, "set"),
    "truth": ("eq", "ne", "set"),
    "structure": ("set",),
    "mapping": ("set",),
    "list": ("eq", "ne", "in", "not_in", *ORDER),
}
"""The operators for what stands at a path; those for a list compare its length."""

ID = r"[A-Z]{2,8}[0-9]{3,}"
NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
ELEMENT = r"[a-z][a-z_]*"
"""What an element of a list may be called."""
JOINTS = ("all", "any", "not", "some", "every")
FORMS = f"a condition has setting, count, {', '.join(JOINTS[:-1])} or {JOINTS[-1]}"


class Grammar:
    """Reads the conditions of a rule about `subject`, within those that `bound` elements."""

    def __init__(self, subject: Subject, facts: Facts, bound: Bound = NOTHING_BOUND) -> None:
        self.subject = subject
        self.facts = facts
        self.bound = bound

    def condition(self, node: Node) -> Condition:
        """The condition at `node`; raises `FieldError`."""
        names = [name.text for name, _ in mapping(node).pairs]
        joint = next((name for name in names if name in JOINTS), None)
        if joint is not None and len(names) > 1:
            hint = "put them into a list beneath one `all` or `any`"
            raise FieldError(node.span, f"{' and '.join(names)} stand side by side", hint)
        if joint is not None:
            inner = fields(node, (joint,))[joint]
            if joint == "not":
                return Not(self.condition(inner))
            if joint in ("some", "every"):
                return self._through(inner, cast('Literal["some", "every"]', joint))
            parts = tuple(self.condition(item) for item in items(inner))
            return AllOf(parts) if joint == "all" else AnyOf(parts)
        if "setting" in names or "count" in names:
            return self._comparison(node, "setting" if "setting" in names else "count")
        raise FieldError(node.span, "this is not a condition", _nearest(names))

    def _through(self, node: Node, wanted: Literal["some", "every"]) -> Condition:
        pairs = fields(node, ("in", "where"), ("as",))
        path = self.path(pairs["in"])
        element = path.member.element
        if path.kind != "list" or element is None:
            raise FieldError(pairs["in"].span, f"{path} is not a list", f"it is a {path.kind}")
        name = text(pairs["as"]) if "as" in pairs else called(element)
        place = pairs["as"] if "as" in pairs else pairs["in"]
        if name in (*AROUND[self.subject], *self.bound):
            hint = f"give the elements another, such as `as: other_{called(element)}`"
            raise FieldError(place.span, f"{name} is the name of something else already", hint)
        if not re.fullmatch(ELEMENT, name):
            raise FieldError(place.span, f'"{name}" is no name for an element', "such as other")
        inner = Grammar(self.subject, self.facts, {**self.bound, name: element})
        return Through(path, wanted, name, inner.condition(pairs["where"]))

    def path(self, node: Node) -> Path:
        """The path at `node`; raises `FieldError`."""
        try:
            return find(text(node), self.subject, self.bound)
        except PathError as error:
            raise FieldError(node.span, error.message, error.hint) from None

    def place(self, node: Node) -> Path:
        """The path at which findings point; raises `FieldError`."""
        path = self.path(node)
        if path.root == "workload":
            hint = f"name a setting of the {self.subject}"
            raise FieldError(node.span, "a finding points at what is deployed", hint)
        return path

    def fact(self, node: Node, written: str | None = None) -> FactName:
        """The fact that `node` names; raises `FieldError`."""
        name = text(node) if written is None else written
        if name not in self.facts.by_name:
            hint = one_of(name, tuple(self.facts.by_name), "`smlint facts` lists them all")
            raise FieldError(node.span, f'there is no fact "{name}"', hint)
        return FactName(name)

    def _comparison(self, node: Node, key: str) -> Condition:
        pairs = fields(node, (key,), (*OPERATORS, "set"))
        path = self.path(pairs[key])
        self._comparable(path, key, pairs[key])
        tests = [
            self._test(path, name, pairs[name.text])
            for name, _ in mapping(node).pairs
            if name.text != key
        ]
        if not tests:
            hint = f"add one of {', '.join(ALLOWED[path.kind])}"
            raise FieldError(node.span, f"{path} is compared with nothing", hint)
        return tests[0] if len(tests) == 1 else AllOf(tuple(tests))

    def _comparable(self, path: Path, key: str, node: Node) -> None:
        if (path.kind == "list") != (key == "count"):
            other = "count" if key == "setting" else "setting"
            is_list = "is a list" if key == "setting" else "is not a list"
            raise FieldError(node.span, f"{path} {is_list}", f"write {other}: {path}")
        if len(path.names) == 1 and path.kind == "structure" and not self._may_lack(path):
            raise FieldError(node.span, f"{path} is always there", f"name a setting: {path}.…")

    def _may_lack(self, path: Path) -> bool:
        """Whether the root `path` may stand for nothing."""
        return (self.subject, path.root) == ("scalable_target", "variant")

    def _test(self, path: Path, name: ScalarNode, node: Node) -> Condition:
        if name.text not in ALLOWED[path.kind]:
            what = "the length of a list" if path.kind == "list" else f"a {path.kind}"
            hint = f"it can be compared by {', '.join(ALLOWED[path.kind])}"
            raise FieldError(name.span, f"{name.text} is not for {path}, which is {what}", hint)
        if name.text == "set":
            return IsSet(path, truth(node))
        return Compare(path, cast("Operator", name.text), self._operand(path, name.text, node))

    def _operand(self, path: Path, name: str, node: Node) -> Operand:
        if name == "matches":
            return _pattern(node)
        if name in ("in", "not_in"):
            return tuple(_literal(path, item) for item in items(node))
        if isinstance(node, MapNode):
            names = [key.text for key, _ in node.pairs]
            if "fact" in names:
                return self._same_unit(path, fields(node, ("fact",))["fact"])
            return self._same_kind(path, fields(node, ("setting",))["setting"])
        return _literal(path, node)

    def _same_unit(self, path: Path, node: Node) -> FactName:
        name = self.fact(node)
        unit = self.facts.by_name[name.name].unit
        if path.kind not in ("number", "list"):
            raise FieldError(node.span, f"{path} is a {path.kind}, and a fact is a number")
        if dimension(unit) != dimension(path.unit):
            wanted = f"in {path.unit}" if path.unit else "a plain number"
            raise FieldError(
                node.span, f"{path} is {wanted}, and the fact {name.name} is in {unit}"
            )
        return name

    def _same_kind(self, path: Path, node: Node) -> Path:
        other = self.path(node)
        self._comparable(other, "setting", node)
        if other.kind not in ("text", "number", "truth"):
            raise FieldError(
                node.span, f"{other} is a {other.kind}, and has no value to compare with"
            )
        mine, theirs = _described(path), _described(other)
        if mine != theirs:
            raise FieldError(node.span, f"{path} is {mine}, and {other} is {theirs}")
        return other


def _literal(path: Path, node: Node) -> Scalar:
    """The value at `node`, of the type and in the unit of what stands at `path`."""
    if not isinstance(node, ScalarNode):
        what = "a list" if isinstance(node, ListNode) else "a mapping"
        raise FieldError(node.span, f"{what} stands where a single value is expected")
    value = node.value
    if path.kind == "truth":
        return truth(node)
    if path.kind == "text":
        if not isinstance(value, str):
            raise FieldError(node.span, f"{path} is a text", f'write it in quotes: "{node.text}"')
        if path.member.choices and value not in path.member.choices:
            hint = one_of(value, path.member.choices)
            raise FieldError(node.span, f'{path} is never "{value}"', hint)
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if path.unit and not path.suffix_unit:
            raise FieldError(
                node.span,
                f"{node.text} has no unit, and {path} is in {path.unit}",
                f"write {_with_unit(node.text, path.unit)}",
            )
        return value
    if path.unit is None:
        raise FieldError(node.span, f'"{node.text}" stands where a number is expected')
    try:
        return seconds(node.text) if path.unit == "s" else megabytes(node.text)
    except ValueError as error:
        raise FieldError(node.span, str(error)) from None


def _with_unit(number: str, unit: str) -> str:
    """`number` as it may have been meant, where what stands there is in `unit`."""
    others = {"s": ("ms", "s"), "MB": ("MB", "MiB")}
    return " or ".join(f"{number}{other}" for other in others.get(unit, (unit,)))


def _pattern(node: Node) -> Value:
    written = scalar(node).text
    try:
        re.compile(written)
    except re.error as error:
        raise FieldError(node.span, f"this is not a regular expression: {error}") from None
    return Pattern(written)


def _nearest(names: Sequence[str]) -> str:
    """The key that was meant, where one is near; else what a condition has."""
    from difflib import get_close_matches  # noqa: PLC0415 - for broken policies only

    known = ("setting", "count", *JOINTS)
    near = (match for name in names for match in get_close_matches(name, known, 1))
    meant = next(near, None)
    return FORMS if meant is None else f"did you mean {meant}?"


def dimension(unit: Unit | None) -> str:
    """What a unit measures: numbers of the same dimension can be compared."""
    return unit if unit in ("s", "MB") else "number"


def _described(path: Path) -> str:
    if path.kind in ("number", "list"):
        return f"a number in {path.unit}" if path.unit else "a plain number"
    return f"a {path.kind} value" if path.kind == "truth" else f"a {path.kind}"
