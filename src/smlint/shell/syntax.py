"""The syntax of a script: words with their parts, and commands. Offsets are those of `Text`."""

from __future__ import annotations

from typing import TypeAlias

from smlint.core.frozen import dataclass
from smlint.core.problem import Fault
from smlint.core.spans import Span
from smlint.shell.text import Text


@dataclass(frozen=True, slots=True, eq=False)
class Literal:
    """Text that stands for itself. `written` is what it stands for where that is another text."""

    text: Text
    start: int
    end: int
    quoted: bool
    written: str | None = None

    @property
    def value(self) -> Text:
        """The text that it stands for."""
        part = self.text.cut(self.start, self.end)
        return part if self.written is None else self.text.unmasked(self.written, part)


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """`$name` or `${name…}`. `operator` is what stands behind the name, with its arguments."""

    name: str
    span: Span
    quoted: bool
    index: WordNode | None = None
    operator: str = ""
    arguments: tuple[WordNode, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Substitution:
    """`$(…)`: what commands write. A substitution of a process is not `followed`."""

    body: Block
    span: Span
    quoted: bool
    followed: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Backquoted:
    """Commands between backquotes, as they are read once the quotes are taken off."""

    text: Text
    span: Span
    quoted: bool


@dataclass(frozen=True, slots=True, eq=False)
class Arithmetic:
    """`$((…))`."""

    expression: WordNode
    span: Span
    quoted: bool


Part: TypeAlias = Literal | Parameter | Substitution | Backquoted | Arithmetic


@dataclass(frozen=True, slots=True, eq=False)
class WordNode:
    """A word as written."""

    parts: tuple[Part, ...]
    span: Span

    @property
    def plain(self) -> str | None:
        """Its text, where no part of it is quoted or expanded."""
        if not all(isinstance(part, Literal) and not part.quoted for part in self.parts):
            return None
        return "".join(part.value.known or "" for part in self.parts if isinstance(part, Literal))


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """`name=value`, `name+=value`, `name=(…)`."""

    name: str
    value: WordNode | tuple[WordNode, ...]
    span: Span
    append: bool = False
    index: WordNode | None = None


@dataclass(slots=True, eq=False)
class Redirect:
    """Where input comes from or output goes to; `target` is the text itself for `<<` and `<<<`.

    The body of a here-document is known only lines behind it: then it takes the place of the word.
    """

    operator: str
    target: WordNode
    descriptor: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Simple:
    """A command of words. `declared` are the assignments behind `export`, `local` and the like."""

    assignments: tuple[Assignment, ...]
    words: tuple[WordNode, ...]
    declared: tuple[Assignment, ...]
    redirects: tuple[Redirect, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Pipeline:
    """Commands whose output is the input of the next."""

    commands: tuple[Command, ...]
    negated: bool
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class AndOr:
    """Pipelines joined by `&&` and `||`: each with the sign before it, the first with none."""

    parts: tuple[tuple[str, Command], ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class If:
    """`if`, and every `elif`: conditions with what is done then; and what is done otherwise."""

    branches: tuple[tuple[Block, Block], ...]
    otherwise: Block
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Loop:
    """`while` or `until`; `condition` is empty for a loop of numbers, whose rounds are unknown."""

    condition: Block
    body: Block
    until: bool
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class For:
    """`for name in words`; `words` are the arguments of the script where none stand there."""

    name: str
    words: tuple[WordNode, ...] | None
    body: Block
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """`case`: a word, and patterns with what is done for them."""

    word: WordNode
    items: tuple[tuple[tuple[WordNode, ...], Block], ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """`{ …; }` or, in a shell of its own, `( … )`; or any command with redirections."""

    body: Block
    subshell: bool
    redirects: tuple[Redirect, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Define:
    """A function."""

    name: str
    body: Command
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Test:
    """`[[ … ]]`."""

    words: tuple[WordNode, ...]
    span: Span


Command: TypeAlias = Simple | Pipeline | AndOr | If | Loop | For | Case | Group | Define | Test
Block: TypeAlias = tuple[Command, ...]


class ShellSyntaxError(Fault):
    """What no shell would read; `advice` says what to do about it."""

    advice = "Correct the syntax"


class TooMuchError(ShellSyntaxError):
    """What a shell would read, and smlint does not."""

    advice = "Make it simpler, or split it"
