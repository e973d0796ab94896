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
from tests.remedies.projects import cdk, indented, manifests, pulumi, state_machine

BOOK = book(Config())
OPERATIONS = {made: operation for operation, made in MAKES.items()}

PROJECTS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "terraform": ("main.tf", str),
    "cloudformation": ("t.yaml", lambda code: f"Resources:\n{indented(code)}"),
    "kubernetes": ("k.yaml", manifests),
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
