"""The elements of sets: each once, in Terraform's order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cmp_to_key

from smlint.core.values import Known, Tree
from smlint.frontends.terraform.values.data import SetData, kind_of
from smlint.frontends.terraform.values.digits import formatted_number
from smlint.frontends.terraform.values.numbers import exact


def unique(items: Iterable[Tree]) -> SetData:
    """The set of known `items`."""
    kept: list[Tree] = []
    seen: dict[bytes, list[Tree]] = {}
    for item in items:
        same = seen.setdefault(_written(item), [])
        if item not in same:
            same.append(item)
            kept.append(item)
    return SetData(sorted(kept, key=cmp_to_key(_order)))


def _order(left: Tree, right: Tree) -> int:
    """Numbers and strings by what they are, anything else by what `_written` makes of it."""
    if not isinstance(left, Known) or not isinstance(right, Known):
        return isinstance(right, Known) - isinstance(left, Known)
    a, b = left.value, right.value
    if isinstance(a, str) and isinstance(b, str):
        return (a > b) - (a < b)
    if isinstance(a, int | float) and isinstance(b, int | float):
        return (a > b) - (a < b) or (exact(a) > exact(b)) - (exact(a) < exact(b))
    first, second = _written(left), _written(right)
    return (first > second) - (first < second)


def _written(tree: Tree) -> bytes:
    """The bytes by which Terraform orders what has no order of its own."""
    if not isinstance(tree, Known):
        return b"~"
    value = tree.value
    if isinstance(value, bool):
        return b"T" if value else b"F"
    if isinstance(value, str):
        return _quoted(value).encode()
    if isinstance(value, int | float):
        return formatted_number(value, "g", 10).encode()
    if isinstance(value, Mapping):
        keyed = kind_of(value) == "map"
        open_, close = (b"{", b"}") if keyed else (b"<", b">")
        pairs = (
            (_quoted(name).encode() + b":" if keyed else b"") + _written(value[name]) + b";"
            for name in sorted(value)
        )
        return open_ + b"".join(pairs) + close
    open_, close = (b"<", b">") if kind_of(value) == "tuple" else (b"[", b"]")
    return open_ + b"".join(_written(item) + b";" for item in value) + close


def _quoted(text: str) -> str:
    """`text` in quotes, with what cannot be printed escaped, as Go's `%q` has it."""
    short = {"\a": r"\a", "\b": r"\b", "\f": r"\f", "\n": r"\n", "\r": r"\r", "\t": r"\t",
             "\v": r"\v", "\\": r"\\", '"': r'\"'}  # fmt: skip

    def escaped(character: str) -> str:
        if character.isprintable():
            return character
        code = ord(character)
        if code < 0x80:
            return f"\\x{code:02x}"
        return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"

    return '"' + "".join(short.get(one) or escaped(one) for one in text) + '"'
