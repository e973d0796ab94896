"""The code blocks of a reStructuredText document: what stands indented beneath a directive.

https://docutils.sourceforge.io/docs/ref/rst/directives.html#code
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from smlint.documents.fences import Block, Row

DIRECTIVE = re.compile(r"(?P<margin>\s*)\.\. (?:code|code-block|sourcecode)::[ \t]*(?P<info>.*)")
OPTION = re.compile(r"\s*:[\w-]+:")


def directive_blocks(text: str) -> Iterator[Block]:
    """The code blocks of a reStructuredText document, in order; their options are left out."""
    block: Block | None = None
    margin = 0
    for number, line in enumerate(text.split("\n"), start=1):
        indent = len(line) - len(line.lstrip())
        if block is not None and (not line.strip() or indent > margin):
            if block.rows or (line.strip() and not OPTION.match(line)):
                block.line = block.line if block.rows else number
                block.rows.append(Row(indent, line.lstrip()))
            continue
        if block is not None:
            yield block
            block = None
        match = DIRECTIVE.fullmatch(line)
        if match:
            block, margin = Block(match["info"].strip(), number + 1), len(match["margin"])
    if block is not None:
        yield block
