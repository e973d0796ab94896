"""Reading typed settings out of a `Tree`.

Each function keeps the three outcomes apart: what is unknown stays unknown, what is absent stays
absent, and a value of the wrong type becomes unknown with a reason that names what was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import isfinite

from smlint.core.values import Absent, Data, Known, Many, Setting, Tree, Unknown

INTEGER = re.compile(r"[+-]?\d+")
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
LONGEST_NUMBER = 100
"""Characters. Longer digits are no setting of anything, and slow to convert."""
TRUTH = {"true": True, "false": False}


def member(tree: Tree, *names: str) -> Tree:
    """The setting at `names`, one mapping inside another; `Absent` where a name is not there."""
    for name in names:
        if not isinstance(tree, Known):
            return tree
        value = tree.value
        if not isinstance(value, Mapping):
            return _unexpected(tree, "a block with settings")
        tree = value[name] if name in value else Absent(tree.span, tree.via)
    return tree


def elements(tree: Tree) -> Many[Tree]:
    """The elements of a list; none where it is absent, open where it is unknown.

    A single mapping counts as a list of one: Terraform blocks and hand-written JSON do that.
    """
    if isinstance(tree, Unknown):
        return Many((), tree)
    if isinstance(tree, Absent):
        return Many()
    if isinstance(tree.value, tuple):
        known = tuple(item for item in tree.value if not isinstance(item, Unknown))
        hidden = next((item for item in tree.value if isinstance(item, Unknown)), None)
        return Many(tuple(item for item in known if not isinstance(item, Absent)), hidden)
    if isinstance(tree.value, Mapping):
        return Many((tree,))
    return Many((), _unexpected(tree, "a list"))


def steps(path: str) -> tuple[str, ...]:
    """The steps of a path such as `ProductionVariants[].InstanceType`; none of an empty one."""
    return tuple(path.split(".")) if path else ()


def settings_at(tree: Tree, path: tuple[str, ...]) -> Iterator[Tree]:
    """What is written at the end of a path beneath `tree`, and what is not known on the way there.

    A step that ends in `[]` leads to each element of a list.
    """
    if isinstance(tree, Unknown) or (not path and isinstance(tree, Known)):
        yield tree
    elif isinstance(tree, Known):
        step, rest = path[0], path[1:]
        found = member(tree, step.removesuffix("[]"))
        if not step.endswith("[]"):
            yield from settings_at(found, rest)
            return
        many = elements(found)
        for item in many:
            yield from settings_at(item, rest)
        if many.more is not None:
            yield many.more


def mapping(tree: Tree) -> Setting[Mapping[str, Tree]]:
    """`tree` as a mapping from names to settings."""
    if not isinstance(tree, Known):
        return tree
    if isinstance(tree.value, Mapping):
        return Known(tree.value, tree.span, tree.via)
    return _unexpected(tree, "a block with settings")


def text(tree: Tree) -> Setting[str]:
    """`tree` as text; numbers and truth values are written out as the API would receive them."""
    if not isinstance(tree, Known):
        return tree
    value = tree.value
    if isinstance(value, bool):
        return Known("true" if value else "false", tree.span, tree.via)
    if isinstance(value, str) or (isinstance(value, (int, float)) and not _endless(value)):
        return Known(str(value), tree.span, tree.via)
    return _unexpected(tree, "text")


def integer(tree: Tree) -> Setting[int]:
    """`tree` as a whole number; text that spells one counts (CloudFormation parameters)."""
    found = number(tree)
    if not isinstance(found, Known):
        return found
    if found.value == int(found.value):
        return Known(int(found.value), found.span, found.via)
    return _unexpected(found, "a whole number")


def number(tree: Tree) -> Setting[float]:
    """`tree` as a finite number; text that spells one counts."""
    if not isinstance(tree, Known):
        return tree
    value = tree.value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not _endless(value):
            return Known(value, tree.span, tree.via)
    elif isinstance(value, str) and len(value) <= LONGEST_NUMBER:
        if INTEGER.fullmatch(value.strip()):
            return Known(int(value), tree.span, tree.via)
        if NUMBER.fullmatch(value.strip()) and isfinite(float(value)):
            return Known(float(value), tree.span, tree.via)
    return _unexpected(tree, "a number")


def truth(tree: Tree) -> Setting[bool]:
    """`tree` as true or false; the words count in any case."""
    if not isinstance(tree, Known):
        return tree
    value = tree.value
    if isinstance(value, str):
        value = TRUTH.get(value.strip().lower(), value)
    if isinstance(value, bool):
        return Known(value, tree.span, tree.via)
    return _unexpected(tree, "true or false")


def plain(tree: Tree) -> object:
    """`tree` as plain Python data, for messages and for comparing; unknown and absent as None."""
    if not isinstance(tree, Known):
        return None
    value = tree.value
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    return value


def describe(value: Data) -> str:
    """`value` in a few words, for messages."""
    if isinstance(value, tuple):
        return f"a list of {len(value)}"
    if isinstance(value, Mapping):
        return "a block with settings"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value[:60]}…"' if len(value) > LONGEST_NUMBER else f'"{value}"'
    return "a number beyond all measure" if _endless(value) else str(value)


def _endless(value: float) -> bool:
    """Whether a number is none that anybody means: infinite, or with too many digits."""
    if isinstance(value, int):
        return value.bit_length() > LONGEST_NUMBER * 4
    return not isfinite(value)


def _unexpected(tree: Known[Data] | Known[float], wanted: str) -> Unknown:
    return Unknown(f"{describe(tree.value)} stands where {wanted} is expected", tree.span, tree.via)
