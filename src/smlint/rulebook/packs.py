"""What packs of rules say of rules and facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from smlint.config import ConfigError, Pack
from smlint.core.facts import Fact
from smlint.core.problem import Problem
from smlint.core.rule import Rule
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.select import said_of


def adjusted(rule: Rule, packs: Sequence[Pack]) -> Rule:
    """`rule` as grave, and in the preset, as the last of `packs` says that speaks of it."""
    for pack in packs:
        severity, preset = said_of(rule, pack.choice.severities), said_of(rule, pack.presets)
        if severity is not None or preset is not None:
            rule = replace(rule, severity=severity or rule.severity, preset=preset or rule.preset)
    return rule


def with_own_facts(facts: Mapping[str, Fact], packs: Sequence[Pack]) -> Mapping[str, Fact]:
    """`facts` and the facts of `packs`; raises `ConfigError` for broken ones and for old names."""
    known = dict(facts)
    for source in (pack.own_facts for pack in packs if pack.own_facts is not None):
        for name, fact in _read(source).items():
            if name in known:
                message = f"there is a fact called {name} already"
                hint = "give it another name, or its number to `facts` in pack.yaml"
                raise ConfigError(Problem(Span(source.path), message, hint))
            known[name] = fact
    return known


def _read(source: Source) -> Mapping[str, Fact]:
    from smlint.facts.facts import read_facts  # noqa: PLC0415 - reading YAML is heavy
    from smlint.formats.fields import FieldError  # noqa: PLC0415
    from smlint.formats.nodes import FormatError  # noqa: PLC0415

    try:
        return read_facts(source)
    except FieldError as error:
        raise ConfigError(error.problem) from None
    except FormatError as error:
        raise ConfigError(Problem(error.span, error.reason)) from None
