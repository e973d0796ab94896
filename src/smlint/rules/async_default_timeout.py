"""Asynchronous requests that are given less time than they take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil

from smlint.core.checks import per_call
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.quantity import show_seconds
from smlint.core.resource import Call
from smlint.core.rule import Evidence, Example, Instead, Match, Outcome, Rule, need
from smlint.core.tree import integer, member
from smlint.core.values import Absent
from smlint.rules._conditions import all_in

OPERATION = "InvokeEndpointAsync"


@per_call
def calls(endpoint: Endpoint, call: Call, facts: Facts) -> Iterator[Match]:
    """Match each call whose timeout, or the default where it has none, is below the need."""
    if call.operation != OPERATION:
        return
    time = need(endpoint.workload.processing_time)
    default, most = (
        facts.value("async-default-processing-time"),
        facts.value("async-processing-time"),
    )
    if time is None or not all_in((endpoint.kind, ("async",))) or time > most:
        return
    timeout = integer(member(call.arguments, "InvocationTimeoutSeconds"))
    given = need(timeout)
    if time <= (default if given is None else given):
        return
    told = (
        f"it is given {show_seconds(default)}, as InvocationTimeoutSeconds is not set"
        if given is None
        else f"InvocationTimeoutSeconds gives it {show_seconds(given)}"
    )
    shown = show_seconds(time)
    yield Match(
        call.span if given is None else timeout.span,
        f"a request takes up to {shown}, but {told}",
        (Evidence(f"processing time is {shown}", endpoint.workload.processing_time),),
        instead=(Instead(OPERATION, {"InvocationTimeoutSeconds": ceil(time)}),),
    )


def check(endpoint: Endpoint, facts: Facts) -> Iterable[Outcome]:
    """Look at calls, and mind those that cannot be seen, only where a time is declared."""
    if isinstance(endpoint.workload.processing_time, Absent):
        return ()
    return calls(endpoint, facts)


RULE = Rule(
    id="SM107",
    name="async-default-timeout",
    title="Asynchronous request with less time than it takes",
    category="latency",
    severity="warning",
    preset="recommended",
    needs=("workload.processing_time",),
    sources=(
        Citation(
            "Invoke an asynchronous endpoint",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-invoke-endpoint.html",
            "2026-11-21",
            "InvocationTimeoutSeconds is set with the request, up to one hour.",
        ),
        Citation(
            "InvokeEndpointAsync, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpointAsync.html",
            "2026-11-21",
            "A request that sets no InvocationTimeoutSeconds is given 15 minutes; an hour is the "
            "most.",
        ),
    ),
    explanation=(
        "Asynchronous endpoints are known for requests of up to one hour, but that has to be asked "
        "for: a request that says nothing is given 15 minutes, and then fails with an object in "
        "S3FailurePath, or with nothing at all. The time belongs to the request, not to the "
        "endpoint, so no template can set it and each caller has to. The rule reads the calls of "
        "scripts; callers elsewhere are not seen."
    ),
    remedy="Ask for the time that a request takes, up to 3600 seconds.",
    bad=(
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
# smlint: processing_time=40min
sagemaker.create_endpoint_config(
    EndpointConfigName="films",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "films",
            "InstanceType": "ml.g5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
    AsyncInferenceConfig={"OutputConfig": {"S3OutputPath": "s3://results/films/"}},
)
sagemaker.create_endpoint(EndpointName="films", EndpointConfigName="films")
runtime = boto3.client("sagemaker-runtime")
runtime.invoke_endpoint_async(EndpointName="films", InputLocation="s3://in/1")  # <- here
""",
        ),
        Example(
            "shell",
            """\
# smlint: processing_time=40min
aws sagemaker create-endpoint-config --endpoint-config-name films \\
  --production-variants VariantName=A,ModelName=f,InstanceType=ml.m5.large,InitialInstanceCount=1 \\
  --async-inference-config OutputConfig={S3OutputPath=s3://results/films/}
aws sagemaker create-endpoint --endpoint-name films --endpoint-config-name films
aws sagemaker-runtime invoke-endpoint-async --endpoint-name films --input-location s3://in/1 \\
  --invocation-timeout-seconds 1800  # <- here
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
# smlint: processing_time=40min
sagemaker.create_endpoint_config(
    EndpointConfigName="films",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "films",
            "InstanceType": "ml.g5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
    AsyncInferenceConfig={"OutputConfig": {"S3OutputPath": "s3://results/films/"}},
)
sagemaker.create_endpoint(EndpointName="films", EndpointConfigName="films")
runtime = boto3.client("sagemaker-runtime")
runtime.invoke_endpoint_async(
    EndpointName="films", InputLocation="s3://in/1", InvocationTimeoutSeconds=3600
)
""",
        ),
        Example(
            "python",
            """\
from sagemaker.async_inference import AsyncInferenceConfig
from sagemaker.pytorch import PyTorchModel

model = PyTorchModel(model_data="s3://models/f.tar.gz", role="ml", entry_point="inference.py")
# smlint: processing_time=40min
predictor = model.deploy(1, "ml.g5.xlarge", async_inference_config=AsyncInferenceConfig())
predictor.predict_async(
    input_path="s3://in/1", initial_args={"InvocationTimeoutSeconds": 3600}
)
""",
        ),
    ),
    check=check,
)
