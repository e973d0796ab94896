"""The scripts and notebooks of a run, each read and parsed once."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from smlint.core.problem import Problem, Severity
from smlint.core.source import Comment, Source, SourceError
from smlint.core.spans import Span
from smlint.core.workspace import Workspace
from smlint.frontends import LANGUAGES
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.notebooks.cells import (
    NotebookError,
    blanked,
    read_notebook,
    without_magic,
)

MARKERS = tuple(
    marker.decode()
    for language in LANGUAGES
    if language.name == "python"
    for marker in language.markers
)

IMPORT = re.compile(r"\b(from|import)\s+sagemaker\b")
"""Looked for in the text, because the cell with the imports may be one that does not parse."""

Parsed = tuple[ast.Module, Source]


@dataclass(frozen=True)
class Script:
    """A script, notebook or module as parsed.

    `parts` are followed one after another: a script, or the cells of a notebook; `texts` are these
    with what did not parse. `written` are the files that a notebook writes before it imports
    them, by path.
    """

    source: Source
    parts: tuple[Parsed, ...] = ()
    texts: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()
    written: Mapping[str, Source] = field(default_factory=dict)

    @property
    def imports_sagemaker(self) -> bool:
        """Whether it uses the SDK."""
        return any(IMPORT.search(text.text) for text in self.texts)

    @property
    def comments(self) -> Iterator[Comment]:
        """The comments of all parts, in order."""
        return (comment for text in self.texts for comment in syntax.comments(text))


class Files:
    """The Python files of `workspace`. What has been read is kept until it is dropped."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._scripts: dict[str, Script] = {}

    def script(self, path: str) -> Script:
        """The file at `path`, parsed; one that cannot be read has a problem and no parts."""
        found = self._scripts.get(path)
        if found is None:
            found = self._scripts[path] = self._read(path)
        return found

    def drop(self, path: str) -> None:
        """Forget the file at `path`, of which nothing is wanted any more."""
        self._scripts.pop(path, None)

    def _read(self, path: str) -> Script:
        try:
            source = self.workspace.read(path)
        except SourceError as error:
            problem = Problem(Span(path), error.reason, "Save it as UTF-8 text.")
            return Script(Source(path, ""), problems=(problem,))
        return parsed_notebook(source) if path.endswith(".ipynb") else parsed_script(source)


def parsed_script(source: Source) -> Script:
    """`source` parsed; a script that was exported from a notebook may keep magics."""
    found = _parsed(source, without_magic)
    if isinstance(found, syntax.SyntaxProblem):
        hint = "Correct the syntax; nothing else of this file was checked."
        problem = Problem(found.span, found.reason, hint)
        return Script(source, texts=(source,), problems=(problem,))
    return Script(source, (found,), (source,))


def parsed_notebook(source: Source) -> Script:
    """The cells of the notebook in `source`, parsed; a syntax error costs one cell."""
    try:
        notebook = read_notebook(source)
    except NotebookError as error:
        hint = "Restore the file from version control, or export it again from Jupyter."
        return Script(source, problems=(Problem(error.span, error.reason, hint),))
    found = [_cell(cell) for cell in notebook.cells]
    return Script(
        notebook,
        tuple(part for part in found if isinstance(part, tuple)),
        notebook.cells,
        tuple(problem for problem in found if isinstance(problem, Problem)),
    )


def _cell(cell: Source) -> Parsed | Problem:
    """A cell as parsed, with magics and shell lines blanked where it does not parse otherwise."""
    found = _parsed(cell, blanked)
    if not isinstance(found, syntax.SyntaxProblem):
        return found
    severity: Severity = "warning" if any(mark in cell.text for mark in MARKERS) else "note"
    return Problem(found.span, found.reason, "Only this cell was not checked.", severity)


def _parsed(source: Source, python: Callable[[str], str]) -> Parsed | syntax.SyntaxProblem:
    """`source` as parsed, or, where it is not Python as a whole, what `python` finds in it."""
    try:
        return syntax.parse(source), source
    except syntax.SyntaxProblem as error:
        text = python(source.text)
        if text == source.text:
            return error
    try:
        return syntax.parse(Source(source.path, text, source.cell)), source
    except syntax.SyntaxProblem as error:
        return error
