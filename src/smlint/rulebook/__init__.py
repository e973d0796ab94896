"""The rules of a run: bundled, the user's own, those of plugins, and the facts they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from smlint.config import Config, ConfigError, overridden
from smlint.core.facts import Facts
from smlint.core.frozen import dataclass
from smlint.core.problem import Problem
from smlint.core.rule import OWN, Rule
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.facts.load import load_facts
from smlint.policy.check import rule_of
from smlint.policy.policies import Policy
from smlint.rulebook.bundle import Bundled, bundled
from smlint.rulebook.packs import adjusted, with_own_facts


@dataclass(frozen=True, slots=True)
class Book:
    """The rules of a run, and the facts they rest on."""

    rules: tuple[Rule, ...]
    facts: Facts


def book(config: Config, policies: Iterable[Source] = (), extra: Iterable[Rule] = ()) -> Book:
    """The bundled rules, those of `policies` and `extra`, with facts as they are configured.

    How grave they are, and in which preset, is as the configuration's packs say. Raises
    `PolicyError` and `ConfigError` for what cannot be loaded, and where two rules bear one id or
    name: selections and suppressions would mean both.
    """
    brought = bundled()
    known = load_facts(with_own_facts(brought.facts, config.packs))
    facts = overridden(known, config)
    written = _read(policies, brought, facts)
    rules = (
        *brought.rules,
        *(kept.rule(facts) for kept in brought.policies),
        *(rule_of(policy, facts) for policy in written),
        *extra,
    )
    wrong = tuple(_twins(rules)) or tuple(_reserved(written, extra))
    if wrong:
        raise ConfigError(*wrong)
    said = (adjusted(rule, config.packs) for rule in rules)
    return Book(tuple(sorted(said, key=lambda rule: rule.id)), facts)


def _reserved(policies: Iterable[Policy], extra: Iterable[Rule]) -> Iterator[Problem]:
    """What is wrong with rules of others whose id smlint may give to one of its own some day."""
    given = (
        *((policy.id, policy.place) for policy in policies),
        *((rule.id, Span(rule.origin or "plugins")) for rule in extra),
    )
    for id_, place in given:
        if id_.rstrip("0123456789") == OWN:
            message = f"the id {id_} is kept for smlint's own rules"
            yield Problem(place, message, "capitals other than SM, and three digits: ACME101")


def _read(sources: Iterable[Source], brought: Bundled, facts: Facts) -> tuple[Policy, ...]:
    """The policies in `sources`, which bear no bundled one's id or name."""
    given = tuple(sources)
    if not given:
        return ()
    from smlint.policy.load import read_policies  # noqa: PLC0415 - reading YAML is heavy

    return read_policies(given, facts, (kept.policy for kept in brought.policies))


def _twins(rules: Iterable[Rule]) -> Iterator[Problem]:
    """What is wrong with rules that are called as another is; case plays no part in ids."""
    taken: dict[str, Rule] = {}
    for rule in rules:
        for what, name in (("id", rule.id), ("name", rule.name)):
            other = taken.setdefault(name.lower(), rule)
            if other is not rule:
                message = f"the {what} {name} belongs to {other.id} {other.name} already"
                hint = f"give {rule.id} {rule.name} one of its own: they are never reused"
                yield Problem(Span(rule.origin or "plugins"), message, hint)
