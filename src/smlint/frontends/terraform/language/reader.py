"""The structure of one HCL file: its blocks and attributes, with expressions as extents.

Reading is one pass, linear in the text and iterative, so neither a large nor a deeply nested file
costs more than its length. What is damaged costs its block only: when blocks are still open at the
end of the file, the text from the first of them on is read once more, and this time the header of
a top-level block in the first column closes what is open.
"""

from __future__ import annotations

import re

from smlint.core.problem import Problem
from smlint.core.source import Comment, Source
from smlint.frontends.terraform.language.faults import FAULT_LIMIT, conflict, conflict_end
from smlint.frontends.terraform.language.lexer import (
    BLANKS,
    CONFLICT,
    NAME,
    TOP_LEVEL,
    after,
    comment_at,
    line_end,
)
from smlint.frontends.terraform.language.nodes import Attribute, Body
from smlint.frontends.terraform.language.outline import OpenBlock, Outline
from smlint.frontends.terraform.language.scanner import Scanner
from smlint.frontends.terraform.language.template_parts import unescape

NESTING_LIMIT = 100
"""Deeper blocks are not read: no real ones are, and those who walk the tree may recurse."""

_ARGUMENT = re.compile(rf"({NAME.pattern})[ \t]*+=(?![=>])[ \t]*+")
_QUOTED_ARGUMENT = re.compile(rf'"({NAME.pattern})"[ \t]*+=(?![=>])[ \t]*+')
_LABEL = re.compile(r'"(?:[^"\\\n]++|\\.)*+"')
_SPACE = re.compile(r"[ \t\n]*+")
_SOUND = re.compile(
    rf'^([ \t]*+)(?:\}}|{NAME.pattern}[ \t]*+(?:=(?![=>])|(?:"[^"\n]*+"[ \t]*+)*+\{{))',
    re.MULTILINE,
)
"""A line that looks like the beginning of an argument or block, or the end of a block."""
_PLACEHOLDER = re.compile(r"\{[{%]")


def read_body(source: Source) -> tuple[Body, tuple[Comment, ...], tuple[Problem, ...]]:
    """The body of a file in HCL native syntax, its comments, and what is wrong with it.

    Never raises. A problem is an `error` where something was lost, and a `warning` where all was
    read although Terraform would refuse the file. Problems and comments are in file order.
    """
    reader = _Reader(source)
    body = reader.read()
    comments = tuple(comment_at(source, start, end) for start, end in reader.scanner.comments)
    faults = (
        Problem(source.span(fault.start, fault.end), fault.message, fault.hint, fault.severity)
        for fault in reader.scanner.faults
    )
    problems = sorted((*reader.outline.problems, *faults), key=_place)
    return body, comments, tuple(problems)


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.outline = Outline(source)
        self.scanner = Scanner(source.text)
        self.position = 0
        self.resumed = 0
        self.fresh = True  # a line end stands before the item that comes next

    def read(self) -> Body:
        while True:
            self._skip()
            if self.position >= len(self.text):
                if len(self.outline.open) == 1:
                    return self.outline.open[0].body()
                if self.scanner.resync:
                    self.outline.end_all(len(self.text), "before the file ends")
                else:
                    self._read_again()
            else:
                self._item()

    def _skip(self) -> None:
        """Go to the next item; sets `fresh`."""
        while True:
            end = after(_SPACE, self.text, self.position)
            if self.text.find("\n", self.position, end) != -1:
                self.fresh = True
            self.position = end
            if not self.text.startswith(("#", "//", "/*"), end):
                return
            self.position = self.scanner.comment(end)

    def _item(self) -> None:
        text, start = self.text, self.position
        first_column = start == 0 or text[start - 1] == "\n"
        closing = self.scanner.resync and first_column and len(self.outline.open) > 1
        if closing and TOP_LEVEL.match(text, start):
            self.outline.end_all(start, "before the next one begins")
        argument = _ARGUMENT.match(text, start)
        if argument:
            self._attribute(argument)
        elif text[start] == "}":
            self._close_block()
        elif NAME.match(text, start):
            self._block()
        elif first_column and CONFLICT.match(text, start):
            self.scanner.faults.append(conflict(text, start))
            self.position = conflict_end(text, start)
            self._damaged(start)
        else:
            quoted = _QUOTED_ARGUMENT.match(text, start)
            if quoted:
                self.outline.warn(
                    start,
                    quoted.end(1) + 1,
                    "the name of an argument stands in quotes",
                    "remove them",
                )
                self._attribute(quoted)
            else:
                self._not_understood(start)

    def _attribute(self, found: re.Match[str]) -> None:
        name, start, end = found[1], found.start(1), found.end(1)
        owner = self.outline.open[-1]
        if not self.fresh:
            self.outline.share_line(start, end)
        extent = self.scanner.expression(found.end())
        value_end = extent.end
        if extent.whole and self.text.startswith(",", value_end - 1) and value_end > found.end():
            value_end = found.end() + len(self.text[found.end() : value_end].rstrip(", \t"))
            if not _ARGUMENT.match(self.text, extent.stop):
                self.outline.warn(
                    extent.end - 1, extent.end, "a comma ends this argument", "remove it"
                )
        self._judge_value(start, end, found.end(), value_end)
        if name in owner.names:
            where = "block" if owner.type else "file"
            message = f"`{name}` is set twice in this {where}"
            self.outline.warn(start, end, message, "remove one of them")
        owner.names.add(name)
        span = self.source.span(start, end)
        owner.attributes.append(Attribute(name, self.source, span, found.end(), value_end))
        self.position, self.fresh = extent.stop, False
        if not extent.whole:
            self._resume(start)

    def _judge_value(self, name_start: int, name_end: int, start: int, end: int) -> None:
        if end <= start:
            self.outline.fail(
                name_start, name_end, "this argument has no value on its line", "write one"
            )
        elif _PLACEHOLDER.match(self.text, start):
            message = "a placeholder of another template language stands for this value"
            self.outline.warn(start, end, message, "check the file after it was rendered")

    def _block(self) -> None:
        text, start = self.text, self.position
        position = after(NAME, text, start)
        kind = text[start:position]
        labels: list[str] = []
        while True:
            position = self._blanks(position)
            label = _LABEL.match(text, position)
            word = NAME.match(text, position)
            if label:
                labels.append(self._label(label))
                position = label.end()
            elif word:
                labels.append(word[0])
                position = word.end()
            else:
                break
        brace = position
        if text.startswith("\n", position):
            brace = after(_SPACE, text, position)
        if not text.startswith("{", brace):
            self._not_understood(start)
            return
        if brace != position:
            self.outline.warn(
                brace, brace + 1, "a block's brace stands below its header", "move it up"
            )
        self._open_block(OpenBlock(start, brace, kind, tuple(labels)))

    def _open_block(self, block: OpenBlock) -> None:
        header = self.outline.header_end(block)
        if not self.fresh:
            self.outline.share_line(block.start, header, nested=True)
        if len(self.outline.open) > NESTING_LIMIT:
            message = (
                f"more than {NESTING_LIMIT} blocks stand in one another; this one was not read"
            )
            self.outline.fail(block.start, header, message, "make it flatter")
            self.position = self.scanner.expression(block.brace).stop
            return
        self.outline.open.append(block)
        self.position, self.fresh = block.brace + 1, False

    def _label(self, found: re.Match[str]) -> str:
        raw = found[0][1:-1]
        text, sound = unescape(raw)
        if not sound or "${" in raw.replace("$${", "") or "%{" in raw.replace("%%{", ""):
            self.outline.warn(
                found.start(), found.end(), "a label must be plain text", "write it out"
            )
        return text

    def _blanks(self, position: int) -> int:
        """The offset of the next word of the line; comments on the way are kept."""
        end = after(BLANKS, self.text, position)
        comment = self.text.find("/*", position, end)
        while comment != -1:
            comment = self.text.find("/*", self.scanner.comment(comment), end)
        return end

    def _close_block(self) -> None:
        if len(self.outline.open) == 1:
            self.outline.fail(
                self.position,
                self.position + 1,
                "`}` closes nothing",
                "remove it, or open it earlier",
            )
            self.position, self.fresh = self.position + 1, False
            return
        block = self.outline.open[-1]
        if not block.empty and not block.refused and block.inline == self.fresh:
            line = "the line of its header" if block.inline else "a line after its last argument"
            end = self.position + 1
            self.outline.warn(
                self.position, end, f"this block must be closed on {line}", "move the `}`"
            )
        self.outline.end(self.position + 1)
        self.position, self.fresh = self.position + 1, False

    def _read_again(self) -> None:
        """From the first block that is still open on, with top-level headers closing blocks."""
        start = self.outline.open[1].start
        before = self.scanner
        self.scanner = Scanner(self.text)
        self.scanner.resync = True
        self.scanner.comments = [kept for kept in before.comments if kept[0] < start]
        self.scanner.faults = [kept for kept in before.faults if kept.start < start]
        self.outline.forget(start)
        self.resumed = 0
        self.position, self.fresh = start, True

    def _not_understood(self, start: int) -> None:
        end = line_end(self.text, start)
        self.outline.fail(
            start,
            start + len(self.text[start:end].rstrip()),
            "an argument (`name = value`) or a block is expected here",
            "remove this line or mend it",
        )
        self.position = end
        self._resume(start)

    def _resume(self, start: int) -> None:
        """Go on at the next sound line that is indented no deeper than the line of `start`."""
        text = self.text
        if self._damaged(start):
            return
        line = text.rfind("\n", 0, start) + 1
        indent = after(_SPACE, text, line) - line
        for found in _SOUND.finditer(text, self.position):
            if found.end(1) - found.start(1) <= indent:
                self.position = found.start()
                break
        else:
            self.position = len(text)
        self.fresh = True

    def _damaged(self, start: int) -> bool:
        """Count a place of damage; true when there are so many that the rest is given up."""
        self.resumed += 1
        if max(self.resumed, len(self.scanner.faults)) < FAULT_LIMIT:
            return False
        message = "so much is damaged before this line that the rest of the file was not read"
        self.outline.fail(start, line_end(self.text, start), message, "mend what is reported above")
        self.position = len(self.text)
        self.scanner.resync = True
        return True


def _place(problem: Problem) -> tuple[int, int]:
    return problem.span.line, problem.span.column
