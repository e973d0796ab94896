"""Values as the JSON that Terraform writes."""

from __future__ import annotations

import json
from collections.abc import Mapping

from smlint.core.values import Known, Tree
from smlint.frontends.terraform.values.data import text_of
from smlint.frontends.terraform.values.errors import RefusalError
from smlint.frontends.terraform.values.numbers import infinite

ESCAPED = "<>&\u2028\u2029"
"""Characters that are written as numbers, so that the text may stand in a web page."""


def json_text(tree: Tree) -> str:
    """A wholly known `tree` as JSON; raises `RefusalError` for an infinite number."""
    if not isinstance(tree, Known):
        return "null"
    value = tree.value
    if isinstance(value, tuple):
        return f"[{','.join(json_text(item) for item in value)}]"
    if isinstance(value, Mapping):
        pairs = (f"{json_string(name)}:{json_text(value[name])}" for name in sorted(value))
        return f"{{{','.join(pairs)}}}"
    if isinstance(value, str):
        return json_string(value)
    if infinite(value):
        raise RefusalError("an infinite number cannot be written as JSON")
    return text_of(value) or ""


def json_string(text: str) -> str:
    """`text` as a string of JSON."""
    written = json.dumps(text, ensure_ascii=False)
    for character in ESCAPED:
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written
