"""Modules from elsewhere that `terraform init` has installed: where, and how findings reach them.

Terraform keeps account of them in `.terraform/modules/modules.json` of the root module.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from smlint.core.resource import Resource
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Hop, Known, Tree
from smlint.core.workspace import seen_from
from smlint.formats.json import read_json
from smlint.formats.nodes import ListNode, MapNode, ScalarNode

MANIFEST = ".terraform/modules/modules.json"


def installed(manifest: Source, root: str) -> Mapping[str, str]:
    """The directories of the modules that `manifest`, of the root module at `root`, knows.

    They go by key: the names of the calls that lead to the module, with dots between them. Raises
    `FormatError` where it is no JSON.
    """
    document = read_json(manifest)
    listed = document.get("Modules") if isinstance(document, MapNode) else None
    found: dict[str, str] = {}
    for entry in listed.items if isinstance(listed, ListNode) else ():
        if isinstance(entry, MapNode):
            key, directory = entry.get("Key"), entry.get("Dir")
            if isinstance(key, ScalarNode) and isinstance(directory, ScalarNode) and key.text:
                found[key.text] = seen_from(root, directory.text)
    return found


def is_installed(directory: str) -> bool:
    """Whether a module directory is one that `terraform init` made: nobody edits it."""
    return ".terraform" in directory.split("/")


def seen_at(resource: Resource, call: Span) -> Resource:
    """`resource` of an installed module with all of its settings at the `call` that leads there.

    Whoever reads a finding can change the call and not the module, to which a hop leads.
    """
    return replace(resource, properties=_moved(resource.properties, call), span=call)


def _moved(tree: Tree, call: Span) -> Tree:
    hop = Hop("the module has it here", tree.span)
    via = tuple(dict.fromkeys((hop, *tree.via)))
    if isinstance(tree, Known):
        value = tree.value
        if isinstance(value, tuple):
            return Known(tuple(_moved(item, call) for item in value), call, via)
        if isinstance(value, Mapping):
            return Known({name: _moved(item, call) for name, item in value.items()}, call, via)
    return replace(tree, span=call, via=via)
