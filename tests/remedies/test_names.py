"""What is written instead is called as the files call it, or by a name of its own."""

from __future__ import annotations

import pytest

from smlint.core.resource import (
    ALARM,
    ENDPOINT,
    ENDPOINT_CONFIG,
    SCALABLE_TARGET,
    SCALING_POLICY,
    Resource,
)
from smlint.core.rule import ENDPOINT_NAME, Instead
from smlint.core.values import Absent, Known, Tree
from smlint.remedies import written
from tests.build import resource
from tests.remedies.projects import AT

NAMED = Instead(
    ALARM,
    {
        "AlarmName": "errors",
        "AlarmDescription": f"of {ENDPOINT_NAME}",
        "Dimensions": [{"Name": "EndpointName", "Value": ENDPOINT_NAME}],
    },
)


def endpoint(address: str, name: Tree) -> Resource:
    properties = Known({"EndpointName": name}, AT)
    return Resource(ENDPOINT, address, properties, AT, AT, {})


@pytest.mark.parametrize(
    ("language", "path", "address", "alone", "within"),
    [
        (
            "terraform",
            "main.tf",
            "module.ml.aws_sagemaker_endpoint.fraud[0]",
            "{ EndpointName = aws_sagemaker_endpoint.fraud[0].name }",
            '"of ${aws_sagemaker_endpoint.fraud[0].name}"',
        ),
        (
            "terraform",
            "main.tf",
            "awscc_sagemaker_endpoint.fraud",
            "awscc_sagemaker_endpoint.fraud.endpoint_name",
            '"of ${awscc_sagemaker_endpoint.fraud.endpoint_name}"',
        ),
        (
            "cloudformation",
            "t.yaml",
            "Fraud",
            "Value: !GetAtt Fraud.EndpointName",
            '!Sub "of ${Fraud.EndpointName}"',
        ),
        (
            "cloudformation",
            "t.json",
            "Fraud",
            '"Fn::GetAtt": [',
            '"Fn::Sub": "of ${Fraud.EndpointName}"',
        ),
        ("python", "deploy.py", "deploy.py:1:1", '"Value": "fraud"', '"of fraud"'),
    ],
)
def test_the_endpoint_is_named_as_the_language_refers_to_it(
    language: str, path: str, address: str, alone: str, within: str
) -> None:
    code = written(language, path, (NAMED,), [endpoint(address, Known("fraud", AT))])
    assert alone in code
    assert within in code


@pytest.mark.parametrize(
    ("language", "path"), [("terraform", "a.tf"), ("cloudformation", "t.yaml"), ("shell", "a.sh")]
)
def test_a_name_that_nobody_knows_is_to_be_filled_in(language: str, path: str) -> None:
    code = written(language, path, (NAMED,), ())
    assert "of ENDPOINT" in code


@pytest.mark.parametrize(
    ("language", "path", "address", "target", "policy"),
    [
        ("terraform", "main.tf", "aws_sagemaker_endpoint.fraud", '"fraud_b"', '"fraud_b_up"'),
        (
            "cloudformation",
            "t.yaml",
            "FraudEndpoint",
            "FraudBScalableTarget:",
            "FraudBUpScalingPolicy:",
        ),
    ],
)
def test_what_comes_in_addition_has_a_name_of_its_own(
    language: str, path: str, address: str, target: str, policy: str
) -> None:
    config = resource(ENDPOINT_CONFIG, "C", ProductionVariants=[{}, {}])
    scaled = {
        "ServiceNamespace": "sagemaker",
        "ResourceId": f"endpoint/{ENDPOINT_NAME}/variant/b",
        "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
    }
    asked = (
        Instead(SCALABLE_TARGET, scaled),
        Instead(SCALING_POLICY, {"PolicyName": "up", **scaled}),
    )
    found = written(language, path, asked, (endpoint(address, Absent(AT)), config))
    assert target in found
    assert policy in found


def test_what_comes_in_addition_does_not_take_the_name_of_what_is_there() -> None:
    other = Resource(ALARM, "aws_cloudwatch_metric_alarm.latency", Absent(AT), AT, AT, {})
    assert '"errors" {' in written("terraform", "main.tf", (NAMED,), [other])
    other = Resource(ALARM, "Latency", Absent(AT), AT, AT, {})
    assert written("cloudformation", "t.yaml", (NAMED,), [other]).startswith("ErrorsAlarm:")
