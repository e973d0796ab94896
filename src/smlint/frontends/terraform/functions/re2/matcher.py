"""Matching: all ways through a pattern at once, one character after another (Thompson, Pike)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from smlint.core.frozen import dataclass
from smlint.frontends.terraform.functions.re2.parts import (
    Chars,
    Choice,
    Edge,
    Group,
    Part,
    Repeat,
    Sequence,
    nullable,
)
from smlint.frontends.terraform.functions.re2.reader import read_pattern
from smlint.frontends.terraform.values.errors import ExhaustedError

SIZE_LIMIT = 20_000
"""Steps of a program. Counts within counts make longer ones, which nobody writes."""
STEP_LIMIT = 1_000_000
"""Steps of one search: about a second."""
Span: TypeAlias = tuple[int, int]
Marks: TypeAlias = tuple[int, ...]


class Step(NamedTuple):
    """One step of a program.

    `split` goes on at `first`, or else at `second`; `mark` keeps the position in slot `second`.
    """

    kind: Literal["chars", "edge", "split", "mark", "match"]
    first: int = 0
    second: int = 0
    test: Chars | Edge | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """A pattern that can be searched for; `names` has one for each group, empty for most."""

    steps: tuple[Step, ...]
    names: tuple[str, ...]

    def search(self, text: str, start: int = 0) -> tuple[Span | None, ...] | None:
        """The first match from `start` on: its span, and that of each group that took part."""
        marks = _Search(self, text).run(start)
        if marks is None:
            return None
        pairs = zip(marks[::2], marks[1::2], strict=True)
        return tuple(None if low < 0 or high < 0 else (low, high) for low, high in pairs)

    def matches(self, text: str) -> Iterator[tuple[Span | None, ...]]:
        """All matches that do not overlap; an empty one not right behind another."""
        position, last = 0, -1
        while position <= len(text):
            found = self.search(text, position)
            if found is None or found[0] is None:
                return
            low, high = found[0]
            if not (high == position and low == last):
                yield found
            position = position + 1 if high == position else high
            last = high


@lru_cache(maxsize=256)
def compiled(text: str) -> Program:
    """The program of the pattern `text`; raises `RefusalError` for what RE2 does not accept."""
    pattern = read_pattern(text)
    compiler = _Compiler()
    compiler.part(Group(pattern.part, 0))
    compiler.add(Step("match"))
    return Program(tuple(compiler.steps), pattern.names)


class _Compiler:
    def __init__(self) -> None:
        self.steps: list[Step] = []

    def add(self, step: Step) -> int:
        if len(self.steps) >= SIZE_LIMIT:
            raise ExhaustedError
        self.steps.append(step)
        return len(self.steps) - 1

    def part(self, part: Part) -> None:
        match part:
            case Chars():
                self.add(Step("chars", len(self.steps) + 1, 0, part))
            case Edge():
                self.add(Step("edge", len(self.steps) + 1, 0, part))
            case Sequence(items=items):
                for item in items:
                    self.part(item)
            case Choice(items=items):
                self.choice(items)
            case Group(item=item, index=index):
                self.add(Step("mark", len(self.steps) + 1, index * 2))
                self.part(item)
                self.add(Step("mark", len(self.steps) + 1, index * 2 + 1))
            case Repeat():
                self.repeat(part)

    def choice(self, items: tuple[Part, ...]) -> None:
        ends: list[int] = []
        for item in items[:-1]:
            fork = self.add(Step("split"))
            self.part(item)
            ends.append(self.add(Step("split")))
            self.fork(fork, fork + 1, len(self.steps))
        self.part(items[-1])
        for end in ends:
            self.fork(end, len(self.steps), len(self.steps))

    def fork(self, at: int, first: int, second: int) -> None:
        self.steps[at] = Step("split", first, second)

    def ways(self, at: int, inside: int, outside: int, *, greedy: bool) -> None:
        self.fork(at, *((inside, outside) if greedy else (outside, inside)))

    def repeat(self, part: Repeat) -> None:
        item, least, most, greedy = part.item, part.least, part.most, part.greedy
        if most is None:
            for _ in range(least - 1):
                self.part(item)
            self.loop(item, greedy=greedy, optional=least == 0)
            return
        for _ in range(least):
            self.part(item)
        forks: list[int] = []
        for _ in range(most - least):
            forks.append(self.add(Step("split")))
            self.part(item)
        for fork in forks:
            self.ways(fork, fork + 1, len(self.steps), greedy=greedy)

    def loop(self, item: Part, *, greedy: bool, optional: bool) -> None:
        """`item` without end; if it can be empty, the choice to skip it is apart from the loop."""
        if optional and not nullable(item):
            fork = self.add(Step("split"))
            self.part(item)
            self.add(Step("split", fork, fork))
            self.ways(fork, fork + 1, len(self.steps), greedy=greedy)
            return
        skip = self.add(Step("split")) if optional else None
        start = len(self.steps)
        self.part(item)
        again = self.add(Step("split"))
        self.ways(again, start, again + 1, greedy=greedy)
        if skip is not None:
            self.ways(skip, start, len(self.steps), greedy=greedy)


class _Search:
    def __init__(self, program: Program, text: str) -> None:
        self.steps = program.steps
        self.text = text
        self.slots = (len(program.names) + 1) * 2
        self.left = STEP_LIMIT

    def run(self, start: int) -> Marks | None:
        """The marks of the first match: of those that begin first, the one preferred."""
        found: Marks | None = None
        threads: dict[int, Marks] = {}
        for position in range(start, len(self.text) + 1):
            if found is None:
                self.follow(threads, 0, (-1,) * self.slots, position)
            elif not threads:
                break
            current, threads = threads, {}
            for at, marks in current.items():
                step = self.steps[at]
                if step.kind == "match":
                    found = marks
                    break
                here = self.text[position : position + 1]
                if here and isinstance(step.test, Chars) and step.test.matches(here):
                    self.follow(threads, step.first, marks, position + 1)
        return found

    def follow(self, threads: dict[int, Marks], at: int, marks: Marks, position: int) -> None:
        """Add to `threads` where a way leads without another character, best first."""
        todo = [(at, marks)]
        while todo:
            at, marks = todo.pop()
            if at in threads:
                continue
            self.left -= 1
            if self.left < 0:
                raise ExhaustedError
            step = self.steps[at]
            # a step that was reached is not worth reaching again, whatever it does
            threads[at] = marks
            if step.kind == "split":
                todo.extend(((step.second, marks), (step.first, marks)))
            elif step.kind == "mark":
                kept = (*marks[: step.second], position, *marks[step.second + 1 :])
                todo.append((step.first, kept))
            elif isinstance(step.test, Edge) and self.holds(step.test, position):
                todo.append((step.first, marks))

    def holds(self, edge: Edge, position: int) -> bool:
        before = self.text[position - 1] if position else ""
        after = self.text[position : position + 1]
        match edge.kind:
            case "start":
                return not before
            case "end":
                return not after
            case "line start":
                return before in ("", "\n")
            case "line end":
                return after in ("", "\n")
            case "word" | "within":
                return (_is_word(before) != _is_word(after)) == (edge.kind == "word")


def _is_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == "_")
