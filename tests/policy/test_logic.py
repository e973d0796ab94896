from smlint.core.spans import Span
from smlint.core.values import Known, Unknown
from smlint.policy.logic import Decided, Reason, conjunction, disjunction, negation
from smlint.policy.paths import find

WHERE = Span("main.tf")
FIRST, SECOND = (
    Reason(find(f"workload.{name}", "endpoint"), Known(1, WHERE)) for name in ("latency", "payload")
)
TRUE, ALSO_TRUE = Decided(True, (FIRST,)), Decided(True, (SECOND,))
FALSE, ALSO_FALSE = Decided(False, (FIRST,)), Decided(False, (SECOND,))
DOUBT, OTHER_DOUBT = Unknown("a", WHERE), Unknown("b", WHERE)


def test_all_gathers_the_reasons_of_its_parts() -> None:
    assert conjunction([TRUE, ALSO_TRUE]) == Decided(True, (FIRST, SECOND))


def test_all_is_false_for_the_first_false_part_even_beside_a_doubt() -> None:
    assert conjunction([DOUBT, ALSO_FALSE, FALSE]) == ALSO_FALSE


def test_all_hangs_on_the_first_doubt() -> None:
    verdict = conjunction([TRUE, OTHER_DOUBT, DOUBT])
    assert isinstance(verdict, Unknown)
    assert verdict.reason == "b"


def test_any_is_true_for_the_first_true_part_even_beside_a_doubt() -> None:
    assert disjunction([DOUBT, ALSO_TRUE, TRUE]) == ALSO_TRUE


def test_any_hangs_on_the_first_doubt() -> None:
    verdict = disjunction([FALSE, OTHER_DOUBT, DOUBT])
    assert isinstance(verdict, Unknown)
    assert verdict.reason == "b"


def test_any_gathers_why_every_part_is_false() -> None:
    assert disjunction([FALSE, ALSO_FALSE]) == Decided(False, (FIRST, SECOND))


def test_nothing_at_all() -> None:
    assert conjunction([]) == Decided(True)
    assert disjunction([]) == Decided(False)


def test_not_turns_what_is_decided_and_keeps_the_reasons_and_the_doubt() -> None:
    assert negation(TRUE) == FALSE
    assert negation(DOUBT) is DOUBT
