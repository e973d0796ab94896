"""CloudFormation and SAM templates, in YAML and JSON, with their parameter files.

Each template is a project of its own; each of its parameter files a stage. Of files that mention
SageMaker without being templates, state machines are read: they often have no suffix of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from typing import TypeAlias

from smlint.core.frozen import dataclass
from smlint.core.inputs import NO_INPUTS, Inputs
from smlint.core.problem import Problem
from smlint.core.resource import (
    DEFAULT_STAGE,
    Deployment,
    Reading,
    Resource,
    Stage,
)
from smlint.core.source import SourceError
from smlint.core.spans import Span
from smlint.core.tree import text
from smlint.core.workspace import Workspace
from smlint.frontends.cloudformation.custom import done
from smlint.frontends.cloudformation.document.template import Template
from smlint.frontends.cloudformation.evaluation.branches import branches
from smlint.frontends.cloudformation.evaluation.loops import makes
from smlint.frontends.cloudformation.remarks import remarks
from smlint.frontends.cloudformation.resources import TYPES, type_of
from smlint.frontends.cloudformation.stages.given import undeclared
from smlint.frontends.cloudformation.stages.parameter_files import ParameterFiles
from smlint.frontends.cloudformation.stages.parameters import PSEUDO, Given
from smlint.frontends.cloudformation.stages.ways import stages
from smlint.frontends.cloudformation.structure.assembly import Assemblies
from smlint.frontends.cloudformation.structure.library import Library, with_parents
from smlint.frontends.cloudformation.structure.machines import alone, machines
from smlint.frontends.cloudformation.structure.nested import LOCATIONS, Stack, deployed
from smlint.frontends.cloudformation.structure.traces import Program


def read(
    files: Sequence[str], hits: Sequence[str], workspace: Workspace, inputs: Inputs = NO_INPUTS
) -> Reading:
    """The deployments of the templates among `hits`, one for each stage. A `Frontend`."""
    program = Program(workspace)
    run = _Run(
        inputs,
        Library(workspace, files),
        ParameterFiles(workspace, files),
        program,
        Assemblies(program),
    )
    paths = with_parents(files, hits, workspace)
    deployments = [one for path in paths for one in run.deployments(path)]
    return run.reading([one for one in deployments if one.path not in run.library.nested])


@dataclass(frozen=True, slots=True)
class _Run:
    """What the templates of a run have in common; `declared` are the names of their parameters."""

    inputs: Inputs
    library: Library
    parameter_files: ParameterFiles
    program: Program
    assemblies: Assemblies
    declared: set[str] = field(default_factory=set)

    def deployments(self, path: str) -> Iterator[Deployment]:
        """What the templates in the file at `path` deploy, unless another one nests them."""
        if path in self.library.nested:
            return
        try:
            found = self.library.at(path)
        except SourceError as error:
            self.library.tell(Problem(Span(path), error.reason))
            return
        if not found:
            yield from alone(path, self.library)
        for template in found:
            self.declared.update(template.parameters)
            try:
                yield from self._of(template)
            except RecursionError:
                message = "its expressions are nested too deeply to be evaluated"
                self.library.tell(Problem(Span(path), message, "split the template"))

    def _of(self, template: Template) -> Iterator[Deployment]:
        path = template.source.path
        assembly = self.assemblies.of(path)
        known = None if assembly is None else assembly.stacks_of(path)
        ways = stages(template, self.parameter_files, self.inputs, known)
        for stack, deployment in _deployments(template, ways, self.library):
            yield deployment if assembly is None else assembly.traced(deployment)
            self.library.problems.update(dict.fromkeys(remarks(stack)))
        yield from _machines(template, self.library)

    def reading(self, deployments: Sequence[Deployment]) -> Reading:
        """`deployments`, with what was read for them and what is wrong with it."""
        read = (self.library, self.parameter_files, self.assemblies, self.program)
        strange = undeclared(self.inputs, self.declared) if self.library.sources else ()
        return Reading(
            tuple(deployments),
            (
                *self.library.problems,
                *strange,
                *self.parameter_files.problems,
                *self.assemblies.problems,
            ),
            (*self.library.comments(), *self.program.comments()),
            (
                *(source for one in read for source in one.sources.values()),
                *self.library.broken,
                *self.inputs.sources,
            ),
        )


def _machines(template: Template, library: Library) -> Iterator[Deployment]:
    """What the state machines of a template deploy, whatever the stage."""
    for found in machines(Stack(template, None, library)):
        if isinstance(found, Problem):
            library.tell(found)
        else:
            yield found


_Deployed: TypeAlias = tuple[Stack, Deployment]
"""What a template deploys in a stage, and the stack with which it was found."""


def _deployments(
    template: Template, ways: Sequence[Given | None], library: Library
) -> Iterator[_Deployed]:
    relevant = TYPES | LOCATIONS.keys()
    kinds = {type_of(entry) for entry in template.resources.values()}
    unread = tuple(done(template))
    if kinds & relevant or makes(template, relevant):
        for given in ways:
            for stack, deployment in _branches(template, given, library):
                yield stack, replace(deployment, unread=unread)
    elif unread:
        stack = Stack(template, None, library)
        yield stack, replace(_deployment(stack, DEFAULT_STAGE, ()), unread=unread)


def _branches(template: Template, given: Given | None, library: Library) -> Iterator[_Deployed]:
    """What a stage deploys: once, or for each choice of what no file says and a condition asks."""
    stage = DEFAULT_STAGE if given is None else Stage(given.name, given.span)
    whole = Stack(template, given, library)
    created = deployed(whole)
    alone = True
    for choices, branch in branches(template, whole.questions):
        alone = False
        one = Stack(template, given, library, choices)
        yield one, _deployment(one, replace(stage, branch=branch), deployed(one))
    if alone:
        yield whole, _deployment(whole, stage, created)


def _deployment(stack: Stack, stage: Stage, resources: tuple[Resource, ...]) -> Deployment:
    inputs = {
        name: text(value) for name, value in stack.parameters.items() if not name.startswith(PSEUDO)
    }
    path = stack.template.source.path
    return Deployment("cloudformation", path, stage, resources, inputs=inputs)
