"""Hiding a value may not silence a rule: it finds what it found, or says that it cannot tell.

Every setting of every bad example is hidden in turn, and the example's own rule is asked. Left out
are the names by which things find each other, and resources as a whole: what is then not part of an
endpoint is no question about it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from smlint.core.layout import Layout
from smlint.core.report import Report
from smlint.core.resource import Reading
from smlint.core.rule import Rule
from smlint.examples import ALL_RULES
from smlint.rulebook import Book
from smlint.run import described, judged
from tests.project import reading
from tests.run.hiding import BOOK, OWN, PROJECTS, Way, blurred, put, ways

JOINS = frozenset({
    "EndpointConfigName", "EndpointName", "InferenceComponentName", "ModelName", "Name",
    "Namespace", "ResourceId", "ScalableDimension", "ScalingTargetId", "ServiceNamespace",
    "VariantName",
})  # fmt: skip
"""Settings by which one thing finds another, or is SageMaker's at all."""

EVIDENCE = "only what is set tells what will be sent or run: what is not known is no evidence"
METRIC = "a metric that is not known to be one of SageMaker's is not looked at"
IMPLIED = "what the provider or a library fills in is no question to anybody"
SILENT: Mapping[str, str] = {
    "api-request-refused": "any setting could be refused: only known ones are looked at",
    "autoscale-bad-resource-id": "variants that are not known may be called as the id says",
    "autoscale-standard-metric-llm": EVIDENCE,
    "autoscale-target-unit": METRIC,
    "capture-tf-default": IMPLIED,
    "delete-config-only": "a model that is not known to be the endpoint's is not left behind",
    "eia-accelerator": "what a library fills in is not for the user to settle",
    "gpu-for-classic-ml": IMPLIED,
    "instance-type-unknown": "a type that nobody writes here is no slip of these files",
    "isolation-needs-network": EVIDENCE,
    "latency-in-microseconds": METRIC,
    "leftover-config-or-model": "a model that is not known to be the endpoint's stays unmentioned",
    "many-single-model-endpoints": "endpoints that are not known to be alike are not counted",
    "metric-of-another-endpoint": METRIC,
    "metric-wrong-dimensions": METRIC,
    "metric-wrong-namespace": METRIC,
    "metric-wrong-statistic": METRIC,
    "payload-over-realtime": EVIDENCE,
    "payload-over-serverless": EVIDENCE,
    "serverless-account-concurrency": "what is not known adds nothing to the sum",
    "serverless-multi-variant": "one variant on instances tells that the endpoint runs on them",
    "tf-policy-type-default": IMPLIED,
    "update-resets-capacity": "only what is known to be scaled has a capacity to lose",
    "update-type-while-autoscaled": "only a change that is known is one",
}
"""By rule: why it says nothing of some value that it is not given."""


def silenced(rule: Rule) -> Iterator[tuple[str, Way]]:
    """The examples and ways of hiding in which a finding is lost without a word."""
    for project, owner in OWN.items():
        if owner is rule and project.startswith(f"{rule.name}-bad-"):
            read = reading(PROJECTS[project])
            whole = told(rule, read)
            for index, deployment in enumerate(read.deployments):
                for way in filter(_is_asked, ways(deployment)):
                    changed = put(read.deployments, index, blurred(deployment, way))
                    found = told(rule, replace(read, deployments=changed))
                    if not (places(found) >= places(whole) or found.undecided):
                        yield project, way


def told(rule: Rule, read: Reading) -> Report:
    found = described(read, ALL_RULES, Layout())
    return judged(found, ALL_RULES, Book((rule,), BOOK.facts), None, Layout())


def places(report: Report) -> set[object]:
    return {finding.span for finding in report.findings}


def _is_asked(way: Way) -> bool:
    part, _, steps = way
    return part in ("properties", "arguments") and bool(steps) and steps[-1] not in JOINS


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.name)
def test_hiding_a_value_silences_no_rule_but_for_a_reason(rule: Rule) -> None:
    lost = next(silenced(rule), None)
    assert (lost is not None) == (rule.name in SILENT), lost
