"""What a script leaves open and decides by: noted in one run, assumed in further ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.tree import describe
from smlint.core.values import Absent, Gap, Hop, Known, Part, Scalar, Unknown
from smlint.frontends.python_sdk.values.objects import Choice, Opaque, Value

ROUND = re.compile(r"\[\d+\]$")
"""Which time it was that a place was reached: what it hangs on is the same."""

QUESTION_LIMIT = 200
"""Open things noted in one run: what is left of them must matter to a resource."""

SUBJECT_LIMIT = 60

GIVEN = " is given by "
"""What the reasons of values say that come from outside: who gives them, behind what they are."""

Identity: TypeAlias = tuple[Part, ...]
"""What something unknown is known by: the same wherever and however often it is asked for."""

Plain: TypeAlias = "Scalar | None"


class Answer(NamedTuple):
    """One choice for something open: what it is, or is none of, or whether it counts as true.

    `value` holds the one thing that it is, where that is told.
    """

    subject: str
    outcome: str
    truth: bool | None = None
    value: tuple[Plain, ...] = ()
    excluded: tuple[Plain, ...] = ()


Answers: TypeAlias = Mapping[Identity, Answer]
NO_ANSWERS: Answers = {}


TRUE = ("is true", "is false")
SET = ("is set", "is not set")
"""What is said of variables and options, which are asked whether they are there."""


@dataclass(slots=True)
class Question:
    """Something open, called `subject`, by which the script decides; it is written at `span`.

    `literals` are what it is compared with, `allowed` all that it can be, where the script says so.
    """

    subject: str
    span: Span
    literals: list[Plain] = field(default_factory=list)
    allowed: tuple[Plain, ...] | None = None

    @property
    def answers(self) -> tuple[Answer, ...]:
        """All choices that are told apart."""
        told = [
            item for item in self.literals if self.allowed is None or _among(item, self.allowed)
        ]
        if not told:
            yes, no = SET if self.subject.startswith(("environment variable ", "-")) else TRUE
            return (Answer(self.subject, yes, True), Answer(self.subject, no, False))
        answers = [Answer(self.subject, f"is {_word(item)}", bool(item), (item,)) for item in told]
        if self.allowed is None or len(told) < len(self.allowed):
            others = list(map(_word, told))
            none = f"is none of {', '.join(others)}"
            outcome = f"is not {others[0]}" if len(others) == 1 else none
            answers.append(Answer(self.subject, outcome, excluded=tuple(told)))
        return tuple(answers)


class Inquiry:
    """The questions of one run, and what is assumed in it."""

    def __init__(self, assumed: Answers = NO_ANSWERS) -> None:
        self.assumed = assumed
        self.questions: dict[Identity, Question] = {}
        self._log: list[Identity] = []
        self._conditions: dict[str, dict[Identity, None]] = {}

    def mark(self) -> int:
        """This moment, for `hangs`."""
        return len(self._log)

    def hangs(self, place: Span, mark: int) -> None:
        """Note that what is decided at `place` hangs on what was asked since `mark`."""
        asked = self._log[mark:]
        if asked:
            self._conditions.setdefault(str(place), {}).update(dict.fromkeys(asked))

    def passes(self, place: Span, values: Iterable[Value]) -> None:
        """Note that what is made of `values` at `place` hangs on what they do."""
        for value in values:
            if isinstance(value, Choice):
                asked = dict.fromkeys(self.behind(value.reference.address))
                self._conditions.setdefault(str(place), {}).update(asked)

    def behind(self, address: str) -> Iterable[Identity]:
        """What the condition at `address` hangs on."""
        return self._conditions.get(ROUND.sub("", address), ())

    def is_true(self, value: Value, source: Source, span: Span, mark: int) -> bool | None:
        """Whether `value` is assumed to be true; asked where nothing was since `mark`."""
        identity = identity_of(value)
        answer = self.assumed.get(identity)
        if answer is not None:
            return answer.truth
        if isinstance(value, Choice):
            self._log.extend(self.behind(value.reference.address))
        elif identity and len(self._log) == mark:
            self._ask(identity, value, source, span)
        return None

    def is_one_of(
        self, value: Value, literals: Iterable[Plain], source: Source, span: Span
    ) -> bool | None:
        """Whether `value` is assumed to be one of `literals`; asked where it is not."""
        identity = identity_of(value)
        answer = self.assumed.get(identity)
        if answer is not None:
            return False if all(_among(item, answer.excluded) for item in literals) else None
        if isinstance(value, Choice):
            self._log.extend(self.behind(value.reference.address))
        elif identity:
            question = self._ask(identity, value, source, span)
            if question is not None:
                question.literals.extend(
                    item for item in literals if not _among(item, question.literals)
                )
        return None

    def is_key(self, value: Value, keys: tuple[Plain, ...], source: Source, span: Span) -> None:
        """Ask which of `keys` `value` is: it can be nothing else."""
        identity = identity_of(value)
        if not identity or identity in self.assumed:
            return
        question = self._ask(identity, value, source, span)
        if question is not None:
            self.is_one_of(value, keys, source, span)
            before = question.allowed
            question.allowed = tuple(item for item in keys if before is None or item in before)

    def settled(self, value: Value) -> Value:
        """`value`, or what it is assumed to be."""
        identity = identity_of(value)
        answer = self.assumed.get(identity) if identity else None
        if answer is None or not answer.value or not isinstance(value, (Opaque, Unknown)):
            return value
        (plain,) = answer.value
        via = (Hop(f"if {answer.subject} {answer.outcome}", value.span), *value.via)
        return Absent(value.span, via) if plain is None else Known(plain, value.span, via)

    def _ask(self, identity: Identity, value: Value, source: Source, span: Span) -> Question | None:
        question = self.questions.get(identity)
        if question is None:
            if len(self.questions) >= QUESTION_LIMIT:
                return None
            question = self.questions[identity] = _question(value, source, span)
        self._log.append(identity)
        return question


def identity_of(value: Value) -> Identity:
    """What `value` is known by, where it is open; empty otherwise."""
    if isinstance(value, Opaque):
        return (value.reference,)
    if not isinstance(value, Unknown) or any(isinstance(part, Gap) for part in value.parts):
        return ()
    return value.parts


def _question(value: Value, source: Source, span: Span) -> Question:
    """The question what an open value is.

    An option or argument is called by its name, and stands where it is declared. Others are called
    as they are written at `span`, as far as that is on one line of `source`.
    """
    given = value.reason if isinstance(value, (Opaque, Unknown)) else ""
    part = isinstance(value, Opaque) and value.receiver is not None
    if GIVEN in given and not part:
        return Question(given.partition(GIVEN)[0], value.span)
    if span.path != source.path or span.line != span.end_line:
        return Question("what is decided here", span)
    text = source.line(span.line, span.cell)[span.column - 1 : span.end_column - 1]
    return Question(f"`{text[:SUBJECT_LIMIT]}`", span)


def _among(item: Plain, items: Iterable[Plain]) -> bool:
    return any(type(item) is type(other) and item == other for other in items)


def _word(item: Plain) -> str:
    return "None" if item is None else describe(item)[:SUBJECT_LIMIT]
