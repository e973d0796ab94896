"""Values as the YAML that Terraform writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from smlint.core.values import Known, Tree
from smlint.frontends.terraform.values.data import text_of
from smlint.frontends.terraform.values.errors import UnclearError

SHORT = {
    "\0": "0", "\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r",
    "\x1b": "e", '"': '"', "\\": "\\", "\x85": "N", "\u2028": "L", "\u2029": "P",
}  # fmt: skip
PRINTED = re.compile("[\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]")
BLOCK = re.compile(rf"(?:{PRINTED.pattern}|\n)*")
WIDTH = 80
"""Columns; a text in quotes is broken at the first space beyond."""
LONGEST_KEY = 128
"""Bytes. Longer keys are written in another way."""


def yaml_text(tree: Tree) -> str:
    """A wholly known `tree` as a document of YAML."""
    lines = _lines(tree, 0, 0)
    value = tree.value if isinstance(tree, Known) else None
    if not isinstance(value, str | tuple | Mapping):
        lines.append("...")
    return "\n".join(lines) + "\n"


def _lines(tree: Tree, indent: int, column: int) -> list[str]:
    """The lines of `tree`, without `indent`, of which the first begins at `column`."""
    value = tree.value if isinstance(tree, Known) else None
    if isinstance(value, Mapping):
        pairs = ((name, value[name]) for name in sorted(value))
        return [line for pair in pairs for line in _member(*pair, indent)] or ["{}"]
    if isinstance(value, tuple):
        return [line for item in value for line in _item(item, indent)] or ["[]"]
    if isinstance(value, str):
        plain = not any(sign in value for sign in ("\u2028", "\u2029", " \n"))
        if "\n" in value and plain and BLOCK.fullmatch(value) and not value.endswith(" "):
            return list(_block(value))
        return _quoted(value, column)
    return ["null" if value is None else text_of(value) or ""]


def _block(text: str) -> Iterator[str]:
    """`text` line by line, behind a sign that says what becomes of the last line end."""
    hint = "2" if text[0] in " \n" else ""
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    yield f"|{hint}" + ("-" if ends == 0 else "" if ends == 1 and body else "+")
    for line in body.split("\n") if body else ():
        yield f"  {line}" if line else ""
    yield from [""] * (ends - (1 if body else 0))


def _quoted(text: str, column: int | None = None) -> list[str]:
    """`text` in quotes, of which the first stands at `column`; on one line where that is None."""
    lines = ['"']
    spaced = False
    for place, character in enumerate(text):
        wide = column is not None and len(lines[-1]) + (column if len(lines) == 1 else 0) > WIDTH
        if character == " " and wide and not spaced and 0 < place < len(text) - 1:
            lines.append("  \\" if text[place + 1] == " " else "  ")
        else:
            lines[-1] += _escaped(character)
        spaced = character == " "
    lines[-1] += '"'
    return lines


def _escaped(character: str) -> str:
    if character in SHORT:
        return f"\\{SHORT[character]}"
    if PRINTED.fullmatch(character):
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _member(name: str, item: Tree, indent: int) -> list[str]:
    if "\n" in name or len(name.encode()) > LONGEST_KEY:
        raise UnclearError("smlint does not write YAML of keys that are so long")
    head = f"{_quoted(name)[0]}:"
    value = item.value if isinstance(item, Known) else None
    if isinstance(value, tuple) and value:
        return [head, *_lines(item, indent, indent)]
    if isinstance(value, Mapping) and value:
        return [head, *(f"  {line}" if line else "" for line in _lines(item, indent + 2, 0))]
    first, *rest = _lines(item, indent, indent + len(head) + 1)
    return [f"{head} {first}", *rest]


def _item(item: Tree, indent: int) -> list[str]:
    value = item.value if isinstance(item, Known) else None
    if isinstance(value, str):
        first, *rest = _lines(item, indent, indent + 2)
        return [f"- {first}", *rest]
    first, *rest = _lines(item, indent + 2, indent + 2)
    return [f"- {first}", *(f"  {line}" if line else "" for line in rest)]
