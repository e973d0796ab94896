"""The rules of a run: bundled, the user's own, those of plugins, and the facts they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from smlint.config import Config, ConfigError, with_thresholds
from smlint.core.facts import Facts
from smlint.core.problem import Problem
from smlint.core.rule import Rule
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.facts.load import load_facts
from smlint.policy.load import bundled, load_policies
from smlint.rules import python_rules


@dataclass(frozen=True, slots=True)
class Book:
    """The rules of a run, and the facts they rest on."""

    rules: tuple[Rule, ...]
    facts: Facts


def book(config: Config, policies: Iterable[Source] = (), extra: Iterable[Rule] = ()) -> Book:
    """The bundled rules, those of `policies` and `extra`, with the configured thresholds.

    Raises `PolicyError` and `ConfigError` for what cannot be loaded.
    """
    facts = with_thresholds(load_facts(), config)
    written = load_policies((*bundled(), *policies), facts)
    rules = sorted((*written, *python_rules(), *extra), key=lambda rule: rule.id)
    repeated = [pair for pair in pairwise(rules) if pair[0].id == pair[1].id]
    if repeated:
        raise ConfigError(*(_repeated(*pair) for pair in repeated))
    return Book(tuple(rules), facts)


def _repeated(first: Rule, second: Rule) -> Problem:
    message = (
        f"the id {second.id} of {second.name} belongs to {first.name} ({first.origin}) already"
    )
    return Problem(
        Span(second.origin or second.name), message, "ids are never reused: choose another"
    )
