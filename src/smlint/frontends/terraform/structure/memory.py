"""Values of a configuration that are worked out once, and what refers to itself."""

from __future__ import annotations

from collections.abc import Callable

from smlint.core.spans import Span
from smlint.core.values import Tree, Unknown
from smlint.frontends.terraform.structure.module import Library

CHAIN_LIMIT = 50
"""Values that refer to each other through more steps are not followed: evaluation recurses."""


class Memory:
    """The values of the module at `span` that have been worked out, by a key for each."""

    def __init__(self, library: Library, span: Span) -> None:
        self._library = library
        self._span = span
        self._values: dict[str, Tree] = {}
        self._open: set[str] = set()

    def once(self, key: str, compute: Callable[[], Tree], part_of: str = "") -> Tree:
        """What `compute` gives, which is called the first time; `key` names it in messages.

        Unknown where it refers to itself. Until it is there, what it is `part_of` is open, too.
        """
        if key in self._values:
            return self._values[key]
        if self.open(key):
            return self.circle(key, self._span)
        if self._library.depth == CHAIN_LIMIT:
            return Unknown("the chain of references is too long to be followed", self._span)
        if not self._library.depth:
            self._library.budget.renew()
        opened = {key, part_of} - self._open
        self._open |= opened
        self._library.depth += 1
        try:
            self._values[key] = compute()
        finally:
            self._open -= opened
            self._library.depth -= 1
        return self._values[key]

    def open(self, key: str) -> bool:
        """Whether `key` is being worked out at this moment: who asks for it goes in a circle."""
        return key in self._open

    def circle(self, key: str, span: Span) -> Unknown:
        """What there is in place of a value that refers to itself."""
        return Unknown(f"{key} refers to itself", span)
