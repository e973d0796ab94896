"""What the members of each body are in Terraform's JSON syntax: nested blocks, or arguments.

JSON itself does not tell. Terraform's own blocks are those of its documentation; what belongs to
the blocks of a provider, the table of `shapes` tells for the types that it has. Source:
https://developer.hashicorp.com/terraform/language/syntax/json
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cache
from typing import NamedTuple

from smlint.core.frozen import dataclass
from smlint.frontends.terraform.language.json_expressions import Role, role_of
from smlint.frontends.terraform.resources.shapes import SHAPES, Members, Structure

Labels = tuple[str, ...]


class Nested(NamedTuple):
    """A type of block: how many labels it has, and what stands in one with such labels."""

    labels: int
    schema: Callable[[Labels], Schema]


@dataclass(frozen=True, slots=True)
class Schema:
    """What the members of a body are.

    `blocks` are the nested blocks; `roles` say what the texts of arguments are, where they are not
    what `rest` says. With `dynamic` it is a provider's body, whose blocks may also be made so.
    """

    blocks: Mapping[str, Nested] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    rest: Role = "template"
    dynamic: bool = False

    def role(self, name: str) -> Role:
        """What the texts of the argument `name` are."""
        return self.roles.get(name) or role_of(name, self.rest)

    def block(self, name: str) -> Nested | None:
        """The type of block that `name` is; None where it is an argument."""
        if name == "dynamic" and self.dynamic:
            return Nested(1, lambda labels: self._dynamic(labels[0]))
        return self.blocks.get(name)

    def _dynamic(self, name: str) -> Schema:
        content = self.block(name) or _fixed(UNTOLD)
        return Schema({"content": content}, {"iterator": "code"})


def _fixed(schema: Schema, labels: int = 0) -> Nested:
    return Nested(labels, lambda _: schema)


UNTOLD = Schema(rest="either", dynamic=True)
"""The body of a provider's block of which nothing is known here."""
CONDITION = _fixed(Schema())
REFERRING: Mapping[str, Role] = {"depends_on": "code", "provider": "code", "providers": "code"}
DESCRIBED: Mapping[str, Role] = dict.fromkeys(
    ("description", "sensitive", "ephemeral", "deprecated"), "literal"
)
LIFECYCLE = Schema(
    {"precondition": CONDITION, "postcondition": CONDITION},
    {"ignore_changes": "code", "replace_triggered_by": "code"},
    "literal",
)
META_BLOCKS: Mapping[str, Nested] = {
    "lifecycle": _fixed(LIFECYCLE),
    "connection": _fixed(UNTOLD),
    "provisioner": _fixed(Schema({"connection": _fixed(UNTOLD)}, rest="either"), 1),
}
META_ROLES: Mapping[str, Role] = {**REFERRING, "count": "template", "for_each": "template"}


def _told(members: Members) -> Schema:
    """The body of a provider's block with the given `members`."""
    blocks = {
        name: _fixed(_told(kind.members))
        for name, kind in members.items()
        if isinstance(kind, Structure) and not kind.named
    }
    return Schema(blocks, dict.fromkeys(members.keys() - blocks.keys(), "template"), "either", True)


@cache
def _resource(type_: str) -> Schema:
    shape = SHAPES.get(type_)
    if shape is None:
        return Schema(META_BLOCKS, META_ROLES, "either", True)
    if type_.startswith("awscc_"):  # this provider has attributes only
        return Schema(META_BLOCKS, META_ROLES, "template", True)
    own = _told(shape.members)
    return Schema({**own.blocks, **META_BLOCKS}, {**own.roles, **META_ROLES}, "either", True)


RESOURCE = Nested(2, lambda labels: _resource(labels[0]))
PROVIDER = Schema(
    {"default_tags": _fixed(Schema(dynamic=True))}, {"alias": "literal"}, "either", True
)
TERRAFORM = Schema(
    {
        "backend": _fixed(Schema(rest="literal"), 1),
        "cloud": _fixed(Schema({"workspaces": _fixed(Schema(rest="literal"))}, rest="literal")),
        "provider_meta": _fixed(UNTOLD, 1),
        "required_providers": _fixed(Schema(rest="literal")),
    },
    rest="literal",
)
ROOT = Schema(
    {
        "check": _fixed(Schema({"assert": CONDITION, "data": RESOURCE}), 1),
        "data": RESOURCE,
        "ephemeral": RESOURCE,
        "import": _fixed(Schema(roles={**REFERRING, "to": "code"})),
        "locals": _fixed(Schema()),
        "module": _fixed(Schema(roles={**REFERRING, "source": "literal", "version": "literal"}), 1),
        "moved": _fixed(Schema(rest="code")),
        "output": _fixed(Schema({"precondition": CONDITION}, {**REFERRING, **DESCRIBED}), 1),
        "provider": _fixed(PROVIDER, 1),
        "removed": _fixed(Schema({"lifecycle": _fixed(LIFECYCLE)}, rest="code")),
        "resource": RESOURCE,
        "terraform": _fixed(TERRAFORM),
        "variable": _fixed(Schema({"validation": CONDITION}, {"type": "code"}, "literal"), 1),
    }
)
"""The body of a file."""
