import itertools
import sys
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smlint.assemble import assemble
from smlint.assemble.identity import Answer, Identity, names, same_text
from smlint.assemble.index import Index, called, naming
from smlint.core.resource import (
    ENDPOINT,
    ENDPOINT_CONFIG,
    MODEL,
    SCALABLE_TARGET,
    SCALING_POLICY,
    Resource,
)
from smlint.core.values import Absent, Gap, Known, Many, Reference, Setting, Unknown, joined
from tests.build import deployment, reference, resource, span

ADDRESSES = ("a", "b", "c")
Thing = tuple[Setting[str], Unknown | None]

texts = st.sampled_from(["a", "b", "A", "ab", "x/a", "arn:aws:sagemaker:x:1:endpoint/a", "arn:a"])
references = st.builds(Reference, st.sampled_from([*ADDRESSES, "elsewhere"]), st.just("Name"))
parts = st.lists(texts | references | st.just(Gap("why")), max_size=3).map(tuple)
reasons = st.integers().map(str)
unknowns = st.builds(lambda reason, found: Unknown(reason, span(), (), found), reasons, parts)
written = st.one_of(st.just(Absent(span())), texts.map(lambda text: Known(text, span())), unknowns)
identities = st.builds(Identity, st.sampled_from(ADDRESSES), written)
doubts = st.none() | unknowns


def asked(answers: Sequence[tuple[object, Answer, Unknown | None]]) -> Many[object]:
    """What comes out where everything is asked."""
    yes = tuple(thing for thing, answer, _ in answers if answer is True)
    open_ = (
        answer if isinstance(answer, Unknown) else doubt
        for _, answer, doubt in answers
        if answer is not False
    )
    return Many(yes, next((doubt for doubt in open_ if doubt is not None), None))


def same(left: Many[object], right: Many[object]) -> bool:
    """Whether two answers are the same to the last reason."""
    return repr(left) == repr(right)


@given(st.lists(st.tuples(written, doubts)), identities)
def test_what_names_something_is_found_as_if_everything_were_asked(
    things: list[Thing], identity: Identity
) -> None:
    index = Index(things, lambda thing: naming(thing[0], ADDRESSES))
    found = index.gather(
        called(identity), lambda thing: names(thing[0], identity, ADDRESSES), lambda thing: thing[1]
    )
    every = [(thing, names(thing[0], identity, ADDRESSES), thing[1]) for thing in things]
    assert same(found, asked(every))


@given(st.lists(identities), written)
def test_what_is_called_something_is_found_as_if_everything_were_asked(
    things: list[Identity], setting: Setting[str]
) -> None:
    found = Index(things, called).gather(
        naming(setting, ADDRESSES), lambda thing: names(setting, thing, ADDRESSES)
    )
    assert same(found, asked([(item, names(setting, item, ADDRESSES), None) for item in things]))


def test_only_what_may_be_meant_is_asked() -> None:
    things = [Known(f"name-{number}", span()) for number in range(100)]
    questions = []

    def answer(thing: Known[str]) -> Answer:
        questions.append(thing)
        return same_text(thing, things[7])

    found = Index(things, naming).gather(called(Identity("", things[7])), answer)
    assert found.items == (things[7],)
    assert questions == [things[7]]


def endpoint(number: int, *, unknown: bool) -> tuple[Resource, ...]:
    name = reference("var.name") if unknown else f"endpoint-{number}"
    at = reference(f"e{number}", "EndpointName")
    scaled = joined((Known("endpoint/", span()), at, Known("/variant/main", span())), span())
    variant = {"VariantName": "main", "ModelName": reference(f"m{number}", "ModelName")}
    return (
        resource(MODEL, f"m{number}"),
        resource(ENDPOINT_CONFIG, f"c{number}", ProductionVariants=[variant]),
        resource(
            ENDPOINT, f"e{number}", EndpointName=name, EndpointConfigName=reference(f"c{number}")
        ),
        resource(SCALABLE_TARGET, f"t{number}", ResourceId=scaled),
        resource(SCALING_POLICY, f"p{number}", ResourceId=scaled),
    )


def events_of(call: Callable[[], object]) -> int:
    """How many calls and returns `call` takes: a measure of its work that is always the same."""
    events = itertools.count()
    before = sys.getprofile()
    sys.setprofile(lambda *_: next(events))
    try:
        call()
    finally:
        sys.setprofile(before)
    return next(events)


@pytest.mark.parametrize("unknown", [False, True])
def test_four_times_as_many_endpoints_take_about_four_times_as_much_work(unknown: bool) -> None:
    taken = {}
    for count in (100, 400):
        found = [item for number in range(count) for item in endpoint(number, unknown=unknown)]
        assert len(assemble([deployment(*found)])) == count
        taken[count] = events_of(partial(assemble, [deployment(*found)]))
    assert taken[400] < 6 * taken[100]
