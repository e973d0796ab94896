"""Policies as tests write them, the rules they become, and endpoints to ask."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from smlint.assemble import assemble
from smlint.core.model import Endpoint
from smlint.core.resource import ENDPOINT_CONFIG
from smlint.core.rule import Match, Outcome, Rule
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Known, Setting
from smlint.core.workload import Workload
from smlint.facts.load import load_facts
from smlint.policy.check import rule_of
from smlint.policy.load import read_policies
from smlint.policy.schema import policy_schema
from tests.build import deployment, resource

FACTS = load_facts()
SCHEMA = policy_schema(FACTS)
REPOSITORY = Path(__file__).parent.parent.parent
POLICY = """\
id: ACME001
name: slow-start
title: Serverless, and {fact:sub-second-latency} asked for
category: latency
severity: warning
for_each: variant
sources:
  - fact: sub-second-latency
  - {title: Ours, url: https://acme.example/ml, read: 2026-01-02, claim: It starts cold.}
explanation: |
  One.
  Two, with {{braces}}.
when:
  all:
    - {setting: variant.serverless_config, set: true}
    - {setting: workload.latency, lt: {fact: sub-second-latency}}
message: >
  {endpoint} is asked
  for {workload.latency}
remedy: Wait {fact:sync-processing-time}.
examples:
  bad:
    - {language: python, code: "x = 1  # <- here", files: {lib.py: "y = 2"}}
  good:
    - {language: python, code: "x = 2"}
"""


def policy(when: str, **changes: str) -> str:
    """A policy with this condition and these values of other keys, for endpoints."""
    pairs = {"id": "ACME001", "name": "n", "title": "T", "category": "cost", "severity": "note",
             "sources": "[{fact: async-payload}]", "explanation": "E.", "when": when,
             "message": "M", "remedy": "R.",
             "examples": "{bad: [{language: a, code: b}], good: [{language: a, code: b}]}",
             **changes}  # fmt: skip
    return "".join(f"{key}: {value}\n" for key, value in pairs.items())


def rule(text: str) -> Rule:
    (read,) = read_policies([Source("acme.yaml", text)], FACTS)
    return rule_of(read, FACTS)


def endpoint(*variants: object, **more: object) -> Endpoint:
    config = resource(ENDPOINT_CONFIG, "config", ProductionVariants=list(variants), **more)
    (found,) = assemble([deployment(config)])
    return found


def declaring(found: Endpoint, latency: Setting[float]) -> Endpoint:
    return replace(found, workload=Workload(latency=latency))


SERVERLESS = {"ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 5}}
DECLARED = Known(0.2, Span("main.tf", 900))


def outcomes(text: str, found: Endpoint) -> list[Outcome]:
    return list(rule(text).check(found, FACTS))


def match(text: str, found: Endpoint) -> Match:
    (outcome,) = outcomes(text, found)
    assert isinstance(outcome, Match)
    return outcome


FINE = "{setting: endpoint.kind, eq: async}"
