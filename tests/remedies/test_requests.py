"""What is to be done: calls of the SDK and of boto3, and commands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from smlint.core.resource import (
    ALARM,
    ENDPOINT_CONFIG,
    MODEL,
    TRANSFORM_JOB,
    Resource,
)
from smlint.core.rule import CLIENT, ENDPOINT_NAME, Instead, Written
from smlint.core.spans import Span
from smlint.core.values import Absent, Known
from smlint.remedies import written
from tests.build import resource, unknown
from tests.frontends.python_sdk.scripts import deployment
from tests.remedies.projects import AT, MADE

BOTO = """import boto3
client = boto3.client("sagemaker")
def deploy(name):
    endpoint_name = f"{name}-live"
    CONFIG = name + "-config"
    client.create_endpoint_config(EndpointConfigName=CONFIG, ProductionVariants=[])
    client.create_endpoint(EndpointName=%s, EndpointConfigName=CONFIG)
deploy(input())
"""


@pytest.mark.parametrize(
    ("name", "endpoint", "scaled"),
    [
        ("endpoint_name", "endpoint_name", 'f"endpoint/{endpoint_name}/variant/a"'),
        ('f"{endpoint_name}"', '"ENDPOINT"', '"endpoint/ENDPOINT/variant/a"'),
        ('"search"', '"search"', '"endpoint/search/variant/a"'),
    ],
)
def test_a_name_is_written_with_the_variable_that_holds_it(
    name: str, endpoint: str, scaled: str
) -> None:
    made = deployment(BOTO % name).resources
    done = [
        Instead("DeleteEndpoint", {"EndpointName": ENDPOINT_NAME}),
        Instead("DeleteEndpointConfig", {"EndpointConfigName": "ENDPOINT_CONFIG"}),
        Instead("RegisterScalableTarget", {"ResourceId": f"endpoint/{ENDPOINT_NAME}/variant/a"}),
    ]
    code = written("python", "deploy.py", done, made)
    for argument in (
        f"EndpointName={endpoint}", "EndpointConfigName=CONFIG", f"ResourceId={scaled}",
    ):  # fmt: skip
        assert f"    {argument},\n" in code


def test_what_the_sdk_has_no_argument_for_is_a_request() -> None:
    shadows = Instead(ENDPOINT_CONFIG, {"ShadowProductionVariants": None})
    code = written("python", "deploy.py", (shadows,), MADE)
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


def test_the_sdk_knows_the_name_that_it_makes_up() -> None:
    dimensions: Written = [{"Name": "EndpointName", "Value": ENDPOINT_NAME}]
    named: dict[str, Written] = {
        "AlarmDescription": f"of {ENDPOINT_NAME}",
        "Dimensions": dimensions,
    }
    code = written("python", "deploy.py", (Instead(ALARM, named),), MADE)
    assert 'f"of {predictor.endpoint_name}"' in code
    assert '"Value": predictor.endpoint_name' in code


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


@pytest.mark.parametrize(
    ("language", "path", "expected"),
    [
        (
            "python",
            "deploy.py",
            (
                "try:\n    ...\n"
                "finally:\n    predictor.delete_model()\n    predictor.delete_endpoint()"
            ),
        ),
        ("python", "a.ipynb", "predictor.delete_model()\n\npredictor.delete_endpoint()"),
        (
            "shell",
            "deploy.sh",
            (
                "cleanup() {\n"
                "  aws sagemaker delete-endpoint \\\n    --endpoint-name ENDPOINT\n"
                "  aws sagemaker delete-model \\\n    --model-name m\n"
                "}\n"
                "trap cleanup EXIT"
            ),
        ),
    ],
)
def test_what_is_done_in_any_case_is_written_so(language: str, path: str, expected: str) -> None:
    asked = (
        Instead("DeleteEndpoint", {"EndpointName": ENDPOINT_NAME}, always=True),
        Instead("DeleteModel", {"ModelName": "m"}, always=True),
    )
    made = [replace(one, span=Span(path, 1, 1)) for one in MADE]
    assert written(language, path, asked, made) == expected


def test_an_option_of_a_command_is_written_as_a_whole() -> None:
    variants = [{"VariantName": "a", "ModelName": "m", "InstanceType": "ml.x"}]
    asked = Instead(
        ENDPOINT_CONFIG, {"ProductionVariants": [{"InstanceType": None, "ModelName": "n"}]}
    )
    config = resource(ENDPOINT_CONFIG, "a.sh:1:1", ProductionVariants=variants)
    assert written("shell", "a.sh", (asked,), (config,)).endswith(
        """--production-variants '[{"VariantName": "a", "ModelName": "n"}]'"""
    )
    hidden = [{"VariantName": "a", "ModelName": "m", "InstanceType": unknown()}]
    config = resource(ENDPOINT_CONFIG, "a.sh:1:1", ProductionVariants=hidden)
    asked = Instead(ENDPOINT_CONFIG, {"ProductionVariants": [{"ModelName": "n"}]})
    assert written("shell", "a.sh", (asked,), (config,)).endswith("""'[{"ModelName": "n"}]'""")


def test_what_a_command_sends_and_gets_are_files() -> None:
    asked = Instead("InvokeEndpoint", {"EndpointName": "e", "Body": "REQUEST"})
    assert written("shell", "a.sh", (asked,), ()) == (
        "aws sagemaker-runtime invoke-endpoint \\\n"
        "  --endpoint-name e \\\n"
        "  --body fileb://REQUEST \\\n"
        "  answer.json"
    )


def test_a_job_of_the_sdk_is_answered_in_its_words() -> None:
    job = [Resource(TRANSFORM_JOB, "deploy.py:1:1#job", Absent(AT), AT, AT)]
    asked = Instead(TRANSFORM_JOB, {"TransformInput": {"SplitType": "Line"}})
    assert written("python", "deploy.py", (asked,), job) == (
        'transformer.transform(\n    split_type="Line",\n)'
    )
    asked = Instead(TRANSFORM_JOB, {"BatchStrategy": "MultiRecord"})
    assert written("python", "deploy.py", (asked,), job).startswith("boto3.")


@pytest.mark.parametrize(
    ("library", "expected"),
    [
        ("cdk", 'aws_cloudwatch.CfnAlarm(\n    self,\n    "WakeAlarm",\n    alarm_name="wake",'),
        ("pulumi", 'aws.cloudwatch.MetricAlarm(\n    "wake",\n    alarm_name="wake",'),
    ],
)
def test_what_a_program_declares_in_addition_is_called_something(
    library: str, expected: str
) -> None:
    there = [Resource(MODEL, "x", Absent(AT), AT, AT, {"library": Known(library, AT)})]
    asked = Instead(ALARM, {"AlarmName": "wake"})
    assert written("python", "app.py", (asked,), there).startswith(expected)


def test_an_object_of_kubernetes_is_written_with_its_head() -> None:
    there = [
        Resource(ENDPOINT_CONFIG, "EndpointConfig/search", Absent(AT), AT, AT),
        Resource(MODEL, "Model/rank", Absent(AT), AT, AT),
    ]
    asked = (
        Instead(MODEL, {"EnableNetworkIsolation": True}),
        Instead(ALARM, {"AlarmName": "wake", "Threshold": 1}),
    )
    assert written("kubernetes", "k.yaml", asked, there) == (
        "apiVersion: sagemaker.services.k8s.aws/v1alpha1\n"
        "kind: Model\n"
        "metadata:\n"
        "  name: rank\n"
        "spec:\n"
        "  enableNetworkIsolation: true\n"
        "---\n"
        "apiVersion: cloudwatch.services.k8s.aws/v1alpha1\n"
        "kind: MetricAlarm\n"
        "metadata:\n"
        "  name: search-wake\n"
        "spec:\n"
        "  name: wake\n"
        "  threshold: 1"
    )
