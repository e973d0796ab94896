"""Endpoint configurations in Terraform whose name cannot change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from smlint.core.checks import per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.resource import ENDPOINT_CONFIG
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need
from smlint.core.values import Known, Reference, Setting, Unknown, parts_of
from smlint.rules._texts import is_digest

RESOURCE = "aws_sagemaker_endpoint_configuration."
"""What the address of a configuration holds; an endpoint alone only repeats another's name."""

SURROUNDINGS = re.compile(r"(^|\.)data\.aws_(caller_identity|partition|region)\.")
"""What is looked up, and is the same each time that a configuration is deployed."""


@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match a name that is determined by the files and is no digest of anything."""
    name = endpoint.config_name
    if endpoint.language != "terraform" or RESOURCE not in endpoint.address:
        return
    if not _stays(name):
        return
    if need(endpoint.ignores_changes):
        return
    yield Match(
        name.span,
        f"the name of this configuration {_how(name)}, but every change replaces the "
        "configuration: " + _consequence(endpoint.create_before_destroy),
        (Evidence("set here", name),),
        instead=(_generated(endpoint.create_before_destroy),),
    )


def _generated(before: Setting[bool]) -> Instead:
    """A name that the provider makes up, so that the new one can be there before the old."""
    told = isinstance(before, Known) and before.value
    return Instead(ENDPOINT_CONFIG, {"EndpointConfigName": None}, first=not told)


def _stays(name: Setting[str]) -> bool:
    """Whether nothing in `name` changes with the configuration.

    So it is with what is drawn at random once, and with account and region.
    """
    if isinstance(name, Known):
        return not is_digest(name.value)
    if not isinstance(name, Unknown):
        return False
    drawn = [hop.note for hop in name.via if hop.kind == "drawn"]
    return all(
        isinstance(part, str)
        or (
            isinstance(part, Reference)
            and (SURROUNDINGS.search(part.address) or _among(part.address, drawn))
        )
        for part in parts_of(name)
    )


def _among(address: str, drawn: Sequence[str]) -> bool:
    return any(note.startswith(f"{address}.") for note in drawn)


def _how(name: Setting[str]) -> str:
    drawn = next((hop.note for hop in name.via if hop.kind == "drawn"), "")
    if isinstance(name, Known) or not drawn:
        return "is fixed"
    return f"stays the same ({drawn} is drawn once, as it has no keepers)"


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
        "not take up; with create_before_destroy it cannot make the second one at all. A random "
        "part is drawn once, when it is first deployed, and stays: it changes with its keepers "
        "alone. Names that hold a hash, a time or a random part with keepers change and are left "
        "alone, and so is what ignores all changes."
    ),
    remedy=(
        "Use name_prefix (or no name) instead of name, and set `lifecycle { create_before_destroy "
        "= true }`. A random part of a name needs keepers: the settings with which it is to change."
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
        Example(
            "terraform",
            """\
resource "random_id" "search" {
  byte_length = 4
}

data "aws_region" "here" {}

locals {
  name = "search-${data.aws_region.here.name}-${random_id.search.hex}"
}

resource "aws_sagemaker_endpoint_configuration" "search" {
  name = local.name # <- here
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
  keepers = {
    instance_type = "ml.c5.xlarge"
  }
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
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  name = "search-first"
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
}

resource "aws_sagemaker_endpoint" "search" {
  name                 = "search"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.search.name
  lifecycle {
    ignore_changes = [endpoint_config_name]
  }
}
""",
        ),
    ),
    check=check,
)
