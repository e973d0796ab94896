"""CloudFormation and SAM templates, in YAML and JSON, with their parameter files.

Each template is a project of its own; each of its parameter files a stage. Files that mention
SageMaker without being templates are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from smlint.core.inputs import NO_INPUTS, Inputs
from smlint.core.problem import Problem
from smlint.core.resource import (
    DEFAULT_STAGE,
    SCALABLE_TARGET,
    Deployment,
    Reading,
    Resource,
    Stage,
)
from smlint.core.source import Comment, Source, SourceError
from smlint.core.spans import Span
from smlint.core.tree import text
from smlint.core.workspace import Workspace
from smlint.formats.nodes import FormatError
from smlint.formats.yaml import yaml_comments
from smlint.frontends.cloudformation.assembly import Assemblies
from smlint.frontends.cloudformation.branches import branches
from smlint.frontends.cloudformation.evaluate import Evaluator
from smlint.frontends.cloudformation.given import undeclared
from smlint.frontends.cloudformation.includes import included
from smlint.frontends.cloudformation.loops import makes
from smlint.frontends.cloudformation.parameter_files import ParameterFiles
from smlint.frontends.cloudformation.parameters import PSEUDO, Given, bind
from smlint.frontends.cloudformation.remarks import remarks
from smlint.frontends.cloudformation.resources import SAGEMAKER_TYPES, create, type_of
from smlint.frontends.cloudformation.stages import stages
from smlint.frontends.cloudformation.template import Template, is_yaml, repeated, templates


def read(
    files: Sequence[str], hits: Sequence[str], workspace: Workspace, inputs: Inputs = NO_INPUTS
) -> Reading:
    """The deployments of the templates among `hits`, one for each stage. A `Frontend`."""
    parameter_files = ParameterFiles(workspace, files)
    assemblies = Assemblies(workspace)
    deployments: list[Deployment] = []
    problems: list[Problem] = []
    comments: list[Comment] = []
    sources: dict[str, Source] = {}
    declared: set[str] = set()
    for path in hits:
        try:
            source = workspace.read(path)
            found = templates(source)
        except SourceError as error:
            problems.append(Problem(Span(path), error.reason))
            continue
        except FormatError as error:
            problems.append(Problem(error.span, error.reason, _HINT))
            continue
        for written in found:
            template, others, faults = included(written, workspace)
            sources |= {other.path: other for other in (source, *others)}
            declared.update(template.parameters)
            problems += (*repeated(written), *faults)
            try:
                assembly = assemblies.of(path)
                stacks = None if assembly is None else assembly.stacks_of(path)
                ways = stages(template, parameter_files, inputs, stacks)
                for evaluator, deployment in _deployments(template, ways):
                    deployments.append(
                        deployment if assembly is None else assembly.traced(deployment)
                    )
                    problems += remarks(evaluator)
            except RecursionError:
                message = "its expressions are nested too deeply to be evaluated"
                problems.append(Problem(Span(path), message, "split the template"))
        if found and is_yaml(source):
            comments += yaml_comments(source)
    if sources:
        problems += undeclared(inputs, declared)
    return Reading(
        tuple(deployments),
        (*dict.fromkeys(problems), *parameter_files.problems, *assemblies.problems),
        tuple(comments),
        (
            *sources.values(),
            *parameter_files.sources.values(),
            *assemblies.sources.values(),
            *inputs.sources,
        ),
    )


_HINT = "nothing of this file is checked until it can be read"


_Deployed: TypeAlias = tuple[Evaluator, Deployment]
"""What a template deploys in a stage, and the evaluator with which it was found."""


def _deployments(template: Template, ways: Sequence[Given | None]) -> Iterator[_Deployed]:
    relevant = SAGEMAKER_TYPES | {SCALABLE_TARGET}
    kinds = {type_of(entry) for entry in template.resources.values()}
    if not kinds & relevant and not makes(template, relevant):
        return
    for given in ways:
        yield from _branches(template, given)


def _branches(template: Template, given: Given | None) -> Iterator[_Deployed]:
    """What a stage deploys: once, or for each choice of what no file says and a condition asks."""
    stage = DEFAULT_STAGE if given is None else Stage(given.name, given.span)
    whole = Evaluator(template, bind(template, given))
    tags = {} if given is None else given.tags
    created = create(whole, tags)
    alone = True
    for choices, branch in branches(template, whole.questions):
        alone = False
        one = Evaluator(template, bind(template, given, choices), choices)
        yield one, _deployment(one, replace(stage, branch=branch), create(one, tags))
    if alone:
        yield whole, _deployment(whole, stage, created)


def _deployment(evaluator: Evaluator, stage: Stage, resources: tuple[Resource, ...]) -> Deployment:
    inputs = {
        name: text(value)
        for name, value in evaluator.parameters.items()
        if not name.startswith(PSEUDO)
    }
    path = evaluator.template.source.path
    return Deployment("cloudformation", path, stage, resources, inputs=inputs)
