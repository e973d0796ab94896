"""From script and notebook files to deployments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from smlint.core.assumption import Branch
from smlint.core.inputs import NO_INPUTS, Inputs
from smlint.core.problem import Problem
from smlint.core.resource import DEFAULT_STAGE, Deployment, Reading
from smlint.core.workspace import Workspace
from smlint.frontends.python_sdk.assumptions import branches
from smlint.frontends.python_sdk.evaluation.inquiry import Answers, Inquiry
from smlint.frontends.python_sdk.evaluation.machine import STEP_LIMIT, Exhausted, Machine
from smlint.frontends.python_sdk.files import Files, Script, written_scripts
from smlint.frontends.python_sdk.interpreter import Interpreter
from smlint.frontends.python_sdk.lifecycle import distinct, placed_calls

STAND_INS = re.compile(r"^\s*(from|import)\s+(moto|botocore\.stub)\b", re.MULTILINE)
"""Whoever imports these tests without AWS."""

SDK_ITSELF = re.compile(r"(^|/)(src|site-packages|dist-packages)/sagemaker/")
"""The SDK's own source: its functions define what deploying is, and deploy nothing themselves."""


def read(
    files: Sequence[str], hits: Sequence[str], workspace: Workspace, inputs: Inputs = NO_INPUTS
) -> Reading:
    """The deployments of every script and notebook of `hits`, each a project of its own.

    One that a notebook runs as a part of itself is a part of that one's project, and no more.
    """
    del inputs
    known = frozenset(files)
    cache = Files(workspace)
    readings: list[tuple[str, Reading]] = []
    ran: set[str] = set()
    for path in hits:
        script = cache.script(path)
        ran.update(source.path for source in script.ran)
        parts = (script, *written_scripts(script, known))
        readings.extend((path, _reading(part, workspace)) for part in parts)
        cache.drop(path)
    return Reading(
        tuple(item for path, one in readings if path not in ran for item in one.deployments),
        tuple(dict.fromkeys(item for _, one in readings for item in one.problems)),
        tuple(dict.fromkeys(item for _, one in readings for item in one.comments)),
        tuple({
            item.path: item for _, one in readings for item in one.sources if item.cell is None
        }.values()),  # fmt: skip
    )


def _reading(script: Script, workspace: Workspace) -> Reading:
    """What the parsed parts of one file say."""
    source = script.source
    found = dict.fromkeys(script.problems)
    sources = {one.path: one for one in script.sources}

    def run(assumed: Answers) -> Interpreter:
        uses_sdk = script.imports_sagemaker
        machine = Interpreter(source.path, source, workspace, imports_sagemaker=uses_sdk)
        machine.inquiry = Inquiry(assumed)
        found.update(dict.fromkeys(_followed(machine, script)))
        sources.update(machine.sources)
        return machine

    deployments = (
        deployment
        for branch, machine in branches(run)
        for deployment in _deployments(machine, branch)
    )
    return Reading(
        tuple(deployments), tuple(found), tuple(script.comments), tuple(sources.values())
    )


def _followed(machine: Interpreter, script: Script) -> Iterator[Problem]:
    """Run the script; what kept it from being followed to its end."""
    place = script.source.span(0, 0)
    if any(STAND_INS.search(source.text) for _, source in script.parts):
        machine.enter("stand_in", place)
    try:
        machine.run(script.parts)
        if not SDK_ITSELF.search(machine.path):
            machine.run_uncalled(script.parts)
    except Exhausted:
        yield Problem(
            place,
            f"after {STEP_LIMIT:,} steps the rest of this file was not followed",
            "Split it, or declare what it deploys in a smaller script.",
            "note",
        )
    except (RecursionError, MemoryError):
        reason = "an expression is nested too deeply to be followed; the rest was not read"
        yield Problem(place, reason, "Simplify the expression.")


def _deployments(machine: Machine, branch: Branch) -> Iterator[Deployment]:
    resources = distinct(machine.resources)
    if resources or machine.calls:
        yield Deployment(
            "python",
            machine.path,
            replace(DEFAULT_STAGE, branch=branch),
            tuple(placed.thing for placed in resources),
            placed_calls(machine.calls, resources),
            machine.inputs,
            script=True,
        )
