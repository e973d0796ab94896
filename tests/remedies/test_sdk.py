"""What is written instead in a script of the SageMaker SDK is in its own words."""

from __future__ import annotations

import pytest

from smlint.core.resource import (
    ENDPOINT_CONFIG,
    MODEL,
    Resource,
)
from smlint.core.rule import ENDPOINT_NAME, Instead
from smlint.core.values import Absent, Known
from smlint.remedies import written
from tests.frontends.python_sdk.models import MODEL as MODEL_OF_SDK
from tests.frontends.python_sdk.scripts import deployment
from tests.remedies.projects import AT, MADE


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
