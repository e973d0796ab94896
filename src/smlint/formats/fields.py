"""Reading nodes as what they should be: whatever is wrong is a `FieldError` at its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from smlint.core.problem import Problem
from smlint.core.spans import Span
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode

AS_MAPPING = "write `name: value`, each on a line of its own"
AS_LIST = "write `[a, b]`, or `- a` on a line of its own for each"
MANY = 20
"""Names that a hint lists at most."""


class FieldError(Exception):
    """What is wrong with a document, as a `Problem`."""

    def __init__(self, span: Span, message: str, hint: str = "") -> None:
        super().__init__(f"{span}: {message}")
        self.problem = Problem(span, message, hint)


def fields(
    node: Node, required: Collection[str], optional: Collection[str] = ()
) -> Mapping[str, Node]:
    """The pairs of a mapping by name; every required name, and no unknown or repeated one."""
    pairs = mapping(node)
    known = (*required, *optional)
    for name in pairs.duplicates():
        raise FieldError(
            name.span, f'"{name.text}" stands here a second time', "remove one of them"
        )
    for name, _ in pairs.pairs:
        if name.text not in known:
            raise FieldError(
                name.span, f'"{name.text}" means nothing here', one_of(name.text, known)
            )
    missing = [name for name in required if pairs.get(name) is None]
    if missing:
        names, verb = ", ".join(missing), "is" if len(missing) == 1 else "are"
        hint = "add it" if len(missing) == 1 else "add them"
        raise FieldError(_head(pairs), f"{names} {verb} missing", hint)
    return {name.text: value for name, value in pairs.pairs}


def _head(node: MapNode) -> Span:
    """Where a mapping begins: its first name, or where that would stand."""
    return node.pairs[0][0].span if node.pairs else node.span.start


def mapping(node: Node) -> MapNode:
    """`node` as a mapping."""
    if not isinstance(node, MapNode):
        said = f"{_kind(node)} stands where a mapping is expected"
        raise FieldError(node.span, said, AS_MAPPING)
    return node


def items(node: Node) -> tuple[Node, ...]:
    """The items of a list that has at least one."""
    if not isinstance(node, ListNode):
        said = f"{_kind(node)} stands where a list is expected"
        raise FieldError(node.span, said, AS_LIST)
    if not node.items:
        raise FieldError(node.span, "the list is empty", "write at least one element")
    return node.items


def scalar(node: Node) -> ScalarNode:
    """`node` as a single value."""
    if not isinstance(node, ScalarNode):
        raise FieldError(node.span, f"{_kind(node)} stands where a single value is expected")
    return node


def text(node: Node) -> str:
    """The text of a single value, without blanks around it; not empty."""
    written = scalar(node).text.strip()
    if not written:
        raise FieldError(node.span, "nothing is written here", "write a text")
    return written


def truth(node: Node) -> bool:
    """`node` as true or false."""
    value = scalar(node).value
    if not isinstance(value, bool):
        raise FieldError(
            node.span, f'"{scalar(node).text}" is not true or false', "write true or false"
        )
    return value


def choice(node: Node, choices: Iterable[str], what: str) -> str:
    """The text of `node`, which is one of `choices`."""
    written = text(node)
    known = tuple(choices)
    if written not in known:
        raise FieldError(node.span, f'"{written}" is not {what}', one_of(written, known))
    return written


def one_of(written: str, known: Collection[str], otherwise: str = "") -> str:
    """The hint that `written` should be one of `known`: the nearest where there is one.

    Where none is near, that is `otherwise`, or else what is known.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - for broken documents only

    close = get_close_matches(written, known, n=1)
    if close or otherwise:
        return f"did you mean {close[0]}?" if close else otherwise
    more = f" and {len(known) - MANY} more" if len(known) > MANY else ""
    return f"it is one of {', '.join(tuple(known)[:MANY])}{more}"


def _kind(node: Node) -> str:
    if isinstance(node, ListNode):
        return "a list"
    return "a mapping" if isinstance(node, MapNode) else f'"{node.text}"'
