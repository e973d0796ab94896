"""Whole configurations give the instances and values that terraform plans.

Where terraform refuses a configuration, smlint must not pretend that all is well: at every place
that terraform names, smlint holds a value to be unknown or reports a problem.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pytest

from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.core.workspace import MemoryWorkspace
from smlint.frontends.terraform.evaluation.world import RootWorld
from smlint.frontends.terraform.language.nodes import Block
from smlint.frontends.terraform.stages.ways import ways
from smlint.frontends.terraform.structure.configuration import Configuration
from smlint.frontends.terraform.structure.module import Library
from smlint.frontends.terraform.structure.place import Place
from smlint.frontends.terraform.values.data import unlisted
from tests.frontends.terraform.evaluating import given
from tests.frontends.terraform.plans import DATA, LATER, Configured, configurations, topics

RECORDED = {topic: json.loads((DATA / f"{topic}.json").read_text("utf-8")) for topic in topics()}
CONFIGURED = {topic: {one.title: one for one in configurations(topic)} for topic in topics()}
PLANNED, REFUSED = (
    [
        (topic, title)
        for topic, results in RECORDED.items()
        for title, result in results.items()
        if ("refused" in result) == refused
    ]
    for refused in (False, True)
)


OTHERWISE: dict[str, dict[str, object]] = {
    "decided, whatever the unknown will be": {
        "terraform_data.b.input": {"choice": "z", "and": False, "or": True}
    },
    "an argument that is not written, which a provider may fill in": {
        "terraform_data.b.input": [LATER, "x"]
    },
}
"""Where smlint knows more than terraform does before it applies, or less without the providers."""
WHO_MAY_SEE = {
    "a sensitive map is refused",
    "a sensitive output that does not say so",
    "an ephemeral variable may not be kept",
}
"""Refused for who would get to see a value. smlint does not follow that: it is no other value."""


class Valued(NamedTuple):
    """A value of a configuration, by the name under which terraform plans it.

    `extent` is the block where what is refused of the value may stand elsewhere in its block.
    """

    name: str
    value: Tree
    extent: Span | None = None


def root(configured: Configured) -> Configuration:
    """The root module with what is given to its variables."""
    library = Library(MemoryWorkspace(configured.files))
    module = library.module(configured.root)
    files = [Source(path, configured.files[path]) for path in configured.given("-var-file")]
    inputs = given(*files, *configured.given("-var"))
    world = RootWorld(library, module.directory)
    way = ways(module, sorted(configured.files), inputs, library, world)[0]  # the default workspace
    return Configuration(module, library, Place("", way.stage, module.directory), way.given)


def walk(configuration: Configuration) -> Iterator[Valued]:
    """All there is to know in a configuration and in those that it calls."""
    prefix, module = configuration.prefix, configuration.module
    for name, block in module.variables.items():
        yield Valued(f"{prefix}var.{name}", configuration.variable(name), block.extent)
    for name in module.locals:
        yield Valued(f"{prefix}local.{name}", configuration.local(name))
    for name in module.outputs:
        yield Valued(f"{prefix}output.{name}", configuration.output(name))
    for labels, block in module.resources.items():
        address = ".".join(labels)
        yield from number(configuration, block, address)
        for instance in configuration.expansion(block, address).instances:
            written = configuration.members(block, address, instance)
            for name in ("input", "triggers_replace"):
                value = written.get(name, Absent(block.header))
                yield Valued(f"{prefix}{address}{instance.suffix}.{name}", value)
    for name, block in module.calls.items():
        yield from number(configuration, block, f"module.{name}")
        for child in configuration.children(name):
            yield from walk(child)


def number(configuration: Configuration, block: Block, address: str) -> Iterator[Valued]:
    """That the number of instances is unknown, where it is."""
    why = configuration.expansion(block, address).why
    if why is not None:
        yield Valued(f"the number of {configuration.prefix}{address}", why)


def told(tree: Tree) -> object:
    """A value as `show -json` writes it, in which `LATER` stands for what is unknown."""
    if isinstance(tree, Absent):
        return None
    if isinstance(tree, Unknown) or unlisted(tree) is not None:
        return LATER
    value = tree.value
    if isinstance(value, tuple):
        return [told(item) for item in value]
    if isinstance(value, Mapping):
        return {name: told(item) for name, item in value.items()}
    return value


def doubts(tree: Tree) -> Iterator[Unknown]:
    """All unknowns in a value."""
    if isinstance(tree, Unknown):
        yield tree
    elif (unknown := unlisted(tree)) is not None:
        yield unknown
    elif isinstance(tree, Known) and isinstance(tree.value, (tuple, Mapping)):
        for item in tree.value if isinstance(tree.value, tuple) else tree.value.values():
            yield from doubts(item)


def expected(topic: str, title: str) -> dict[str, object]:
    """What terraform has planned, by the names that `walk` gives."""
    recorded = RECORDED[topic][title]
    outputs = {f"output.{name}": value for name, value in recorded["outputs"].items()}
    arguments = {
        f"{address}.{name}": value
        for address, written in recorded["resources"].items()
        for name, value in written.items()
    }
    return {**outputs, **arguments}


@pytest.mark.parametrize(("topic", "title"), PLANNED)
def test_instances_and_values_are_terraforms(topic: str, title: str) -> None:
    planned = {**expected(topic, title), **OTHERWISE.get(title, {})}
    found = {
        one.name: told(one.value)
        for one in walk(root(CONFIGURED[topic][title]))
        if one.name in planned or one.name.endswith((".input", ".triggers_replace"))
    }
    assert json.dumps(found, sort_keys=True) == json.dumps(planned, sort_keys=True)


@pytest.mark.parametrize(("topic", "title"), REFUSED)
def test_what_terraform_refuses_is_not_known(topic: str, title: str) -> None:
    configuration = root(CONFIGURED[topic][title])
    places: list[Span] = []
    for one in walk(configuration):
        for doubt in doubts(one.value):
            places += [doubt.span, *(hop.span for hop in doubt.via)]
            places += [] if one.extent is None else [one.extent]
    places += [problem.span for problem in configuration.library.problems]
    lines = {f"{one.path}:{line}" for one in places for line in range(one.line, one.end_line + 1)}
    refused = {place for place in RECORDED[topic][title]["refused"] if place or not lines}
    assert (refused <= lines) == (title not in WHO_MAY_SEE)


def test_every_configuration_is_recorded() -> None:
    for topic, configured in CONFIGURED.items():
        assert list(configured) == list(RECORDED[topic])
