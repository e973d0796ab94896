"""Cells and notebooks beside what `scripts/record_ipython.py` records of IPython and nbformat."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smlint.core.source import Source, decode
from smlint.frontends.python_sdk.notebooks.cells import read_notebook
from smlint.frontends.python_sdk.notebooks.trees import parse
from smlint.frontends.python_sdk.syntax import SyntaxProblem, nodes, span_of

DATA = Path(__file__).parent / "data"
CELLS: list[dict[str, str | None]] = json.loads((DATA / "cells.json").read_text())
NOTEBOOKS: dict[str, list[tuple[int, str]]] = json.loads((DATA / "notebooks.json").read_text())


def tree(text: str) -> str | None:
    try:
        return ast.dump(parse(Source("a.ipynb", text, 1)))
    except SyntaxProblem:
        return None


def test_there_are_cells_enough() -> None:
    assert len(CELLS) >= 300
    assert sum(cell["python"] is None for cell in CELLS) >= 30


def test_cells_are_read_as_ipython_does() -> None:
    expected = {str(cell["cell"]): dumped(cell["python"]) for cell in CELLS}
    assert {text: tree(text) for text in expected} == expected


def dumped(python: str | None) -> str | None:
    return None if python is None else ast.dump(ast.parse(python))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_is_read_as_nbformat_does(name: str) -> None:
    book = read_notebook(decode(name, (DATA / "books" / f"{name}.json").read_bytes()))
    found = [[cell.cell, cell.text] for cell in book.cells]
    assert found == [[number, text.replace("\r\n", "\n")] for number, text in NOTEBOOKS[name]]


PIECES = (
    *("!", "%", "%%", "?", "x", "=", "==", " ", "    ", "\t", "\n", "\\\n", "'", '"""', "#", "("),
    *(
        ")",
        "[",
        "}",
        ">>> ",
        "...",
        "In [1]: ",
        "if x:",
        "time",
        "é",
        "\N{GRINNING FACE}",
        "1",
        ";",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_whatever_a_cell_holds_its_places_are_in_it(text: str) -> None:
    source = Source("a.ipynb", text, 1)
    try:
        found = [node for node in nodes(parse(source)) if isinstance(node, (ast.expr, ast.stmt))]
        spans = [span_of(node, source) for node in found]
    except SyntaxProblem as error:
        spans = [error.span]
    for span in spans:
        assert 1 <= span.line <= len(source.line_starts)
        assert 1 <= span.column <= len(source.line(span.line, 1)) + 1
        assert (span.line, span.column) <= (span.end_line, span.end_column)
