"""Every endpoint of Acme has an owner."""

from collections.abc import Iterator

from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.checks import per_endpoint
from smlint.core.rule import Example, Match, Rule, need

TAG = "team"


@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match an endpoint without a tag `team`; undecided where its tags are not known."""
    tags = need(endpoint.tags) or {}
    if TAG not in tags:
        yield Match(endpoint.span, f"{endpoint.label} has no tag {TAG}: nobody knows whose it is")


RULE = Rule(
    id="ACME001",
    name="acme-team-tag",
    title="Endpoint that belongs to no team",
    category="cost",
    severity="warning",
    sources=(
        Citation(
            "Acme cloud handbook, ownership", "https://handbook.acme.example/tags", "2026-11-21"
        ),
    ),
    explanation="Costs are charged to teams, by the tag `team` of each resource.",
    remedy="Add a tag `team` with the name of the team that pays for the endpoint.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" { # <- here
  production_variants {
    model_name             = "search"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
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
  production_variants {
    model_name             = "search"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
  tags = { team = "discovery" }
}
""",
        ),
    ),
    check=check,
    origin="acme_smlint/team_tag.py",
)
