"""Clients that hang up before a slow endpoint has answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from smlint.core.checks import per_call
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.quantity import show_seconds
from smlint.core.resource import Call
from smlint.core.rule import CLIENT, Evidence, Example, Instead, Match, Outcome, Rule, need
from smlint.core.values import Absent
from smlint.rules._conditions import all_in


@per_call
def calls(endpoint: Endpoint, call: Call, facts: Facts) -> Iterator[Match]:
    """Match each synchronous call of a client that waits less than is documented to be needed."""
    if call.operation != "InvokeEndpoint":
        return
    time = need(endpoint.workload.processing_time)
    slow, longest = facts.value("slow-sync-processing-time"), facts.value("sync-processing-time")
    if time is None or not slow <= time <= longest:
        return
    wait, least = need(call.read_timeout), facts.value("slow-sync-read-timeout")
    if not all_in((endpoint.kind, ("realtime", "serverless"))) or wait is None or wait >= least:
        return
    yield Match(
        call.span,
        f"a request takes up to {show_seconds(time)}, but this client waits for "
        f"{show_seconds(wait)}: it takes {show_seconds(least)} to be safe",
        (
            Evidence("how long the client waits", call.read_timeout),
            Evidence(f"processing time is {show_seconds(time)}", endpoint.workload.processing_time),
        ),
        instead=(Instead(CLIENT, {"read_timeout": int(least)}),),
    )


def check(endpoint: Endpoint, facts: Facts) -> Iterable[Outcome]:
    """Look at calls, and mind those that cannot be seen, only where a time is declared."""
    if isinstance(endpoint.workload.processing_time, Absent):
        return ()
    return calls(endpoint, facts)


RULE = Rule(
    id="SM105",
    name="sync-processing-50-60s",
    title="Client that waits less than a slow request takes",
    category="latency",
    severity="warning",
    preset="recommended",
    needs=("workload.processing_time",),
    sources=(
        Citation(
            "InvokeEndpoint, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html",
            "2026-11-21",
            "A model that works for 50 to 60 seconds needs a client whose socket timeout is 70 "
            "seconds.",
        ),
        Citation(
            "botocore, Config",
            "https://botocore.amazonaws.com/v1/documentation/api/latest/reference/config.html",
            "2026-11-21",
            "A client waits for 60 seconds where read_timeout does not say otherwise.",
        ),
    ),
    explanation=(
        "An endpoint works on a request for up to 60 seconds, and a client of boto3 waits for 60 "
        "as well. With the way there and back a request of 50 seconds or more comes too late: the "
        "client gives up, and by default sends the request again, so that the instance works on "
        "both. The documented wait for such models is 70 seconds. The rule looks at clients that "
        "a script makes with boto3; the SageMaker SDK makes its own, which wait for longer."
    ),
    remedy=(
        "Make the client with Config(read_timeout=70), and think about "
        'retries={"total_max_attempts": 1}; or use an asynchronous endpoint.'
    ),
    bad=(
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
# smlint: processing_time=55s
sagemaker.create_endpoint_config(
    EndpointConfigName="papers",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "papers",
            "InstanceType": "ml.g5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sagemaker.create_endpoint(EndpointName="papers", EndpointConfigName="papers")
runtime = boto3.client("sagemaker-runtime")
runtime.invoke_endpoint(EndpointName="papers", Body=b"{}")  # <- here
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
import boto3
from botocore.config import Config

sagemaker = boto3.client("sagemaker")
# smlint: processing_time=55s
sagemaker.create_endpoint_config(
    EndpointConfigName="papers",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "papers",
            "InstanceType": "ml.g5.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sagemaker.create_endpoint(EndpointName="papers", EndpointConfigName="papers")
runtime = boto3.client("sagemaker-runtime", config=Config(read_timeout=70))
runtime.invoke_endpoint(EndpointName="papers", Body=b"{}")
""",
        ),
    ),
    check=check,
)
