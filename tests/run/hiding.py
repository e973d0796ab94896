"""The examples of all rules, and every way to hide one of their settings.

Hidden is what is written; what is not written there but is in some other example; and whether a
resource exists at all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Literal, TypeVar

from smlint.core.resource import Deployment
from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.examples import ALL_RULES, files_of
from smlint.rulebook import book
from tests.project import reading
from tests.rosetta.cases import files as same

BOOK = book(ALL_RULES)

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
    """The steps to each setting that `tree`, at `path`, has or could have, and to it as a whole.

    Of what is known in part only, such as an attribute of what is made here, that part is hidden.
    """
    if isinstance(tree, Known) and isinstance(tree.value, Mapping):
        for name in dict.fromkeys((*tree.value, *names().get(path, ()))):
            item = tree.value.get(name, Absent(tree.span))
            yield from ((name, *steps) for steps in settings(item, (*path, name)))
    elif isinstance(tree, Known) and isinstance(tree.value, tuple):
        for index, item in enumerate(tree.value):
            yield from ((index, *steps) for steps in settings(item, (*path, "[]")))
    if not isinstance(tree, Unknown) or tree.parts:
        yield ()


def hidden(tree: Tree, steps: Steps) -> Tree:
    """`tree` with the setting at the end of `steps` hidden."""
    if not steps:
        return Unknown("it is hidden", tree.span, tree.via)
    assert isinstance(tree, Known)
    step, rest = steps[0], steps[1:]
    if isinstance(step, int):
        assert isinstance(tree.value, tuple)
        items = put(tree.value, step, hidden(tree.value[step], rest))
        return Known(items, tree.span, tree.via)
    assert isinstance(tree.value, Mapping)
    item = tree.value.get(step, Absent(tree.span))
    return Known({**tree.value, step: hidden(item, rest)}, tree.span, tree.via)


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
