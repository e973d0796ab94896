"""Deployments with which the SageMaker SDK raises an error."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.resource import ENDPOINT_CONFIG
from smlint.core.rule import Example, Instead, Match, Rule, Written, need
from smlint.core.values import Known


@having("refused")
@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match a call that raises."""
    reason = need(endpoint.refused)
    if reason is not None:
        yield Match(endpoint.span, f"{reason}; no endpoint is made", instead=_instances(endpoint))


def _instances(endpoint: Endpoint) -> tuple[Instead, ...]:
    """The number of instances, where it is what is missing beside the type."""
    for variant in endpoint.variants:
        kind, count = variant.instance_type, variant.initial_instance_count
        if isinstance(kind, Known) and any(hop.kind == "implied" for hop in count.via):
            both: Written = {"InitialInstanceCount": 1, "InstanceType": kind.value}
            return (Instead(ENDPOINT_CONFIG, {"ProductionVariants": [both]}),)
    return ()


RULE = Rule(
    id="SM952",
    name="sdk-deploy-refused",
    title="Deployment that the SageMaker SDK refuses",
    category="sdk",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "SageMaker Python SDK 2.257.7, model.py",
            "https://github.com/aws/sagemaker-python-sdk/blob/v2.257.7/src/sagemaker/model.py",
            "2026-11-21",
            "Without a serverless configuration both the instance type and the number of instances "
            "have to be given. An endpoint of inference components is not updated.",
        ),
        Citation(
            "SageMaker Python SDK 2.257.7, pipeline.py",
            "https://github.com/aws/sagemaker-python-sdk/blob/v2.257.7/src/sagemaker/pipeline.py",
            "2026-11-21",
            "PipelineModel.deploy() needs both, and has no parameter for serverless or "
            "asynchronous inference.",
        ),
    ),
    explanation=(
        "deploy() checks its arguments before it asks AWS for anything, and raises TypeError or "
        "ValueError. A script that comes there ends, perhaps after an hour of training."
    ),
    remedy="Pass initial_instance_count and instance_type, or a serverless_inference_config.",
    bad=(
        Example(
            "python",
            """\
from sagemaker.model import Model

model = Model(image_uri="fraud:1", role="ml", model_data="s3://models/fraud.tar.gz")
predictor = model.deploy(instance_type="ml.m5.xlarge")  # <- here
""",
        ),
        Example(
            "python",
            """\
from sagemaker.pipeline import PipelineModel
from sagemaker.serverless import ServerlessInferenceConfig

chain = PipelineModel(models=[prepare, predict], role="ml")
chain.deploy(1, "ml.m5.large", serverless_inference_config=ServerlessInferenceConfig())  # <- here
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
from sagemaker.jumpstart.model import JumpStartModel
from sagemaker.model import Model
from sagemaker.serverless import ServerlessInferenceConfig

model = Model(image_uri="fraud:1", role="ml", model_data="s3://models/fraud.tar.gz")
predictor = model.deploy(serverless_inference_config=ServerlessInferenceConfig())
predictor.delete_endpoint()
other = JumpStartModel(model_id="catboost-classification-model").deploy()
other.delete_endpoint()
""",
        ),
    ),
    check=check,
)
