"""What names mean at some place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from smlint.core.spans import Span
from smlint.core.values import Tree
from smlint.frontends.terraform.functions import World
from smlint.frontends.terraform.values.data import through
from smlint.frontends.terraform.values.errors import RefusalError


class Scope(Protocol):
    """What names mean at some place."""

    @property
    def world(self) -> World:
        """What evaluation may use there."""

    @property
    def constant(self) -> bool:
        """Whether a constant is required there, so that functions cannot be called."""

    def lookup(self, name: str, span: Span) -> Tree:
        """The value of the root `name` of a traversal that stands at `span`."""


class Closed:
    """A scope in which nothing but `names` has a value: that of a template file."""

    __slots__ = ("_names", "world")
    constant = False

    def __init__(self, world: World, names: Mapping[str, Tree]) -> None:
        self.world = world
        self._names = names

    def lookup(self, name: str, span: Span) -> Tree:
        """The value of `name`, as seen at `span`; raises `RefusalError` where it has none."""
        if name not in self._names:
            raise RefusalError(f'there is no variable named "{name}"')
        return through(self._names[name], (), span)


class Constant:
    """The scope of defaults and var-files, in which neither names nor functions mean anything."""

    __slots__ = ("world",)
    constant = True

    def __init__(self, world: World) -> None:
        self.world = world

    def lookup(self, name: str, span: Span) -> Tree:
        """No value at `span`: raises `RefusalError`."""
        raise RefusalError(f"a constant is required, but {name} stands at {span}")


class Bound:
    """A scope inside another, in which some more names have a value."""

    __slots__ = ("names", "outer")

    def __init__(self, outer: Scope, names: Mapping[str, Tree]) -> None:
        self.outer = outer
        self.names = names

    @property
    def world(self) -> World:
        """The world of the outer scope."""
        return self.outer.world

    @property
    def constant(self) -> bool:
        """Whether the outer scope requires a constant."""
        return self.outer.constant

    def lookup(self, name: str, span: Span) -> Tree:
        """The value bound here, else that of the outer scope."""
        bound = self.names.get(name)
        return self.outer.lookup(name, span) if bound is None else bound
