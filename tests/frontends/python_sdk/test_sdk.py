"""`deploy()` of the SageMaker SDK, and what is done with what it gives."""

from __future__ import annotations

import botocore.session
import pytest

from smlint.core.tree import member, plain
from smlint.core.values import Absent, Known, Reference, Tree, Unknown
from tests.frontends.python_sdk.models import MODEL, model_of, tuple_of
from tests.frontends.python_sdk.scripts import (
    config,
    deployment,
    hops,
    reading,
    reason,
    resources,
    variant,
)
from tests.project import endpoints


def test_real_time() -> None:
    text = f"""{MODEL}model.deploy(
    2, "ml.m5.large", endpoint_name="e", tags=[{{"Key": "k", "Value": "v"}}])"""
    found = deployment(text)
    assert [thing.address for thing in found.resources] == [
        "deploy.py:6:1#model", "deploy.py:6:1#config", "deploy.py:6:1#endpoint",
    ]  # fmt: skip
    one = variant(text)
    assert isinstance(one, Known)
    assert isinstance(one.value, dict)
    assert {name: plain(tree) for name, tree in one.value.items() if isinstance(tree, Known)} == {
        "VariantName": "AllTraffic", "InitialVariantWeight": 1,
        "InstanceType": "ml.m5.large", "InitialInstanceCount": 2,
    }  # fmt: skip
    assert hops(member(one, "VariantName"))[0][1] == "implied"
    assert plain(member(config(text).properties, "EndpointConfigName")) == "e"
    assert plain(member(config(text).properties, "Tags")) == {"k": "v"}


@pytest.mark.parametrize("nothing", ["False", "None", "''"])
def test_what_the_sdk_takes_for_false_is_not_sent(nothing: str) -> None:
    given = f"accelerator_type={nothing}, inference_ami_version={nothing}"
    one = variant(f'{MODEL}model.deploy(1, "ml.m5.large", {given})')
    for name in ("AcceleratorType", "InferenceAmiVersion"):
        assert isinstance(member(one, name), Absent)


def test_the_three_parts_are_linked_by_identity() -> None:
    text = f'{MODEL}model.deploy(1, "ml.m5.large")'
    assert member(variant(text), "ModelName") == member(model_of(text).properties, "ModelName")
    (endpoint,) = resources(text, "Endpoint")
    name = member(endpoint.properties, "EndpointConfigName")
    assert name == member(config(text).properties, "EndpointConfigName")
    assert isinstance(name, Unknown)
    assert name.parts == (Reference("deploy.py:6:1#config", "EndpointConfigName"),)


def test_the_container_is_what_is_given() -> None:
    found = member(
        model_of(f'{MODEL}model.deploy(1, "ml.m5.large")').properties, "PrimaryContainer"
    )
    assert plain(found) == {
        "Image": "i", "ModelDataUrl": "s3://b/m.tar.gz", "Environment": {"A": "1"}, "Mode": None,
    }  # fmt: skip


def test_what_the_sdk_decides_is_unknown() -> None:
    text = """from sagemaker.huggingface import HuggingFaceModel as M
M(role="r", model_data="s3://m").deploy(1, "ml.m5.large")"""
    found = member(model_of(text).properties, "PrimaryContainer")
    assert reason(member(found, "Image")) == "HuggingFaceModel decides it"
    network = member(model_of(text).properties, "VpcConfig")
    assert isinstance(network, Absent)
    assert hops(network) == [("the SDK's configuration files may set it", "elsewhere")]


def test_serverless() -> None:
    text = f"{MODEL}model.deploy(1, 'ml.m5.large', serverless_inference_config=S)"
    one = variant(text.replace("=S", "=ServerlessInferenceConfig(memory_size_in_mb=4096)"))
    assert plain(member(one, "ServerlessConfig")) == {
        "MemorySizeInMB": 4096, "MaxConcurrency": 5, "ProvisionedConcurrency": None,
    }  # fmt: skip
    implied = member(one, "ServerlessConfig", "MaxConcurrency")
    assert hops(implied) == [("default of ServerlessInferenceConfig", "implied")]
    assert isinstance(member(one, "InstanceType"), Absent)
    assert isinstance(member(variant(text.replace("=S", "=None")), "ServerlessConfig"), Absent)
    assert isinstance(member(variant(text.replace("=S", "=given()")), "ServerlessConfig"), Unknown)


def test_asynchronous() -> None:
    made = config(f"""{MODEL}model.deploy(1, "t", async_inference_config=AsyncInferenceConfig(
    output_path="s3://o", max_concurrent_invocations_per_instance=4))""")
    found = member(made.properties, "AsyncInferenceConfig")
    assert plain(member(found, "OutputConfig", "S3OutputPath")) == "s3://o"
    assert plain(member(found, "ClientConfig", "MaxConcurrentInvocationsPerInstance")) == 4
    made = config(f'{MODEL}model.deploy(1, "t", async_inference_config=AsyncInferenceConfig())')
    output = member(made.properties, "AsyncInferenceConfig", "OutputConfig", "S3OutputPath")
    assert "default bucket" in reason(output)


def test_data_capture() -> None:
    made = config(f"{MODEL}model.deploy(1, 't', data_capture_config=DataCaptureConfig(True))")
    found = member(made.properties, "DataCaptureConfig")
    assert plain(member(found, "EnableCapture")) is True
    assert plain(member(found, "InitialSamplingPercentage")) == 20


@pytest.mark.parametrize(
    "receiver",
    [
        'import sagemaker\nsagemaker.estimator.Estimator(image_uri="i", role="r")',
        'from sagemaker.pytorch import PyTorch\nPyTorch.attach("job")',
        'from sagemaker.tuner import HyperparameterTuner\nHyperparameterTuner(e, "m", {})',
        'from sagemaker import ModelPackage\nModelPackage(role="r", model_package_arn="a")',
        'import sagemaker\nsagemaker.Model(image_uri="i").register().compile()',
        'from sagemaker.xgboost import XGBoost\nXGBoost("a.py").create_model()',
        "from sagemaker.model import Model\n(Model() if q() else Model(image_uri='i'))",
        "from sagemaker.model import Model\nclass Own(Model):\n    pass\nOwn()",
        "import sagemaker\nfrom mine import model\nmodel",
    ],
)
def test_receivers(receiver: str) -> None:
    one = variant(f'{receiver}.deploy(initial_instance_count=1, instance_type="ml.m5.large")')
    assert plain(member(one, "InstanceType")) == "ml.m5.large"


@pytest.mark.parametrize(
    "text",
    [
        'import mlflow\nclient.deploy(instance_type="ml.m5.large")',
        "import sagemaker\nservice.deploy()",
        "import sagemaker\nkubernetes.deploy(1, replicas=2)",
        'from sagemaker.model import Model\nModel(image_uri="i").deploy(1, "local")',
        'from sagemaker import Model\nt = "local_gpu" if q() else "local"\nModel().deploy(1, t)',
        (
            "from sagemaker.local import LocalSession\nfrom sagemaker.model import Model\n"
            'Model(sagemaker_session=LocalSession()).deploy(1, "ml.m5.large")'
        ),
        "from sagemaker.serve import BedrockModelBuilder as B\nB(m).deploy(job_name=j)",
        "def deploy(x):\n    pass\nimport sagemaker\ndeploy(1)",
        '"""model.deploy(1, "ml.m5.large")"""',
    ],
)
def test_what_is_no_endpoint(text: str) -> None:
    assert reading(text).deployments == ()


def test_classes_with_instances_of_their_own() -> None:
    text = 'from sagemaker.jumpstart.model import JumpStartModel\nJumpStartModel("m").deploy()'
    assert "metadata" in reason(member(variant(text), "InstanceType"))
    text = f"{MODEL}model.deploy(inference_recommendation_id='r')"
    assert "recommendation" in reason(member(variant(text), "InstanceType"))
    assert isinstance(member(variant(f"{MODEL}model.deploy()"), "InstanceType"), Absent)


def test_version_3() -> None:
    text = """from sagemaker.serve import ModelBuilder
from sagemaker.core.inference_config import ServerlessInferenceConfig
from sagemaker.serve.batch_inference import BatchTransformInferenceConfig
builder = ModelBuilder(model="m", instance_type="ml.g5.xlarge", role_arn="r")
builder.build()
builder.deploy(endpoint_name="e", inference_config=CONFIG)
"""
    one = variant(text.replace("CONFIG", "None"))
    assert plain(member(one, "InitialInstanceCount")) == 1
    assert plain(member(one, "InstanceType")) == "ml.g5.xlarge"
    one = variant(text.replace("CONFIG", "ServerlessInferenceConfig()"))
    assert plain(member(one, "ServerlessConfig", "MemorySizeInMB")) == 2048
    batch = text.replace("CONFIG", "BatchTransformInferenceConfig(instance_count=2)")
    (job,) = resources(batch, "TransformJob")
    assert plain(member(job.properties, "TransformResources", "InstanceCount")) == 2


def test_multi_model_and_pipeline() -> None:
    text = """from sagemaker.multidatamodel import MultiDataModel
MultiDataModel("n", "s3://models/", image_uri="i").deploy(
    1, "ml.m5.large", serverless_inference_config=ServerlessInferenceConfig())"""
    assert isinstance(member(variant(text), "ServerlessConfig"), Absent)
    container = member(model_of(text).properties, "PrimaryContainer")
    assert plain(member(container, "Mode")) == "MultiModel"
    text = f"""{MODEL}from sagemaker.pipeline import PipelineModel
PipelineModel([model, model], "r").deploy(1, "ml.m5.large")"""
    containers = member(model_of(text).properties, "Containers")
    assert isinstance(containers, Known)
    assert [plain(member(one, "Image")) for one in tuple_of(containers)] == ["i", "i"]


def test_inference_components_drop_what_the_sdk_drops() -> None:
    text = f"""{MODEL}from sagemaker.enums import EndpointType
from sagemaker.compute_resource_requirements.resource_requirements import ResourceRequirements
model.deploy(1, "ml.m5.large", endpoint_type=EndpointType.INFERENCE_COMPONENT_BASED,
    data_capture_config=DataCaptureConfig(True), managed_instance_scaling={{"MinInstanceCount": 0}},
    resources=ResourceRequirements(requests={{"memory": 1024, "copies": 2}}))"""
    assert isinstance(member(variant(text), "ModelName"), Absent)
    assert plain(member(variant(text), "ManagedInstanceScaling", "MinInstanceCount")) == 0
    assert isinstance(member(config(text).properties, "DataCaptureConfig"), Absent)
    (component,) = resources(text, "InferenceComponent")
    assert plain(member(component.properties, "RuntimeConfig", "CopyCount")) == 2
    plain_deploy = (
        f"{MODEL}model.deploy(1, 't', managed_instance_scaling={{'MinInstanceCount': 0}})"
    )
    assert isinstance(member(variant(plain_deploy), "ManagedInstanceScaling"), Absent)


REQUESTS = {
    "Model": "CreateModel",
    "EndpointConfig": "CreateEndpointConfig",
    "Endpoint": "CreateEndpoint",
    "InferenceComponent": "CreateInferenceComponent",
    "TransformJob": "CreateTransformJob",
}


def test_requests_have_the_services_members() -> None:
    text = f"""{MODEL}from sagemaker.enums import EndpointType
from sagemaker.compute_resource_requirements.resource_requirements import ResourceRequirements
model.deploy(1, "t", data_capture_config=DataCaptureConfig(True),
    async_inference_config=AsyncInferenceConfig("s3://o", 1))
model.deploy(serverless_inference_config=ServerlessInferenceConfig())
model.deploy(1, "t", endpoint_type=EndpointType.INFERENCE_COMPONENT_BASED,
    resources=ResourceRequirements(requests={{"memory": 1024}}))
model.transformer(1, "t").transform("s3://in")
"""
    service = botocore.session.get_session().get_service_model("sagemaker")
    seen = set()
    for thing in deployment(text).resources:
        kind = thing.type.rpartition(":")[2]
        seen.add(kind)
        check_members(thing.properties, service.operation_model(REQUESTS[kind]).input_shape, kind)
    assert seen == set(REQUESTS)


def check_members(tree: Tree, shape: botocore.model.Shape, path: str) -> None:
    if not isinstance(tree, Known) or path.endswith(".Tags"):
        return
    if isinstance(tree.value, dict) and shape.type_name == "structure":
        for name, inner in tree.value.items():
            assert name in shape.members, f"{path}.{name}"
            check_members(inner, shape.members[name], f"{path}.{name}")
    elif isinstance(tree.value, tuple):
        for inner in tree.value:
            check_members(inner, shape.member, path)


def test_two_ways_to_one_name_are_an_endpoint_each_where_it_is_made() -> None:
    deploy = 'Model(image_uri="i:1", role="r").deploy(1, "{}", endpoint_name="fraud")'
    script = f"""
from sagemaker.model import Model
if fast():
    {deploy.format("ml.g5.xlarge")}
else:
    {deploy.format("ml.m5.large")}
"""
    found = endpoints({"deploy.py": script})
    assert [(one.span.line, one.blocks[-1].line) for one in found] == [(4, 4), (6, 6)]


@pytest.mark.parametrize(
    ("estimator", "isolated"),
    [("sklearn.SKLearn", True), ("pytorch.PyTorch", None), ("amazon.pca.PCA", None)],
)
def test_not_every_estimator_isolates_its_model_too(estimator: str, isolated: bool | None) -> None:
    script = f"""
from sagemaker.{estimator.rpartition(".")[0]} import {estimator.rpartition(".")[2]} as Estimator
estimator = Estimator(role="r", enable_network_isolation=True)
estimator.fit()
estimator.deploy(1, "ml.m5.large")
"""
    (endpoint,) = endpoints({"deploy.py": script})
    model = endpoint.variants.items[0].model
    assert isinstance(model, Known)
    assert getattr(model.value.enable_network_isolation, "value", None) is isolated
