"""Which alarms have a scaling policy act, and which watch an endpoint."""

from __future__ import annotations

import pytest

from smlint.assemble import assemble
from smlint.core.model import Endpoint, ScalingPolicy
from smlint.core.resource import (
    ALARM,
    ENDPOINT,
    ENDPOINT_CONFIG,
    SCALABLE_TARGET,
    SCALING_POLICY,
    Resource,
)
from smlint.core.values import Known, joined
from tests.build import deployment, reference, resource, span, tree, unknown

POLICY = "aws_appautoscaling_policy.wake"
ARN = (
    "arn:aws:autoscaling:eu-west-1:123456789012:scalingPolicy:6d8972f3:resource/sagemaker/"
    "endpoint/fraud/variant/AllTraffic:policyName/"
)
ADDRESS = "aws_cloudwatch_metric_alarm.a"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:operators"


def alarm(address: str = ADDRESS, **properties: object) -> Resource:
    return resource(ALARM, address, **properties)


def one(*alarms: Resource, policy_name: object = "wake") -> Endpoint:
    dimension = "sagemaker:variant:DesiredInstanceCount"
    scaled = {"ResourceId": "endpoint/fraud/variant/AllTraffic", "ScalableDimension": dimension}
    (found,) = assemble(
        [
            deployment(
                resource(ENDPOINT_CONFIG, "c", ProductionVariants=[{"VariantName": "AllTraffic"}]),
                resource(
                    ENDPOINT, "e", EndpointName="fraud", EndpointConfigName=reference("c", "Name")
                ),
                resource(SCALABLE_TARGET, "t", ServiceNamespace="sagemaker", **scaled),
                resource(SCALING_POLICY, POLICY, PolicyName=policy_name, **scaled),
                *alarms,
            )
        ]
    )
    return found


def policy(*alarms: Resource, policy_name: object = "wake") -> ScalingPolicy:
    (variant,) = one(*alarms, policy_name=policy_name).variants
    (target,) = variant.scalable_targets
    (found,) = target.policies
    return found


@pytest.mark.parametrize("state", ["AlarmActions", "OKActions", "InsufficientDataActions"])
def test_an_alarm_acts_by_reference_in_any_state(state: str) -> None:
    actions: dict[str, object] = {state: [TOPIC, reference(POLICY, "Arn")]}
    alarms = policy(resource(ALARM, ADDRESS, **actions)).alarms
    assert [found.address for found in alarms] == [ADDRESS]
    assert alarms.more is None


def test_an_alarm_may_have_several_policies_act() -> None:
    others = [reference("aws_sns_topic.t", "Arn"), unknown(), reference("local.other")]
    alarms = policy(alarm(AlarmActions=[*others, reference(POLICY, "Arn")])).alarms
    assert len(alarms.items) == 1


def test_an_alarm_acts_by_the_name_in_an_arn() -> None:
    assert len(policy(alarm(AlarmActions=[ARN + "wake"])).alarms.items) == 1
    assert policy(alarm(AlarmActions=[ARN + "sleep"])).alarms.items == ()


@pytest.mark.parametrize(
    "action",
    [
        TOPIC,
        reference("aws_sns_topic.operators", "Arn"),
        reference("aws_appautoscaling_policy.other", "Arn"),
        joined((tree("arn:aws:sns:"), reference("data.aws_region.now", "Name")), span()),
        joined((tree("arn:"), unknown(), tree(":sns:eu-west-1:1:operators")), span()),
    ],
)
def test_what_is_surely_something_else_leaves_no_doubt(action: object) -> None:
    alarms = policy(alarm(AlarmActions=[action])).alarms
    assert alarms.items == ()
    assert alarms.more is None


@pytest.mark.parametrize(
    "actions",
    [
        unknown(),
        [unknown()],
        [reference("local.wake")],
        [reference("module.scaling", "policy_arn")],
        [joined((tree("arn:aws:autoscaling:"), unknown()), span())],
    ],
)
def test_what_may_be_the_policy_leaves_a_doubt(actions: object) -> None:
    alarms = policy(alarm(AlarmActions=actions)).alarms
    assert alarms.items == ()
    assert alarms.more is not None


def test_an_arn_may_name_a_policy_whose_name_is_unknown() -> None:
    assert policy(alarm(AlarmActions=[ARN + "wake"]), policy_name=unknown()).alarms.more is not None


def test_an_alarm_without_actions_has_no_policy_act() -> None:
    alarms = policy(alarm()).alarms
    assert (alarms.items, alarms.more) == ((), None)


def dimensions(endpoint: object) -> list[dict[str, object]]:
    return [{"Name": "EndpointName", "Value": endpoint}, {"Name": "VariantName", "Value": "v"}]


@pytest.mark.parametrize("endpoint", ["fraud", reference("e", "EndpointName")])
def test_an_alarm_watches_the_endpoint_in_its_dimensions(endpoint: object) -> None:
    (found,) = one(alarm(Period=60, Dimensions=dimensions(endpoint))).alarms
    assert found.period == Known(60, found.span)
    assert isinstance(found.dimensions, Known)
    assert found.dimensions.value["VariantName"] == Known("v", found.span)


def test_an_alarm_of_another_endpoint_or_of_none_is_no_alarm_of_this_one() -> None:
    found = one(alarm("a", Dimensions=dimensions("churn")), alarm("b", Metrics=[{"Id": "m"}]))
    assert found.alarms.items == ()
    assert found.alarms.more is None


@pytest.mark.parametrize(
    "given",
    [unknown(), dimensions(unknown()), [{"Name": unknown(), "Value": "fraud"}], [unknown()]],
)
def test_unknown_dimensions_leave_a_doubt(given: object) -> None:
    assert one(alarm(Dimensions=given)).alarms.more is not None
