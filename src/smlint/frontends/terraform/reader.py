"""The Terraform frontend: root modules, in every stage, to what they would create."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from smlint.core.inputs import NO_INPUTS, Inputs
from smlint.core.resource import Deployment, Reading, Resource, Unread
from smlint.core.values import Setting
from smlint.core.workspace import Workspace
from smlint.frontends.terraform.evaluation.budget import INSTANCE_LIMIT, WORK_LIMIT, CrowdedError
from smlint.frontends.terraform.evaluation.world import RootWorld
from smlint.frontends.terraform.resources.lower import lowered
from smlint.frontends.terraform.resources.unread import done
from smlint.frontends.terraform.shown.deployments import read_documents
from smlint.frontends.terraform.stages.given import report_undeclared
from smlint.frontends.terraform.stages.terragrunt import Unit, units
from smlint.frontends.terraform.stages.terragrunt_paths import UNIT
from smlint.frontends.terraform.stages.ways import Way, ways
from smlint.frontends.terraform.structure.configuration import Configuration
from smlint.frontends.terraform.structure.module import Library, Module
from smlint.frontends.terraform.structure.place import Place
from smlint.frontends.terraform.structure.roots import roots
from smlint.frontends.terraform.values.data import scalars

WRITTEN = (".tf", ".tf.json", ".tfvars", ".tfvars.json", UNIT)
"""Suffixes of what people write. Other files are what terraform shows of a plan or a state."""


def read(
    files: Sequence[str], hits: Sequence[str], workspace: Workspace, inputs: Inputs = NO_INPUTS
) -> Reading:
    """See `Frontend.read`. A root is a directory that no other one of the tree calls."""
    library = Library(workspace, inputs.sources)
    deployers = tuple(units(files, library))
    deployed = {unit.directory for unit in deployers}
    modules = [library.module(directory) for directory in roots(files, hits, library, deployed)]
    deployments = tuple(
        deployment
        for root in modules
        for deployment in _deployments(
            root, _ways(root, deployers, files, inputs, library), library
        )
    )
    report_undeclared(inputs, modules, files, library)
    library.budget.begin()
    problems = tuple(library.problems)
    # what a plan was made of is no problem: terraform has read it
    planned, faults = read_documents([path for path in hits if not path.endswith(WRITTEN)], library)
    return Reading(
        (*deployments, *planned),
        tuple(sorted((*problems, *faults), key=lambda problem: problem.span.order)),
        tuple(library.comments),
        tuple(library.sources.values()),
    )


def _ways(
    root: Module,
    deployers: Sequence[Unit],
    files: Sequence[str],
    inputs: Inputs,
    library: Library,
) -> Iterator[Way]:
    """The ways to deploy `root`: through Terragrunt where it does, unless the user says how."""
    through = [unit for unit in deployers if unit.directory == root.directory]
    if through and not inputs.variables:
        yield from (Way(unit.stage, unit.given(root)) for unit in through)
    else:
        yield from ways(root, files, inputs, library, RootWorld(library, root.directory))


def _deployments(root: Module, ways: Iterable[Way], library: Library) -> Iterator[Deployment]:
    """What the root creates in each way; nothing where it has nothing to do with SageMaker."""
    library.budget.begin()
    for way in ways:
        place = Place("", way.stage, root.directory, workspace=way.workspace)
        configuration = Configuration(root, library, place, way.given)
        resources, unread = _found(configuration, library)
        if resources or unread:
            told = _told(configuration)
            path = root.directory or "."
            yield Deployment("terraform", path, way.stage, resources, (), told, unread=unread)
    if library.budget.exhausted:
        library.report(
            root.span,
            f"this module takes more than {WORK_LIMIT:,} steps to be evaluated",
            "Values behind these are not known: compute less in expressions.",
        )


def _found(
    configuration: Configuration, library: Library
) -> tuple[tuple[Resource, ...], tuple[Unread, ...]]:
    """The resources that are made, and what is done beside them that is not read."""
    found: list[Resource] = []
    unread: dict[Unread, None] = {}
    try:
        found.extend(lowered(configuration))
        unread.update(dict.fromkeys(done(configuration)))
    except CrowdedError:
        library.report(
            configuration.module.span,
            f"there are more than {INSTANCE_LIMIT:,} instances of resources and modules here",
            "Check parts of it by themselves: this was not checked from the stage "
            f"{configuration.place.stage.name} on.",
            "error",
        )
        return (), ()
    except RecursionError:
        library.report(
            configuration.module.span,
            "the values of this module refer to each other too deeply to be followed",
            "Shorten the chain of references. Resources after the deepest were not checked.",
            "error",
        )
    return tuple(found), tuple(unread)


def _told(configuration: Configuration) -> Mapping[str, Setting[str]]:
    """The variables that hold one value each, as text."""
    return scalars({name: configuration.variable(name) for name in configuration.module.variables})
