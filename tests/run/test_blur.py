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

import pytest

from smlint.config import Config
from smlint.core.facts import Facts
from smlint.core.layout import Layout
from smlint.core.model import Endpoint, Variant
from smlint.core.resource import Call, Deployment, Reading, Resource
from smlint.core.rule import Check, Match, per_variant
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.examples import files_of
from smlint.rulebook import Book, book
from smlint.run import described, judged
from tests.project import reading
from tests.rosetta.cases import files as same

CONFIG = Config()
BOOK = book(CONFIG)

Place = tuple[str, Span]
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
EVERY = 48
"""What is hidden of an example is put to its own rule, and one in so many to all others, too."""
ALIKE = 4
"""Of the endpoints that are the same in every language, each hides others."""
STRIDE = 23
"""Next to one in so many hidden settings, one in so many others is hidden too: always the same ones
of an example, though not the same next to each."""


def findings(read: Reading, rules: Book) -> frozenset[Place]:
    report = judged(described(read, CONFIG, Layout()), CONFIG, rules, None, Layout())
    assert not report.problems, report.problems
    return frozenset((finding.rule_id, finding.span) for finding in report.findings)


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


def hidden(tree: Tree, path: tuple[str, ...]) -> Iterator[Tree]:
    """`tree` with each setting hidden in turn that it has or could have, and as a whole."""
    if isinstance(tree, Known) and isinstance(tree.value, Mapping):
        for name in dict.fromkeys((*tree.value, *names().get(path, ()))):
            item = tree.value.get(name, Absent(tree.span))
            for blurred in hidden(item, (*path, name)):
                yield replace(tree, value={**tree.value, name: blurred})
    elif isinstance(tree, Known) and isinstance(tree.value, tuple):
        for index, item in enumerate(tree.value):
            for blurred in hidden(item, (*path, "[]")):
                items = (*tree.value[:index], blurred, *tree.value[index + 1 :])
                yield replace(tree, value=items)
    if not isinstance(tree, Unknown):
        yield Unknown("it is hidden", tree.span, tree.via)


def blurred(deployment: Deployment) -> Iterator[Deployment]:
    for index, resource in enumerate(deployment.resources):
        around = deployment.resources[:index], deployment.resources[index + 1 :]
        for changed in blurred_resource(resource):
            yield replace(deployment, resources=(*around[0], changed, *around[1]))
    for index, call in enumerate(deployment.calls):
        before, after = deployment.calls[:index], deployment.calls[index + 1 :]
        for arguments in hidden(call.arguments, (call.operation,)):
            changed_call: Call = replace(call, arguments=arguments)
            yield replace(deployment, calls=(*before, changed_call, *after))
    for name, setting in deployment.inputs.items():
        if isinstance(setting, Known):
            unknown = Unknown("it is hidden", setting.span)
            yield replace(deployment, inputs={**deployment.inputs, name: unknown})


def blurred_resource(resource: Resource) -> Iterator[Resource]:
    for tree in hidden(resource.properties, (resource.type,)):
        yield replace(resource, properties=tree)
    for name in names()[resource.type, "metadata"]:
        if name != "smlint" and not isinstance(resource.metadata.get(name), Unknown):
            unknown = Unknown("it is hidden", resource.span)
            yield replace(resource, metadata={**resource.metadata, name: unknown})


def created(
    read: Reading, rules: Book = BOOK, first: int = 0, every: int = 1
) -> list[tuple[Place, Deployment]]:
    """The findings that hiding values creates, each with what it was created in.

    `every` so many ways of hiding are tried, from the `first` on.
    """
    original = findings(read, rules)
    faults: list[tuple[Place, Deployment]] = []
    for index, deployment in enumerate(read.deployments):
        before, after = read.deployments[:index], read.deployments[index + 1 :]
        ways = chain(blurred(deployment), blurred_twice(deployment))
        for changed in islice(ways, first, None, every):
            without = replace(read, deployments=(*before, changed, *after))
            faults.extend((place, changed) for place in findings(without, rules) - original)
    return faults


def blurred_twice(deployment: Deployment) -> Iterator[Deployment]:
    for number, changed in enumerate(islice(blurred(deployment), 0, None, STRIDE)):
        yield from islice(blurred(changed), number % STRIDE, None, STRIDE)


@pytest.mark.parametrize("project", PROJECTS)
def test_hiding_values_creates_no_finding_of_any_rule(project: str) -> None:
    read, own = reading(PROJECTS[project]), OWN.get(project)
    every = EVERY if own else ALIKE if project.startswith("rosetta") else 1
    assert created(read, BOOK, sum(map(ord, project)) % every, every) == []
    if own:
        assert created(read, Book((own,), BOOK.facts)) == []


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
    assert created(reading(same("terraform", "realtime")), Book((rule,), BOOK.facts)) != []
