"""From text to syntax trees with spans, and to comments."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from functools import lru_cache

from smlint.core.problem import Fault
from smlint.core.source import Comment, Source
from smlint.core.spans import Span

PYTHON_2 = re.compile(
    r"^[ \t]*(print[ \t]+[^\s(=.\[]|exec[ \t]+['\"\w]|raise[ \t]+[\w.]+[ \t]*,"
    r"|except[ \t]+(\([^()\n]*\)|[\w.]+)[ \t]*,[ \t]*\w+[ \t]*:)",
    re.MULTILINE,
)
NEWER = re.compile(r"f-string: (unmatched|expecting)")
"""What Python before 3.12 says of quotes within an f-string that are those around it."""

IS_PYTHON_2 = "this looks like Python 2, which smlint does not read"

TEXT_OR_COMMENT = re.compile(
    r'''"""(?:\\.|[^\\])*?"""'''
    r"|'''(?:\\.|[^\\])*?'''"
    r"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*""",
    re.DOTALL,
)


SIGNS = ",;:.()[]{}=+-*/%&|<>\n"
SIGN_LIMIT = 1_000_000
"""Signs between which expressions stand. Each may cost Python a thousand bytes of memory."""


CORRECT = "Correct the syntax; nothing else of this file was checked."


class SyntaxProblem(Fault):
    """A text that is not Python: `hint` says what to do about it."""

    def __init__(self, span: Span, reason: str, hint: str = CORRECT) -> None:
        super().__init__(span, reason)
        self.hint = hint


def parse(source: Source) -> ast.Module:
    """The syntax tree of `source`; raises `SyntaxProblem`. Nothing is executed."""
    if _is_too_large(source.text):
        reason = f"it is too large to be parsed: it holds more than {SIGN_LIMIT:,} signs"
        hint = "Keep data in files of their own; nothing of this file was checked."
        raise SyntaxProblem(source.span(0, 0), reason, hint)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source.text, feature_version=None)
    except SyntaxError as error:
        raise SyntaxProblem(_place(source, error), _reason(source, error)) from None
    except ValueError as error:
        raise SyntaxProblem(source.span(0, 0), f"this is not Python: {error}") from None
    except (RecursionError, MemoryError):
        reason = "an expression is nested too deeply to be parsed"
        hint = "Write it in several steps; nothing of this file was checked."
        raise SyntaxProblem(source.span(0, 0), reason, hint) from None


def _is_too_large(text: str) -> bool:
    return len(text) > SIGN_LIMIT < sum(map(text.count, SIGNS))


def _place(source: Source, error: SyntaxError) -> Span:
    line = min(max(error.lineno or 1, 1), len(source.line_starts))
    column = min(max(error.offset or 1, 1), len(source.line(line, source.cell)) + 1)
    return Span(source.path, line, column, line, column + 1, source.cell)


def _reason(source: Source, error: SyntaxError) -> str:
    if PYTHON_2.search(source.text):
        return IS_PYTHON_2
    newer = " (or newer Python than that which runs smlint)" if NEWER.match(error.msg) else ""
    return f"Python syntax error: {error.msg}{newer}"


def span_of(node: ast.AST, source: Source) -> Span:
    """The place of `node`, with columns in characters."""
    place = vars(node)
    line, column = place.get("lineno", 1), place.get("col_offset", 0)
    end_line = place.get("end_lineno") or line
    end_column = place.get("end_col_offset") or column
    if source.text.isascii():
        return Span(source.path, line, column + 1, end_line, end_column + 1, source.cell)
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
    columns = _columns(source, line)
    return offset if columns is None else columns[min(offset, len(columns) - 1)]


@lru_cache(maxsize=256)
def _columns(source: Source, line: int) -> tuple[int, ...] | None:
    """For each byte of a line the characters before it; None where the two are the same."""
    text = source.line(line, source.cell)
    if text.isascii():
        return None
    bytes_before = (count for count, sign in enumerate(text) for _ in sign.encode())
    return (*bytes_before, len(text))


def nodes(top: ast.AST) -> Iterator[ast.AST]:
    """`top` and all statements and expressions within, in no order: twice as fast as `ast.walk`."""
    pending = [top]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(children(node))


def children(node: ast.AST) -> list[ast.AST]:
    """The statements and expressions directly in `node`."""
    found: list[ast.AST] = []
    for name in FIELDS[type(node)]:
        value = getattr(node, name, None)
        if isinstance(value, list):
            found.extend(item for item in value if isinstance(item, ast.AST))
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


class _Fields(dict[type[ast.AST], tuple[str, ...]]):
    """The fields of each kind of node that may hold further ones, found out once."""

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        self[kind] = tuple(name for name in kind._fields if name not in LEAVES)
        return self[kind]


LEAVES = frozenset({
    "ctx", "op", "ops", "id", "attr", "arg", "kind", "name", "asname", "module", "level",
    "is_async", "simple", "conversion", "type_comment", "type_ignores", "rest",
})  # fmt: skip
"""Fields that hold what an expression does, or a name, and nothing that it is made of."""

FIELDS: Mapping[type[ast.AST], tuple[str, ...]] = _Fields()


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
    """The comments of `source`, in order, whether or not the rest of it is Python."""
    for token in TEXT_OR_COMMENT.finditer(source.text):
        if token[0].startswith("#"):
            line, column = source.position(token.start())
            yield _comment(source, line, column - 1)


def _comment(source: Source, line: int, column: int) -> Comment:
    text = source.line(line, source.cell)
    span = Span(source.path, line, column + 1, line, len(text) + 1, source.cell)
    return Comment(span, text[column:].lstrip("#").strip(), not text[:column].strip())
