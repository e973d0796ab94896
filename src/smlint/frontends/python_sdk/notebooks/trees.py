"""Cells and scripts as syntax trees, with IPython's own syntax as the calls that it stands for."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.notebooks.escapes import Cleaned, Escape, cleaned, is_prompted

LENGTH_LIMIT = 1_000_000
"""Characters of a text that is searched for what is not Python."""


def parse(source: Source) -> ast.Module:
    """The syntax tree of a cell or script as IPython reads it; raises `SyntaxProblem`.

    Places are those in `source`. A text that has a place of its own (the words after `!`, the body
    after `%%bash`) stands at that place, without quotes.
    """
    problem = None
    if not is_prompted(source.text):
        try:
            return syntax.parse(source)
        except syntax.SyntaxProblem as error:
            problem = error
    if problem is not None and len(source.text) > LENGTH_LIMIT:
        raise problem
    python = cleaned(source.text)
    if problem is not None and python.text == source.text:
        raise problem
    try:
        module = syntax.parse(Source(source.path, python.text, source.cell))
    except syntax.SyntaxProblem as error:
        raise syntax.SyntaxProblem(_back(error.span, python), error.reason) from None
    if any(python.removed):
        _shift(module, source, python.removed)
    if not python.escapes:
        return module
    calls = {
        _position(source, python, item): _call(source, python, item) for item in python.escapes
    }
    whole: ast.Module = _Put(calls).visit(module)
    return whole


def _back(span: Span, python: Cleaned) -> Span:
    lost = python.removed[span.line - 1] if span.line <= len(python.removed) else 0
    line, column = span.line, span.column + lost
    return Span(span.path, line, column, line, column + 1, span.cell)


def _shift(module: ast.Module, source: Source, removed: tuple[int, ...]) -> None:
    """Put the columns of every node back to where they stand in `source`."""
    lines = source.text.split("\n")
    lost = [len(line[:count].encode()) for line, count in zip(lines, removed, strict=True)]
    for node in syntax.nodes(module):
        if isinstance(node, (ast.stmt, ast.expr, ast.arg, ast.keyword, ast.alias)):
            node.col_offset += lost[node.lineno - 1]
            if node.end_lineno is not None and node.end_col_offset is not None:
                node.end_col_offset += lost[node.end_lineno - 1]


def _position(source: Source, python: Cleaned, escape: Escape) -> tuple[int, int]:
    """The line and the byte at which `escape` begins, as nodes count them."""
    line = source.line(escape.line, source.cell)
    return escape.line, len(line[: escape.column + python.removed[escape.line - 1]].encode())


class _Put(ast.NodeTransformer):
    """Puts calls where a constant holds their place."""

    def __init__(self, calls: Mapping[tuple[int, int], ast.expr]) -> None:
        self.calls = calls

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        """The call that belongs at the place of `node`, else `node`."""
        return self.calls.get((node.lineno, node.col_offset), node)


def _call(source: Source, python: Cleaned, escape: Escape) -> ast.expr:
    """The call that IPython makes of `escape`, at its place."""
    line, start = _position(source, python, escape)
    end = len(source.line(escape.end_line, source.cell).encode())
    if not escape.method:
        try:
            made: ast.expr = ast.parse(escape.texts[0].strip(), mode="eval").body
        except (SyntaxError, ValueError):
            made = ast.Constant(None)
        for node in ast.walk(made):
            _place(node, line, start, escape.end_line, end)
        return made
    shell = ast.Call(ast.Name("get_ipython", ast.Load()), [], [])
    texts: list[ast.expr] = [ast.Constant(text) for text in escape.texts]
    made = ast.Call(ast.Attribute(shell, escape.method, ast.Load()), texts, [])
    for node in ast.walk(made):
        _place(node, line, start, escape.end_line, end)
    if texts and escape.method == "run_cell_magic":
        _place(texts[-1], min(line + 1, escape.end_line), 0, escape.end_line, end)
    elif texts:
        inner = start + escape.inner - escape.column
        width = len(source.line(line, source.cell).encode())
        _place(texts[-1], line, min(inner, width), escape.end_line, end)
    return made


def _place(node: ast.AST, line: int, start: int, end_line: int, end: int) -> None:
    if isinstance(node, (ast.expr, ast.keyword)):
        node.lineno, node.col_offset = line, start
        node.end_lineno, node.end_col_offset = end_line, end if line < end_line else max(end, start)
