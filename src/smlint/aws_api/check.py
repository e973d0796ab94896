"""A request held against what the model of its service says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from smlint.aws_api import values
from smlint.aws_api.constraints import Constraint, constraint, meets
from smlint.aws_api.dialects import Dialect, Path
from smlint.aws_api.requests import Shape, operations
from smlint.aws_api.tables import botocore_version, services
from smlint.core.tree import describe
from smlint.core.values import Absent, Data, Known, Tree, Unknown, reference_of

Kind = Literal["required", "member", "type", "choice", "least", "most", "pattern"]
"""What is wrong: something required is missing, a member is none of the API, or a value is not."""
BOUNDS: tuple[Kind, ...] = ("least", "most")
"""Limits of numbers, of lengths and of how many there are."""


class Refusal(NamedTuple):
    """A value that the service does not accept: the setting at `path`, and what is wrong with it.

    What is missing is `Absent` where it would stand. `nearest` is the value most like it that the
    service accepts, where there is one; the name, where it is the name that it does not know.
    """

    kind: Kind
    path: Path
    setting: Tree
    said: str
    nearest: str | float | None = None


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


class _Walk(NamedTuple):
    """The way through one request."""

    service: str
    dialect: Dialect

    def any(self, tree: Tree, shape: Shape, path: Path) -> Iterator[Verdict]:
        """What is wrong with the setting `tree` at `path`.

        An unknown one is a question where a user can say what it is. What only a run tells, or
        code that is not among the files, is not wrong as far as they go.
        """
        said = constraint(self.service, shape.name)
        if isinstance(tree, Unknown):
            if tree.hint and self._matters(shape, said, path) and not _is_deployed(tree):
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

    def _matters(self, shape: Shape, said: Constraint, path: Path) -> bool:
        """Whether a person may get wrong what this is: what names and places are, others decide."""
        if not self.dialect.whole or path == ("Tags",):
            return False
        if shape.kind in values.NUMBERS:
            return said.least is not None or said.most is not None
        return bool(said.choices) or shape.kind in {"structure", "list"}

    def _is_blank(self, tree: Known[Data]) -> bool:
        return tree.value in ("", ()) and not self.dialect.blank

    def _structure(
        self, tree: Known[Data], shape: Shape, said: Constraint, path: Path
    ) -> Iterator[Verdict]:
        if not isinstance(tree.value, Mapping):
            yield from self._mistyped(tree, "a structure", path)
            return
        members = shape.members
        for name in said.required:
            item = tree.value.get(name, Absent(tree.span, tree.via))
            if self.dialect.needs(shape.name, name) and self._is_nothing(item):
                what = "missing" if isinstance(item, Absent) else "empty"
                told = f"{self.dialect.name((*path, name))} is {what}, which the API requires"
                yield _unless_default(Refusal("required", (*path, name), item, told))
        if said.union:
            yield from self._union(tree, tree.value.values(), path)
        for name, item in tree.value.items():
            if name in members and isinstance(item, Absent):
                yield from self._null(item, name, said, path)
            elif name in members:
                yield from self.any(item, members[name], (*path, name))
            elif self.dialect.closed and isinstance(item, Known):
                yield self._stranger(name, item, members, path)

    def _is_nothing(self, item: Tree) -> bool:
        return isinstance(item, Absent) or (isinstance(item, Known) and self._is_blank(item))

    def _null(self, item: Absent, name: str, said: Constraint, path: Path) -> Iterator[Verdict]:
        """What is wrong with a member for which None is written, unless it is missing then."""
        if name not in said.required:
            yield from self._nulls((item,), (*path, name))

    def _nulls(self, items: Iterable[Tree], path: Path) -> Iterator[Verdict]:
        for item in items:
            if self.dialect.typed and isinstance(item, Absent):
                told = f"{self.dialect.name(path)} is None, which boto3 does not leave out"
                yield _unless_default(Refusal("type", path, item, told))

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
        known = f"the API (botocore {botocore_version()}) knows"
        told = f'{known} no member "{name}" of {where}{hint}'
        return Refusal("member", (*path, name), item, told, near)

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
        yield from self._nulls(value, path)
        items = [item for item in value if not isinstance(item, Absent)]
        known = sum(isinstance(item, Known) for item in items)
        yield from self._limited(tree, _Size(known, "elements", len(items) == known), said, path)
        element = (*path[:-1], f"{path[-1]}[]")
        for item in items:
            yield from self.any(item, shape.element, element)

    def _map(
        self, tree: Known[Data], shape: Shape, said: Constraint, path: Path
    ) -> Iterator[Verdict]:
        if not isinstance(tree.value, Mapping):
            yield from self._mistyped(tree, "a map", path)
            return
        yield from self._nulls(tree.value.values(), path)
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
            spelt = values.read(tree, kind, typed=False)
            wanted = values.WORDS.get(kind, kind)
            yield from (item._replace(nearest=spelt) for item in self._mistyped(tree, wanted, path))
        elif isinstance(value, str):
            blob = _Size(len(value.encode(errors="surrogatepass")), "bytes")
            size = blob if kind == "blob" else _Size(len(value), "characters")
            limited = tuple(self._limited(tree, size, said, path))
            if limited and size.number < (said.least or 0) and values.is_to_be_replaced(value):
                yield from self._to_be_replaced(tree, value, path)
            else:
                yield from limited or self._text(tree, value, said, path)
        elif kind in values.NUMBERS:
            yield from self._limited(tree, _Size(value), said, path)

    def _to_be_replaced(self, tree: Known[Data], value: str, path: Path) -> Iterator[Unknown]:
        if not _is_given_at_run(tree, value):
            yield values.to_be_replaced(value, tree, self.dialect.name(path))

    def _text(
        self, tree: Known[Data], value: str, said: Constraint, path: Path
    ) -> Iterator[Verdict]:
        near = values.nearest(value, said.choices) if value not in said.choices else None
        wrong = bool(said.choices) and value not in said.choices
        if not wrong and (not said.pattern or meets(said.pattern, value)):
            return
        if near is None and values.is_to_be_replaced(value):
            yield from self._to_be_replaced(tree, value, path)
        elif wrong:
            allowed = values.choice(said.choices, near)
            refusal = self._refused("choice", path, tree, f"the API takes {allowed}")
            yield refusal._replace(nearest=near)
        else:
            allowed = values.form(said.pattern)
            refusal = self._refused("pattern", path, tree, f"the API takes {allowed}")
            hyphenated = values.hyphenated(value)
            yield refusal._replace(nearest=hyphenated if meets(said.pattern, hyphenated) else None)

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
            nearest = said.most if kind == "most" else said.least
            yield self._refused(kind, path, tree, allowed)._replace(nearest=nearest)

    def _mistyped(self, tree: Known[Data], wanted: str, path: Path) -> Iterator[Refusal]:
        yield self._refused("type", path, tree, f"the API takes {wanted}")

    def _refused(self, kind: Kind, path: Path, tree: Known[Data], told: str) -> Refusal:
        name = self.dialect.name(path) if path else "the request"
        return Refusal(kind, path, tree, f"{name} is {describe(tree.value)}: {told}")


def _is_deployed(tree: Unknown) -> bool:
    """Whether the API itself gives the value, to what is deployed."""
    reference = reference_of(tree)
    return reference is not None and reference.attribute[:1].isupper()


def _is_given_at_run(tree: Known[Data], value: str) -> bool:
    """Whether a text is empty by default: whoever runs the code gives it."""
    return not value.strip() and any(hop.kind == "default" for hop in tree.via)


def _unless_default(refusal: Refusal) -> Verdict:
    """`refusal`, unless a caller is to give what is not there by default."""
    setting = refusal.setting
    for hop in setting.via:
        if hop.kind == "default":
            reason = f"{refusal.path[-1]} has no value ({hop.note})"
            return Unknown(reason, setting.span, setting.via, hint=values.GIVE)
    return refusal


def _tag(name: str, item: Tree) -> Tree:
    return Known({"Key": Known(name, item.span), "Value": item}, item.span, item.via)
