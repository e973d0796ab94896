"""`Endpoint.create(...)` of SDK v3, and what its objects do."""

import pytest

from smlint.aws_api.requests import structures
from smlint.core.model import Endpoint
from smlint.core.values import Absent, Known, Setting, Unknown
from smlint.frontends.python_sdk.lowering.resource_classes import API
from tests.project import endpoints

SCRIPT = """
from sagemaker.core.resources import Endpoint, EndpointConfig, Model
from sagemaker.core.shapes import ContainerDefinition, ProductionVariant
from sagemaker.core.shapes import AsyncInferenceConfig, AsyncInferenceOutputConfig, Tag
model = Model.create(
    model_name="fraud",
    primary_container=ContainerDefinition(image="i:1", environment={"model_dir": "/m"}),
    session=session,
)
variant = ProductionVariant(
    variant_name="AllTraffic",
    model_name=model,
    instance_type="ml.m5.large",
    initial_instance_count=2,
    volume_size_in_gb=30,
    routing_config={"routing_strategy": "RANDOM"},
)
config = EndpointConfig.create(
    endpoint_config_name="fraud-config",
    production_variants=[variant],
    tags=[Tag(key="Environment", value="dev")],
)
endpoint = Endpoint.create(endpoint_name="fraud", endpoint_config_name=config)
"""


def one(script: str) -> Endpoint:
    (found,) = endpoints({"deploy.py": script})
    return found


def plain(setting: Setting[object]) -> object:
    assert not isinstance(setting, Unknown), setting.reason
    return None if isinstance(setting, Absent) else setting.value


def test_requests_are_those_of_the_api() -> None:
    found = one(SCRIPT)
    (variant,) = found.variants
    assert plain(found.name) == "fraud"
    assert plain(found.config_name) == "fraud-config"
    assert isinstance(found.tags, Known)
    assert {name: plain(tag) for name, tag in found.tags.value.items()} == {"Environment": "dev"}
    assert plain(variant.instance_type) == "ml.m5.large"
    assert plain(variant.initial_instance_count) == 2
    assert plain(variant.volume_size_in_gb) == 30
    assert plain(variant.routing_strategy) == "RANDOM"
    assert isinstance(variant.model, Known)
    (container,) = variant.model.value.containers
    assert plain(container.image) == "i:1"
    assert isinstance(container.environment, Known)
    assert list(container.environment.value) == ["model_dir"]
    assert found.span.line == 18


def test_what_is_hidden_in_an_unknown_mapping_is_unknown() -> None:
    (variant,) = one(SCRIPT.replace("variant_name=", "**more, variant_name=")).variants
    assert isinstance(variant.serverless_config, Unknown)
    assert plain(variant.instance_type) == "ml.m5.large"
    found = one(SCRIPT.replace("production_variants=[variant],", "**more,"))
    assert isinstance(found.variants.more, Unknown)


@pytest.mark.parametrize("imports", ["sagemaker_core.resources", "sagemaker_core.main.resources"])
def test_the_package_that_they_came_from_counts_too(imports: str) -> None:
    script = SCRIPT.replace("sagemaker.core.resources", imports)
    assert plain(one(script).name) == "fraud"


def test_structures_may_be_asynchronous_or_serverless() -> None:
    output = 'AsyncInferenceOutputConfig(s3_output_path="s3://a/b")'
    given = f"async_inference_config=AsyncInferenceConfig(output_config={output}),\n    tags="
    assert plain(one(SCRIPT.replace("tags=", given)).kind) == "async"
    serverless = 'serverless_config={"memory_size_in_mb": 1024, "max_concurrency": 5}'
    script = SCRIPT.replace('instance_type="ml.m5.large"', serverless)
    (variant,) = one(script).variants
    assert isinstance(variant.serverless_config, Known)
    assert plain(variant.serverless_config.value.memory_size_in_mb) == 1024


@pytest.mark.parametrize(
    ("use", "operations"),
    [
        ("endpoint.delete()", ["DeleteEndpoint"]),
        ("config.delete()\nmodel.delete()", ["DeleteEndpointConfig", "DeleteModel"]),
        ('EndpointConfig.get("fraud-config").delete()', ["DeleteEndpointConfig"]),
        ("endpoint.invoke(body=b'')", ["InvokeEndpoint"]),
        ('Endpoint.get(endpoint_name="fraud").delete()', ["DeleteEndpoint"]),
        ('EndpointConfig.get("other").delete()', []),
    ],
)
def test_what_the_objects_do(use: str, operations: list[str]) -> None:
    assert [call.operation for call in one(f"{SCRIPT}{use}\n").calls] == operations


def test_the_model_that_a_builder_built_is_that_of_its_endpoint() -> None:
    script = """
from sagemaker.serve import ModelBuilder
builder = ModelBuilder(image_uri="fraud:1", role_arn="ml")
model = builder.build(model_name="fraud")
endpoint = builder.deploy(endpoint_name="fraud", instance_type="ml.m5.large")
model.delete()
"""
    found = one(script)
    assert [call.operation for call in found.calls] == ["DeleteModel"]
    assert found.calls.more is None
    alone = one(script.replace("model.delete()", "ModelBuilder().build().delete()"))
    assert alone.calls.more is not None


def test_names_that_the_objects_tell() -> None:
    script = SCRIPT.replace("model_name=model,", "model_name=model.model_name,").replace(
        "endpoint_config_name=config", "endpoint_config_name=config.endpoint_config_name"
    )
    found = one(script)
    assert plain(found.config_name) == "fraud-config"
    assert isinstance(found.variants.items[0].model, Known)


def test_a_function_that_nobody_calls_creates_too() -> None:
    body = SCRIPT.strip().replace("\n", "\n    ")
    assert plain(one(f"def deploy(session):\n    {body}\n").name) == "fraud"


def test_each_member_has_a_name_of_its_own() -> None:
    members = structures("sagemaker").values()
    assert set(API.values()) == {name for names in members for name in names}
    assert API["enable_ssm_access"] == "EnableSSMAccess"
    assert API["destination_s3_uri"] == "DestinationS3Uri"
