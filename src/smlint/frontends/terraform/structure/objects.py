"""Resources and module calls as the values that expressions see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from smlint.core.values import Absent, Data, Hop, Known, Reference, Tree, Unknown, joined
from smlint.frontends.terraform.language.nodes import Block
from smlint.frontends.terraform.resources.shapes import IDENTIFIED, SHAPES, camel
from smlint.frontends.terraform.structure.blocks import seen, written_names
from smlint.frontends.terraform.structure.module import Module
from smlint.frontends.terraform.values.data import Instances, Lazy, through, unlisted
from smlint.frontends.terraform.values.kinds import Constraint

DRAWN = frozenset({"random_id", "random_integer", "random_pet", "random_string", "random_uuid"})
"""Resources that draw something once; only a change of their `keepers` draws it anew."""

PREBUILT_IMAGE = ("aws_sagemaker_prebuilt_ecr_image", "registry_path")
"""The data source of AWS's own images, and its address of one."""


def resource_value(block: Block, address: str, argument: Callable[[str], Tree]) -> Tree:
    """An instance of a resource or data source that is called `address`.

    Its members are the arguments that `block` writes, as `argument` gives them, and whatever else
    will be known of it. A data source hands its arguments on as they are written.
    """
    type_ = block.labels[0]
    shape = SHAPES.get(type_) if block.type == "resource" else None
    written = written_names(block.body)
    given = written if block.type == "resource" else {item.name for item in block.body.attributes}
    drawn = block.type == "resource" and type_ in DRAWN and "keepers" not in written

    def make(name: str) -> Tree:
        named = shape is not None and shape.type in IDENTIFIED and name in ("id", shape.name)
        source = shape.name if named and shape is not None else name
        if source in given:
            found = argument(source)
            hop = Hop(f"{address}.{source}", found.span)
            if isinstance(found, Unknown) and named:
                found = replace(found, parts=(Reference(address, _member_name(type_, source)),))
            if not isinstance(found, Absent):
                of_block = Unknown(f"a part of {address}.{source} {later}", block.header)
                return through(seen(found, block.body, source, of_block), (hop,))
        if block.type == "data" and (type_, name) == PREBUILT_IMAGE:
            tag = argument("image_tag") if "image_tag" in given else Absent(block.header)
            region = argument("region") if "region" in given else Absent(block.header)
            return _prebuilt_image(block, address, argument("repository_name"), tag, region)
        reason = f"{address}.{name} {later}"
        via = (Hop(f"{address}.{name}", block.header, "drawn"),) if drawn else ()
        return Unknown(
            reason, block.header, via, parts=(Reference(address, _member_name(type_, source)),)
        )

    later = "is known only after it is deployed"
    if block.type == "data":
        later = "is looked up when terraform runs"
    beyond = Unknown(f"{address} {later}", block.header)
    return Known(Lazy(written, make, beyond), block.header)


def _prebuilt_image(block: Block, address: str, repository: Tree, tag: Tree, region: Tree) -> Tree:
    """The address of an image of AWS: its registry is looked up, repository and tag are written.

    The tag is `latest` where none is, as the provider's documents say.
    """

    def unknown(name: str) -> Unknown:
        reason = f"{address}.{name} is looked up when terraform runs"
        return Unknown(reason, block.header, parts=(Reference(address, camel(name)),))

    def text(said: str) -> Tree:
        return Known(said, block.header)

    pieces = (
        unknown("registry_id"), text(".dkr.ecr."),
        unknown("region") if isinstance(region, Absent) else region, text("."),
        unknown("dns_suffix"), text("/"), repository, text(":"),
        text("latest") if isinstance(tag, Absent) else tag,
    )  # fmt: skip
    return joined(pieces, block.header)


def call_value(
    block: Block, address: str, module: Module | None, output: Callable[[str], Tree]
) -> Tree:
    """An instance of a module call that is called `address`: its outputs, as `output` gives them.

    `module` is None where it was not read.
    """

    def make(name: str) -> Tree:
        parts = (Reference(address, name),)
        if module is None:
            reason = f"the module that {address} calls was not read"
            return Unknown(reason, block.header, parts=parts)
        if name not in module.outputs:
            return Unknown(f"{address} has no output {name}", block.header, parts=parts)
        tree = output(name)
        tree = through(tree, (Hop(f"{address}.{name}", tree.span),))
        if isinstance(tree, Unknown) and not tree.parts:
            return replace(tree, parts=parts)
        return tree

    if module is not None and module.complete:
        return Known(Lazy(module.outputs, make), block.header)
    beyond = Unknown(f"{address} may have other outputs", block.header)
    return Known(Lazy(module.outputs if module else (), make, beyond), block.header)


def as_asked(tree: Tree, wanted: Constraint) -> Tree:
    """`tree` with its resources and modules as plain objects, of the members that `wanted` has."""
    value = tree.value if isinstance(tree, Known) else None
    if isinstance(value, tuple) and wanted.element is not None:
        return _with(tree, type(value)(as_asked(item, wanted.element) for item in value))
    if not isinstance(value, Mapping) or isinstance(value, Instances):
        return tree
    if wanted.kind == "object":
        members = {n: as_asked(value[n], w) for n, w in wanted.members.items() if n in value}
        others = {} if isinstance(value, Lazy) else value
        return _with(tree, {**others, **members})
    if wanted.element is not None and unlisted(tree) is None:
        return _with(tree, {n: as_asked(value[n], wanted.element) for n in value})
    return tree


def _with(tree: Tree, value: Data) -> Tree:
    return Known(value, tree.span, tree.via)


def _member_name(type_: str, name: str) -> str:
    """What the API calls the argument or attribute `name` of a resource of `type_`."""
    found = SHAPES[type_].members.get(name, "") if type_ in SHAPES else ""
    return found if isinstance(found, str) and found else camel(name)
