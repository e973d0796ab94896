import re

import pytest

from smlint.core.facts import Facts
from smlint.core.source import Source
from smlint.facts import kept
from smlint.facts.documents import data_file
from smlint.facts.facts import read_facts
from smlint.facts.instances import read_instance_types
from smlint.facts.load import load_facts
from smlint.facts.prices import read_prices
from smlint.facts.schema import facts_schema
from smlint.formats.fields import FieldError
from smlint.formats.schema import validate
from smlint.formats.yaml import read_yaml
from smlint.kept.store import Data


def test_both_documented_payload_limits_are_facts() -> None:
    facts = load_facts()
    assert facts.value("realtime-payload") == 25
    assert facts.value("realtime-payload-api-model") == 6_291_456 / 10**6
    assert "API model" in facts.by_name["realtime-payload"].note


def test_every_fact_cites_a_document_of_its_maker() -> None:
    makers = re.compile(r"https://(docs\.aws\.amazon\.com|github\.com/(boto|pytorch|hashicorp))/")
    for fact in load_facts().by_name.values():
        assert fact.sources, fact.name
        for source in fact.sources:
            assert makers.match(source.url), (fact.name, source.url)
            assert source.claim.endswith("."), fact.name


def test_what_is_not_in_force_names_what_is_and_is_named_by_it() -> None:
    facts = load_facts().by_name
    contradicted = {name: fact for name, fact in facts.items() if fact.see}
    assert {"realtime-payload", "async-processing-time"} <= set(contradicted)
    for name, fact in contradicted.items():
        assert fact.note
        assert all(name in facts[other].see for other in fact.see)
    for fact in facts.values():
        assert fact.in_force or any(facts[other].in_force for other in fact.see), fact.name


def test_the_facts_follow_their_schema() -> None:
    (document,) = read_yaml(data_file("facts.yaml"))
    assert validate(document, facts_schema()) == ()


def test_instance_types_and_prices_are_read_when_asked_for_and_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def watched(name: str, *_: object) -> Data:
        asked.append(name)
        return kept.packed()

    monkeypatch.setattr(kept, "stored", watched)
    facts = load_facts()
    assert asked == []
    assert facts.instance_types is facts.instance_types
    assert asked == ["facts"]
    assert facts.prices is facts.prices
    assert asked == ["facts", "facts"]


def test_what_is_kept_is_what_the_files_say() -> None:
    assert kept.instance_types() == read_instance_types(data_file("instances.yaml"))
    assert kept.prices() == read_prices(data_file("prices.yaml"))


def test_an_unknown_fact_is_an_error() -> None:
    with pytest.raises(KeyError):
        Facts().value("no-such-fact")


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a: {value: x, unit: s, sources: []}", "1:12", '"x" is not a number'),
        ("a: {value: true, unit: s, sources: []}", "1:12", '"true" is not a number'),
        ("a: {value: 1, unit: sec, sources: []}", "1:21", '"sec" is not a unit of facts'),
        ("a: {value: 1, unit: s, sources: []}", "1:33", "the list is empty"),
        ("a: {value: 1, unit: s, sources: [], see: [b]}", "1:43", '"b" is not a fact'),
        ("a: {value: 1, unit: s}", "1:5", "sources is missing"),
        ("a:\n  value: 1\n  value: 2", "3:3", '"value" stands here a second time'),
    ],
)
def test_a_broken_fact_is_named_with_its_place(text: str, place: str, message: str) -> None:
    with pytest.raises(FieldError) as caught:
        read_facts(Source("facts.yaml", text))
    assert str(caught.value) == f"facts.yaml:{place}: {message}"


@pytest.mark.parametrize(
    ("key", "value", "hint"), [("url", "aws", "such as https://…"), ("read", "today", "2026")]
)
def test_a_citation_has_an_address_and_a_day(key: str, value: str, hint: str) -> None:
    pairs = {"title": "T", "url": "https://a", "read": "2026-01-02", "claim": "C.", key: value}
    source = "\n".join(f"    {name}: {text}" for name, text in pairs.items())
    with pytest.raises(FieldError, match=f'"{value}" does not have the right form') as caught:
        read_instance_types(Source("i.yaml", f"sources:\n  types:\n{source}\nfamilies: {{}}"))
    assert hint in caught.value.problem.hint
