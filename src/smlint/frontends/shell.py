"""Shell scripts that deploy with the AWS command line.

A file is a project, unless another one of the run sources it: then it is read where that does.
"""

from __future__ import annotations

from collections.abc import Sequence

from smlint.aws_cli.scripts import Doings, follow
from smlint.core.inputs import NO_INPUTS, Inputs
from smlint.core.problem import Problem
from smlint.core.resource import DEFAULT_STAGE, Deployment, Reading
from smlint.core.source import Comment, Source, SourceError
from smlint.core.spans import Span
from smlint.core.workspace import Workspace
from smlint.lifecycle.reach import placed_calls
from smlint.shell.interpreter import Interpreter
from smlint.shell.text import written

_PLAIN = ("/sh", "/dash", " sh", " dash")
"""How the first line of a script for a shell ends that has no braces."""


def read(
    files: Sequence[str], hits: Sequence[str], workspace: Workspace, inputs: Inputs = NO_INPUTS
) -> Reading:
    """The deployments of the scripts in `hits`. A `Frontend`."""
    del files, inputs
    readings = {path: _read_one(path, workspace) for path in hits}
    sourced = {source.path for reading in readings.values() for source in reading.sources[1:]}
    kept = [reading for path, reading in readings.items() if path not in sourced]
    return Reading(
        tuple(item for reading in kept for item in reading.deployments),
        tuple(dict.fromkeys(item for reading in readings.values() for item in reading.problems)),
        tuple(dict.fromkeys(item for reading in readings.values() for item in reading.comments)),
        tuple(dict.fromkeys(item for reading in kept for item in reading.sources)),
    )


def _read_one(path: str, workspace: Workspace) -> Reading:
    try:
        source = workspace.read(path)
    except SourceError as error:
        return Reading(problems=(Problem(Span(path), error.reason, "Save it as UTF-8 text."),))
    doings = Doings()
    machine = Interpreter(path, workspace, doings.program)
    machine.plain_shell = source.line(1).strip().endswith(_PLAIN)
    problems = follow(machine, written(source), uncalled=True)
    sources = (source, *machine.sources)
    comments = tuple(
        _comment(span, source)
        for script in machine.scripts
        for span in script.comments
        for source in sources
        if source.path == span.path
    )
    deployments: tuple[Deployment, ...] = ()
    if doings.resources or doings.calls:
        resources = tuple(placed.thing for placed in doings.resources)
        calls = placed_calls(doings.calls, doings.resources)
        deployments = (
            Deployment("shell", path, DEFAULT_STAGE, resources, calls, machine.inputs, script=True),
        )
    return Reading(deployments, (*problems, *doings.problems.values()), comments, sources)


def _comment(span: Span, source: Source) -> Comment:
    line = source.line(span.line)
    before, text = line[: span.column - 1], line[span.column - 1 :]
    return Comment(span, text.lstrip("#").strip(), not before.strip())
