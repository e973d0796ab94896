"""Arguments that the SageMaker SDK takes and does nothing with."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.rule import Evidence, Example, Match, Rule, need
from smlint.core.values import Absent


@having("dropped")
@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match each argument that is dropped; those of a call that raises are its least trouble."""
    if need(endpoint.refused) is not None:
        return
    for dropped in endpoint.dropped:
        yield Match(
            dropped.at,
            f"{dropped.argument} is ignored: {dropped.reason}",
            (Evidence("deployed here", Absent(endpoint.span)),),
        )


RULE = Rule(
    id="SM951",
    name="sdk-dropped-argument",
    title="Argument that the SageMaker SDK ignores",
    category="sdk",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "SageMaker Python SDK 2.257.7, model.py",
            "https://github.com/aws/sagemaker-python-sdk/blob/v2.257.7/src/sagemaker/model.py",
            "2026-11-21",
            "An endpoint of inference components is made without the configurations of data "
            "capture, asynchronous and serverless inference and explanations; managed instance "
            "scaling and resources are read for such an endpoint only. A serverless variant has "
            "nothing of instances. Arguments that deploy() does not know are not read.",
        ),
        Citation(
            "SageMaker Python SDK 2.257.7, multidatamodel.py",
            "https://github.com/aws/sagemaker-python-sdk/blob/v2.257.7/src/sagemaker/multidatamodel.py",
            "2026-11-21",
            "MultiDataModel.deploy() takes any further argument and reads none of them.",
        ),
    ),
    explanation=(
        "deploy() takes more arguments than any one kind of endpoint is made with, and any that it "
        "does not know. What does not apply is dropped without an error or a warning: the endpoint "
        "is deployed, but records no data, does not scale or is not serverless. What only repeats "
        "an argument of the model does no harm, and is left alone."
    ),
    remedy=(
        "Remove the argument, or make the endpoint configuration with boto3, which has a place for "
        "every setting."
    ),
    bad=(
        Example(
            "python",
            """\
from sagemaker.enums import EndpointType
from sagemaker.model import Model
from sagemaker.model_monitor import DataCaptureConfig

model = Model(image_uri="fraud:1", role="ml", model_data="s3://models/fraud.tar.gz")
predictor = model.deploy(
    initial_instance_count=1,
    instance_type="ml.g5.xlarge",
    endpoint_type=EndpointType.INFERENCE_COMPONENT_BASED,
    resources=needs,
    data_capture_config=DataCaptureConfig(enable_capture=True),  # <- here
)
predictor.delete_endpoint()
""",
        ),
        Example(
            "python",
            """\
from sagemaker.model import Model

model = Model(image_uri="fraud:1", role="ml", model_data="s3://models/fraud.tar.gz")
predictor = model.deploy(
    initial_instance_count=1,
    instance_type="ml.g5.xlarge",
    managed_instance_scaling={"MinInstanceCount": 1, "MaxInstanceCount": 4},  # <- here
)
predictor.delete_endpoint()
""",
        ),
        Example(
            "python",
            """\
from sagemaker.multidatamodel import MultiDataModel

models = MultiDataModel("fraud", "s3://models/fraud/", image_uri="fraud:1", role="ml")
predictor = models.deploy(
    initial_instance_count=1,
    instance_type="ml.m5.xlarge",
    volume_size=200,  # <- here
)
predictor.delete_endpoint()
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
from sagemaker.model import Model
from sagemaker.predictor import Predictor

model = Model(
    image_uri="fraud:1", role="ml", model_data="s3://models/fraud.tar.gz", predictor_cls=Predictor
)
predictor = model.deploy(
    initial_instance_count=1, instance_type="ml.g5.xlarge", predictor_cls=Predictor
)
predictor.delete_endpoint()
""",
        ),
        Example(
            "python",
            """\
from sagemaker.model import Model
from sagemaker.model_monitor import DataCaptureConfig

model = Model(image_uri="fraud:1", role="ml", model_data="s3://models/fraud.tar.gz")
predictor = model.deploy(
    initial_instance_count=1,
    instance_type="ml.g5.xlarge",
    data_capture_config=DataCaptureConfig(enable_capture=True),
    managed_instance_scaling=None,
)
predictor.delete_endpoint()
""",
        ),
    ),
    check=check,
)
