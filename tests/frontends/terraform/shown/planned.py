"""Plans of one endpoint configuration."""

from collections.abc import Mapping

from smlint.core.model import Endpoint
from tests.frontends.terraform.shown.writing import (
    Data,
    change,
)
from tests.project import endpoints, stock

NAMES = {
    "model": "aws_sagemaker_model.m",
    "config": "aws_sagemaker_endpoint_configuration.c",
    "endpoint": "aws_sagemaker_endpoint.e",
    "target": "aws_appautoscaling_target.t",
}


def config(after: Data, unknown: Data | None = None, address: str = NAMES["config"]) -> Data:
    return change(address, after, unknown)


def variant(**settings: object) -> Data:
    return {"production_variants": [{"variant_name": "one", **settings}]}


def only(text: str, files: Mapping[str, str] | None = None) -> Endpoint:
    *_, found = endpoints({**(files or {}), "plan.json": text})
    return found


def problems(text: str, name: str = "plan.json") -> list[tuple[str, str]]:
    found = stock({name: text})
    assert found.endpoints == ()
    return [(problem.severity, problem.message) for problem in found.problems]


SECRET = "s3cr3t"
