"""What the code says about a resource rather than of it."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.tree import member
from smlint.core.values import Known, Tree, Unknown
from smlint.frontends.terraform.language.nodes import Block
from smlint.frontends.terraform.resources.lifecycle import ignored, members_left
from smlint.frontends.terraform.resources.providers import maker_of, region
from smlint.frontends.terraform.resources.shapes import SHAPES
from smlint.frontends.terraform.structure.configuration import Configuration

META = frozenset({
    "count", "for_each", "provider", "depends_on", "lifecycle", "provisioner", "connection",
    "timeouts", "name_prefix", "region", "id",
})  # fmt: skip
"""What says how Terraform treats the resource, and nothing that the API is told."""


def metadata(
    configuration: Configuration, block: Block, settings: Mapping[str, Tree], exists: Unknown | None
) -> Mapping[str, Tree]:
    """What the `settings` of a resource say about it, its region, and why it may not exist.

    `ignore_changes` are the API's members of which every change is ignored.
    """
    written = [name for name in settings if name not in META]
    members = SHAPES[block.labels[0]].members
    found = {
        "exists": exists,
        "create_before_destroy": _create_before_destroy(settings.get("lifecycle")),
        "ignore_changes": members_left(ignored(configuration.library, block), written, members),
        "region": region(settings, maker_of(configuration, block)),
    }
    return {name: item for name, item in found.items() if item is not None}


def _create_before_destroy(lifecycle: Tree | None) -> Tree | None:
    if isinstance(lifecycle, Known) and isinstance(lifecycle.value, tuple) and lifecycle.value:
        return member(lifecycle.value[0], "create_before_destroy")
    return None
