"""Which files Kustomize takes for patches of other objects."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from smlint.core.source import SourceError
from smlint.core.workspace import Workspace
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node, ScalarNode
from smlint.formats.yaml import read_yaml

NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
PATCHES = ("patches", "patchesStrategicMerge", "patchesJson6902")


def patches(directory: str, workspace: Workspace) -> frozenset[str]:
    """The paths of the files that patch others, as said in `directory` or in the one above."""
    places = dict.fromkeys((directory, posixpath.dirname(directory)))
    return frozenset(path for place in places for path in _patches(place, workspace))


def _patches(directory: str, workspace: Workspace) -> Iterator[str]:
    for name in NAMES:
        if name not in workspace.names(directory):
            continue
        try:
            roots = read_yaml(workspace.read(posixpath.join(directory, name)))
        except (FormatError, SourceError):
            continue
        for root in roots:
            for listed in PATCHES:
                for path in _paths(root.get(listed) if isinstance(root, MapNode) else None):
                    yield posixpath.normpath(posixpath.join(directory, path))


def _paths(listed: Node | None) -> Iterator[str]:
    for item in listed.items if isinstance(listed, ListNode) else ():
        named = item.get("path") if isinstance(item, MapNode) else item
        if isinstance(named, ScalarNode) and "\n" not in named.text:
            yield named.text
