"""Templates that stand as text within others: the `TemplateBody` of a stack set."""

from __future__ import annotations

from dataclasses import replace

from smlint.core.source import Source
from smlint.formats.nodes import FormatError, ScalarNode
from smlint.frontends.cloudformation.template import Template, is_yaml, templates


def embedded(source: Source, node: ScalarNode) -> Template | None:
    """The template that `node` of `source` holds; None where its places would not be those there.

    They are in a block of YAML whose lines are kept (`|`) and to which nothing is added.
    """
    span = node.span
    indicator = source.line(span.line)[span.column - 1 : span.column]
    if node.tag or not is_yaml(source) or indicator != "|":
        return None
    block = [source.line(number) for number in range(span.line + 1, span.end_line + 1)]
    alone = replace(source, text="\n" * span.line + "\n".join(block) + "\n")
    try:
        (found,) = templates(alone)
    except (FormatError, ValueError):
        return None
    return found
