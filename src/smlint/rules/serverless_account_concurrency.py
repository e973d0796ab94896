"""Serverless endpoints that together ask for more than an account has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from smlint.core.checks import per_deployment
from smlint.core.facts import Citation, Facts
from smlint.core.model import Deployed, Endpoint, ServerlessConfig
from smlint.core.rule import Evidence, Example, Match, Rule
from smlint.core.values import Known

LARGE = frozenset({
    "us-east-2", "us-east-1", "us-west-2", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1",
    "eu-central-1", "eu-west-1",
})  # fmt: skip
"""The regions with the larger quota."""


@per_deployment
def check(deployed: Deployed, facts: Facts) -> Iterator[Match]:
    """Match all endpoints of a region whose known concurrencies add up to more than the quota.

    What is not known adds nothing. Endpoints whose region no file names are those of one region
    with the larger quota. Of the configurations of one endpoint the last one counts.
    """
    by_region: dict[str, dict[str, Endpoint]] = {}
    for endpoint in deployed.endpoints:
        if isinstance(endpoint.kind, Known) and endpoint.kind.value == "serverless":
            region = endpoint.region.value if isinstance(endpoint.region, Known) else ""
            by_region.setdefault(region, {})[endpoint.unit or endpoint.address] = endpoint
    for region, units in by_region.items():
        yield from _too_much(region, tuple(units.values()), facts)


def _too_much(region: str, endpoints: Sequence[Endpoint], facts: Facts) -> Iterator[Match]:
    place = f" in {region}" if region else ""
    most = facts.value("serverless-endpoints")
    if len(endpoints) > most:
        yield Match(
            endpoints[-1].span,
            f"this deployment makes {len(endpoints)} serverless endpoints{place}, but an account "
            f"hosts {most:g} in a region unless its quota is raised",
            endpoints=tuple(endpoints),
        )
    small = region and region not in LARGE
    quota = facts.value(f"serverless-account-concurrency{'-elsewhere' if small else ''}")
    configs = [config for endpoint in endpoints for config in _configs(endpoint)]
    total = sum(_number(configs))
    if total > quota:
        yield Match(
            configs[-1].max_concurrency.span,
            f"the serverless endpoints of this deployment{place} may run {total} invocations at a "
            f"time, but an account runs {quota:g} in a region unless its quota is raised",
            tuple(Evidence("added here", config.max_concurrency) for config in configs),
            endpoints=tuple(endpoints),
        )


def _configs(endpoint: Endpoint) -> Iterator[ServerlessConfig]:
    for variant in endpoint.variants:
        if isinstance(variant.serverless_config, Known):
            config = variant.serverless_config.value
            if isinstance(config.max_concurrency, Known):
                yield config


def _number(configs: Iterable[ServerlessConfig]) -> Iterator[int]:
    for config in configs:
        if isinstance(config.max_concurrency, Known):
            yield config.max_concurrency.value


RULE = Rule(
    id="SM309",
    name="serverless-account-concurrency",
    title="Serverless endpoints over the quota of an account",
    category="scaling",
    severity="note",
    preset="strict",
    sources=(
        Citation(
            "Deploy models with Amazon SageMaker Serverless Inference, concurrent invocations",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html",
            "2026-11-21",
            "All serverless endpoints of an account in a Region share a number of concurrent "
            "invocations: 1000 in eight large Regions, 500 in the others. A Region hosts 50 of "
            "them.",
        ),
    ),
    explanation=(
        "The concurrency of a serverless endpoint is taken from a pool that all of them share in "
        "an account and region. Endpoints that together may take more than there is throttle each "
        "other when they are busy at the same time, although each is within its own limit. The "
        "rule adds up what one deployment makes; other stacks in the same account come on top. "
        "The quotas can be raised: a raised one is told to smlint under `facts` in its "
        "configuration."
    ),
    remedy=(
        "Lower the maximum concurrencies to what each endpoint needs, put models of one use on one "
        "endpoint, or have AWS raise the quota."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "tags" {
  count = 6
  production_variants {
    model_name = "tags-${count.index}"
    serverless_config {
      memory_size_in_mb = 2048
      max_concurrency   = 200 # <- here
    }
  }
}
""",
        ),
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker", region_name="eu-west-2")
for name in ("tags", "faces", "plates"):
    sagemaker.create_endpoint_config(
        EndpointConfigName=name,
        ProductionVariants=[
            {
                "VariantName": "AllTraffic",
                "ModelName": name,
                "ServerlessConfig": {
                    "MemorySizeInMB": 2048,
                    "MaxConcurrency": 200,  # <- here
                },
            }
        ],
    )
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "tags" {
  count = 5
  production_variants {
    model_name = "tags-${count.index}"
    serverless_config {
      memory_size_in_mb = 2048
      max_concurrency   = 200
    }
  }
}
""",
        ),
    ),
    check_deployed=check,
)
