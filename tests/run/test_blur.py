"""Hiding a value may leave a rule undecided; it may never create a finding.

Every setting of every example is hidden, one at a time and some in pairs, where the frontends hand
it over, and the whole book of rules is asked: whatever comes after the frontends (the join, the
environment, the rules) has to bear it. Hidden is what is written; what is not written there but is
in some other example; and whether a resource exists at all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain, islice
from typing import Literal, NamedTuple, TypeVar

import pytest

from smlint.config import Config
from smlint.core.checks import per_variant
from smlint.core.facts import Facts
from smlint.core.layout import Layout
from smlint.core.model import Endpoint, Variant
from smlint.core.resource import Deployment, Reading
from smlint.core.rule import Check, Match
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.examples import files_of
from smlint.judge import judge
from smlint.rulebook import Book, book
from smlint.run import Inventory, described
from tests.project import reading
from tests.rosetta.cases import files as same

CONFIG = Config()
BOOK = book(CONFIG)

Place = tuple[str, Span]
Steps = tuple[str | int, ...]
"""The way down a tree: names of settings, and places in lists."""
Way = tuple[Literal["properties", "metadata", "arguments", "inputs"], int, Steps]
"""What is hidden: of which part of a deployment, which of its kind, and where in it."""
T = TypeVar("T")
Names = dict[tuple[str, ...], dict[str, None]]
"""The names that are written in some example, by type (or operation) and path of the block."""

RARE = """
Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      Containers:
        - {Image: one, Mode: MultiModel, ImageConfig: {RepositoryAccessMode: Vpc}}
        - {ModelPackageName: two}
      InferenceExecutionConfig: {Mode: Serial}
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ExecutionRoleArn: role
      EnableNetworkIsolation: true
      VpcConfig: {SecurityGroupIds: [group], Subnets: [subnet]}
      ProductionVariants:
        - {VariantName: one, ModelName: !GetAtt Model.ModelName, InstanceType: ml.m5.large}
      ShadowProductionVariants:
        - {VariantName: two, ModelName: !GetAtt Model.ModelName, InstanceType: ml.m5.large}
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: rare
      EndpointConfigName: !GetAtt Config.EndpointConfigName
      DeploymentConfig:
        BlueGreenUpdatePolicy:
          TrafficRoutingConfiguration: {Type: ALL_AT_ONCE}
          TerminationWaitInSeconds: 60
          MaximumExecutionTimeoutInSeconds: 600
        RollingUpdatePolicy: {WaitIntervalInSeconds: 60}
        AutoRollbackConfiguration: {Alarms: [{AlarmName: alarm}]}
  Component:
    Type: AWS::SageMaker::InferenceComponent
    Properties:
      InferenceComponentName: part
      EndpointName: !GetAtt Endpoint.EndpointName
      VariantName: one
      Specification: {ModelName: !GetAtt Model.ModelName}
      RuntimeConfig: {CopyCount: 1}
  Policy:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyType: StepScaling
      StepScalingPolicyConfiguration: {AdjustmentType: ChangeInCapacity}
      TargetTrackingScalingPolicyConfiguration:
        CustomizedMetricSpecification: {MetricName: metric}
        DisableScaleIn: true
"""
"""What no rule has an example of, so that it too is hidden where it is not written."""

PROJECTS: dict[str, Mapping[str, str]] = {
    **{
        f"{rule.name}-{kind}-{number}-{example.language}": files_of(example)
        for rule in BOOK.rules
        for kind, examples in (("bad", rule.bad), ("good", rule.good))
        for number, example in enumerate(examples, 1)
    },
    **{
        f"rosetta-{kind}-{language}": same(language, kind)
        for kind in ("serverless", "realtime", "async")
        for language in ("terraform", "cloudformation", "boto3", "sdk")
    },
    "rare": {"template.yaml": RARE},
}

OWN = {
    name: rule
    for rule in BOOK.rules
    for name in PROJECTS
    if name.startswith((f"{rule.name}-bad-", f"{rule.name}-good-"))
}
"""The rule of which a project is an example."""
EVERY = 16
"""What is hidden of an example is put to its own rule, and one in so many to all others, too."""
ALIKE = 4
"""Of the endpoints that are the same in every language, each hides others."""
STRIDE = 7
"""Next to one in so many hidden settings, one in so many others is hidden too: always the same ones
of an example, though not the same next to each."""


class Asked(NamedTuple):
    """The `rules` that are asked `every` so many ways of hiding, from the `first` on."""

    rules: Book
    first: int = 0
    every: int = 1


@cache
def names() -> Names:
    """Everything that the examples write, and where: what there is to be hidden elsewhere."""
    found: Names = {}
    for files in PROJECTS.values():
        for deployment in reading(files).deployments:
            for resource in deployment.resources:
                note(resource.properties, (resource.type,), found)
                found.setdefault((resource.type, "metadata"), {}).update(
                    dict.fromkeys(("exists", *resource.metadata))
                )
            for call in deployment.calls:
                note(call.arguments, (call.operation,), found)
    return found


def note(tree: Tree, path: tuple[str, ...], found: Names) -> None:
    if isinstance(tree, Known) and isinstance(tree.value, Mapping):
        found.setdefault(path, {}).update(dict.fromkeys(tree.value))
        for name, item in tree.value.items():
            note(item, (*path, name), found)
    elif isinstance(tree, Known) and isinstance(tree.value, tuple):
        for item in tree.value:
            note(item, (*path, "[]"), found)


def settings(tree: Tree, path: tuple[str, ...]) -> Iterator[Steps]:
    """The steps to each setting that `tree`, at `path`, has or could have, and to it as a whole."""
    if isinstance(tree, Known) and isinstance(tree.value, Mapping):
        for name in dict.fromkeys((*tree.value, *names().get(path, ()))):
            item = tree.value.get(name, Absent(tree.span))
            yield from ((name, *steps) for steps in settings(item, (*path, name)))
    elif isinstance(tree, Known) and isinstance(tree.value, tuple):
        for index, item in enumerate(tree.value):
            yield from ((index, *steps) for steps in settings(item, (*path, "[]")))
    if not isinstance(tree, Unknown):
        yield ()


def hidden(tree: Tree, steps: Steps) -> Tree:
    """`tree` with the setting at the end of `steps` hidden."""
    if not steps:
        return Unknown("it is hidden", tree.span, tree.via)
    assert isinstance(tree, Known)
    step, rest = steps[0], steps[1:]
    if isinstance(step, int):
        assert isinstance(tree.value, tuple)
        return replace(tree, value=put(tree.value, step, hidden(tree.value[step], rest)))
    assert isinstance(tree.value, Mapping)
    item = tree.value.get(step, Absent(tree.span))
    return replace(tree, value={**tree.value, step: hidden(item, rest)})


def ways(deployment: Deployment) -> Iterator[Way]:
    for index, resource in enumerate(deployment.resources):
        for steps in settings(resource.properties, (resource.type,)):
            yield "properties", index, steps
        for name in names()[resource.type, "metadata"]:
            if name != "smlint" and not isinstance(resource.metadata.get(name), Unknown):
                yield "metadata", index, (name,)
    for index, call in enumerate(deployment.calls):
        for steps in settings(call.arguments, (call.operation,)):
            yield "arguments", index, steps
    for name, setting in deployment.inputs.items():
        if isinstance(setting, Known):
            yield "inputs", 0, (name,)


def blurred(deployment: Deployment, way: Way) -> Deployment:
    part, index, steps = way
    if part == "inputs":
        name = str(steps[0])
        unknown = Unknown("it is hidden", deployment.inputs[name].span)
        return replace(deployment, inputs={**deployment.inputs, name: unknown})
    if part == "arguments":
        call = deployment.calls[index]
        call = replace(call, arguments=hidden(call.arguments, steps))
        return replace(deployment, calls=put(deployment.calls, index, call))
    resource = deployment.resources[index]
    if part == "metadata":
        unknown = Unknown("it is hidden", resource.span)
        resource = replace(resource, metadata={**resource.metadata, str(steps[0]): unknown})
    else:
        resource = replace(resource, properties=hidden(resource.properties, steps))
    return replace(deployment, resources=put(deployment.resources, index, resource))


def put(items: tuple[T, ...], index: int, item: T) -> tuple[T, ...]:
    return (*items[:index], item, *items[index + 1 :])


def twice(deployment: Deployment) -> Iterator[tuple[Deployment, Way]]:
    for number, way in enumerate(islice(ways(deployment), 0, None, STRIDE)):
        once = blurred(deployment, way)
        yield from ((once, other) for other in islice(ways(once), number % STRIDE, None, STRIDE))


def findings(found: Inventory, rules: Book) -> frozenset[Place]:
    verdicts = judge(found.deployed, rules.rules, rules.facts, lambda rule, _: rule.severity, str)
    assert not verdicts.problems, verdicts.problems
    return frozenset((finding.rule_id, finding.span) for finding in verdicts.findings)


def created(read: Reading, *asked: Asked) -> list[tuple[Place, Deployment]]:
    """The findings that hiding values creates, each with what it was created in."""
    whole = described(read, CONFIG, Layout())
    original = [findings(whole, one.rules) for one in asked]
    faults: list[tuple[Place, Deployment]] = []
    for index, deployment in enumerate(read.deployments):
        every_way = chain(((deployment, way) for way in ways(deployment)), twice(deployment))
        for number, (before, way) in enumerate(every_way):
            heard = [at for at, one in enumerate(asked) if number % one.every == one.first]
            if not heard:
                continue
            changed = blurred(before, way)
            without = replace(read, deployments=put(read.deployments, index, changed))
            found = described(without, CONFIG, Layout())
            for at in heard:
                new = findings(found, asked[at].rules) - original[at]
                faults.extend((place, changed) for place in new)
    return faults


@pytest.mark.parametrize("project", PROJECTS)
def test_hiding_values_creates_no_finding_of_any_rule(project: str) -> None:
    own = OWN.get(project)
    every = EVERY if own else ALIKE if project.startswith("rosetta") else 1
    asked = [Asked(BOOK, sum(map(ord, project)) % every, every)]
    if own:
        asked.append(Asked(Book((own,), BOOK.facts)))
    assert created(reading(PROJECTS[project]), *asked) == []


@per_variant
def _takes_the_unknown_for_the_absent(
    endpoint: Endpoint, variant: Variant, facts: Facts
) -> Iterator[Match]:
    if isinstance(variant.instance_type, (Unknown, Absent)):
        yield Match(variant.span, "no instance type")


@per_variant
def _takes_the_absent_for_the_known(
    endpoint: Endpoint, variant: Variant, facts: Facts
) -> Iterator[Match]:
    if not isinstance(endpoint.kms_key_id, Absent):
        yield Match(variant.span, "a key")


@per_variant
def _takes_what_may_exist_for_what_does_not(
    endpoint: Endpoint, variant: Variant, facts: Facts
) -> Iterator[Match]:
    if isinstance(endpoint.exists, Unknown):
        yield Match(variant.span, "nothing")


@pytest.mark.parametrize(
    "careless",
    [
        _takes_the_unknown_for_the_absent,
        _takes_the_absent_for_the_known,
        _takes_what_may_exist_for_what_does_not,
    ],
)
def test_the_property_finds_careless_rules(careless: Check) -> None:
    rule = replace(BOOK.rules[0], check=careless, needs=())
    asked = Asked(Book((rule,), BOOK.facts))
    assert created(reading(same("terraform", "realtime")), asked) != []
