"""What is to be written instead of the bad examples of each rule can be read, and be asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import pytest

from smlint.aws_api.check import Refusal, verdicts
from smlint.aws_api.dialects import SDK
from smlint.config import Config
from smlint.core.resource import MAKES, Reading
from smlint.core.rule import Rule
from smlint.examples import run
from smlint.rulebook import book
from tests.project import reading
from tests.remedies.projects import cdk, indented, pulumi, state_machine

BOOK = book(Config())
OPERATIONS = {made: operation for operation, made in MAKES.items()}

PROJECTS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "terraform": ("main.tf", str),
    "cloudformation": ("t.yaml", lambda code: f"Resources:\n{indented(code)}"),
    "kubernetes": ("k.yaml", str),
    "step_functions": ("s.asl.json", state_machine),
    "python": ("deploy.py", lambda code: f"import boto3\nimport botocore\n\n{code}"),
    "shell": ("deploy.sh", lambda code: f"#!/bin/bash\n{code}\n"),
}
LIBRARIES = {"aws_": cdk, "aws.": pulumi}
"""How the calls of libraries begin that stand in a project of their own."""


def read_back(language: str, code: str) -> Reading:
    path, project = PROJECTS[language]
    if language == "python":
        project = LIBRARIES.get(code[:4], project)
    return reading({path: project(code)})


def wrong(read: Reading) -> Iterator[str]:
    """What cannot be read of what is written, and what the API would refuse of it.

    It is a part only: what is left as it is is missing. `BUCKET`, `ACCOUNT` are to be replaced.
    """
    for problem in read.problems:
        if not re.search(r" (is missing|lacks) ?", problem.message):
            yield problem.message
    for deployment in read.deployments:
        asked = [(OPERATIONS.get(one.type), one.properties) for one in deployment.resources]
        asked += [(call.operation, call.arguments) for call in deployment.calls]
        for operation, request in asked:
            if operation is not None:
                for item in verdicts(operation, request, SDK):
                    if isinstance(item, Refusal) and not _is_of_a_part(item):
                        yield item.said


def _is_of_a_part(item: Refusal) -> bool:
    """Whether the rest, or whoever fills in what is to be replaced, makes it right."""
    replaced = item.kind == "pattern" and re.search(r"\b[A-Z]{4,}\b", item.said)
    return bool(replaced) or item.said.partition(":")[0].endswith("has 0 elements")


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.name)
def test_what_is_written_instead_is_read_without_a_problem(rule: Rule) -> None:
    for example in rule.bad:
        for finding in run(rule, example, BOOK).findings:
            if finding.instead:
                read = read_back(example.language, finding.instead)
                assert list(wrong(read)) == [], finding.instead


NO_CODE: Mapping[str, str] = {
    "async-processing-over-1h": "templates and Terraform have no transform jobs",
    "autoscale-target-too-high": "the right target has to be measured",
    "delete-not-in-finally": "in a state machine every state in between needs a Catch",
    "endpoint-for-batch": "templates and Terraform have no transform jobs",
    "mme-low-latency": "which of the models must answer fast is not written anywhere",
    "monitor-closed": "what takes its place is not of SageMaker's API",
    "payload-over-async": "templates and Terraform have no transform jobs",
    "payload-realtime-6-to-25": "two documents disagree: only a test tells",
    "same-metric-twice": "one of the two goes as a whole, and which one is a choice",
    "sdk-deploy-refused": "of what the class does not know, it depends what was meant",
    "sdk-dropped-argument": "the argument goes; it is the library's, not the API's",
    "sdk-v2": "the version is pinned outside of the script",
    "serverless-account-concurrency": "which endpoint is to have less is a choice",
    "serverless-cfn-autoscale": "it is to be done outside of the template",
    "serverless-marketplace": "only the listing of the package names its instance types",
    "serverless-model-monitor": "the schedule goes as a whole",
    "serverless-multi-variant": "which variant stays is a choice",
    "shadow-count": "which variant stays is a choice",
    "streaming-over-8min": "what bounds a response is the model's, or the caller's",
    "sync-processing-over-60s": "an asynchronous endpoint, a job or a stream: the callers decide",
    "variant-without-traffic": "the variant goes, or its test begins: nobody but its owner knows",
}
"""By rule: why some findings, or all, come without code to write instead."""


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.name)
def test_a_finding_without_code_has_its_reason(rule: Rule) -> None:
    findings = [finding for example in rule.bad for finding in run(rule, example, BOOK).findings]
    assert all(finding.instead for finding in findings) == (rule.name not in NO_CODE)
