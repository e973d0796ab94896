"""What the objects do that a deployment gives: predictors, and endpoints of SDK v3."""

import pytest

from smlint.core.model import Endpoint
from smlint.core.values import Absent, Known, Unknown
from tests.project import endpoints

ASYNCHRONOUS = """
from sagemaker.model import Model
from sagemaker.async_inference import AsyncInferenceConfig
from sagemaker.predictor_async import AsyncPredictor
model = Model(image_uri="i:1", role="r")
config = AsyncInferenceConfig(output_path="s3://a/b")
predictor = model.deploy(1, "ml.m5.large", async_inference_config=config)
"""
BUILDER = """
from sagemaker.core.resources import Endpoint
from sagemaker.serve import ModelBuilder
builder = ModelBuilder(model="m", role_arn="r")
builder.build()
made = builder.deploy(endpoint_name="fraud", instance_type="ml.m5.large")
"""


def one(script: str) -> Endpoint:
    (found,) = endpoints({"deploy.py": script})
    return found


def operations(script: str) -> list[str]:
    return [call.operation for call in one(script).calls]


def test_the_predictor_of_an_asynchronous_endpoint_sends_to_its_queue() -> None:
    assert operations(ASYNCHRONOUS + "predictor.predict(1)") == ["InvokeEndpointAsync"]
    wrapped = "AsyncPredictor(predictor).predict(1)"
    assert operations(ASYNCHRONOUS + wrapped) == ["InvokeEndpointAsync"]
    plain = ASYNCHRONOUS.replace(", async_inference_config=config", "")
    assert operations(plain + "predictor.predict(1)") == ["InvokeEndpoint"]


@pytest.mark.parametrize(
    "deletion", ["made.delete()", 'Endpoint.get(endpoint_name="fraud").delete()']
)
def test_an_endpoint_of_sdk_v3_deletes_itself(deletion: str) -> None:
    found = one(BUILDER + deletion)
    assert isinstance(found.cleanup, Known)
    assert found.cleanup.value == "always"


def test_the_predictor_that_the_sdk_retrieves_is_the_endpoints() -> None:
    script = """
from sagemaker.model import Model
from sagemaker.predictor import retrieve_default
model = Model(image_uri="i:1", role="r")
model.deploy(1, "ml.m5.large")
retrieve_default(model.endpoint_name, sagemaker_session=None).delete_endpoint()
"""
    assert getattr(one(script).cleanup, "value", None) == "always"


def test_the_type_that_an_estimator_trains_on_is_not_the_endpoints() -> None:
    script = """
from sagemaker.jumpstart.estimator import JumpStartEstimator
estimator = JumpStartEstimator(model_id="m", instance_type="ml.p4d.24xlarge")
estimator.deploy()
"""
    (variant,) = one(script).variants
    assert isinstance(variant.instance_type, Unknown)


def test_an_image_from_the_sdks_list_says_so() -> None:
    script = """
from sagemaker import image_uris
from sagemaker.model import Model
image = image_uris.retrieve("xgboost", "eu-west-1", "1.7-1")
Model(image_uri=image, role="r").deploy(1, "ml.m5.large")
"""
    (variant,) = one(script).variants
    assert isinstance(variant.model, Known)
    (container,) = variant.model.value.containers
    assert not isinstance(container.image, (Known, Absent))
    assert any(hop.kind == "implied" for hop in container.image.via)


OWN = """
from sagemaker.predictor import Predictor
class Named(Predictor):
    def __init__(self, endpoint_name, session=None):
        super().__init__(endpoint_name, sagemaker_session=session, serializer=None)
class Handed(Predictor):
    def __init__(self, *args, **kwargs):
        super(Handed, self).__init__(*args, serializer=None, **kwargs)
    def ask(self, x):
        return super().predict(x)
class Plain(Predictor):
    pass
class Further(Plain):
    limit = 1
class Other(Base):
    pass
"""


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        ("Named(e.endpoint_name).delete_endpoint()", ["DeleteEndpoint"]),
        ("Handed(endpoint_name=e.endpoint_name).ask(1)", ["InvokeEndpoint"]),
        ("Plain(e.endpoint_name).predict(1)", ["InvokeEndpoint"]),
        ("delete(Named(e.endpoint_name).endpoint_name)", ["DeleteEndpoint"]),
        ("Further(e.endpoint).predict(1)", ["InvokeEndpoint"]),
        ("Other(e.endpoint).predict(1)", []),
    ],
)
def test_an_own_class_of_predictors_stands_for_its_endpoint(use: str, expected: list[str]) -> None:
    made = "e = Model('i', role='r').deploy(1, 'ml.m5.large', endpoint_name=name())\n"
    code = (
        "import sagemaker\nfrom sagemaker.model import Model\nfrom else_where import Base, name\n"
        f"{OWN}{made}delete = sagemaker.Session().delete_endpoint\n{use}"
    )
    (endpoint,) = endpoints({"deploy.py": code})
    assert [call.operation for call in endpoint.calls] == expected


@pytest.mark.parametrize(
    "watched",
    [
        "predictor.endpoint_name",
        'EndpointInput(endpoint_name="fraud", destination="/opt/ml/processing/input")',
        'EndpointInput("fraud", "/opt/ml/processing/input")',
    ],
)
def test_a_monitor_of_the_sdk_watches_the_endpoint(watched: str) -> None:
    script = f"""
from sagemaker.model import Model
from sagemaker.model_monitor import EndpointInput, ModelQualityMonitor
predictor = Model(image_uri="i:1", role="r").deploy(1, "ml.m5.large", endpoint_name="fraud")
monitor = ModelQualityMonitor(role="r")
monitor.create_monitoring_schedule({watched}, monitor_schedule_name="hourly")
"""
    (schedule,) = one(script).monitoring_schedules
    assert schedule.name == Known("hourly", schedule.span)
    assert schedule.monitoring_type == Known("ModelQuality", schedule.span)


def test_a_schedule_without_an_endpoint_watches_none() -> None:
    script = """
from sagemaker.model import Model
from sagemaker.model_monitor import DefaultModelMonitor
Model(image_uri="i:1", role="r").deploy(1, "ml.m5.large", endpoint_name="fraud")
DefaultModelMonitor(role="r").create_monitoring_schedule(batch_transform_input=batch)
"""
    assert one(script).monitoring_schedules.items == ()
