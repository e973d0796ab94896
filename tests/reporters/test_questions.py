"""Questions lead to rules that exist, and every rule is found by one."""

from __future__ import annotations

import pytest

from smlint.config import Config
from smlint.reporters.questions import QUESTIONS, Question
from smlint.rulebook import book

RULES = {rule.name: rule for rule in book(Config()).rules}
PARAMETERS = [pytest.param(question, id=question.asked) for question in QUESTIONS]


@pytest.mark.parametrize("question", PARAMETERS)
def test_a_question_names_rules_that_exist(question: Question) -> None:
    assert (*question.rules, *question.without) == tuple(
        dict.fromkeys((*question.rules, *question.without))
    )
    assert {*question.rules, *question.without} <= RULES.keys()


@pytest.mark.parametrize("question", PARAMETERS)
def test_only_what_its_categories_do_not_say_is_named(question: Question) -> None:
    own = {name for name, rule in RULES.items() if rule.category in question.categories}
    assert own.isdisjoint(question.rules)
    assert set(question.without) <= own
    assert any(map(question.concerns, RULES.values()))


def test_every_rule_is_found_by_a_question() -> None:
    lost = [
        name
        for name, rule in RULES.items()
        if not any(question.concerns(rule) for question in QUESTIONS)
    ]
    assert lost == []


def test_no_answer_is_a_list_of_everything() -> None:
    for question in QUESTIONS:
        assert sum(map(question.concerns, RULES.values())) <= len(RULES) / 2
        assert question.answer.endswith(".")
