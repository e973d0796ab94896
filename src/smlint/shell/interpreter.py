"""The abstract run of a script, put together from its parts."""

from __future__ import annotations

from collections.abc import Sequence

from smlint.core.spans import Span
from smlint.shell.commands import execute, program
from smlint.shell.machine import Ended, Machine
from smlint.shell.syntax import Block
from smlint.shell.text import Word


class Interpreter(Machine):
    """One abstract run of one script."""

    def execute(self, body: Block) -> Ended:
        """Follow the commands of a block."""
        return execute(self, body)

    def start(self, words: Sequence[Word], span: Span) -> Ended:
        """Follow the command that `words` are, none of which sets anything."""
        return program(self, words, [""] * len(words), span)
