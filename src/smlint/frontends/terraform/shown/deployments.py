"""From plans and states to deployments."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from smlint.core import tree
from smlint.core.frozen import dataclass
from smlint.core.problem import Problem
from smlint.core.resource import (
    ALARM,
    ENDPOINT_CONFIG,
    Deployment,
    Resource,
    Stage,
)
from smlint.core.source import SourceError
from smlint.core.spans import NOWHERE, Span
from smlint.core.values import Absent, Hop, Known, Reference, Tree, Unknown, with_hop
from smlint.formats.nodes import ScalarNode
from smlint.frontends.terraform.evaluation.budget import CrowdedError
from smlint.frontends.terraform.resources.alarms import matters
from smlint.frontends.terraform.resources.lower import all_tags, of_another_service, properties
from smlint.frontends.terraform.resources.metadata import META, metadata
from smlint.frontends.terraform.resources.providers import default_tags, maker_of
from smlint.frontends.terraform.resources.shapes import IDENTIFIED, SHAPES, Shape
from smlint.frontends.terraform.shown.document import Document, Planned, Seen, read_document
from smlint.frontends.terraform.shown.links import ATTRIBUTES, LINKS, Links
from smlint.frontends.terraform.shown.places import Declared, declared, root_of
from smlint.frontends.terraform.shown.values import UNWRITTEN, Overlay
from smlint.frontends.terraform.stages.varfiles import named_apart
from smlint.frontends.terraform.structure.configuration import Configuration
from smlint.frontends.terraform.structure.installed import seen_at
from smlint.frontends.terraform.structure.module import Library, Module
from smlint.frontends.terraform.structure.place import Place
from smlint.frontends.terraform.values.data import scalars


@dataclass(frozen=True, slots=True)
class _Written:
    """What is written of a planned resource, and where it stands."""

    resource: Planned
    settings: Tree | None
    declared: Declared | None

    @property
    def in_code(self) -> bool:
        """Whether the settings are those of the block in the `.tf` files."""
        return self.declared is not None and self.declared.instance is not None

    @property
    def shape(self) -> Shape:
        return SHAPES[self.resource.type]

    @property
    def header(self) -> Span:
        return self.resource.span if self.declared is None else self.declared.block.header


def read_documents(
    paths: Sequence[str], library: Library
) -> tuple[tuple[Deployment, ...], tuple[Problem, ...]]:
    """The deployments that the documents at `paths` plan or record, and what is wrong with them."""
    documents: list[tuple[Document, Module | None]] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found = read_document(library.workspace.read(path))
        except SourceError as error:
            found = Problem(Span(path), error.reason)
        if isinstance(found, Problem):
            problems.append(found)
        elif found is not None and found.errored is not None:
            message = "terraform could not finish this plan: what it had not come to is not checked"
            problems.append(
                Problem(found.errored, message, "Mend what it tells of, and plan anew.")
            )
        if isinstance(found, Document) and found.resources:
            documents.append((found, root_of(path, found.resources, library)))
    named = _stages(documents)
    deployments: list[Deployment] = []
    for document, root in documents:
        stage = named[document.source.path]
        library.budget.begin()
        try:
            deployments.append(_deployment(document, root, stage, library))
        except (RecursionError, CrowdedError):  # of the code, where it is told
            deployments.append(_deployment(document, None, stage, library))
    return tuple(one for one in deployments if one.resources), tuple(problems)


def _stages(documents: Sequence[tuple[Document, Module | None]]) -> Mapping[str, Stage]:
    """The stage that each document is of its project, by path."""
    projects: dict[str, list[str]] = {}
    for document, root in documents:
        projects.setdefault(_project(document, root), []).append(document.source.path)
    return {
        path: Stage(name, Span(path), whole=True)
        for project, paths in projects.items()
        for name, path in zip(named_apart(paths, project), paths, strict=True)
    }


def _project(document: Document, root: Module | None) -> str:
    return posixpath.dirname(document.source.path) if root is None else root.directory


def _deployment(
    document: Document, root: Module | None, stage: Stage, library: Library
) -> Deployment:
    overlay = Overlay(stage.name)
    given: dict[str, Tree] = {}
    for name, seen in document.variables.items():
        value = overlay.value(seen, None, "", Span(document.source.path))
        if value is not None:
            given[name] = with_hop(value, Hop(stage.name, value.span, "stage"))
    code = None
    if root is not None:
        code = Configuration(root, library, Place("", stage, root.directory), given)
    written = tuple(_written(document, code))
    overlay = Overlay(stage.name, _made_names(written))
    return Deployment(
        "terraform",
        _project(document, root) or ".",
        stage,
        tuple(_resources(written, overlay)),
        (),
        scalars(given),
    )


def _written(document: Document, code: Configuration | None) -> Iterator[_Written]:
    links = None
    if document.configuration is not None:
        links = Links(document.configuration, document.resources)
    for resource in document.resources:
        place = None if code is None else declared(code, resource)
        if place is not None and place.instance is not None:
            settings = place.configuration.members(
                place.block, ".".join(place.block.labels), place.instance
            )
            yield _Written(resource, Known(settings, place.block.header), place)
        else:
            yield _Written(resource, None if links is None else links.written(resource), place)


def _resources(items: Sequence[_Written], overlay: Overlay) -> Iterator[Resource]:
    for item in items:
        told = _settings(item, overlay)
        if item.shape.type == ALARM and not matters(told):
            continue
        place = item.declared
        resource = Resource(
            item.shape.type,
            item.resource.address,
            properties(item.shape, told, None, item.header),
            item.header,
            item.resource.extent if place is None else place.block.extent,
            _metadata(item),
            () if place is None else place.configuration.callers,
        )
        entry = None if place is None else place.configuration.place.entry
        if not of_another_service(resource):
            yield resource if entry is None else seen_at(resource, entry)


def _settings(item: _Written, overlay: Overlay) -> Mapping[str, Tree]:
    """The settings of a resource as its provider calls them."""
    shape, seen = item.shape, item.resource.values
    members = {name: kind for name, kind in shape.members.items() if name not in META | {"tags"}}
    found = overlay.block(seen, item.settings, members, item.header, nested=False)
    told = dict(found.value) if isinstance(found.value, Mapping) else {}
    if _is_made(item):
        told.pop(shape.name, None)
        name = UNWRITTEN if item.settings is None else tree.member(item.settings, shape.name)
        if isinstance(name, Unknown):
            told[shape.name] = replace(name, span=item.header) if name.span == NOWHERE else name
    tags = overlay.value(*_tags(item), "", item.header)
    return told if tags is None else {**told, "tags": tags}


def _tags(item: _Written) -> tuple[Seen, Tree | None]:
    """The tags that a resource will have, with the provider's, and what is written of them."""
    seen, place = item.resource.values, item.declared
    every = seen.member("tags_all")
    found = seen.member("tags") if every.after is None and every.unknown is None else every
    if place is None or item.settings is None or not item.in_code:
        return found, None
    own = tree.member(item.settings, "tags")
    maker = maker_of(place.configuration, place.block)
    defaults = default_tags(maker) if item.shape.tagged else None
    tags = all_tags(own, defaults, item.header)
    return found, tags


def _metadata(item: _Written) -> Mapping[str, Tree]:
    place = item.declared
    if place is not None and item.in_code and isinstance(item.settings, Known):
        settings = item.settings.value
        written = settings if isinstance(settings, Mapping) else {}
        return metadata(place.configuration, place.block, written, None)
    untold = Unknown("a plan does not tell which changes are ignored", item.header)
    if item.resource.replaced:
        first = item.resource.replaced.startswith("create")
        return {"create_before_destroy": Known(first, item.header), "ignore_changes": untold}
    reason = "a plan does not tell whether a new one is created before the old one is destroyed"
    before = Unknown(reason, item.header)
    return {"create_before_destroy": before, "ignore_changes": untold}


def _made_names(items: Sequence[_Written]) -> Mapping[str, Mapping[str, Reference]]:
    """The names that are made up, by the arguments in which they are written."""
    found: dict[str, dict[str, Reference]] = {}
    for item in items:
        shape = item.shape
        name = item.resource.values.member(shape.name).after
        if _is_made(item) and isinstance(name, ScalarNode):
            reference = Reference(item.resource.address, ATTRIBUTES[shape.type])
            for argument in (one for one, kinds in LINKS.items() if shape.type in kinds):
                found.setdefault(argument, {})[name.text] = reference
    return found


def _is_made(item: _Written) -> bool:
    """Whether terraform or a provider makes up the name of a resource, as far as is known.

    Of a configuration it matters whether its name is another one after each change: where it is
    written, but the code alone does not tell it, it counts as made up.
    """
    shape, seen = item.shape, item.resource.values
    if shape.type not in IDENTIFIED & ATTRIBUTES.keys() or not isinstance(
        seen.member(shape.name).after, ScalarNode
    ):
        return False
    if item.settings is None:
        prefix = seen.member("name_prefix").after
        return isinstance(prefix, ScalarNode) and bool(prefix.text) and prefix.value is not None
    written = item.settings.value if isinstance(item.settings, Known) else {}
    own = written.get(shape.name) if isinstance(written, Mapping) else None
    unwritten = own is None or isinstance(own, Absent)
    return unwritten or (shape.type == ENDPOINT_CONFIG and isinstance(own, Unknown))
