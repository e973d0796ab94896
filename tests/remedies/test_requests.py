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
from tests.frontends.python_sdk.models import MODEL as MODEL_OF_SDK
from tests.frontends.python_sdk.scripts import deployment

AT = Span("deploy.py", 1, 1)
MADE = [Resource(ENDPOINT_CONFIG, "deploy.py:1:1#config", Absent(AT), AT, AT)]
"""What the SDK makes."""


def test_the_sdk_is_answered_in_its_own_words() -> None:
    config = {"MemorySizeInMB": 2048, "MaxConcurrency": 5}
    variant = {"InstanceType": None, "ServerlessConfig": config}
    serverless = Instead(ENDPOINT_CONFIG, {"ProductionVariants": [variant]})
    assert written("python", "deploy.py", (serverless,), MADE) == (
        "model.deploy(\n"
        "    # without instance_type\n"
        "    serverless_inference_config=ServerlessInferenceConfig(\n"
        "        memory_size_in_mb=2048,\n"
        "        max_concurrency=5,\n"
        "    ),\n"
        ")"
    )
    deletion = Instead("DeleteEndpoint", {"EndpointName": "fraud"})
    assert written("python", "deploy.py", (deletion,), MADE) == "predictor.delete_endpoint()"
    image = Instead(MODEL, {"PrimaryContainer": {"Image": "search:1", "ModelDataUrl": None}})
    assert written("python", "deploy.py", (image,), MADE) == (
        'Model(\n    image_uri="search:1",\n)'
    )


@pytest.mark.parametrize(
    ("maker", "image", "isolated"),
    [
        ("SKLearnModel", "SKLearnModel(", "SKLearnModel("),
        ("PipelineModel", "Model(", "PipelineModel("),
        ("ModelBuilder", "ModelBuilder(", "boto3."),
        ("Estimator", "Estimator(", "boto3."),
        ("ModelPackage", "boto3.", "boto3."),
    ],
)
def test_the_sdk_is_answered_by_the_class_that_the_script_has(
    maker: str, image: str, isolated: str
) -> None:
    said = {"class": Known(maker, AT)}
    there = [*MADE, Resource(MODEL, "deploy.py:1:1#model", Absent(AT), AT, AT, said)]
    other = Instead(MODEL, {"PrimaryContainer": {"Image": "search:1"}})
    assert written("python", "deploy.py", (other,), there).startswith(image)
    apart = Instead(MODEL, {"EnableNetworkIsolation": True})
    assert written("python", "deploy.py", (apart,), there).startswith(isolated)


@pytest.mark.parametrize(
    ("instead", "expected"),
    [
        (
            Instead(MODEL, {"PrimaryContainer": {"Environment": {"HF_TASK": "chat"}}}),
            'Model.create(\n    primary_container={"environment": {"HF_TASK": "chat"}},\n)',
        ),
        (
            Instead("DeleteEndpoint", {"EndpointName": "fraud"}),
            'Endpoint.get(\n    endpoint_name="fraud",\n).delete()',
        ),
    ],
)
def test_the_resource_classes_are_answered_as_such(instead: Instead, expected: str) -> None:
    there = [Resource(ENDPOINT_CONFIG, "x", Absent(AT), AT, AT, {"library": Known("core", AT)})]
    assert written("python", "deploy.py", (instead,), there) == expected


def test_variables_of_a_container_keep_their_names_in_the_cdk() -> None:
    there = [Resource(MODEL, "x", Absent(AT), AT, AT, {"library": Known("cdk", AT)})]
    told = Instead(MODEL, {"PrimaryContainer": {"Environment": {"HF_TASK": "chat"}}})
    assert '{"HF_TASK": "chat"}' in written("python", "app.py", (told,), there)


def test_a_builder_has_one_argument_for_all_kinds_of_endpoints() -> None:
    topics = {"OutputConfig": {"NotificationConfig": {"ErrorTopic": "arn"}}}
    config = Instead(ENDPOINT_CONFIG, {"AsyncInferenceConfig": topics})
    said = {"argument": Known("inference_config", AT)}
    there = [Resource(ENDPOINT_CONFIG, "deploy.py:1:1#config", Absent(AT), AT, AT, said)]
    code = written("python", "deploy.py", (config,), there)
    assert "    inference_config=AsyncInferenceConfig(" in code


def test_the_sdk_finds_the_model_through_its_endpoint() -> None:
    kinds = ("DeleteEndpoint", "DeleteEndpointConfig", "DeleteModel")
    done = [Instead(kind, {}) for kind in kinds]
    assert written("python", "deploy.py", done, MADE) == (
        "predictor.delete_model()\n\npredictor.delete_endpoint()"
    )
    assert written("python", "deploy.py", done[1:2], MADE).startswith("boto3.")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "churn = model.deploy(1, 'ml.m5.large')",
            "churn.delete_model()\n\nchurn.delete_endpoint()",
        ),
        (
            "self.live = model.deploy(1, 'ml.m5.large', endpoint_name='a')",
            "self.live.delete_model()\n\nself.live.delete_endpoint()",
        ),
        (
            "model.deploy(1, 'ml.m5.large')",
            "predictor.delete_model()\n\npredictor.delete_endpoint()",
        ),
        (
            "model.deploy(1, 'ml.m5.large', endpoint_name='a')",
            (
                'boto3.client("sagemaker").delete_endpoint(\n    EndpointName="a",\n)\n\n'
                'boto3.client("sagemaker").delete_model(\n    ModelName="MODEL",\n)'
            ),
        ),
    ],
)
def test_the_endpoint_is_deleted_through_what_the_script_keeps(line: str, expected: str) -> None:
    made = deployment(f"{MODEL_OF_SDK}{line}").resources
    done = [
        Instead("DeleteEndpoint", {"EndpointName": ENDPOINT_NAME}),
        Instead("DeleteModel", {"ModelName": "MODEL"}),
    ]
    assert written("python", "deploy.py", done, made) == expected


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
