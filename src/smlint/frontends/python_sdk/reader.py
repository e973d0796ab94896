"""From script and notebook files to deployments."""

from __future__ import annotations

import ast
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain

from smlint.core.assumption import Branch
from smlint.core.inputs import NO_INPUTS, Inputs
from smlint.core.problem import Problem
from smlint.core.resource import DEFAULT_STAGE, Call, Deployment, Reading
from smlint.core.source import Comment, Source, SourceError
from smlint.core.spans import Span
from smlint.core.workspace import Workspace
from smlint.frontends.python_sdk.assumptions import branches
from smlint.frontends.python_sdk.evaluation.classes import mro
from smlint.frontends.python_sdk.evaluation.frames import Exhausted
from smlint.frontends.python_sdk.evaluation.inquiry import Answers, Inquiry
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.evaluation.memory import STEP_LIMIT
from smlint.frontends.python_sdk.files import Files, Script
from smlint.frontends.python_sdk.interpreter import Interpreter
from smlint.frontends.python_sdk.lowering.infrastructure.deployments import (
    deployments as declared,
)
from smlint.frontends.python_sdk.lowering.infrastructure.stacks import stacks_of
from smlint.frontends.python_sdk.places import TEST
from smlint.frontends.python_sdk.project import project_of
from smlint.frontends.python_sdk.values.declared import Settings
from smlint.lifecycle.others import calls_on, deletions_of_others
from smlint.lifecycle.reach import placed_calls
from smlint.lifecycle.repeats import distinct

STAND_INS = re.compile(r"^[ \t]*(from|import)[ \t]+(moto|botocore\.stub)\b", re.MULTILINE)
"""Whoever imports these tests without AWS."""

SDK_ITSELF = re.compile(r"(^|/)(src|site-packages|dist-packages)/sagemaker/")
"""The SDK's own source: its functions define what deploying is, and deploy nothing themselves."""


def read(
    files: Sequence[str], hits: Sequence[str], workspace: Workspace, inputs: Inputs = NO_INPUTS
) -> Reading:
    """The deployments of the scripts and notebooks of `hits`, and of those that call into these.

    Each is a project of its own. What one calls in another is its own too: a function that a script
    of the run calls is judged with that script's arguments, and not once more without. One that a
    notebook runs as a part of itself is a part of that one's project, and no more.
    """
    del inputs
    reader = _Reader(Files(workspace), frozenset(files))
    project = project_of(files, hits, reader.files)
    found = {
        path: tuple(reader.deployments(path, project.leading(path))) for path in project.scripts
    }
    own = (found[path] for path in sorted(found) if path not in reader.ran)
    return Reading(
        tuple(chain.from_iterable(own)),
        tuple(reader.problems),
        tuple(reader.comments),
        tuple(reader.sources.values()),
    )


Runs = tuple[tuple[Branch, Machine], ...]


class _Reader:
    """Reads one script after another, and keeps what is said of all their files.

    `sources` are the files into which spans may point, `ran` the paths of scripts that notebooks
    run as parts of themselves, `lent` the functions that were read for callers in other files,
    `passed` what such callers do with what a module makes when it is imported, by its path.
    """

    def __init__(self, files: Files, known: Container[str]) -> None:
        self.files = files
        self.known = known
        self.sources: dict[str, Source] = {}
        self.comments: dict[Comment, None] = {}
        self.problems: dict[Problem, None] = {}
        self.ran: set[str] = set()
        self.lent: set[ast.AST] = set()
        self.passed: dict[str, dict[tuple[Span, str], Call]] = {}

    def deployments(self, path: str, leading: Iterable[str]) -> Iterator[Deployment]:
        """What the script at `path` would deploy; `leading` as `Project` has it."""
        script = self.files.script(path)
        self.ran.update(source.path for source in script.ran)
        together = [
            self._read(one, leading)
            for one in (script, *self.files.written_scripts(script, self.known))
        ]
        for own in together:
            others = chain.from_iterable(other[0] for other in together if other is not own)
            passed = (*self._passed(path), *_deletions(others))
            for branch, machine in own[0]:
                yield from _deployments(machine, branch, passed)
            for branch, machine in chain.from_iterable(own):
                yield from declared(machine, branch)
        self.files.drop(path)
        mro.cache_clear()  # a class holds the whole run that it belongs to

    def _read(self, script: Script, leading: Iterable[str]) -> tuple[Runs, ...]:
        """The runs of a script with the settings of each of its stacks."""
        self._show(script)
        found: list[Runs] = []
        for settings in stacks_of(script, self.files):
            found.append(self._runs(script, leading, settings))
            self._keep(found[-1])
        return tuple(found)

    def _runs(self, script: Script, leading: Iterable[str], settings: Settings) -> Runs:
        """The runs of a script with the `settings` of a stack."""

        def run(assumed: Answers) -> Interpreter:
            machine = Interpreter(script, self.files)
            machine.inquiry = Inquiry(assumed)
            machine.declared.settings = settings
            machine.sources.update({one.path: one for one in settings.sources})
            machine.read.update(self.lent)
            self.problems.update(dict.fromkeys(_followed(machine, script, leading)))
            return machine

        return branches(run)

    def _keep(self, runs: Runs) -> None:
        """Note what `runs` have read."""
        for _, machine in runs:
            if not TEST.search(machine.path):
                self.lent |= machine.lent
            for module in machine.modules.followed:
                self._show(machine.modules.script(module))
            self.sources.update(machine.sources)
            for file, call in calls_on(machine.others, machine.calls):
                self.passed.setdefault(file, {})[call.span, call.operation] = call

    def _passed(self, path: str) -> Iterable[Call]:
        return self.passed.get(path, {}).values()

    def _show(self, script: Script) -> None:
        """Note what is said of the files of `script`."""
        for source in script.sources:
            if source.cell is None:
                self.sources.setdefault(source.path, source)
        self.comments.update(dict.fromkeys(script.comments))
        self.problems.update(dict.fromkeys(script.problems))


def _set_up(machine: Machine, script: Script) -> Iterator[str]:
    """The texts that may put something in the place of AWS for a script."""
    yield from (source.text for _, source in script.parts)
    for place in machine.modules.conftests():
        with suppress(SourceError):
            yield machine.modules.files.workspace.read(str(place.file)).text


def _followed(machine: Interpreter, script: Script, leading: Iterable[str]) -> Iterator[Problem]:
    """Run the script; what kept it from being followed to its end."""
    place = script.source.span(0, 0)
    if any(STAND_INS.search(text) for text in _set_up(machine, script)):
        machine.enter("stand_in", place)
    try:
        machine.run(script.parts)
        if not SDK_ITSELF.search(machine.path):
            machine.run_uncalled(script.parts, leading)
    except Exhausted:
        machine.stop("the rest of the file was not followed", place)
        yield Problem(
            place,
            f"after {STEP_LIMIT:,} steps the rest of this file was not followed",
            "Split it, or declare what it deploys in a smaller script.",
            "note",
        )
    except (RecursionError, MemoryError):
        reason = "an expression is nested too deeply to be followed; the rest was not read"
        machine.stop("the rest of the file was not read", place)
        yield Problem(place, reason, "Simplify the expression.")


def _deletions(runs: Iterable[tuple[Branch, Machine]]) -> Iterable[Call]:
    """The deletions in `runs` that are about nothing made in the same run, each once.

    A notebook may delete what a script makes that it writes, and the other way round.
    """
    found: dict[tuple[Span, str], Call] = {}
    for _, machine in runs:
        for call in deletions_of_others(machine.calls, machine.resources):
            found[call.span, call.operation] = call
    return found.values()


def _deployments(machine: Machine, branch: Branch, passed: Iterable[Call]) -> Iterator[Deployment]:
    """What a run deploys; `passed` are calls of other scripts that are about it."""
    resources = distinct(machine.resources)
    if resources or machine.calls:
        yield Deployment(
            "python",
            machine.path,
            replace(DEFAULT_STAGE, branch=branch),
            tuple(placed.thing for placed in resources),
            (*placed_calls(machine.calls, resources), *passed),
            machine.inputs,
            script=True,
        )
