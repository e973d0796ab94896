"""How functions are called, and the two ways of writing one.

`pure(…)` makes a function of plain Python data: its arguments are converted, and anything unknown
in them makes the result unknown. Functions that pass pieces of their arguments on take the `Call`
itself, so that every piece keeps its place and its hops.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol, TypeAlias

from smlint.core.frozen import dataclass
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.tree import plain
from smlint.core.values import Absent, Known, Tree, Unknown
from smlint.core.workspace import Workspace
from smlint.frontends.terraform.values.constraints import convert
from smlint.frontends.terraform.values.data import deep_hops, hidden, tree_of
from smlint.frontends.terraform.values.errors import RefusalError
from smlint.frontends.terraform.values.kinds import ANY, BOOL, NUMBER, STRING, Constraint


class World(Protocol):
    """What evaluation may use: functions, files, and a number of steps."""

    @property
    def functions(self) -> Mapping[str, Function]:
        """The functions there are, by name, but for those that get expressions."""

    def spend(self, steps: int) -> None:
        """Count `steps` of evaluation; raises `ExhaustedError` when there are none left."""

    @property
    def workspace(self) -> Workspace:
        """The files that functions may read."""

    def inside(self, path: str, span: Span) -> str | Unknown:
        """The path in the workspace of `path`, which is relative to the root module.

        Unknown, at `span`, where it leads out of the workspace.
        """

    def register(self, source: Source) -> Source:
        """`source`, of which values point into, or what was registered at its path before."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function: its evaluated arguments, and where it stands."""

    arguments: tuple[Tree, ...]
    span: Span
    world: World

    def expect(self, least: int, most: int | None = None) -> tuple[Tree, ...]:
        """The arguments; raises `RefusalError` unless there are `least` to `most` of them."""
        count = len(self.arguments)
        if count < least or count > (least if most is None else most):
            raise RefusalError(f"it does not take {count} argument{'s' * (count != 1)}")
        return self.arguments


Function: TypeAlias = Callable[[Call], Tree]

KINDS: Mapping[str, Constraint] = {
    "a": ANY, "b": BOOL, "n": NUMBER, "s": STRING,
    "B": Constraint("list", BOOL), "N": Constraint("list", NUMBER), "S": Constraint("list", STRING),
    "r": STRING, "t": ANY,
}  # fmt: skip
"""The letters of a signature: scalars in lower case, collections in upper case.

`r` takes nothing but a string, where `s` takes what converts to one. `t` takes anything, and hands
it over as the tree it is.
"""


def pure(signature: str, function: Callable[..., object]) -> Function:
    """A function of plain data.

    `signature` has a letter of `KINDS` for each parameter; those after `?` need not be given, and
    the one before `*` may be given any number of times.
    """
    required, _, optional = signature.partition("?")
    repeated = (required + optional).endswith("*")
    letters = (required + optional).removesuffix("*")
    least = len(required) - 1 if required.endswith("*") else len(required)

    def run(call: Call) -> Tree:
        given = call.expect(least, 10_000 if repeated else len(letters))
        padded = letters + letters[-1:] * (len(given) - len(letters))
        arguments = [
            convert(_present(argument, letter), KINDS[letter])
            for argument, letter in zip(given, padded, strict=False)
        ]
        via = tuple(dict.fromkeys(hop for argument in arguments for hop in deep_hops(argument)))
        for argument in arguments:
            unknown = hidden(argument)
            if unknown is not None:
                return replace(unknown, span=call.span, via=via, parts=())
        result = function(
            *(
                argument if letter == "t" else plain(argument)
                for argument, letter in zip(arguments, padded, strict=False)
            )
        )
        return tree_of(result, call.span, via)

    return run


def _present(argument: Tree, letter: str) -> Tree:
    if isinstance(argument, Absent) and letter not in "at":
        raise RefusalError("an argument is null")
    if letter == "r" and isinstance(argument, Known) and not isinstance(argument.value, str):
        raise RefusalError("a string is required")
    return argument


def items(tree: Tree) -> tuple[Tree, ...]:
    """The elements of a known list, set or tuple; raises `RefusalError` for anything else."""
    if isinstance(tree, Known) and isinstance(tree.value, tuple):
        return tree.value
    raise RefusalError("a list is required")


def members(tree: Tree) -> Mapping[str, Tree]:
    """The members of a known map or object; raises `RefusalError` for anything else."""
    if isinstance(tree, Known) and isinstance(tree.value, Mapping):
        return tree.value
    raise RefusalError("a map is required")
