"""What has been read of a file: the blocks that are still open, and what was found wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from smlint.core.problem import Problem, Severity
from smlint.core.source import Source
from smlint.frontends.terraform.language.nodes import Attribute, Block, Body


@dataclass(slots=True)
class OpenBlock:
    """A block whose end is not yet reached; the file itself has no type.

    `start` and `brace` are the offsets of its header and of its `{`. `inline` is true when its
    first item stands on the line of its header; `refused` when its layout was warned of.
    """

    start: int = 0
    brace: int = 0
    type: str = ""
    labels: tuple[str, ...] = ()
    inline: bool = False
    refused: bool = False
    names: set[str] = field(default_factory=set)
    attributes: list[Attribute] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing was read in it so far."""
        return not self.attributes and not self.blocks

    @property
    def title(self) -> str:
        """Its header, for messages."""
        return " ".join((self.type, *(f'"{label}"' for label in self.labels)))

    def body(self) -> Body:
        """What was read in it."""
        return Body(tuple(self.attributes), tuple(self.blocks))


class Outline:
    """The blocks of `source` that are open, the file itself first, and the problems so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.open = [OpenBlock()]
        self.problems: list[Problem] = []

    def end(self, end: int) -> None:
        """Close the innermost open block, which ends at offset `end`."""
        block = self.open.pop()
        header = self.source.span(block.start, self.header_end(block))
        extent = self.source.span(block.start, end)
        self.open[-1].blocks.append(Block(block.type, block.labels, block.body(), header, extent))

    def end_all(self, end: int, before: str) -> None:
        """Close all open blocks at `end`, which nothing closes; `before` says before what."""
        outer, inner = self.open[1], self.open[-1]
        line, _ = self.source.position(end)
        message = f"the block `{outer.title}` is not closed {before} (line {line})"
        if inner is not outer:
            inner_line, _ = self.source.position(inner.start)
            message += f"; the innermost open block is `{inner.title}` of line {inner_line}"
        self.fail(outer.start, self.header_end(outer), message, "add the missing `}`")
        while self.source.text[end - 1].isspace():
            end -= 1
        while len(self.open) > 1:
            self.end(end)

    def forget(self, start: int) -> None:
        """Drop the open blocks, and what was found wrong from offset `start` on."""
        place = self.source.position(start)
        self.problems = [
            kept for kept in self.problems if (kept.span.line, kept.span.column) < place
        ]
        del self.open[1:]

    def header_end(self, block: OpenBlock) -> int:
        """The offset behind the header of `block`."""
        return block.start + len(self.source.text[block.start : block.brace].rstrip())

    def share_line(self, start: int, end: int, *, nested: bool = False) -> None:
        """Warn of an item that shares its line; one argument alone may share the header's."""
        owner = self.open[-1]
        alone = owner.type != "" and owner.empty
        owner.inline = owner.inline or alone
        if (nested or not alone) and not owner.refused:
            owner.refused = True
            what = "a block" if nested else f"the argument `{self.source.text[start:end]}`"
            message = f"{what} does not begin on a line of its own"
            self.warn(start, end, message, "begin a new line")

    def warn(self, start: int, end: int, message: str, hint: str) -> None:
        """Note what Terraform refuses although it can be read."""
        self._report(start, end, f"{message}; Terraform refuses this file", hint, "warning")

    def fail(self, start: int, end: int, message: str, hint: str) -> None:
        """Note that something cannot be read."""
        self._report(start, end, message, hint, "error")

    def _report(self, start: int, end: int, message: str, hint: str, severity: Severity) -> None:
        self.problems.append(Problem(self.source.span(start, end), message, hint, severity))
