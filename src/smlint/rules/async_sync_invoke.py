"""Synchronous calls of asynchronous endpoints."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.resource import SYNCHRONOUS
from smlint.core.rule import ENDPOINT_NAME, Evidence, Example, Instead, Match, Rule, need_all
from smlint.rules._conditions import all_in

INPUT = {"EndpointName": ENDPOINT_NAME, "InputLocation": "s3://BUCKET/INPUT"}


@having("calls")
@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match each synchronous call; calls that cannot be seen matter to asynchronous ones alone."""
    calls = [call for call in endpoint.calls if call.operation in SYNCHRONOUS]
    if not calls and endpoint.calls.more is None:
        return
    if not all_in((endpoint.kind, ("async",))):
        return
    for call in calls:
        yield Match(
            call.span,
            "this calls an asynchronous endpoint synchronously: it takes InvokeEndpointAsync only "
            f"and refuses {call.operation}",
            (Evidence("kind is async", endpoint.kind),),
            (call.extent,),
            instead=(Instead("InvokeEndpointAsync", INPUT),),
        )
    need_all(endpoint.calls)


RULE = Rule(
    id="SM911",
    name="async-sync-invoke",
    title="Asynchronous endpoint called synchronously",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Asynchronous inference",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference.html",
            "2026-11-21",
            "An endpoint with an asynchronous configuration takes asynchronous invocations only.",
        ),
    ),
    explanation=(
        "Once an endpoint configuration has an asynchronous part, the endpoint takes "
        "InvokeEndpointAsync only. InvokeEndpoint fails, whatever it sends."
    ),
    remedy=(
        "Put the input into S3 and call InvokeEndpointAsync with its InputLocation, or deploy "
        "without the asynchronous configuration."
    ),
    bad=(
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="ocr",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "ocr",
            "InstanceType": "ml.m5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
    AsyncInferenceConfig={"OutputConfig": {"S3OutputPath": "s3://results/ocr/"}},
)
sagemaker.create_endpoint(EndpointName="ocr", EndpointConfigName="ocr")
runtime = boto3.client("sagemaker-runtime")
runtime.invoke_endpoint(EndpointName="ocr", Body=b"{}")  # <- here
""",
        ),
        Example(
            "shell",
            """\
aws sagemaker create-endpoint-config --endpoint-config-name ocr --production-variants \\
  VariantName=AllTraffic,ModelName=ocr,InstanceType=ml.m5.xlarge,InitialInstanceCount=1 \\
  --async-inference-config 'OutputConfig={S3OutputPath=s3://results/ocr/}'
aws sagemaker create-endpoint --endpoint-name ocr --endpoint-config-name ocr
aws sagemaker-runtime invoke-endpoint --endpoint-name ocr --body '{}' out.json # <- here
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_endpoint_config(
    EndpointConfigName="ocr",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "ocr",
            "InstanceType": "ml.m5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
    AsyncInferenceConfig={"OutputConfig": {"S3OutputPath": "s3://results/ocr/"}},
)
sagemaker.create_endpoint(EndpointName="ocr", EndpointConfigName="ocr")
runtime = boto3.client("sagemaker-runtime")
runtime.invoke_endpoint_async(EndpointName="ocr", InputLocation="s3://inbox/page.json")
""",
        ),
        Example(
            "shell",
            """\
aws sagemaker create-endpoint-config --endpoint-config-name ocr --production-variants \\
  VariantName=AllTraffic,ModelName=ocr,InstanceType=ml.m5.xlarge,InitialInstanceCount=1 \\
  --async-inference-config 'OutputConfig={S3OutputPath=s3://results/ocr/}'
aws sagemaker create-endpoint --endpoint-name ocr --endpoint-config-name ocr
aws sagemaker-runtime invoke-endpoint-async --endpoint-name ocr \\
  --input-location s3://inbox/page.json
""",
        ),
    ),
    check=check,
)
