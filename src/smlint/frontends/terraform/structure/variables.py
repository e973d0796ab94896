"""Variables: what the caller or the stage gives, else the default, as their type has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from smlint.core.problem import Severity
from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, HopKind, Known, Tree, Unknown
from smlint.frontends.terraform.evaluation.evaluate import attempt
from smlint.frontends.terraform.evaluation.scope import Constant, Scope
from smlint.frontends.terraform.language.nodes import Attribute, Block, LiteralValue
from smlint.frontends.terraform.structure.module import Library, argument
from smlint.frontends.terraform.structure.objects import as_asked
from smlint.frontends.terraform.structure.validation import validate
from smlint.frontends.terraform.values.constraints import convert
from smlint.frontends.terraform.values.data import identified, through
from smlint.frontends.terraform.values.declared_types import read_constraint, with_defaults
from smlint.frontends.terraform.values.errors import NoValueError, RefusalError
from smlint.frontends.terraform.values.kinds import ANY, Constraint


class Owner(Scope, Protocol):
    """The configuration whose variable it is."""

    library: Library

    @property
    def prefix(self) -> str:
        """What its addresses begin with."""

    @property
    def callers(self) -> Sequence[Span]:
        """The module calls through which it comes about, outermost first."""

    @property
    def giver(self) -> str:
        """Who would have given a value, as the end of a sentence that says that nobody did."""


def variable_value(owner: Owner, block: Block, given: Tree | None) -> Tree:
    """The value of the variable that `block` declares, to which its caller or stage gives `given`.

    A default is marked as one that a caller may override unless the caller is in the tree too. A
    value that the variable does not accept is unknown, and a problem where it is given.
    """
    name = block.labels[0]
    default = argument(block.body, "default")
    plain = isinstance(given, Absent) and default is not None and not _nullable(owner, block)
    tree: Tree
    if given is not None and not plain:
        accepted = _accepted(owner, block, given, "warning")
        tree = through(accepted, (Hop(f"var.{name}", block.header),))
    elif default is None:
        via = tuple(Hop(owner.prefix[:-1], caller) for caller in owner.callers[-1:])
        hint = "" if via else f"give it a value with --var {name}=..., or with --var-file"
        reason = f"var.{name} has no default, and {owner.giver}"
        tree = Unknown(reason, block.header, via, hint=hint)
    else:
        accepted = _accepted(
            owner, block, _constant(owner, default), "warning" if owner.callers else "note"
        )
        kind: HopKind = "reference" if owner.callers else "default"
        tree = through(accepted, (Hop(f"default of var.{name}", default.span, kind),))
    return identified(tree, f"{owner.prefix}var.{name}")


def _constant(owner: Owner, item: Attribute) -> Tree:
    return attempt(owner.library.expression(item), Constant(owner.world))


def _nullable(owner: Owner, block: Block) -> bool:
    """Whether null is a value of the variable, and does not mean its default."""
    written = argument(block.body, "nullable")
    value = None if written is None else _constant(owner, written)
    return not (isinstance(value, Known) and value.value is False)


def _accepted(owner: Owner, block: Block, tree: Tree, severity: Severity) -> Tree:
    """`tree` as the variable has it; unknown, and a problem, where it does not accept it."""
    try:
        return _checked(owner, block, tree)
    except RefusalError as refusal:
        reason = f"var.{block.labels[0]} does not accept this value: {refusal}"
        hint = f"Terraform refuses it. The variable is declared at {block.header}."
        owner.library.report(tree.span, reason, hint, severity)
        return Unknown(reason, tree.span, tree.via)
    except NoValueError as error:
        return Unknown(error.reason, tree.span, tree.via)


def _checked(owner: Owner, block: Block, tree: Tree) -> Tree:
    """`tree` converted to the variable's type, and put to its validations."""
    wanted = _constraint(owner, block)
    scope = Constant(owner.world)
    asked = as_asked(tree, wanted)
    filled = with_defaults(asked, wanted, lambda default: attempt(default, scope))
    converted = convert(filled, wanted)
    if isinstance(converted, Absent) and not _nullable(owner, block):
        raise RefusalError("null is none of its values")
    if not isinstance(converted, Unknown):
        validate(owner.library, block, converted, owner)
    return converted


def _constraint(owner: Owner, block: Block) -> Constraint:
    written = argument(block.body, "type")
    if written is None:
        return ANY
    expression = owner.library.expression(written)
    if isinstance(expression, LiteralValue):
        message = "a type in quotes is refused by Terraform since 0.14"
        owner.library.report(written.span, message, "Write it without quotes.", "note")
    return read_constraint(expression)
