"""What `x` of `x.deploy()` is decides whether it is an endpoint, and of what kind."""

from __future__ import annotations

import pytest

from smlint.core.tree import member, plain
from smlint.core.values import Absent, Known, Unknown
from smlint.frontends.python_sdk.lowering.signatures import is_a, positions, signature
from tests.frontends.python_sdk.scripts import calls, config, reading, resources, variant
from tests.project import endpoints

IMPORTS = """import sagemaker
from sagemaker.huggingface import HuggingFaceModel
from sagemaker.model import Model
from typing import Optional
"""


BUILDER = "from sagemaker.serve import ModelBuilder, Mode\n"


@pytest.mark.parametrize(
    "annotation", ["HuggingFaceModel", '"HuggingFaceModel"', "Optional[Model]", "Model | None"]
)
def test_an_annotation_tells_what_is_deployed(annotation: str) -> None:
    text = f"{IMPORTS}def roll_out(model: {annotation}):\n    model.deploy(1, 'ml.m5.large')\n"
    assert plain(member(variant(text), "InstanceType")) == "ml.m5.large"


@pytest.mark.parametrize(
    ("imports", "annotation"),
    [
        ("from mlflow.deployments import Client", "Client"),
        ("from unittest.mock import MagicMock", "MagicMock"),
        ("import modal", "modal.App"),
    ],
)
def test_what_is_annotated_as_something_else_is_no_endpoint(imports: str, annotation: str) -> None:
    text = (
        f"{IMPORTS}{imports}\n"
        f"def roll_out(it: {annotation}):\n    it.deploy(instance_type='ml.m5.large')\n"
    )
    assert not resources(text, "Endpoint")


@pytest.mark.parametrize(
    "text",
    [
        "import ray.serve\nray.serve.App().deploy(instance_type='ml.m5.large')",
        "from azureml.core import Model as M\nM().deploy(instance_type='a')",
        "build().deploy(instance_type='Standard_DS3_v2')",
        "build().deploy(instance_type='n1-standard-4')",
        f"{BUILDER}ModelBuilder(mode=Mode.LOCAL_CONTAINER).build().deploy()",
        f"{BUILDER}ModelBuilder().deploy(mode=Mode.IN_PROCESS)",
    ],
)
def test_other_platforms_and_this_machine_are_no_endpoint(text: str) -> None:
    assert not resources(f"{IMPORTS}{text}", "Endpoint")


def test_a_package_is_what_registering_gives() -> None:
    text = f"""{IMPORTS}model = Model(image_uri="i", role="r", name="m")
model.register(content_types=["a"]).deploy(1, "ml.m5.large")"""
    (made,) = resources(text, "Model")
    assert isinstance(member(made.properties, "ModelName"), Unknown)


def test_a_component_is_all_that_its_predictor_deletes() -> None:
    text = f"""{IMPORTS}from sagemaker.predictor import Predictor
p = Predictor("e", component_name="c")
p.delete_predictor()
"""
    (call,) = calls(text, "DeleteInferenceComponent")
    assert plain(member(call.arguments, "InferenceComponentName")) == "c"
    assert not calls(text, "DeleteEndpoint")


def test_an_update_is_a_call_with_a_configuration_of_its_own() -> None:
    text = f"""{IMPORTS}Model(image_uri="i", role="a/r", name="m").deploy(
    2, "ml.m5.large", endpoint_name="e", update_endpoint=True)"""
    (call,) = calls(text, "UpdateEndpoint")
    assert plain(call.arguments) == {"EndpointName": "e", "EndpointConfigName": "m"}
    assert plain(member(config(text).properties, "EndpointConfigName")) == "m"
    assert not resources(text, "Endpoint")


def test_a_role_given_by_name_is_looked_up() -> None:
    (made,) = resources(f'{IMPORTS}Model(image_uri="i", role="r").deploy(1, "t")', "Model")
    assert isinstance(member(made.properties, "ExecutionRoleArn"), Unknown)


def test_what_is_dropped_is_told_and_not_sent() -> None:
    text = f"""{IMPORTS}Model(image_uri="i", role="r").deploy(
    1, "t", resources=needs, model_name="m", managed_instance_scaling=None)"""
    (endpoint,) = endpoints({"deploy.py": text})
    assert [one.argument for one in endpoint.dropped] == ["resources", "model_name"]
    assert isinstance(member(variant(text), "ManagedInstanceScaling"), Absent)


def test_what_is_dropped_is_told_where_it_is_given() -> None:
    text = f"{IMPORTS}from sagemaker.predictor import Predictor\nmodel = Model('i', role='r')\n"
    call = "model.deploy(1, 'ml.m5.large', predictor_cls=Predictor)"
    (endpoint,) = endpoints({"deploy.py": text + call})
    (one,) = endpoint.dropped
    assert (one.at.line, one.at.column) == (7, call.index("Predictor") + 1)


@pytest.mark.parametrize(
    "argument",
    [
        "data_capture_config=DataCaptureConfig(True)",
        "async_inference_config=AsyncInferenceConfig()",
        "serverless_inference_config=ServerlessInferenceConfig()",
        "explainer_config=ExplainerConfig()",
    ],
)
def test_an_endpoint_of_components_drops_the_configurations_of_others(argument: str) -> None:
    text = f"""
from sagemaker.async_inference import AsyncInferenceConfig
from sagemaker.enums import EndpointType
from sagemaker.explainer import ExplainerConfig
from sagemaker.model import Model
from sagemaker.model_monitor import DataCaptureConfig
from sagemaker.serverless import ServerlessInferenceConfig
Model(image_uri="i", role="r").deploy(
    1, "t", endpoint_type=EndpointType.INFERENCE_COMPONENT_BASED, resources=needs, {argument}
)
"""
    (endpoint,) = endpoints({"deploy.py": text})
    assert [one.argument for one in endpoint.dropped] == [argument.partition("=")[0]]


@pytest.mark.parametrize(
    "argument",
    [
        "async_inference_config=AsyncInferenceConfig()",
        "serverless_inference_config=ServerlessInferenceConfig()",
        "volume_size=100",
        "container_startup_health_check_timeout=600",
    ],
)
def test_an_endpoint_of_many_models_drops_that_argument_alone(argument: str) -> None:
    text = f"""
from sagemaker.async_inference import AsyncInferenceConfig
from sagemaker.multidatamodel import MultiDataModel
from sagemaker.serverless import ServerlessInferenceConfig
MultiDataModel("m", "s3://models/", image_uri="i", role="r").deploy(1, "t", {argument})
"""
    (endpoint,) = endpoints({"deploy.py": text})
    assert [one.argument for one in endpoint.dropped] == [argument.partition("=")[0]]
    assert endpoint.kind == Known("realtime", endpoint.span)


def test_a_pipeline_of_models_gives_its_name_to_the_endpoint() -> None:
    text = f"{IMPORTS}from sagemaker.pipeline import PipelineModel\nname = f'fraud-{{stamp()}}'\n"
    made = "PipelineModel([], 'r', name=name).deploy(1, 'ml.m5.large')\n"
    (endpoint,) = endpoints({
        "deploy.py": f"{text}{made}sagemaker.Session().delete_endpoint(name)"
    })  # fmt: skip
    assert plain(endpoint.cleanup) == "always"


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        ("Model(image_uri='i', role='r').deploy()", "ValueError"),
        ("Model(image_uri='i', role='r').deploy(1, None)", "ValueError"),
        ("sagemaker.pipeline.PipelineModel([], 'r').deploy(1)", "TypeError"),
        ("sagemaker.tuner.HyperparameterTuner(e, 'm', {}).deploy(1)", "TypeError"),
    ],
)
def test_what_raises_makes_no_endpoint(call: str, reason: str) -> None:
    (endpoint,) = endpoints({"deploy.py": f"{IMPORTS}import sagemaker.pipeline\n{call}"})
    assert reason in str(plain(endpoint.refused))
    assert plain(endpoint.exists) is False


@pytest.mark.parametrize(
    "call",
    [
        "Model(image_uri='i', role='r').deploy(**settings)",
        "Model(image_uri='i', role='r').right_size().deploy()",
        "m = Model(image_uri='i', role='r')\nm.right_size()\nm.deploy()",
        "sagemaker.jumpstart.model.JumpStartModel('m').deploy()",
        "unknown.deploy(instance_type='ml.m5.large')",
        "Model(image_uri='i', role='r').deploy(1, kind())",
    ],
)
def test_what_may_be_right_is_not_refused(call: str) -> None:
    (endpoint,) = endpoints({"deploy.py": f"{IMPORTS}import sagemaker.jumpstart.model\n{call}"})
    assert isinstance(endpoint.refused, Absent)


def test_signatures_are_handed_down() -> None:
    assert is_a("HuggingFaceModel", "Model")
    assert positions("HuggingFaceModel")[:2] == ("role", "model_data")
    assert "image_config" in signature("HuggingFaceModel")
    assert "routing_config" in signature("HuggingFaceModel", "deploy")
    assert "routing_config" not in signature("MultiDataModel", "deploy")
    assert signature("ServerlessInferenceConfig")["memory_size_in_mb"] == 2048
    assert not signature("Unheard")


def test_nothing_is_told_of_a_script_without_the_sdk() -> None:
    assert reading("app.deploy(instance_type='ml.m5.large')").deployments == ()


HELD = """
from kserve import Service
from sagemaker.jumpstart.model import JumpStartModel
from sagemaker.pipeline import PipelineModel
from sagemaker.predictor import Predictor

{}
"""
TOLD = [
    ("class A:\n    model: JumpStartModel\n    def go(self):\n        self.model.deploy()", 1),
    ("class A:\n    model: 'JumpStartModel'\n    def go(self):\n        self.model.deploy()", 1),
    ("class A:\n    def go(self):\n        self.model.deploy()", 0),
    ("class A:\n    it: Service\n    def go(self):\n        self.it.deploy(1, 'ml.c5.xlarge')", 0),
    (
        (
            "class A:\n    def go(self):\n        self.model.deploy()\n"
            "    def prepare(self):\n        self.model = JumpStartModel('id')"
        ),
        1,
    ),
    (
        (
            "class A:\n    def go(self):\n        self.model.deploy(1, 'ml.c5.large')\n"
            "    def prepare(self):\n        self.model = Service('id')"
        ),
        0,
    ),
    (
        (
            "class A:\n    def go(self):\n        self.model.deploy()\n"
            "    def prepare(self, other):\n"
            "        self.model = JumpStartModel('id')\n        self.model = other"
        ),
        0,
    ),
    ("def load(n) -> JumpStartModel:\n    return table[n]\nload('x').deploy()", 1),
    ("def load(n) -> Service:\n    return table[n]\nload('x').deploy(1, 'ml.c5.large')", 0),
    ("def load(n):\n    return table[n]\nload('x').deploy()", 0),
]


@pytest.mark.parametrize(("script", "count"), TOLD)
def test_annotations_and_other_methods_tell_what_is_deployed(script: str, count: int) -> None:
    assert len(endpoints({"deploy.py": HELD.format(script)})) == count


def test_of_what_another_method_makes_only_the_class_is_known() -> None:
    script = """
class A:
    def go(self):
        self.model.deploy(1, "ml.c5.large", endpoint_name="chain", tags={"a": "b"})
    def prepare(self, image):
        self.model = PipelineModel(models=[image], role="r", name="chain")
image = "i:1"
"""
    (found,) = endpoints({"deploy.py": HELD.format(script)})
    (variant,) = found.variants
    assert isinstance(variant.model_name, Unknown)
    assert isinstance(variant.model, Known)
    assert variant.model.value.containers.more is not None


@pytest.mark.parametrize(
    ("made", "image"),
    [
        ("estimator.deploy(1, 'ml.c5.large')", "train:1"),
        ("estimator.deploy(1, 'ml.c5.large', image_uri='serve:2')", "serve:2"),
        ("estimator.create_model(image_uri='serve:3').deploy(1, 'ml.c5.large')", "serve:3"),
    ],
)
def test_the_model_of_an_estimator_is_what_is_asked_for(made: str, image: str) -> None:
    script = f"""
from sagemaker.estimator import Estimator
estimator = Estimator("train:1", "r", 1, "ml.m5.large")
{made}
"""
    (found,) = endpoints({"deploy.py": script})
    (variant,) = found.variants
    assert isinstance(variant.model, Known)
    (container,) = variant.model.value.containers
    assert isinstance(container.image, Known)
    assert container.image.value == image
