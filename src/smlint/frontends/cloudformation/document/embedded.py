"""Documents that stand as text within a template: `TemplateBody`, `DefinitionString`."""

from __future__ import annotations

import re
from dataclasses import replace

from smlint.core.source import Source
from smlint.formats.nodes import FormatError, ScalarNode
from smlint.frontends.cloudformation.document.template import Template, is_yaml, templates

_BLOCK = re.compile(r"(!Sub\s+)?\|[-+]?\s*(#.*)?")


def embedded(source: Source, node: ScalarNode) -> Template | None:
    """The template that `node` of `source` holds; None where its places would not be those there.

    Nothing may be added to it: `!Sub` is no plain text.
    """
    alone = None if node.tag else block(source, node)
    try:
        (found,) = () if alone is None else templates(alone)
    except (FormatError, ValueError):
        return None
    return found


def block(source: Source, node: ScalarNode) -> Source | None:
    """The text of `node` alone, at the places it has in `source`; None where it has others.

    It stands in a block of YAML whose lines are kept (`|`), as it is or behind `!Sub`.
    """
    span = node.span
    header = source.line(span.line)[span.column - 1 :]
    if not is_yaml(source) or not _BLOCK.fullmatch(header):
        return None
    lines = [source.line(number) for number in range(span.line + 1, span.end_line + 1)]
    return replace(source, text="\n" * span.line + "\n".join(lines) + "\n")
