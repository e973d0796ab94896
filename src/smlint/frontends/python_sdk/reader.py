"""From script and notebook files to deployments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from smlint.core.inputs import NO_INPUTS, Inputs
from smlint.core.problem import Problem
from smlint.core.resource import DEFAULT_STAGE, Deployment, Reading
from smlint.core.source import Comment, Source
from smlint.core.workspace import Workspace
from smlint.frontends.python_sdk.evaluation.machine import STEP_LIMIT, Exhausted
from smlint.frontends.python_sdk.files import Files, Script
from smlint.frontends.python_sdk.interpreter import Interpreter
from smlint.frontends.python_sdk.lifecycle import distinct, placed_calls

SDK_ITSELF = re.compile(r"(^|/)(src|site-packages|dist-packages)/sagemaker/")
"""The SDK's own source: its functions define what deploying is, and deploy nothing themselves."""


def read(
    files: Sequence[str], hits: Sequence[str], workspace: Workspace, inputs: Inputs = NO_INPUTS
) -> Reading:
    """The deployments of every script and notebook of `hits`, each a project of its own."""
    del files, inputs
    cache = Files(workspace)
    deployments: list[Deployment] = []
    problems: list[Problem] = []
    comments: list[Comment] = []
    sources: list[Source] = []
    for path in hits:
        script = cache.script(path)
        reading = _reading(script, workspace)
        deployments.extend(reading.deployments)
        problems.extend(reading.problems)
        comments.extend(reading.comments)
        sources.extend(reading.sources)
        cache.drop(path)
    return Reading(tuple(deployments), tuple(problems), tuple(comments), tuple(sources))


def _reading(script: Script, workspace: Workspace) -> Reading:
    """What the parsed parts of one file say."""
    source, parsed = script.source, script.parts
    found = list(script.problems)
    uses_sdk = script.imports_sagemaker
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
    return Reading(tuple(_deployments(machine)), tuple(found), tuple(script.comments), (source,))


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
