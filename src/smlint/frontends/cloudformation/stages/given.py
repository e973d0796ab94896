"""What the user gives by hand: `--parameters` and `--parameter-overrides`, which make one stage."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from smlint.core.inputs import Inputs, InputValue
from smlint.core.problem import Problem, Severity
from smlint.core.source import Source
from smlint.core.spans import COMMAND_LINE, Span
from smlint.core.values import Hop, Known, Tree
from smlint.formats.nodes import FormatError
from smlint.frontends.cloudformation.stages.parameters import Given
from smlint.frontends.cloudformation.stages.written import Written, given, parameter_values, parsed


def given_stage(inputs: Inputs) -> Given:
    """The stage that the user asks for, called after the files and the single values."""
    values: dict[str, Tree] = {}
    tags: dict[str, Tree] = {}
    paths: dict[str, None] = {}
    names: dict[str, None] = {}
    for item in inputs.parameters:
        if isinstance(item, InputValue):
            names[item.name] = None
            hop = Hop(f"{item.option} {item.name}", item.span, "stage")
            values[item.name] = Known(item.text, item.span, (hop,))
            continue
        paths[item.path] = None
        written = _written(item)
        if isinstance(written, Written):
            file = given(posixpath.basename(item.path), Span(item.path), written)
            values.update(file.values)
            tags.update(file.tags)
    single = [f"--parameter-overrides {' '.join(names)}"] if names else []
    name = " + ".join((*map(posixpath.basename, paths), *single))
    return Given(name, Span(next(reversed(paths)) if paths else COMMAND_LINE), values, tags)


def undeclared(inputs: Inputs, declared: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with what the user gives to templates that declare the parameters `declared`.

    CloudFormation refuses a name that its template lacks; here one template of the run has to have
    it. Files are often made for several templates.
    """
    known = sorted(set(declared))
    for item in inputs.parameters:
        if isinstance(item, InputValue):
            if item.name not in known:
                yield _strange(item.name, item.name_span, known)
            continue
        written = _written(item)
        if isinstance(written, Problem):
            yield written
            continue
        for name, entry in written.values.items():
            if name not in known:
                yield _strange(name, entry.name.span, known, "warning")


def _strange(name: str, at: Span, known: list[str], severity: Severity = "error") -> Problem:
    near = get_close_matches(name, known, 1)
    hint = f"did you mean {near[0]}?" if near else "correct the name, or declare it"
    message = f"no template that is checked here declares a parameter {name}"
    return Problem(at, message, hint, severity)


def _written(source: Source) -> Written | Problem:
    """What a file gives, or why it gives nothing."""
    hint = "give a file as `aws cloudformation deploy --parameter-overrides file://…` takes it"
    try:
        found = parameter_values(parsed(source))
    except FormatError as error:
        return Problem(error.span, f"this parameter file cannot be read: {error.reason}", hint)
    if found is None:
        return Problem(Span(source.path), "this is no parameter file of CloudFormation", hint)
    return found
