"""The scripts and notebooks of a run, each read and parsed once."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from smlint.core.problem import SEVERITIES, Problem, Severity
from smlint.core.source import Comment, Source, SourceError
from smlint.core.spans import Span
from smlint.core.workspace import Workspace, is_file
from smlint.frontends import LANGUAGES
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.notebooks import magics
from smlint.frontends.python_sdk.notebooks.cells import NotebookError, read_notebook
from smlint.frontends.python_sdk.notebooks.flow import Parsed, followed
from smlint.frontends.python_sdk.places import Places

MARKERS = tuple(
    marker.decode()
    for language in LANGUAGES
    if language.name == "python"
    for marker in language.markers
)

IMPORT = re.compile(r"\b(from|import)\s+sagemaker\b")
"""Looked for in the text, because the cell with the imports may be one that does not parse."""


RUN_DEPTH = 12
"""Notebooks that run others; what is deeper is left out."""


@dataclass(frozen=True)
class Script:
    """A script, notebook or module as parsed.

    `parts` are followed one after another: a script, or the cells of a notebook; `texts` are these
    with what did not parse. `written` are the files that a notebook writes before it imports
    them, by path; `ran` those that it runs as parts of itself.
    """

    source: Source
    parts: tuple[Parsed, ...] = ()
    texts: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()
    written: Mapping[str, Source] = field(default_factory=dict)
    ran: tuple[Source, ...] = ()

    @cached_property
    def imports_sagemaker(self) -> bool:
        """Whether it uses the SDK."""
        return any(IMPORT.search(text.text) for text in self.texts)

    @property
    def comments(self) -> Iterator[Comment]:
        """The comments of all parts, in order."""
        return (comment for text in self.texts for comment in syntax.comments(text))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The files that its places may point into."""
        return (self.source, *self.ran)


class Files:
    """The Python files of `workspace`. What has been read is kept until it is dropped.

    `steps` is the work that following imported modules has been in all runs so far.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.places = Places(workspace)
        self.steps = 0
        self._scripts: dict[str, Script] = {}
        self._depth = 0
        self._written: dict[Source, Script] = {}

    def script(self, path: str) -> Script:
        """The file at `path`, parsed; one that cannot be read has a problem and no parts."""
        found = self._scripts.get(path)
        if found is None:
            found = self._scripts[path] = self._read(path)
        return found

    def module(self, path: str, written: Mapping[str, Source]) -> Script:
        """The module at `path`, parsed, for a notebook that has `written` files."""
        source = written.get(path)
        if source is None:
            return self.script(path)
        if source not in self._written:
            self._written[source] = parsed_script(source)
        return self._written[source]

    def written_scripts(self, script: Script, known: Container[str]) -> Iterator[Script]:
        """The scripts of interest that a notebook writes; none at a path of `known`: it is read."""
        for path, text in script.written.items():
            if path in known or not path.endswith(".py") or _severity(text) == "note":
                continue
            source = text if text.cell is None else script.source
            found = self.module(path, script.written)
            problems = (
                replace(one, hint="Only this cell was not checked.", severity="warning")
                for one in found.problems
            )
            yield replace(found, source=source, problems=tuple(problems))

    def drop(self, path: str) -> None:
        """Forget the file at `path`, of which nothing is wanted any more."""
        self._scripts.pop(path, None)

    def _read(self, path: str) -> Script:
        try:
            source = self.workspace.read(path)
        except SourceError as error:
            problem = Problem(Span(path), error.reason, "Save it as UTF-8 text.")
            return Script(Source(path, ""), problems=(problem,))
        script = parsed_notebook(source) if _in_cells(source) else parsed_script(source)
        self._scripts[path] = script  # for what runs itself by way of others
        return self._followed(script)

    def _followed(self, script: Script) -> Script:
        """`script` with what it runs in its place, and with the files that it writes."""
        path = script.source.path
        self._depth += 1
        flow = followed(path, script.parts, lambda other: self._parts(other, path))
        self._depth -= 1
        if not flow.ran and not flow.written:
            return script
        scripts = map(self.script, dict.fromkeys(flow.ran))
        sources = (source for other in scripts for source in (other.source, *other.ran))
        ran = tuple({source.path: source for source in sources if source.path != path}.values())
        texts = (text for source in ran for text in source.cells or (source,))
        return replace(
            script,
            parts=tuple(flow.parts),
            texts=(*script.texts, *texts),
            written=flow.written,
            ran=ran,
        )

    def _parts(self, path: str, asking: str) -> Sequence[Parsed]:
        """The parts of the file at `path`, none where there is no such file."""
        known = path in self._scripts or is_file(self.workspace, path)
        deep = self._depth > RUN_DEPTH
        return self.script(path).parts if known and path != asking and not deep else ()


def parsed_script(source: Source) -> Script:
    """`source` parsed; a script that was exported from a notebook may keep magics."""
    try:
        return Script(source, ((magics.read(source), source),), (source,))
    except syntax.SyntaxProblem as error:
        problem = Problem(error.span, error.reason, error.hint)
        return Script(source, texts=(source,), problems=(problem,))


def _in_cells(source: Source) -> bool:
    return bool(source.cells) or source.path.endswith(".ipynb")


def parsed_notebook(source: Source) -> Script:
    """The cells of the notebook in `source`, parsed; a syntax error costs one cell."""
    try:
        notebook = source if source.cells else read_notebook(source)
    except NotebookError as error:
        hint = "Restore the file from version control, or export it again from Jupyter."
        return Script(source, problems=(Problem(error.span, error.reason, hint),))
    parts: list[Parsed] = []
    broken: list[tuple[Source, syntax.SyntaxProblem]] = []
    for cell in notebook.cells:
        try:
            parts.append((magics.read(cell), cell))
        except syntax.SyntaxProblem as error:
            broken.append((cell, error))
    return Script(notebook, tuple(parts), notebook.cells, tuple(_problems(broken)))


def _problems(broken: Sequence[tuple[Source, syntax.SyntaxProblem]]) -> Iterator[Problem]:
    """One problem for each cell that is not Python, and one for all that are Python 2."""
    old = [(cell, error) for cell, error in broken if error.reason == syntax.IS_PYTHON_2]
    for cell, error in broken:
        if error.reason != syntax.IS_PYTHON_2:
            hint = "Only this cell was not checked."
            yield Problem(error.span, error.reason, hint, _severity(cell))
    if old:
        what = "this cell was" if len(old) == 1 else f"{len(old)} cells like this one were"
        severity = min(map(_severity, (cell for cell, _ in old)), key=SEVERITIES.index)
        _, first = old[0]
        yield Problem(first.span, first.reason, f"Only {what} not checked.", severity)


def _severity(cell: Source) -> Severity:
    """How grave it is that `cell` was not read."""
    return "warning" if any(mark in cell.text for mark in MARKERS) else "note"
