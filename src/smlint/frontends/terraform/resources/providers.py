"""Provider blocks: what a provider gives to everything it makes, its tags and its region."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.frozen import dataclass
from smlint.core.values import Absent, Hop, Tree, Unknown
from smlint.frontends.terraform.evaluation.scope import Bound
from smlint.frontends.terraform.language.nodes import (
    Attribute,
    Block,
    Expression,
    GetAttribute,
    Index,
    LiteralValue,
    ObjectExpression,
    Variable,
)
from smlint.frontends.terraform.structure.configuration import Configuration
from smlint.frontends.terraform.structure.module import argument
from smlint.frontends.terraform.values.data import through


@dataclass(frozen=True, slots=True)
class Maker:
    """A provider block, and the configuration that it stands in."""

    configuration: Configuration
    block: Block

    def value(self, written: Attribute) -> Tree:
        """The value of one of its arguments, the same for all where there are several of it."""
        why = Unknown("it differs between the instances of the provider", self.block.header)
        several = argument(self.block.body, "for_each") is not None
        scope = Bound(self.configuration, {"each": why}) if several else self.configuration
        return self.configuration.value(written, scope)


def default_tags(maker: Maker | None) -> Tree | None:
    """The default tags of the provider `maker`; None where it has none."""
    for block in maker.block.body.blocks if maker is not None else ():
        tags = argument(block.body, "tags")
        if block.type == "default_tags" and tags is not None and maker is not None:
            tree = maker.value(tags)
            if isinstance(tree, Absent):
                return None
            hop = Hop(f"default_tags of provider {maker.block.labels[0]}", tags.span)
            return through(tree, (hop,))
    return None


def region(settings: Mapping[str, Tree], maker: Maker | None) -> Tree | None:
    """The region of a resource: its own, else that of the provider `maker`; None if not written."""
    own = settings.get("region")
    if own is not None and not isinstance(own, Absent):
        return own
    written = argument(maker.block.body, "region") if maker is not None else None
    if written is None or maker is None:
        return None
    hop = Hop(f"region of provider {maker.block.labels[0]}", written.span)
    return through(maker.value(written), (hop,))


def maker_of(configuration: Configuration, resource: Block) -> Maker | None:
    """The provider that makes `resource`; None where none is written."""
    chosen = argument(resource.body, "provider")
    if chosen is None:
        return _called(configuration, resource.labels[0].partition("_")[0])
    return _called(configuration, _name(configuration.library.expression(chosen)))


def _called(configuration: Configuration, name: str) -> Maker | None:
    """The provider that `name` (`aws`, `aws.east`) means in `configuration`."""
    provider, _, alias = name.partition(".")
    for block in configuration.module.providers:
        written = argument(block.body, "alias")
        if block.labels[:1] == (provider,):
            own = "" if written is None else _name(configuration.library.expression(written))
            if own == alias:
                return Maker(configuration, block)
    if configuration.caller is None:
        return None
    caller, call = configuration.caller
    passed = argument(call.body, "providers")
    if passed is not None:
        expression = caller.library.expression(passed)
        if isinstance(expression, ObjectExpression):
            for key, value in expression.pairs:
                if _name(key) == name:
                    return _called(caller, _name(value))
    return None if alias else _called(caller, name)


def _name(expression: Expression) -> str:
    """`aws.east` as written, whether in quotes or not; empty for anything else.

    Of `aws.by_region["eu-west-1"]`, as OpenTofu has it, that is the provider without its key.
    """
    match expression:
        case Variable(name=name) | LiteralValue(value=str(name)):
            return name
        case GetAttribute(subject=Variable(name=provider), name=alias):
            return f"{provider}.{alias}"
        case Index(subject=subject):
            return _name(subject)
        case _:
            return ""
