"""From script and notebook files to deployments."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence

from smlint.core.inputs import NO_INPUTS, Inputs
from smlint.core.problem import Problem, Severity
from smlint.core.resource import DEFAULT_STAGE, Deployment, Reading
from smlint.core.source import Comment, Source, SourceError
from smlint.core.spans import Span
from smlint.core.workspace import Workspace
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.machine import STEP_LIMIT, Exhausted
from smlint.frontends.python_sdk.interpreter import Interpreter
from smlint.frontends.python_sdk.lifecycle import distinct, placed_calls
from smlint.frontends.python_sdk.notebooks.cells import (
    NotebookError,
    blanked,
    read_notebook,
    without_magic,
)

MARKERS = (
    "create_endpoint", "ProductionVariants", "production_variants", "Endpoint.create(", ".deploy(",
    "create_transform_job", "register_scalable_target", "invoke_endpoint", "delete_endpoint",
)  # fmt: skip

SDK_ITSELF = re.compile(r"(^|/)(src|site-packages|dist-packages)/sagemaker/")
"""The SDK's own source: its functions define what deploying is, and deploy nothing themselves."""

IMPORT = re.compile(r"\b(from|import)\s+sagemaker\b")
"""Looked for in the text, because the cell with the imports may be one that does not parse."""

Parsed = tuple[ast.Module, Source]


def read(
    files: Sequence[str], hits: Sequence[str], workspace: Workspace, inputs: Inputs = NO_INPUTS
) -> Reading:
    """The deployments of every script and notebook of `hits`, each a project of its own."""
    del files, inputs
    deployments: list[Deployment] = []
    problems: list[Problem] = []
    comments: list[Comment] = []
    sources: list[Source] = []
    for path in hits:
        try:
            source = workspace.read(path)
        except SourceError as error:
            problems.append(Problem(Span(path), error.reason, "Save it as UTF-8 text."))
            continue
        reading = _read_one(source, workspace)
        deployments.extend(reading.deployments)
        problems.extend(reading.problems)
        comments.extend(reading.comments)
        sources.extend(reading.sources)
    return Reading(tuple(deployments), tuple(problems), tuple(comments), tuple(sources))


def _read_one(source: Source, workspace: Workspace) -> Reading:
    if not source.path.endswith(".ipynb"):
        return _reading(source, *_script(source), (source,), workspace)
    try:
        notebook = read_notebook(source)
    except NotebookError as error:
        hint = "Restore the file from version control, or export it again from Jupyter."
        return Reading(problems=(Problem(error.span, error.reason, hint),), sources=(source,))
    parsed: list[Parsed] = []
    problems: list[Problem] = []
    for cell in notebook.cells:
        found = _cell(cell)
        if isinstance(found, Problem):
            problems.append(found)
        elif found is not None:
            parsed.append(found)
    return _reading(notebook, parsed, problems, notebook.cells, workspace)


def _script(source: Source) -> tuple[list[Parsed], list[Problem]]:
    """A script as parsed; one exported from a notebook may keep magics and shell lines."""
    found = _parsed(source, without_magic)
    if isinstance(found, syntax.SyntaxProblem):
        hint = "Correct the syntax; nothing else of this file was checked."
        return [], [Problem(found.span, found.reason, hint)]
    return [found], []


def _cell(cell: Source) -> Parsed | Problem | None:
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


def _reading(
    source: Source,
    parsed: Sequence[Parsed],
    problems: Sequence[Problem],
    parts: Sequence[Source],
    workspace: Workspace,
) -> Reading:
    """What the parsed parts of one file say."""
    comments = tuple(comment for part in parts for comment in syntax.comments(part))
    found = list(problems)
    uses_sdk = any(IMPORT.search(part.text) for part in parts)
    machine = Interpreter(source.path, source, workspace, imports_sagemaker=uses_sdk)
    steps = (
        (machine.run,) if SDK_ITSELF.search(source.path) else (machine.run, machine.run_uncalled)
    )
    for step in steps:
        try:
            step(parsed)
        except Exhausted:
            found.append(Problem(
                source.span(0, 0),
                f"after {STEP_LIMIT:,} steps the rest of this file was not followed",
                "Split it, or declare what it deploys in a smaller script.",
                "note",
            ))  # fmt: skip
            break
        except (RecursionError, MemoryError):
            reason = "an expression is nested too deeply to be followed; the rest was not read"
            found.append(Problem(source.span(0, 0), reason, "Simplify the expression."))
            break
    return Reading(tuple(_deployments(machine)), tuple(found), comments, (source,))


def _deployments(machine: Interpreter) -> Iterator[Deployment]:
    resources = distinct(machine.resources)
    if resources or machine.calls:
        yield Deployment(
            "python",
            machine.path,
            DEFAULT_STAGE,
            tuple(placed.thing for placed in resources),
            placed_calls(machine.calls, resources),
            machine.inputs,
            script=True,
        )
