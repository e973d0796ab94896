"""What a plan says of a value, laid over what is written: exact values at the places of the code.

What is written comes from the `.tf` files, or from the configuration in the plan, in which nothing
has a place (`NOWHERE`). It tells where a value stands, how it came about, and who makes a value
that is known only after the apply. What a provider fills in where nothing is written counts for
nothing, as where no plan is read: its documented defaults stand in the table of shapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace

from smlint.core.frozen import dataclass
from smlint.core.spans import NOWHERE, Span
from smlint.core.values import Absent, Data, Hop, Known, Part, Reference, Tree, Unknown
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode
from smlint.frontends.terraform.resources.shapes import Members, Structure
from smlint.frontends.terraform.shown.document import Seen
from smlint.frontends.terraform.values.data import text_of, unlisted

UNWRITTEN = Absent(NOWHERE)
"""For what is surely not written. None stands for what may be written or not."""
SENSITIVE = "it is marked as sensitive, so smlint does not read it"
LATER = "it is known only after the apply"
ZERO = "a state holds 0 where nothing is written, too"
COMPARED = 100
"""Elements of a set. Of larger ones it is not told which is which in the code."""
NEVER_ZERO = frozenset({
    "provisioned_concurrency", "max_concurrency", "memory_size_in_mb", "volume_size_in_gb",
    "max_concurrent_invocations_per_instance", "model_data_download_timeout_in_seconds",
    "container_startup_health_check_timeout_in_seconds", "termination_wait_in_seconds",
    "maximum_execution_timeout_in_seconds",
})  # fmt: skip
"""Arguments of nested blocks for which 0 says as much as nothing."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """Lays what one document says over what is written.

    `stage` is its name. `made` are the names that terraform or a provider makes up, by the argument
    that holds one: for each name, who makes it.
    """

    stage: str
    made: Mapping[str, Mapping[str, Reference]] = field(default_factory=dict)

    def block(
        self, seen: Seen, written: Tree | None, members: Members, at: Span, *, nested: bool = True
    ) -> Known[Data]:
        """The settings of a block, as the provider calls them; `at` is where it stands."""
        found: dict[str, Tree] = {}
        for name, kind in members.items():
            inner, own = seen.member(name), _member(written, name)
            if own is UNWRITTEN or (own is None and _is_empty(inner.after)):
                continue
            setting = self.value(inner, own, kind, at, name)
            if own is None and nested and _is_zero(inner.after):
                setting = None if name in NEVER_ZERO else Unknown(ZERO, _place(own, inner, at))
            if setting is not None:
                found[name] = setting
        return Known(found, at, written.via if isinstance(written, Known) else ())

    def value(
        self, seen: Seen, written: Tree | None, kind: str | Structure, at: Span, name: str = ""
    ) -> Tree | None:
        """The setting `name`, of which the table says that it is of a `kind`; None if it is none.

        `at` is where the block stands that it is a part of.
        """
        place = _place(written, seen, at)
        if seen.is_sensitive:
            return Unknown(SENSITIVE, place)
        if seen.is_unknown:
            return _later(written, place)
        match seen.after:
            case None:
                return written if _is_placed(written) else None
            case ScalarNode(value=None):
                return _nothing(written, place)
            case ScalarNode() as node:
                return self._scalar(node, written, place, name)
            case MapNode() if isinstance(kind, Structure) and not kind.named:
                return self.block(seen, written, kind.members, place)
            case MapNode():
                return self._mapping(seen, written, place)
            case ListNode(items=items):
                return self._list(items, seen, written, kind, place)

    def _scalar(self, node: ScalarNode, written: Tree | None, place: Span, name: str) -> Tree:
        value = "" if node.value is None else node.value
        parts = self._made(name, value)
        if parts:
            return Unknown("terraform makes up a name in it", place, parts=parts)
        if isinstance(written, Known) and _is_same(written.value, value):
            return Known(value, place, written.via)
        if place.path == node.span.path:
            return Known(value, place)
        return Known(value, place, (Hop(self.stage, node.span, "stage"),))

    def _made(self, name: str, value: str | float) -> tuple[Part, ...]:
        """The pieces of a text that holds a name which somebody makes up; none if it does not."""
        made = self.made.get(name, {})
        parts: list[Part] = []
        for piece in re.split("(/)", value) if made and isinstance(value, str) else ():
            part = made.get(piece, piece)
            if isinstance(part, str) and parts and isinstance(parts[-1], str):
                parts[-1] += part
            else:
                parts.append(part)
        return tuple(parts) if any(isinstance(part, Reference) for part in parts) else ()

    def _mapping(self, seen: Seen, written: Tree | None, place: Span) -> Tree:
        """A map with keys of the user's own: whatever stands in it is meant."""
        found: dict[str, Tree] = {}
        maps = (node for node in (seen.after, seen.unknown) if isinstance(node, MapNode))
        for key in dict.fromkeys(name.text for node in maps for name, _ in node.pairs):
            own = _member(written, key)
            setting = self.value(seen.member(key), None if own is UNWRITTEN else own, "", place)
            if setting is not None:
                found[key] = setting
        return Known(found, place, written.via if isinstance(written, Known) else ())

    def _list(
        self,
        nodes: Sequence[Node],
        seen: Seen,
        written: Tree | None,
        kind: str | Structure,
        place: Span,
    ) -> Tree | None:
        if not nodes and not isinstance(written, Known):
            return _nothing(written, place)
        items: list[Tree] = []
        for index, own in enumerate(_aligned(nodes, written)):
            setting = self.value(seen.item(index), own, kind, place)
            items.append(Absent(place) if setting is None else setting)
        return Known(tuple(items), place, written.via if isinstance(written, Known) else ())


def _is_placed(written: Tree | None) -> bool:
    """Whether it is known where it is written."""
    return written is not None and written.span != NOWHERE


def _nothing(written: Tree | None, place: Span) -> Tree | None:
    """What is written, where it turns out to be nothing."""
    if not _is_placed(written):
        return None
    return written if isinstance(written, Absent) else Absent(place)


def _later(written: Tree | None, place: Span) -> Tree | None:
    """A value that is known only after the apply. The code may know more: an `id` is a name."""
    if written is UNWRITTEN:
        return None
    if written is None:
        return Unknown(LATER, place)
    return replace(written, span=place)


def _member(written: Tree | None, name: str) -> Tree | None:
    """What is written as `name` in a block or a map."""
    if isinstance(written, Absent):
        return UNWRITTEN
    if not isinstance(written, Known) or unlisted(written) is not None:
        return None
    if not isinstance(written.value, Mapping):
        return None
    return written.value.get(name, UNWRITTEN)


def _place(written: Tree | None, seen: Seen, at: Span) -> Span:
    """Where a value stands: in the code, else (where the block is not in the code) in the plan."""
    if written is not None and written.span != NOWHERE:
        return written.span
    node = seen.unknown if seen.after is None else seen.after
    if node is None or node.span.path != at.path:
        return at
    return node.span if isinstance(node, ScalarNode) else node.span.start


def _is_empty(node: Node | None) -> bool:
    """Whether `node` is nothing, or what a provider puts where nothing is written."""
    match node:
        case ScalarNode(value=value):
            return value in (None, "") or value is False
        case ListNode(items=held) | MapNode(pairs=held):
            return not held
    return False


def _is_zero(node: Node | None) -> bool:
    value = node.value if isinstance(node, ScalarNode) else None
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value == 0


def _aligned(nodes: Sequence[Node], written: Tree | None) -> Iterator[Tree | None]:
    """What is written for each element. A set has an order of its own, so they are compared."""
    if isinstance(written, Unknown) and (_is_placed(written) or len(nodes) > 1):
        written = replace(written, parts=())  # they say who makes the list, not who an element
    value = written.value if isinstance(written, Known) and unlisted(written) is None else None
    own = value if isinstance(value, tuple) else (written,)
    for index, node in enumerate(nodes):
        near = own[index : index + 1]
        others = own if len(own) <= COMPARED else ()
        yield next((item for item in (*near, *others) if _fits(node, item)), None)


def _fits(node: Node, written: Tree | None) -> bool:
    """Whether `written` may be what became `node`."""
    if not isinstance(written, Known) or unlisted(written) is not None:
        return True
    match node, written.value:
        case ScalarNode(value=str() | int() | float() as value), str() | int() | float() as other:
            return _is_same(other, value)
        case MapNode(pairs=pairs), Mapping() as members:
            return all(_fits(item, members.get(name.text)) for name, item in pairs)
        case _:
            return True


def _is_same(left: Data, right: str | float) -> bool:
    return left == right or text_of(left) == text_of(right)
