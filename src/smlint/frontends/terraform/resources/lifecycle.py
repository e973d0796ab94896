"""What the `lifecycle` of a resource says: how it is replaced, and which changes are left alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from smlint.core.frozen import dataclass
from smlint.core.spans import Span
from smlint.core.values import Hop, Known, Tree
from smlint.frontends.terraform.language.nodes import (
    Block,
    Expression,
    GetAttribute,
    Index,
    LiteralValue,
    TupleExpression,
    Variable,
)
from smlint.frontends.terraform.resources.shapes import Members, camel
from smlint.frontends.terraform.structure.module import Library, argument
from smlint.frontends.terraform.values.data import through

Path: TypeAlias = tuple[str | float, ...]
"""An argument, and the way to a piece of it by names and positions."""

FREE = ("tags", "tags_all")
"""Changes of these are ignored for those that others add; what is written holds all the same."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """The paths in one `ignore_changes`, each with its place; `everything` where it says `all`."""

    paths: tuple[tuple[Path, Span], ...] = ()
    everything: Span | None = None

    def within(self, name: str) -> Iterator[tuple[Path, Span]]:
        """What is ignored of the argument `name`: the ways to it from there."""
        if self.everything is not None:
            yield (), self.everything
        yield from ((path[1:], span) for path, span in self.paths if path[:1] == (name,))


def ignored(library: Library, resource: Block) -> Ignored:
    """The changes of `resource` that Terraform ignores once it is made."""
    for block in resource.body.blocks:
        written = argument(block.body, "ignore_changes") if block.type == "lifecycle" else None
        if written is not None:
            return _read(library.expression(written))
    return Ignored()


def as_made(settings: Mapping[str, Tree], ignored: Ignored) -> dict[str, Tree]:
    """`settings`, where those whose changes are ignored say that they hold when it is made."""
    found = dict(settings)
    for name in found.keys() - set(FREE):
        for path, span in ignored.within(name):
            hop = Hop("ignore_changes: it is so when it is made, and may change", span, "condition")
            found[name] = _marked(found[name], path, hop)
    return found


def members_left(ignored: Ignored, settings: Iterable[str], members: Members) -> Tree | None:
    """The API's members of which every change is ignored; None where nothing is."""
    found: dict[str, Span] = {}
    for name in settings:
        for path, span in ignored.within(name):
            kind = members.get(name, camel(name))
            if not path:
                found[kind if isinstance(kind, str) else kind.member] = span
    if not found:
        return None
    items = tuple(Known(member, span) for member, span in found.items())
    return Known(items, items[0].span)


def _read(expression: Expression) -> Ignored:
    match expression:
        case Variable(name="all", span=span) | LiteralValue(value="all", span=span):
            return Ignored(everything=span)
        case TupleExpression(items=items):
            return Ignored(tuple((_path(item), item.span) for item in items))
    return Ignored()


def _path(expression: Expression) -> Path:
    match expression:
        case Variable(name=name) | LiteralValue(value=str(name)):
            return (name,)
        case GetAttribute(subject=subject, name=name):
            return (*_path(subject), name)
        case Index(subject=subject, key=LiteralValue(value=str() | int() as key)):
            return (*_path(subject), key)
    return ()


def _marked(tree: Tree, path: Path, hop: Hop) -> Tree:
    """`tree` with `hop` at the end of `path`; as it is where the path leads nowhere."""
    if not path:
        return through(tree, (hop,))
    step, *rest = path
    if isinstance(tree, Known) and isinstance(tree.value, dict) and step in tree.value:
        inner = _marked(tree.value[step], tuple(rest), hop)
        return Known({**tree.value, step: inner}, tree.span, tree.via)
    if isinstance(tree, Known) and isinstance(tree.value, tuple) and step in range(len(tree.value)):
        items = list(tree.value)
        items[int(step)] = _marked(items[int(step)], tuple(rest), hop)
        return Known(tuple(items), tree.span, tree.via)
    return tree
