"""Provider blocks: the tags that a provider gives to everything it makes."""

from __future__ import annotations

from smlint.core.values import Absent, Hop, Tree
from smlint.frontends.terraform.configuration import Configuration
from smlint.frontends.terraform.data import through
from smlint.frontends.terraform.module import argument
from smlint.frontends.terraform.nodes import (
    Block,
    Expression,
    GetAttribute,
    LiteralValue,
    ObjectExpression,
    Variable,
)


def default_tags(configuration: Configuration, resource: Block) -> Tree | None:
    """The default tags of the provider that makes `resource`; None where it has none."""
    chosen = argument(resource.body, "provider")
    name = "aws" if chosen is None else _name(configuration.library.expression(chosen))
    return _tags(configuration, name)


def _tags(configuration: Configuration, name: str) -> Tree | None:
    """The tags of the provider that `name` (`aws`, `aws.east`) means in `configuration`."""
    provider, _, alias = name.partition(".")
    for block in configuration.module.providers:
        written = argument(block.body, "alias")
        if block.labels[:1] == (provider,):
            own = "" if written is None else _name(configuration.library.expression(written))
            if own == alias:
                return _written(configuration, block)
    if configuration.caller is None:
        return None
    caller, call = configuration.caller
    passed = argument(call.body, "providers")
    if passed is not None:
        expression = caller.library.expression(passed)
        if isinstance(expression, ObjectExpression):
            for key, value in expression.pairs:
                if _name(key) == name:
                    return _tags(caller, _name(value))
    return None if alias else _tags(caller, name)


def _written(configuration: Configuration, provider: Block) -> Tree | None:
    for block in provider.body.blocks:
        tags = argument(block.body, "tags")
        if block.type == "default_tags" and tags is not None:
            tree = configuration.value(tags, configuration)
            if isinstance(tree, Absent):
                return None
            return through(
                tree, (Hop(f"default_tags of provider {provider.labels[0]}", tags.span),)
            )
    return None


def _name(expression: Expression) -> str:
    """`aws.east` as written, whether in quotes or not; empty for anything else."""
    match expression:
        case Variable(name=name) | LiteralValue(value=str(name)):
            return name
        case GetAttribute(subject=Variable(name=provider), name=alias):
            return f"{provider}.{alias}"
        case _:
            return ""
