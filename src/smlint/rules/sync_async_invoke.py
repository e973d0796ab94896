"""Asynchronous calls of endpoints that are not asynchronous."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_deployment_with
from smlint.core.facts import Citation, Facts
from smlint.core.model import Deployed, Endpoint
from smlint.core.rule import (
    ENDPOINT_NAME,
    Evidence,
    Example,
    Instead,
    Match,
    Rule,
    Undetermined,
    need,
    need_all,
)
from smlint.core.values import Unknown

OPERATION = "InvokeEndpointAsync"
REQUEST = {"EndpointName": ENDPOINT_NAME, "Body": "REQUEST"}


@per_deployment_with(OPERATION)
def check(deployed: Deployed, _: Facts) -> Iterator[Match]:
    """Match each such call of an endpoint none of whose configurations is asynchronous.

    Calls of endpoints whose name is not known are not asked after: any call could be one.
    """
    doubts = []
    for endpoint in deployed.endpoints:
        calls = [call for call in endpoint.calls if call.operation == OPERATION]
        try:
            if not calls or _is_queued(endpoint, deployed):
                continue
        except Undetermined as met:
            doubts.append(met)
            continue
        for call in calls:
            yield Match(
                call.span,
                f"this sends a request to the queue of {endpoint.label}, which has none: it is "
                "not asynchronous and refuses InvokeEndpointAsync",
                (Evidence("what kind it is", endpoint.kind),),
                (endpoint.extent, call.extent),
                instead=(Instead("InvokeEndpoint", REQUEST),),
                endpoints=(endpoint,),
            )
    for doubt in doubts:
        raise doubt


def _is_queued(endpoint: Endpoint, deployed: Deployed) -> bool:
    """Whether `endpoint` is asynchronous, or is before or after a change of its configuration."""
    unit = endpoint.unit or endpoint.address
    same = [other for other in deployed.endpoints if (other.unit or other.address) == unit]
    if any(need(other.kind) not in ("realtime", "serverless") for other in same):
        return True
    updates = [call for call in need_all(endpoint.calls) if call.operation == "UpdateEndpoint"]
    if len(updates) >= len(same):
        reason = "this may give the endpoint another configuration"
        raise Undetermined(Unknown(reason, updates[0].span))
    return False


RULE = Rule(
    id="SM923",
    name="sync-async-invoke",
    title="Asynchronous call of an endpoint that answers at once",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "CreateEndpointConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html",
            "2026-11-21",
            "AsyncInferenceConfig is required of an endpoint that is to be called by "
            "InvokeEndpointAsync.",
        ),
    ),
    explanation=(
        "InvokeEndpointAsync puts a request into the queue of an asynchronous endpoint. Endpoints "
        "have a queue only if their configuration has an asynchronous part: a real-time or "
        "serverless endpoint refuses the call, whatever it sends."
    ),
    remedy=(
        "Give the endpoint configuration an AsyncInferenceConfig, or call InvokeEndpoint with the "
        "payload as its body."
    ),
    bad=(
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="search",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "search",
            "InstanceType": "ml.m5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sagemaker.create_endpoint(EndpointName="search", EndpointConfigName="search")
runtime = boto3.client("sagemaker-runtime")
runtime.invoke_endpoint_async(EndpointName="search", InputLocation="s3://in/a.json")  # <- here
sagemaker.delete_endpoint(EndpointName="search")
""",
        ),
        Example(
            "shell",
            """\
aws sagemaker create-endpoint-config --endpoint-config-name search --production-variants \\
  VariantName=AllTraffic,ModelName=search,InstanceType=ml.m5.xlarge,InitialInstanceCount=1
aws sagemaker create-endpoint --endpoint-name search --endpoint-config-name search
aws sagemaker-runtime invoke-endpoint-async --endpoint-name search --input-location $1 # <- here
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
variant = {
    "VariantName": "AllTraffic",
    "ModelName": "ocr",
    "InstanceType": "ml.m5.xlarge",
    "InitialInstanceCount": 1,
}
sagemaker.create_endpoint_config(EndpointConfigName="ocr-1", ProductionVariants=[variant])
sagemaker.create_endpoint(EndpointName="ocr", EndpointConfigName="ocr-1")
sagemaker.create_endpoint_config(
    EndpointConfigName="ocr-2",
    ProductionVariants=[variant],
    AsyncInferenceConfig={"OutputConfig": {"S3OutputPath": "s3://results/ocr/"}},
)
sagemaker.update_endpoint(EndpointName="ocr", EndpointConfigName="ocr-2")
runtime = boto3.client("sagemaker-runtime")
runtime.invoke_endpoint_async(EndpointName="ocr", InputLocation="s3://inbox/page.json")
""",
        ),
    ),
    check_deployed=check,
)
