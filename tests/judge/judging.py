"""Rules to judge with, and endpoints to judge."""

from collections.abc import Iterator

from smlint.assemble import assemble, deployed
from smlint.core.checks import per_variant
from smlint.core.facts import Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.report import Finding
from smlint.core.resource import ENDPOINT_CONFIG, Deployment, Stage
from smlint.core.rule import Check, Evidence, Match, Rule, need
from smlint.core.spans import Span
from smlint.core.values import Hop, Known, Tree
from smlint.judge import Verdicts, judge
from tests.build import deployment, resource

DEFAULT = Span("variables.tf", 3, 13, 3, 14)


@per_variant
def _many(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    count = need(variant.initial_instance_count)
    if count is not None and count > 1:
        because = (Evidence("set here", variant.initial_instance_count),)
        yield Match(variant.initial_instance_count.span, f"{count} instances", because)


def rule(check: Check = _many, name: str = "many") -> Rule:
    return Rule("SM999", name, "Title", "cost", "warning", (), "", "", (), (), check)


def config(*counts: object, stage: str = "default", name: str = "fraud") -> Deployment:
    variants = [
        {"VariantName": f"v{number}", "InitialInstanceCount": count}
        for number, count in enumerate(counts)
    ]
    properties = {"EndpointConfigName": name, "ProductionVariants": variants}
    return deployment(resource(ENDPOINT_CONFIG, "c", **properties), stage=Stage(stage))


def verdicts(*deployments: Deployment, rules: tuple[Rule, ...] = (rule(),)) -> Verdicts:
    found = deployed(deployments, assemble(deployments))
    return judge(found, rules, Facts(), lambda rule, _: rule.severity, str)


def counted(value: int, *hops: Hop) -> Tree:
    return Known(value, Span("main.tf", 7, 30, 7, 31), hops)


def only(found: Verdicts) -> Finding:
    (finding,) = found.findings
    return finding
