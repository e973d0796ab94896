"""Whether a setting names a resource: by identity first, by name where both are known.

Answers are three-valued: `True`, `False`, or an `Unknown` that says why it can't be told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Literal, TypeAlias

from smlint.core.frozen import dataclass
from smlint.core.values import (
    Absent,
    Gap,
    Known,
    Part,
    Reference,
    Setting,
    Tree,
    Unknown,
    parts_of,
    reference_of,
    split,
)

Answer: TypeAlias = bool | Unknown


@dataclass(frozen=True, slots=True)
class Identity:
    """What a resource is known by: its address, and its physical name as far as it is written."""

    address: str
    name: Setting[str]


def names(setting: Tree, identity: Identity, addresses: Collection[str]) -> Answer:
    """Whether `setting` (a name, an ARN, a reference) means the resource `identity`.

    `addresses` are those of all resources of the deployment: a reference to another one of them is
    a sure no.
    """
    reference = reference_of(setting)
    if reference is not None:
        if reference.address == identity.address:
            return True
        if reference.address in addresses:
            return False
    return same_text(setting, identity.name)


def same_text(left: Tree, right: Tree) -> Answer:
    """Whether `left` is the name `right`; an ARN that ends in the name counts.

    A name that is not written is generated on deployment: no written text is equal to it, but one
    that is unknown may be.
    """
    if isinstance(left, Absent):
        return False
    if isinstance(right, Absent):
        return left if isinstance(left, Unknown) else False
    if isinstance(left, Known) and isinstance(right, Known):
        return left.value == right.value or _arn_names(left.value, right.value)
    left_parts, right_parts = parts_of(left), parts_of(right)
    if left_parts == right_parts and not any(isinstance(part, Gap) for part in left_parts):
        return True
    if not _compatible(left_parts, right_parts):
        return False
    return left if isinstance(left, Unknown) else right if isinstance(right, Unknown) else False


def _arn_names(arn: object, name: object) -> bool:
    """ARNs of SageMaker resources end in the name in lower case."""
    if not isinstance(arn, str) or not arn.startswith("arn:"):
        return False
    return arn.rsplit("/", 1)[-1].lower() == str(name).lower()


def _compatible(left: tuple[Part, ...], right: tuple[Part, ...]) -> bool:
    """Whether two texts, of which pieces are unknown, could be the same."""
    for known, other in ((left, right), (right, left)):
        if all(isinstance(part, str) for part in known):
            return _fits("".join(part for part in known if isinstance(part, str)), other)
    return _agree(_edge(left, 0), _edge(right, 0), str.startswith) and _agree(
        _edge(left, -1), _edge(right, -1), str.endswith
    )


def _fits(text: str, parts: tuple[Part, ...]) -> bool:
    """Whether `text` could be `parts` with something in place of each unknown piece."""
    pieces = [""]
    for part in parts:
        if isinstance(part, str):
            pieces[-1] += part
        else:
            pieces.append("")
    first, *middle = pieces
    if not middle:
        return text == first
    last = middle.pop()
    start, end = len(first), len(text) - len(last)
    if not (text.startswith(first) and text.endswith(last)):
        return False
    for piece in middle:
        found = text.find(piece, start, max(start, end))
        if found == -1:
            return False
        start = found + len(piece)
    return start <= end


def _edge(parts: tuple[Part, ...], index: int) -> str:
    part = parts[index] if parts else ""
    return part if isinstance(part, str) else ""


def _agree(left: str, right: str, test: Callable[[str, str], bool]) -> bool:
    return test(left, right) or test(right, left)


def both(first: Answer, second: Answer) -> Answer:
    """`first and second` in three-valued logic."""
    if first is False or second is False:
        return False
    return first if isinstance(first, Unknown) else second


@dataclass(frozen=True, slots=True)
class ResourceId:
    """What an Application Auto Scaling resource id names, piece by piece.

    `endpoint/NAME/variant/VARIANT`, or `inference-component/NAME` with `variant` absent.
    """

    kind: Literal["variant", "inference-component"]
    name: Setting[str]
    variant: Setting[str]


def resource_id(setting: Setting[str]) -> ResourceId | Unknown | None:
    """`setting` taken apart; None where it is surely not an endpoint's, Unknown if unknowable."""
    if isinstance(setting, Absent):
        return None
    match split(parts_of(setting), "/"):
        case [("endpoint",), name, ("variant",), variant]:
            return ResourceId("variant", _piece(name, setting), _piece(variant, setting))
        case [("inference-component",), name]:
            absent = Absent(setting.span)
            return ResourceId("inference-component", _piece(name, setting), absent)
        case [(str(first),), *_] if first not in ("endpoint", "inference-component"):
            return None
    return setting if isinstance(setting, Unknown) else None


def _piece(parts: tuple[Part, ...], whole: Known[str] | Unknown) -> Setting[str]:
    if all(isinstance(part, str) for part in parts):
        return Known("".join(str(part) for part in parts), whole.span, whole.via)
    reason = whole.reason if isinstance(whole, Unknown) else "it is not known"
    return Unknown(reason, whole.span, whole.via, parts)


def is_reference_to(setting: Tree, address: str) -> bool:
    """True when `setting` is a reference to the resource at `address`."""
    reference = reference_of(setting)
    return isinstance(reference, Reference) and reference.address == address
