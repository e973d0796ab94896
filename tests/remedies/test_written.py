"""What is written instead says, in every language, what the rule says: the frontends read it so."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from smlint.core.resource import (
    ALARM,
    ENDPOINT_CONFIG,
    MODEL,
    SCALABLE_TARGET,
    SCALING_POLICY,
    SCHEDULED_ACTION,
    Resource,
)
from smlint.core.rule import POLICY_ARN, Instead, Written
from smlint.core.tree import member, plain
from smlint.core.values import Absent, Known, Tree
from smlint.remedies import WRITERS, written
from tests.build import resource
from tests.project import reading
from tests.remedies.projects import (
    AT,
    cdk,
    core,
    indented,
    json_template,
    pulumi,
    state_machine,
)

CONFIG = Instead(
    ENDPOINT_CONFIG,
    {
        "EndpointConfigName": "fraud",
        "KmsKeyId": "alias/fraud",
        "ProductionVariants": [
            {
                "VariantName": "AllTraffic",
                "ModelName": "fraud",
                "ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 5},
            },
            {"VariantName": "other", "EnableSSMAccess": False, "VolumeSizeInGB": 30},
        ],
        "DataCaptureConfig": {"EnableCapture": True, "DestinationS3Uri": "s3://b/ü '\""},
    },
)
TARGET = Instead(
    SCALABLE_TARGET,
    {
        "ServiceNamespace": "sagemaker",
        "ResourceId": "endpoint/fraud/variant/AllTraffic",
        "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
        "MinCapacity": 1,
        "MaxCapacity": 4,
    },
)
POLICY = Instead(
    SCALING_POLICY,
    {
        "PolicyName": "yes",
        "PolicyType": "TargetTrackingScaling",
        "ServiceNamespace": "sagemaker",
        "ResourceId": "endpoint/fraud/variant/AllTraffic",
        "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
        "TargetTrackingScalingPolicyConfiguration": {
            "TargetValue": 0.5,
            "CustomizedMetricSpecification": {
                "MetricName": "ApproximateBacklogSizePerInstance",
                "Dimensions": [{"Name": "EndpointName", "Value": "fraud"}],
            },
        },
    },
)
WATCH = Instead(
    ALARM,
    {
        "AlarmName": "fraud",
        "Namespace": "AWS/SageMaker",
        "MetricName": "ModelLatency",
        "Threshold": 500000,
        "Dimensions": [
            {"Name": "EndpointName", "Value": "fraud"},
            {"Name": "VariantName", "Value": "AllTraffic"},
        ],
    },
)
EVERYTHING = (CONFIG, TARGET, POLICY)


def there(address: str, **metadata: Tree) -> Resource:
    return Resource(ENDPOINT_CONFIG, address, Absent(AT), AT, AT, metadata)


CASES: dict[str, tuple[str, list[Resource], Callable[[str], str]]] = {
    "terraform": ("main.tf", [there("aws_sagemaker_endpoint_configuration.fraud")], str),
    "cloud control": ("main.tf", [there("awscc_sagemaker_endpoint_config.fraud")], str),
    "cloudformation": ("t.yaml", [], lambda code: f"Resources:\n{indented(code)}"),
    "json template": ("t.json", [], json_template),
    "kubernetes": ("k.yaml", [], str),
    "step_functions": ("s.asl.json", [], state_machine),
    "boto3": ("deploy.py", [there("deploy.py:1:1")], lambda code: f"import boto3\n{code}"),
    "cdk": ("app.py", [there("app.py:1:1", library=Known("cdk", AT))], cdk),
    "pulumi": ("__main__.py", [there("__main__.py:1:1", library=Known("pulumi", AT))], pulumi),
    "core": ("deploy.py", [there("deploy.py:1:1", library=Known("core", AT))], core),
    "shell": ("deploy.sh", [], lambda code: f"#!/bin/bash\n{code}\n"),
}
LANGUAGES = {
    "cloud control": "terraform", "json template": "cloudformation",
    "boto3": "python", "cdk": "python", "core": "python", "pulumi": "python",
}  # fmt: skip
NO_ALARMS = ("cdk",)
"""Where alarms are not read."""


def among(wanted: Written, found: object) -> bool:
    """Whether all that is `wanted` is in `found`, which may say more."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(
            among(item, found.get(name)) for name, item in wanted.items()
        )
    if isinstance(wanted, list):
        return isinstance(found, list) and all(map(among, wanted, found))
    return wanted == found


@pytest.mark.parametrize("case", CASES)
def test_what_is_written_is_read_as_what_was_said(case: str) -> None:
    path, existing, project = CASES[case]
    said = EVERYTHING if case in NO_ALARMS else (*EVERYTHING, WATCH)
    code = written(LANGUAGES.get(case, case), path, said, existing)
    found = reading({path: project(code)})
    assert found.problems == (), found.problems
    (deployment,) = found.deployments
    made = {resource.type: plain(resource.properties) for resource in deployment.resources}
    for instead in said:
        assert among(instead.properties, made[instead.type]), (code, made[instead.type])


WITHOUT = Instead(
    ENDPOINT_CONFIG,
    {
        "ProductionVariants": [
            {
                "InstanceType": None,
                "ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 5},
            }
        ]
    },
)


@pytest.mark.parametrize(
    ("language", "path", "comment"),
    [
        ("terraform", "main.tf", "    # without instance_type\n"),
        ("cloudformation", "t.yaml", "        # without InstanceType"),
        ("kubernetes", "k.yaml", "      # without instanceType"),
        ("python", "deploy.py", '            # without "InstanceType"\n'),
    ],
)
def test_what_is_to_go_is_a_comment(language: str, path: str, comment: str) -> None:
    assert comment in written(language, path, (WITHOUT,), ())


@pytest.mark.parametrize("path", ["t.json", "s.asl.json"])
def test_json_has_no_words_for_what_is_to_go(path: str) -> None:
    language = "cloudformation" if path == "t.json" else "step_functions"
    assert "InstanceType" not in written(language, path, (WITHOUT,), ())
    assert json.loads(written(language, path, (WITHOUT,), ()))


@pytest.mark.parametrize("case", CASES)
def test_tags_are_written_as_each_language_has_them(case: str) -> None:
    path, existing, project = CASES[case]
    tags = {"Tags": [{"Key": "cost-center", "Value": "7"}]}
    tagged = CONFIG._replace(properties={**CONFIG.properties, **tags})
    code = written(LANGUAGES.get(case, case), path, (tagged,), existing)
    found = reading({path: project(code)})
    assert found.problems == (), found.problems
    ((made,),) = (deployment.resources for deployment in found.deployments)
    assert plain(member(made.properties, "Tags")) == {"cost-center": "7"}, code


def test_a_long_text_stays_one() -> None:
    image = Instead(MODEL, {"PrimaryContainer": {"Image": "a" * 100}})
    assert f'"{"a" * 100}"' in written("python", "deploy.py", (image,), ())


def test_a_scheduled_action_is_written_inside_of_its_target_in_templates() -> None:
    action = Instead(
        SCHEDULED_ACTION,
        {
            "ServiceNamespace": "sagemaker",
            "ResourceId": "r",
            "ScalableDimension": "d",
            "Schedule": "cron(0 19 * * ? *)",
            "ScalableTargetAction": {"MinCapacity": 0},
        },
    )
    assert written("cloudformation", "t.yaml", (action,), ()) == (
        "ScalableTarget:\n"
        "  Type: AWS::ApplicationAutoScaling::ScalableTarget\n"
        "  Properties:\n"
        "    ScheduledActions:\n"
        '      - Schedule: "cron(0 19 * * ? *)"\n'
        "        ScalableTargetAction:\n"
        "          MinCapacity: 0"
    )


def test_a_resource_that_is_there_keeps_its_name() -> None:
    config = there("module.ml.aws_sagemaker_endpoint_configuration.fraud")
    code = written("terraform", "main.tf", (WITHOUT, TARGET), [config])
    assert 'resource "aws_sagemaker_endpoint_configuration" "fraud" {' in code
    assert 'resource "aws_appautoscaling_target" "fraud" {' in code


def test_a_text_that_terraform_would_evaluate_is_escaped() -> None:
    told = Instead(ENDPOINT_CONFIG, {"KmsKeyId": "${a}%{b}$c"})
    assert '"$${a}%%{b}$c"' in written("terraform", "main.tf", (told,), ())


def test_a_language_of_a_plugin_has_no_writer() -> None:
    assert "toml" not in WRITERS
    assert written("toml", "x.toml", (WITHOUT,), ()) == ""


@pytest.mark.parametrize(
    ("language", "path", "new", "there"),
    [
        ("terraform", "a.tf", "= [aws_appautoscaling_policy.wake.arn]", "_policy.up[0].arn]"),
        ("cloudformation", "t.yaml", "- !Ref WakeScalingPolicy", "- !Ref Up"),
        ("cloudformation", "t.json", '"Ref": "WakeScalingPolicy"', '"Ref": "Up"'),
        ("python", "deploy.py", '["POLICY_ARN"]', '["POLICY_ARN"]'),
    ],
)
def test_an_alarm_has_the_policy_act_that_comes_with_it(
    language: str, path: str, new: str, there: str
) -> None:
    policy = Instead(SCALING_POLICY, {"PolicyName": "wake"})
    alarm = Instead(ALARM, {"AlarmName": "wake", "AlarmActions": [POLICY_ARN]})
    address = "aws_appautoscaling_policy.up[0]" if language == "terraform" else "Up"
    up = resource(SCALING_POLICY, address)
    assert new in written(language, path, (policy, alarm), (up,))
    assert there in written(language, path, (alarm,), (up,))


def test_terraform_is_told_to_create_the_new_one_first() -> None:
    asked = Instead(ENDPOINT_CONFIG, {"EndpointConfigName": None}, first=True)
    assert written("terraform", "main.tf", (asked,), ()) == (
        'resource "aws_sagemaker_endpoint_configuration" "this" {\n'
        "  # without name\n"
        "\n"
        "  lifecycle {\n"
        "    create_before_destroy = true\n"
        "  }\n"
        "}"
    )
