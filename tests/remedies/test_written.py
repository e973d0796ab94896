"""What is written instead says, in every language, what the rule says: the frontends read it so."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from smlint.core.resource import (
    ALARM,
    ENDPOINT,
    ENDPOINT_CONFIG,
    MODEL,
    SCALABLE_TARGET,
    SCALING_POLICY,
    SCHEDULED_ACTION,
    Resource,
)
from smlint.core.rule import CLIENT, ENDPOINT_NAME, POLICY_ARN, Instead, Written
from smlint.core.spans import Span
from smlint.core.tree import elements, member, plain
from smlint.core.values import Absent, Known, Tree
from smlint.remedies import WRITERS, written
from tests.build import resource, unknown
from tests.project import reading
from tests.remedies.projects import (
    cdk,
    indented,
    json_template,
    manifests,
    pulumi,
    state_machine,
)

AT = Span("x", 1, 1)
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
    "kubernetes": ("k.yaml", [], manifests),
    "step_functions": ("s.asl.json", [], state_machine),
    "boto3": ("deploy.py", [there("deploy.py:1:1")], lambda code: f"import boto3\n{code}"),
    "cdk": ("app.py", [there("app.py:1:1", library=Known("cdk", AT))], cdk),
    "pulumi": ("__main__.py", [there("__main__.py:1:1", library=Known("pulumi", AT))], pulumi),
    "shell": ("deploy.sh", [], lambda code: f"#!/bin/bash\n{code}\n"),
}
LANGUAGES = {
    "cloud control": "terraform", "json template": "cloudformation",
    "boto3": "python", "cdk": "python", "pulumi": "python",
}  # fmt: skip
NO_ALARMS = ("kubernetes", "cdk")
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


def test_the_sdk_is_answered_in_its_own_words() -> None:
    made = [there("deploy.py:1:1#config")]
    assert written("python", "deploy.py", (WITHOUT,), made) == (
        "model.deploy(\n"
        "    # without instance_type\n"
        "    serverless_inference_config=ServerlessInferenceConfig(\n"
        "        memory_size_in_mb=2048,\n"
        "        max_concurrency=5,\n"
        "    ),\n"
        ")"
    )
    deletion = Instead("DeleteEndpoint", {"EndpointName": "fraud"})
    assert written("python", "deploy.py", (deletion,), made) == "predictor.delete_endpoint()"
    image = Instead(MODEL, {"PrimaryContainer": {"Image": "search:1", "ModelDataUrl": None}})
    assert written("python", "deploy.py", (image,), made) == (
        'Model(\n    image_uri="search:1",\n)'
    )


def test_the_sdk_finds_the_model_through_its_endpoint() -> None:
    made = [there("deploy.py:1:1#config")]
    kinds = ("DeleteEndpoint", "DeleteEndpointConfig", "DeleteModel")
    done = [Instead(kind, {}) for kind in kinds]
    assert written("python", "deploy.py", done, made) == (
        "predictor.delete_model()\n\npredictor.delete_endpoint()"
    )
    assert written("python", "deploy.py", done[1:2], made).startswith("boto3.")


def test_a_long_text_stays_one() -> None:
    image = Instead(MODEL, {"PrimaryContainer": {"Image": "a" * 100}})
    assert f'"{"a" * 100}"' in written("python", "deploy.py", (image,), ())


def test_what_the_sdk_has_no_argument_for_is_a_request() -> None:
    shadows = Instead(ENDPOINT_CONFIG, {"ShadowProductionVariants": None})
    code = written("python", "deploy.py", (shadows,), [there("deploy.py:1:1#config")])
    assert code.startswith('boto3.client("sagemaker").create_endpoint_config(')


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("python", 'boto3.client("sagemaker").delete_endpoint(\n    EndpointName="fraud",\n)'),
        ("shell", "aws sagemaker delete-endpoint \\\n  --endpoint-name fraud"),
        ("terraform", ""),
        ("cloudformation", ""),
        ("kubernetes", ""),
    ],
)
def test_an_operation_is_for_those_who_call_operations(language: str, expected: str) -> None:
    deletion = Instead("DeleteEndpoint", {"EndpointName": "fraud"})
    assert written(language, "x", (deletion,), ()) == expected


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


def test_what_comes_in_addition_does_not_take_the_name_of_what_is_there() -> None:
    other = Resource(ALARM, "aws_cloudwatch_metric_alarm.latency", Absent(AT), AT, AT, {})
    assert '"errors" {' in written("terraform", "main.tf", (NAMED,), [other])
    other = Resource(ALARM, "Latency", Absent(AT), AT, AT, {})
    assert written("cloudformation", "t.yaml", (NAMED,), [other]).startswith("ErrorsAlarm:")


def test_what_is_to_go_is_named_only_where_it_is_written() -> None:
    variants = [{"VariantName": "a", "InstanceType": "ml.m5.large"}, {"VariantName": "b"}]
    config = resource(ENDPOINT_CONFIG, "C", ProductionVariants=variants)
    gone = {"InstanceType": None, "InitialInstanceCount": None}
    asked = Instead(ENDPOINT_CONFIG, {"ProductionVariants": [gone], "VpcConfig": None})
    others = Instead(ENDPOINT_CONFIG, {"VpcConfig": None})
    assert written("terraform", "main.tf", (asked, others), (config,)) == (
        'resource "aws_sagemaker_endpoint_configuration" "this" {\n'
        "  production_variants {\n"
        '    variant_name = "a"\n'
        "    # without instance_type\n"
        "  }\n"
        "}"
    )


def test_one_of_several_is_told_by_its_name() -> None:
    variants = [{"VariantName": name, "InstanceType": "ml.t2.medium"} for name in ("a", "b")]
    config = resource(ENDPOINT_CONFIG, "C", ProductionVariants=variants)
    at = elements(member(config.properties, "ProductionVariants")).items[1].span
    asked = Instead(ENDPOINT_CONFIG, {"ProductionVariants": [{"InstanceType": "ml.m5.large"}]})
    assert written("cloudformation", "t.yaml", (asked,), (config,), (at,)).endswith(
        "      - VariantName: b\n        InstanceType: ml.m5.large"
    )
    nameless = [{"Image": "same", "Mode": mode} for mode in ("SingleModel", "MultiModel")]
    model = resource(MODEL, "M", Containers=nameless)
    asked = Instead(MODEL, {"PrimaryContainer": {"Mode": "SingleModel"}})
    assert written("cloudformation", "t.yaml", (asked,), (model,)).endswith(
        "    Containers:\n      - Mode: SingleModel"
    )


def test_the_resource_around_the_finding_is_changed() -> None:
    targets = [resource(SCALABLE_TARGET, name, MinCapacity=0) for name in ("Small", "Large")]
    asked = Instead(SCALABLE_TARGET, {"MinCapacity": 1})
    code = written("cloudformation", "t.yaml", (asked,), targets, (targets[1].span,))
    assert code.startswith("Large:")


def test_an_endpoint_that_is_made_elsewhere_is_updated() -> None:
    asked = Instead(ENDPOINT, {"DeploymentConfig": {"RollingUpdatePolicy": {}}})
    config = resource(ENDPOINT_CONFIG, "deploy.py:1:1")
    code = written("python", "deploy.py", (asked,), (config,))
    assert code.startswith('boto3.client("sagemaker").update_endpoint(')


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


def test_the_sdk_knows_the_name_that_it_makes_up() -> None:
    code = written("python", "deploy.py", (NAMED,), [there("deploy.py:1:1#config")])
    assert 'f"of {predictor.endpoint_name}"' in code
    assert '"Value": predictor.endpoint_name' in code


def test_what_may_be_written_is_named() -> None:
    config = resource(ENDPOINT_CONFIG, "C", ProductionVariants=unknown())
    asked = Instead(ENDPOINT_CONFIG, {"ProductionVariants": [{"InstanceType": None}]})
    assert "# without instance_type" in written("terraform", "main.tf", (asked,), (config,))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "python",
            (
                'boto3.client(\n    "sagemaker-runtime",\n'
                "    config=botocore.config.Config(read_timeout=70),\n)"
            ),
        ),
        ("shell", "aws sagemaker-runtime invoke-endpoint \\\n  --cli-read-timeout 70"),
        ("terraform", ""),
        ("cloudformation", ""),
        ("kubernetes", ""),
        ("step_functions", ""),
    ],
)
def test_how_long_a_client_waits_is_for_those_who_call(language: str, expected: str) -> None:
    assert written(language, "x", (Instead(CLIENT, {"read_timeout": 70}),), ()) == expected
