"""What is to be removed is named only where it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from smlint.core.resource import Resource
from smlint.core.rule import Instead, Written
from smlint.core.tree import elements, member
from smlint.core.values import Absent, Tree


def removing(insteads: Sequence[Instead], there: Sequence[Resource]) -> Iterator[Instead]:
    """`insteads` without the removal of what no resource that is `there` has.

    A rule may so name all that must go. One that has nothing left to say is left out; where there
    is no resource of its type nobody can tell, and it stays as it is.
    """
    for instead in insteads:
        alike = (one.properties for one in there if one.type == instead.type)
        trees = [tree for tree in alike if not isinstance(tree, Absent)]
        left = dict(_left(instead.properties, trees)) if trees else instead.properties
        if left or not instead.properties:
            yield instead._replace(properties=left)


def _left(
    properties: Mapping[str, Written], trees: Sequence[Tree]
) -> Iterator[tuple[str, Written]]:
    for name, value in properties.items():
        found = [member(tree, name) for tree in trees]
        if value is None:
            if not all(isinstance(item, Absent) for item in found):
                yield name, None
        elif isinstance(value, Mapping) and value:
            inner = dict(_left(value, found))
            if inner:
                yield name, inner
        elif isinstance(value, Sequence) and not isinstance(value, str) and value:
            items = [item for tree in found for item in _items(tree)]
            kept = [_item(item, items) for item in value]
            if any(item != {} for item in kept):
                yield name, kept
        else:
            yield name, value


def _item(value: Written, trees: Sequence[Tree]) -> Written:
    return dict(_left(value, trees)) if isinstance(value, Mapping) else value


def _items(tree: Tree) -> Iterator[Tree]:
    many = elements(tree)
    yield from many
    if many.more is not None:
        yield many.more
