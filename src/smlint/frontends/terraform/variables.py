"""Variables: what the caller or the stage gives, else the default, as their type has it."""

from __future__ import annotations

from typing import Protocol

from smlint.core.values import Absent, Hop, HopKind, Known, Tree, Unknown
from smlint.frontends.terraform.constraints import convert, read_constraint, with_defaults
from smlint.frontends.terraform.data import RefusalError, identified, through
from smlint.frontends.terraform.evaluate import attempt
from smlint.frontends.terraform.functions import World
from smlint.frontends.terraform.module import Library, argument
from smlint.frontends.terraform.nodes import Attribute, Block
from smlint.frontends.terraform.scope import Closed


class Owner(Protocol):
    """The configuration whose variable it is."""

    library: Library
    world: World

    @property
    def prefix(self) -> str:
        """What its addresses begin with."""

    @property
    def called(self) -> bool:
        """Whether another module of the tree calls it."""

    @property
    def giver(self) -> str:
        """Who would have given a value, as the end of a sentence that says that nobody did."""


def variable_value(owner: Owner, block: Block, given: Tree | None) -> Tree:
    """The value of the variable that `block` declares, to which its caller or stage gives `given`.

    A default is marked as one that a caller may override unless the caller is in the tree too.
    """
    name = block.labels[0]
    address = f"{owner.prefix}var.{name}"
    if given is not None and not (isinstance(given, Absent) and _not_nullable(owner, block)):
        tree = through(_converted(owner, given, block), (Hop(f"var.{name}", block.header),))
        return identified(tree, address)
    default = argument(block.body, "default")
    if default is None:
        reason = f"var.{name} has no default, and {owner.giver}"
        return identified(Unknown(reason, block.header), address)
    tree = _converted(owner, _constant(owner, default), block)
    kind: HopKind = "reference" if owner.called else "default"
    tree = through(tree, (Hop(f"default of var.{name}", default.span, kind),))
    return identified(tree, address)


def _constant(owner: Owner, item: Attribute) -> Tree:
    return attempt(owner.library.expression(item), Closed(owner.world, {}))


def _not_nullable(owner: Owner, block: Block) -> bool:
    nullable = argument(block.body, "nullable")
    if nullable is None:
        return False
    value = _constant(owner, nullable)
    return isinstance(value, Known) and value.value is False


def _converted(owner: Owner, tree: Tree, block: Block) -> Tree:
    written = argument(block.body, "type")
    if written is None:
        return tree
    scope = Closed(owner.world, {})
    try:
        wanted = read_constraint(owner.library.expression(written))
        filled = with_defaults(tree, wanted, lambda default: attempt(default, scope))
        return convert(filled, wanted)
    except RefusalError as refusal:
        reason = f"var.{block.labels[0]} does not accept this value: {refusal}"
        return Unknown(reason, tree.span, tree.via)
