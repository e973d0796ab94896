"""Hiding a value may leave a rule undecided; it may never create a finding.

Every setting of every example of every rule is hidden, one at a time, where the frontends hand it
over: whatever comes after them (the join, the environment, the rules) has to bear it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pytest
from tests.project import reading
from tests.rosetta.cases import TERRAFORM

from smlint.config import Config
from smlint.core.facts import Facts
from smlint.core.layout import Layout
from smlint.core.model import Endpoint, Variant
from smlint.core.resource import Call, Deployment, Reading, Resource
from smlint.core.rule import Example, Match, Rule, per_variant
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.examples import files_of
from smlint.rulebook import Book, book
from smlint.run import described, judged

CONFIG = Config()
BOOK = book(CONFIG)

Place = tuple[str, Span]


def findings(read: Reading, rule: Rule) -> frozenset[Place]:
    alone = Book((rule,), BOOK.facts)
    report = judged(described(read, CONFIG, Layout()), CONFIG, alone, None, Layout())
    assert not report.problems, report.problems
    return frozenset((finding.rule_id, finding.span) for finding in report.findings)


def hidden(tree: Tree) -> Iterator[Tree]:
    """`tree` with each of its settings hidden in turn, and as a whole."""
    if isinstance(tree, Known):
        if isinstance(tree.value, Mapping):
            for name, item in tree.value.items():
                for blurred in hidden(item):
                    yield replace(tree, value={**tree.value, name: blurred})
        elif isinstance(tree.value, tuple):
            for index, item in enumerate(tree.value):
                for blurred in hidden(item):
                    items = (*tree.value[:index], blurred, *tree.value[index + 1 :])
                    yield replace(tree, value=items)
    if not isinstance(tree, Unknown):
        yield Unknown("it is hidden", tree.span, tree.via)


def absent_hidden(tree: Tree, names: Iterable[str]) -> Iterator[Tree]:
    """`tree` with what is not written in it hidden: written, but nobody knows what."""
    if isinstance(tree, Known) and isinstance(tree.value, Mapping):
        for name in names:
            if name not in tree.value:
                yield replace(tree, value={**tree.value, name: Unknown("hidden", tree.span)})


ABSENT = {
    "AWS::SageMaker::EndpointConfig": ("AsyncInferenceConfig", "DataCaptureConfig", "Tags"),
    "AWS::SageMaker::Model": ("VpcConfig", "Containers"),
    "AWS::SageMaker::Endpoint": ("EndpointName", "Tags"),
}


def blurred(deployment: Deployment) -> Iterator[Deployment]:
    for index, resource in enumerate(deployment.resources):
        around = deployment.resources[:index], deployment.resources[index + 1 :]
        for changed in _blurred_resource(resource):
            yield replace(deployment, resources=(*around[0], changed, *around[1]))
    for index, call in enumerate(deployment.calls):
        before, after = deployment.calls[:index], deployment.calls[index + 1 :]
        for arguments in hidden(call.arguments):
            changed_call: Call = replace(call, arguments=arguments)
            yield replace(deployment, calls=(*before, changed_call, *after))
    for name, setting in deployment.inputs.items():
        if isinstance(setting, Known):
            unknown = Unknown("it is hidden", setting.span)
            yield replace(deployment, inputs={**deployment.inputs, name: unknown})


def _blurred_resource(resource: Resource) -> Iterator[Resource]:
    properties = resource.properties
    for tree in (*hidden(properties), *absent_hidden(properties, ABSENT.get(resource.type, ()))):
        yield replace(resource, properties=tree)
    for name, item in resource.metadata.items():
        if name != "smlint":
            yield replace(
                resource, metadata={**resource.metadata, name: Unknown("hidden", item.span)}
            )


def created(read: Reading, rule: Rule) -> list[tuple[Place, Deployment]]:
    """The findings that hiding one value creates, each with what it was created in."""
    original = findings(read, rule)
    faults: list[tuple[Place, Deployment]] = []
    for index, deployment in enumerate(read.deployments):
        for changed in blurred(deployment):
            around = read.deployments[:index], read.deployments[index + 1 :]
            without = replace(read, deployments=(*around[0], changed, *around[1]))
            new = findings(without, rule) - original
            faults.extend((place, changed) for place in new)
    return faults


EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{kind}-{number}-{example.language}")
    for rule in BOOK.rules
    for kind, examples in (("bad", rule.bad), ("good", rule.good))
    for number, example in enumerate(examples, 1)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_hiding_a_value_creates_no_finding(rule: Rule, example: Example) -> None:
    assert created(reading(files_of(example)), rule) == []


@pytest.mark.parametrize("kind", TERRAFORM)
def test_hiding_a_value_creates_no_finding_of_any_rule(kind: str) -> None:
    read = reading(TERRAFORM[kind])
    assert [fault for rule in BOOK.rules for fault in created(read, rule)] == []


@per_variant
def _fires_on_the_unknown(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    if isinstance(variant.instance_type, (Unknown, Absent)):
        yield Match(variant.span, "no instance type")


def test_the_property_finds_a_rule_that_takes_the_unknown_for_the_absent() -> None:
    careless = replace(BOOK.rules[0], check=_fires_on_the_unknown)
    assert created(reading(TERRAFORM["realtime"]), careless) != []
