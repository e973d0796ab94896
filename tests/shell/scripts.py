"""Scripts held in memory, and the programs that smlint says they run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from smlint.aws_cli.scripts import follow
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.workspace import MemoryWorkspace
from smlint.lifecycle.contexts import Context
from smlint.shell.interpreter import Interpreter
from smlint.shell.machine import Machine
from smlint.shell.text import Word, written

DATA = Path(__file__).parent / "data"
PATH = "deploy.sh"
_HEAD = re.compile(r"^#### (.*)\n", re.MULTILINE)


def scripts() -> dict[str, str]:
    """The scripts of `scripts.txt` by name."""
    pieces = _HEAD.split((DATA / "scripts.txt").read_text(encoding="utf-8"))
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


@dataclass
class Ran:
    """The calls of `aws`, each with its contexts, and the problems."""

    calls: list[tuple[list[Word], tuple[Context, ...]]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    places: list[Span] = field(default_factory=list)

    @property
    def words(self) -> list[list[str | None]]:
        return [[word.known for word in words] for words, _ in self.calls]


def ran(script: str, files: dict[str, str | bytes] | None = None) -> Ran:
    found = Ran()

    def program(machine: Machine, words: Sequence[Word], span: Span) -> None:
        if words[0].known == "aws":
            found.calls.append((list(words[1:]), machine.contexts))

    machine = Interpreter(PATH, MemoryWorkspace({PATH: script, **(files or {})}), program)
    problems = follow(machine, written(Source(PATH, script)), uncalled=False)
    found.problems = [problem.message for problem in problems]
    found.places = [problem.span for problem in problems]
    return found


def words(script: str, files: dict[str, str | bytes] | None = None) -> list[list[str | None]]:
    """The words of each call of `aws`; None for those that are not known."""
    result = ran(script, files)
    assert result.problems == []
    return result.words
