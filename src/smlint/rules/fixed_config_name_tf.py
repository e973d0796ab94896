"""Endpoint configurations in Terraform whose name cannot change."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need, per_endpoint
from smlint.core.values import Known, Setting, Unknown
from smlint.rules._texts import is_digest

RESOURCE = "aws_sagemaker_endpoint_configuration."
"""What the address of a configuration holds; an endpoint alone only repeats another's name."""


@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match a name that is determined by the files and is no digest of anything."""
    name = endpoint.config_name
    if endpoint.language != "terraform" or RESOURCE not in endpoint.address:
        return
    if not isinstance(name, Known) or is_digest(name.value):
        return
    if need(endpoint.ignores_changes):
        return
    yield Match(
        name.span,
        "the name of this configuration is fixed, but every change replaces the configuration: "
        + _consequence(endpoint.create_before_destroy),
        (Evidence("set here", name),),
        instead=(Instead("AWS::SageMaker::EndpointConfig", {"EndpointConfigName": None}),),
    )


def _consequence(before: Setting[bool]) -> str:
    if isinstance(before, Unknown):
        return "a second one of the same name is refused, or not noticed by the endpoint"
    if isinstance(before, Known) and before.value:
        return "the new one is created first, under a name that is still taken, and is refused"
    return "an endpoint does not notice a new one of the same name"


RULE = Rule(
    id="SM701",
    name="fixed-config-name-tf",
    title="Fixed name of an endpoint configuration in Terraform",
    category="deployment",
    severity="warning",
    preset="recommended",
    sources=(
        Citation(
            "Terraform AWS provider, aws_sagemaker_endpoint_configuration",
            "https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/sagemaker_endpoint_configuration.html.markdown",
            "2026-11-21",
            "An endpoint sees a changed configuration by its new name only: let the name be random "
            "(name_prefix or none) and set create_before_destroy.",
        ),
        Citation(
            "terraform-provider-aws, issue 21811",
            "https://github.com/hashicorp/terraform-provider-aws/issues/21811",
            "2026-11-21",
            "Replacing a configuration that an endpoint uses fails or has no effect.",
        ),
    ),
    explanation=(
        "All arguments of an endpoint configuration force a replacement, and an endpoint is only "
        "updated when the name of its configuration changes. With a fixed name Terraform destroys "
        "the configuration under the running endpoint and makes another one that the endpoint does "
        "not take up; with create_before_destroy it cannot make the second one at all. Names that "
        "hold a hash or a random part change and are left alone, and so is what ignores all "
        "changes."
    ),
    remedy=(
        "Use name_prefix (or no name) instead of name, and set `lifecycle { create_before_destroy "
        "= true }`."
    ),
    bad=(
        Example(
            "terraform",
            """\
variable "project" {
  default = "search"
}

resource "aws_sagemaker_endpoint_configuration" "search" {
  name = "${var.project}-config" # <- here
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
}
""",
        ),
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  name = "search" # <- here
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
  lifecycle {
    create_before_destroy = true
  }
}
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  name_prefix = "search-"
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
  lifecycle {
    create_before_destroy = true
  }
}
""",
        ),
        Example(
            "terraform",
            """\
resource "random_id" "search" {
  byte_length = 4
}

resource "aws_sagemaker_endpoint_configuration" "search" {
  name = "search-${random_id.search.hex}"
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
}
""",
        ),
    ),
    check=check,
)
