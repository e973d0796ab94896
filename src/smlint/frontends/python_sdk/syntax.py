"""From text to syntax trees with spans, and to comments."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Iterator

from smlint.core.source import Comment, Source
from smlint.core.spans import Span

PYTHON_2 = re.compile(
    r"^\s*(print\s+[^\s(=]|exec\s+['\"]|except\s+[\w.]+\s*,\s*\w+\s*:)", re.MULTILINE
)


class SyntaxProblem(Exception):
    """A text that is not Python: where, and why."""

    def __init__(self, span: Span, reason: str) -> None:
        super().__init__(f"{span}: {reason}")
        self.span = span
        self.reason = reason


def parse(source: Source) -> ast.Module:
    """The syntax tree of `source`; raises `SyntaxProblem`. Nothing is executed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source.text, feature_version=None)
    except SyntaxError as error:
        raise SyntaxProblem(_place(source, error), _reason(source, error)) from None
    except ValueError as error:
        raise SyntaxProblem(source.span(0, 0), f"this is not Python: {error}") from None
    except (RecursionError, MemoryError):
        raise SyntaxProblem(
            source.span(0, 0), "an expression is nested too deeply to be parsed"
        ) from None


def _place(source: Source, error: SyntaxError) -> Span:
    line = min(max(error.lineno or 1, 1), len(source.line_starts))
    column = min(max(error.offset or 1, 1), len(source.line(line, source.cell)) + 1)
    return Span(source.path, line, column, line, column + 1, source.cell)


def _reason(source: Source, error: SyntaxError) -> str:
    if PYTHON_2.search(source.text):
        return "this looks like Python 2, which smlint does not read"
    return f"Python syntax error: {error.msg}"


def span_of(node: ast.AST, source: Source) -> Span:
    """The place of `node`, with columns in characters."""
    line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
    end_line = getattr(node, "end_lineno", None) or line
    end_column = getattr(node, "end_col_offset", None) or column
    return Span(
        source.path,
        line,
        _characters(source, line, column) + 1,
        end_line,
        _characters(source, end_line, end_column) + 1,
        source.cell,
    )


def _characters(source: Source, line: int, offset: int) -> int:
    """The number of characters in the first `offset` UTF-8 bytes of a line."""
    text = source.line(line, source.cell)
    if text.isascii():
        return offset
    return len(text.encode()[:offset].decode(errors="replace"))


def header_of(node: ast.Call, source: Source) -> Span:
    """The callee of a call, as far as it stands on the call's first line."""
    return first_line(span_of(node.func, source), source)


def first_line(span: Span, source: Source) -> Span:
    """`span`, as far as it stands on its first line."""
    if span.line == span.end_line:
        return span
    end = len(source.line(span.line, source.cell)) + 1
    return Span(span.path, span.line, span.column, span.line, end, span.cell)


def comments(source: Source) -> Iterator[Comment]:
    """The comments of `source`, in order.

    Of broken text those before the damage, and after it the lines that begin with `#`.
    """
    last = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
            last = max(last, token.end[0])
            if token.type == tokenize.COMMENT:
                yield _comment(source, token.start[0], token.start[1])
    except (tokenize.TokenError, SyntaxError):
        for number in range(last + 1, len(source.line_starts) + 1):
            text = source.line(number, source.cell)
            if text.lstrip().startswith("#"):
                yield _comment(source, number, len(text) - len(text.lstrip()))


def _comment(source: Source, line: int, column: int) -> Comment:
    text = source.line(line, source.cell)
    span = Span(source.path, line, column + 1, line, len(text) + 1, source.cell)
    return Comment(span, text[column:].lstrip("#").strip(), not text[:column].strip())
