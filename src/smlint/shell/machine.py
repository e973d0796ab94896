"""The state of an abstract run of a script: every path is followed, and nothing is run."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum

from smlint.core.frozen import dataclass
from smlint.core.problem import Problem
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Known, Reference, Setting, Unknown
from smlint.core.workspace import Workspace
from smlint.lifecycle.contexts import Context, ContextKind
from smlint.shell.conditions import UNCLEAR, Outcome
from smlint.shell.expansion import Expander
from smlint.shell.files import file_key, find_file
from smlint.shell.reader import Script, read_script
from smlint.shell.state import State, Variable
from smlint.shell.syntax import Block, Command, Define
from smlint.shell.text import LENGTH_LIMIT, Text, Word, concatenated, known, unknown

STEP_LIMIT = 50_000
"""Commands followed in one script."""
CALL_DEPTH = 12
"""Functions, sourced files and substitutions followed one in another."""


class Exhausted(Exception):
    """The work allowed for one script is done."""


class Flow(Enum):
    """How a block ended."""

    NEXT = "next"
    LOOP = "loop"
    RETURN = "return"
    EXIT = "exit"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and whether it succeeded."""

    outcome: Outcome = UNCLEAR
    flow: Flow = Flow.NEXT


Program = Callable[["Machine", Sequence[Word], Span], "Unknown | None"]
"""Told of every program that the script would run; what it writes, where that has an identity."""


class Machine(Expander, ABC):
    """The state of an abstract run, and what its parts ask of each other."""

    def __init__(self, path: str, workspace: Workspace, program: Program) -> None:
        self.path = path
        self.workspace = workspace
        self.program = program
        self.state = State()
        self.contexts: tuple[Context, ...] = ()
        self.outputs: list[list[Text]] = []
        self.stdin: Text | None = None
        self.traps: list[tuple[Text, tuple[Context, ...], Span]] = []
        self.locals: list[dict[str, Variable | None]] = []
        self.called: set[Define] = set()
        self.inputs: dict[str, Setting[str]] = {}
        self.problems: list[Problem] = []
        self.scripts: list[Script] = []
        self.sources: list[Source] = []
        self.depth = 0
        self._steps = 0
        self._seen: Counter[Span] = Counter()

    @abstractmethod
    def execute(self, body: Block) -> Ended:
        """Follow the commands of a block."""

    @abstractmethod
    def start(self, words: Sequence[Word], span: Span) -> Ended:
        """Follow the command that `words` are, none of which sets anything."""

    def run(self, command: Command) -> Ended:
        """Follow one command."""
        return self.execute((command,))

    def tick(self) -> None:
        """Count a step of work; raises `Exhausted` when there were too many."""
        self._steps += 1
        if self._steps > STEP_LIMIT:
            raise Exhausted

    def fresh(self, reason: str, span: Span) -> Unknown:
        """A new value that is not known: another one each time the place is reached."""
        self._seen[span] += 1
        count = self._seen[span]
        address = str(span) if count == 1 else f"{span}[{count}]"
        return Unknown(reason, span, parts=(Reference(address),))

    def asked(self, name: str, setting: Known[str] | Unknown) -> None:
        """Note that the script asks for a value that whoever runs it gives."""
        self.inputs.setdefault(name, setting)

    @contextmanager
    def within(self, kind: ContextKind, span: Span) -> Iterator[None]:
        """Everything done inside stands in one more context."""
        outer = self.contexts
        self.contexts = (*outer, Context(kind, span))
        try:
            yield
        finally:
            self.contexts = outer

    def read(self, text: Text) -> Script:
        """The script that `text` is; what is wrong with it is noted."""
        script = read_script(text)
        self.scripts.append(script)
        if script.fault is not None:
            fault = script.fault
            hint = f"{fault.advice}; what comes after this place was not checked."
            self.problems.append(Problem(fault.span, fault.reason, hint))
        return script

    def run_text(self, text: Text) -> Ended:
        """Follow the commands of a text, as `eval` does."""
        if self.depth >= CALL_DEPTH or not _is_followed(text):
            return Ended()
        self.depth += 1
        try:
            return self.execute(read_script(text).commands)
        finally:
            self.depth -= 1

    def run_sourced(self, text: Text) -> Ended:
        """Follow the commands of another file of the tree, or of one that the script wrote."""
        source = text.fragments[0].source if text.fragments else None
        if self.depth >= CALL_DEPTH or source in self.sources:
            return Ended()
        if source is not None:
            self.sources.append(source)
        self.depth += 1
        try:
            ended = self.execute(self.read(text).commands)
        finally:
            self.depth -= 1
        return ended

    def write(self, text: Text) -> None:
        """Write to where the output goes."""
        if self.outputs:
            self.outputs[-1].append(text)

    @contextmanager
    def capturing(self) -> Iterator[list[Text]]:
        """What is written inside is kept."""
        found: list[Text] = []
        self.outputs.append(found)
        try:
            yield found
        finally:
            self.outputs.pop()

    @contextmanager
    def subshell(self) -> Iterator[None]:
        """What is set inside is forgotten afterwards."""
        before = self.state.copy()
        try:
            yield
        finally:
            self.state.become(before)

    def output_of(self, body: Block, span: Span) -> Text:
        """What commands write, when they are run in a shell of their own."""
        if self.depth >= CALL_DEPTH:
            return unknown(self.fresh("it is nested too deeply to be followed", span))
        self.depth += 1
        try:
            with self.subshell(), self.capturing() as found:
                self.execute(body)
        finally:
            self.depth -= 1
        return _stripped(concatenated(found, span))

    def output_of_text(self, text: Text, span: Span) -> Text:
        """What the commands of `text` write."""
        return self.output_of(read_script(text).commands, span)

    def content(self, path: Text, span: Span) -> Text | Unknown:
        """What the file at `path` holds: one that the script wrote, or one of the tree."""
        key = file_key(path, self.state.directory)
        if key in self.state.files:
            return self.state.files[key]
        name = path.known
        if name is None:
            setting = path.setting(span)
            reason = setting.reason if isinstance(setting, Unknown) else "its name is not known"
            return Unknown(f"which file it is, is not known: {reason}", span)
        return find_file(self.workspace, self.path, self.state.directory, name, span)

    def save(self, path: Text, text: Text | Unknown, *, append: bool) -> None:
        """Note that the script writes `text` to the file at `path`."""
        key = file_key(path, self.state.directory)
        before = self.state.files.get(key)
        if append and isinstance(text, Text):
            whole = known("", path.span) if before is None else before
            text = whole if isinstance(whole, Unknown) else concatenated((whole, text), path.span)
        self.state.files[key] = text


def _is_followed(text: Text) -> bool:
    return len(text.masked) < LENGTH_LIMIT


def _stripped(text: Text) -> Text:
    """`text` without the line ends at its end."""
    return text.cut(0, len(text.masked.rstrip("\n")))
