"""The resource types of smlint as AWS's services have them: how they are created and described."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Request = dict[str, Any]


@dataclass(frozen=True)
class Service:
    """One resource type. `name` is the property that names it; Ref gives `arn`, of the answer.

    `parts` are properties that are requests of their own: lists of what another operation takes.
    """

    service: str
    operation: str
    name: str
    arn: str
    create: Callable[[Any, Request], Request]
    describe: Callable[[Any, Request], Request]
    attributes: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)

    def fitted(self, client: Any, asked: Request) -> Request:
        """What was asked for, in the types that botocore's model of the service has."""
        shapes = client.meta.service_model.operation_model
        found: Request = fitted(asked, shapes(self.operation).input_shape)
        for name, operation in self.parts.items():
            if name in found:
                shape = shapes(operation).input_shape
                found[name] = [fitted(item, shape) for item in found[name]]
        return found

    def reference(self, asked: Request, answer: Mapping[str, Any]) -> str:
        """What `Ref` gives, as each type's document says."""
        return str(answer.get(self.arn) or asked.get(self.arn) or asked.get(self.name))


def fitted(value: Any, shape: Any) -> Any:
    """`value` with texts and numbers as the service takes them: CloudFormation converts them."""
    if isinstance(value, Mapping):
        members = getattr(shape, "members", None)
        if members is None:
            inner = getattr(shape, "value", None)
            return {name: fitted(item, inner) for name, item in value.items()}
        return {name: fitted(item, members.get(name)) for name, item in value.items()}
    if isinstance(value, list):
        return [fitted(item, getattr(shape, "member", None)) for item in value]
    match getattr(shape, "type_name", ""):
        case "integer" | "long":
            return int(value)
        case "float" | "double":
            return float(value)
        case "boolean":
            return value if isinstance(value, bool) else value.lower() == "true"
        case "string" if isinstance(value, bool):
            return str(value).lower()
        case "string":
            return str(value)
    return value


def unlike(asked: Any, described: Any, path: str = "") -> dict[str, Any]:
    """Where `described` is not what was asked for, by path; what it has beside that is left out."""
    if isinstance(asked, Mapping) and isinstance(described, Mapping):
        found: dict[str, Any] = {}
        for name, item in asked.items():
            found |= unlike(item, described.get(name), f"{path}.{name}".lstrip("."))
        return found
    if isinstance(asked, list) and isinstance(described, list) and len(asked) == len(described):
        found = {}
        for item, other in zip(asked, described, strict=True):
            found |= unlike(item, other, f"{path}[]")
        return found
    if isinstance(described, datetime):
        described = described.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {} if asked == described else {path: described}


def _sagemaker(kind: str, attribute: str) -> Service:
    name = f"{kind}Name"

    def create(client: Any, asked: Request) -> Request:
        answer: Request = getattr(client, f"create_{attribute}")(**asked)
        return answer

    def describe(client: Any, asked: Request) -> Request:
        found: Request = getattr(client, f"describe_{attribute}")(**{name: asked[name]})
        return {**found, "Tags": client.list_tags(ResourceArn=found[f"{kind}Arn"])["Tags"]}

    return Service("sagemaker", f"Create{kind}", name, f"{kind}Arn", create, describe, (name,))


def _register(client: Any, asked: Request) -> Request:
    target = {name: value for name, value in asked.items() if name != "ScheduledActions"}
    client.register_scalable_target(**target)
    for action in asked.get("ScheduledActions", ()):
        client.put_scheduled_action(**action, **_identity(asked))
    identity = _identity(asked)
    return {
        "Id": f"{identity['ResourceId']}|{identity['ScalableDimension']}|"
        f"{identity['ServiceNamespace']}"
    }


def _registered(client: Any, asked: Request) -> Request:
    (found,) = client.describe_scalable_targets(
        ServiceNamespace=asked["ServiceNamespace"], ResourceIds=[asked["ResourceId"]]
    )["ScalableTargets"]
    actions = client.describe_scheduled_actions(**_identity(asked))["ScheduledActions"]
    return {**found, "ScheduledActions": actions}


def _identity(asked: Request) -> Request:
    """Which scalable target is meant: a policy may name it by what `Ref` gives."""
    names = ("ResourceId", "ScalableDimension", "ServiceNamespace")
    if "ScalingTargetId" in asked:
        return dict(zip(names, asked["ScalingTargetId"].split("|"), strict=True))
    return {name: asked[name] for name in names}


def _put_policy(client: Any, asked: Request) -> Request:
    rest = {name: value for name, value in asked.items() if name != "ScalingTargetId"}
    answer: Request = client.put_scaling_policy(**rest | _identity(asked))
    return answer


def _policy(client: Any, asked: Request) -> Request:
    found: Request
    (found,) = (
        one
        for one in client.describe_scaling_policies(ServiceNamespace="sagemaker")["ScalingPolicies"]
        if one["PolicyName"] == asked["PolicyName"]
    )
    return {**found, "ScalingTargetId": asked.get("ScalingTargetId")}


def _put_alarm(client: Any, asked: Request) -> Request:
    client.put_metric_alarm(**asked)
    return {}


def _alarm(client: Any, asked: Request) -> Request:
    found: Request
    (found,) = client.describe_alarms(AlarmNames=[asked["AlarmName"]])["MetricAlarms"]
    return {**found, "Tags": client.list_tags_for_resource(ResourceARN=found["AlarmArn"])["Tags"]}


SERVICES = {
    "AWS::SageMaker::Model": _sagemaker("Model", "model"),
    "AWS::SageMaker::EndpointConfig": _sagemaker("EndpointConfig", "endpoint_config"),
    "AWS::SageMaker::Endpoint": _sagemaker("Endpoint", "endpoint"),
    "AWS::SageMaker::InferenceComponent": _sagemaker("InferenceComponent", "inference_component"),
    "AWS::ApplicationAutoScaling::ScalableTarget": Service(
        "application-autoscaling", "RegisterScalableTarget", "", "Id", _register, _registered,
        ("Id",), {"ScheduledActions": "PutScheduledAction"},
    ),
    "AWS::ApplicationAutoScaling::ScalingPolicy": Service(
        "application-autoscaling", "PutScalingPolicy", "PolicyName", "PolicyARN", _put_policy,
        _policy, ("Arn",),
    ),
    "AWS::CloudWatch::Alarm": Service(
        "cloudwatch", "PutMetricAlarm", "AlarmName", "AlarmName", _put_alarm, _alarm, ("Arn",)
    ),
}  # fmt: skip
