"""A request held against what the model of its service says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from smlint.aws_api import values
from smlint.aws_api.constraints import Constraint, constraint, meets
from smlint.aws_api.dialects import Dialect, Path
from smlint.aws_api.requests import Shape, operations, services
from smlint.core.tree import describe
from smlint.core.values import Absent, Data, Known, Tree, Unknown, reference_of

Kind = Literal["required", "member", "type", "choice", "least", "most", "pattern"]
"""What is wrong: something required is missing, the API has no such member, or a value is refused.

`least` and `most` are limits of numbers, of lengths and of how many there are.
"""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A value that the service does not accept: the setting at `path`, and what is wrong with it.

    What is missing is `Absent` where it would stand.
    """

    kind: Kind
    path: Path
    setting: Tree
    said: str


Verdict = Refusal | Unknown
"""What is refused, and settings that are not known of which not every value would be accepted."""


def verdicts(operation: str, request: Tree, dialect: Dialect) -> Iterator[Verdict]:
    """What the service would refuse of `request`, which is written in `dialect`.

    Raises `KeyError` where no operation of that name has to do with endpoints.
    """
    service = services()[operation]
    yield from _Walk(service, dialect).any(request, operations(service)[operation].shape, ())


class _Size(NamedTuple):
    """A number, or how much there is of something: at least so much where it is not `certain`."""

    number: float
    unit: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class _Walk:
    """The way through one request."""

    service: str
    dialect: Dialect

    def any(self, tree: Tree, shape: Shape, path: Path) -> Iterator[Verdict]:
        """What is wrong with the setting `tree` at `path`."""
        said = constraint(self.service, shape.name)
        if isinstance(tree, Unknown):
            if _matters(shape, said) and reference_of(tree) is None:
                yield tree
        elif isinstance(tree, Known) and not self._is_blank(tree):
            match shape.kind:
                case "structure":
                    yield from self._structure(tree, shape, said, path)
                case "list":
                    yield from self._list(tree, shape, said, path)
                case "map":
                    yield from self._map(tree, shape, said, path)
                case kind:
                    yield from self._scalar(tree, kind, said, path)

    def _is_blank(self, tree: Known[Data]) -> bool:
        return tree.value == "" and not self.dialect.blank

    def _structure(
        self, tree: Known[Data], shape: Shape, said: Constraint, path: Path
    ) -> Iterator[Verdict]:
        if not isinstance(tree.value, Mapping):
            yield from self._mistyped(tree, "a structure", path)
            return
        members = shape.members
        for name in said.required:
            item = tree.value.get(name)
            if self.dialect.needs(shape.name, name) and (item is None or isinstance(item, Absent)):
                where = Absent(tree.span, tree.via) if item is None else item
                told = f"{self.dialect.name((*path, name))} is missing, which the API requires"
                yield Refusal("required", (*path, name), where, told)
        if said.union:
            yield from self._union(tree, tree.value.values(), path)
        for name, item in tree.value.items():
            if name in members:
                yield from self.any(item, members[name], (*path, name))
            elif self.dialect.closed and isinstance(item, Known):
                yield self._stranger(name, item, members, path)

    def _union(self, tree: Tree, items: Iterable[Tree], path: Path) -> Iterator[Verdict]:
        given = [item for item in items if not isinstance(item, Absent)]
        known = [item for item in given if isinstance(item, Known)]
        if len(known) > 1 or not given:
            many = "more than one" if known else "none"
            told = f"{self.dialect.name(path)} has {many} of its members: the API takes exactly one"
            yield Refusal("required", path, tree, told)

    def _stranger(self, name: str, item: Tree, members: Iterable[str], path: Path) -> Refusal:
        near = values.nearest(name, tuple(members))
        where = self.dialect.name(path) if path else "the request"
        hint = f'; did you mean "{near}"?' if near else ""
        told = f'the API knows no member "{name}" of {where}{hint}'
        return Refusal("member", (*path, name), item, told)

    def _list(
        self, tree: Known[Data], shape: Shape, said: Constraint, path: Path
    ) -> Iterator[Verdict]:
        value = tree.value
        if path == ("Tags",) and isinstance(value, Mapping):
            value = tuple(_tag(name, item) for name, item in value.items())
        if isinstance(value, Mapping) and not self.dialect.typed:
            value = (tree,)
        if not isinstance(value, tuple):
            yield from self._mistyped(tree, "a list", path)
            return
        items = [item for item in value if not isinstance(item, Absent)]
        known = sum(isinstance(item, Known) for item in items)
        yield from self._limited(tree, _Size(known, "elements", len(items) == known), said, path)
        for item in items:
            yield from self.any(item, shape.element, path)

    def _map(
        self, tree: Known[Data], shape: Shape, said: Constraint, path: Path
    ) -> Iterator[Verdict]:
        if not isinstance(tree.value, Mapping):
            yield from self._mistyped(tree, "a map", path)
            return
        items = {key: item for key, item in tree.value.items() if not isinstance(item, Absent)}
        known = sum(isinstance(item, Known) for item in items.values())
        yield from self._limited(tree, _Size(known, "entries", len(items) == known), said, path)
        for key, item in items.items():
            if isinstance(item, Known):
                yield from self.any(Known(key, item.span), shape.key, (*path, key))
            yield from self.any(item, shape.element, (*path, key))

    def _scalar(
        self, tree: Known[Data], kind: str, said: Constraint, path: Path
    ) -> Iterator[Verdict]:
        value = values.read(tree, kind, typed=self.dialect.typed)
        if value is None:
            yield from self._mistyped(tree, values.WORDS.get(kind, kind), path)
        elif isinstance(value, str):
            blob = _Size(len(value.encode(errors="surrogatepass")), "bytes")
            size = blob if kind == "blob" else _Size(len(value), "characters")
            limited = tuple(self._limited(tree, size, said, path))
            yield from limited or self._text(tree, value, said, path)
        elif not isinstance(value, bool):
            yield from self._limited(tree, _Size(value), said, path)

    def _text(
        self, tree: Known[Data], value: str, said: Constraint, path: Path
    ) -> Iterator[Verdict]:
        right = not said.choices or value in said.choices
        if right and (not said.pattern or meets(said.pattern, value)):
            return
        if values.is_to_be_replaced(value):
            reason = f"{describe(value)} looks like a text that is to be replaced"
            yield Unknown(reason, tree.span, tree.via)
        elif right:
            allowed = f"the API takes {values.form(said.pattern)}"
            yield self._refused("pattern", path, tree, allowed)
        else:
            yield self._refused("choice", path, tree, values.choice(value, said.choices))

    def _limited(
        self, tree: Known[Data], size: _Size, said: Constraint, path: Path
    ) -> Iterator[Verdict]:
        kind: Kind
        if said.most is not None and size.number > said.most:
            kind = "most"
        elif said.least is not None and size.number < said.least and size.certain:
            kind = "least"
        else:
            return
        allowed = f"the API takes {values.limits(said.least, said.most)}"
        if size.unit:
            has = f"{self.dialect.name(path)} has {size.number} {size.unit}"
            yield Refusal(kind, path, tree, f"{has}: {allowed}")
        else:
            yield self._refused(kind, path, tree, allowed)

    def _mistyped(self, tree: Known[Data], wanted: str, path: Path) -> Iterator[Verdict]:
        yield self._refused("type", path, tree, f"the API takes {wanted}")

    def _refused(self, kind: Kind, path: Path, tree: Known[Data], told: str) -> Refusal:
        name = self.dialect.name(path) if path else "the request"
        return Refusal(kind, path, tree, f"{name} is {describe(tree.value)}: {told}")


def _matters(shape: Shape, said: Constraint) -> bool:
    """Whether a person may get wrong what this is: what names and places are is told elsewhere."""
    if shape.kind == "string":
        return bool(said.choices)
    return shape.kind in ("structure", "list") or said.least is not None or said.most is not None


def _tag(name: str, item: Tree) -> Tree:
    return Known({"Key": Known(name, item.span), "Value": item}, item.span, item.via)
