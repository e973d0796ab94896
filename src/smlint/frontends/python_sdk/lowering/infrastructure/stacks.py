"""The stacks of a project of Pulumi: each `Pulumi.NAME.yaml` is a way to deploy its program."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join

from smlint.core.source import Source, SourceError
from smlint.core.spans import Span
from smlint.core.workspace import Workspace
from smlint.formats.nodes import FormatError, MapNode, Node, ScalarNode
from smlint.formats.yaml import read_yaml
from smlint.frontends.python_sdk.files import Files, Script
from smlint.frontends.python_sdk.values.declared import Settings

PROJECT = ("Pulumi.yaml", "Pulumi.yml")
STACK = re.compile(r"Pulumi\.(.+)\.ya?ml")
IMPORT = re.compile(r"^[ \t]*(?:from|import)[ \t]+pulumi", re.MULTILINE)
STACK_LIMIT = 20
"""Stacks of one project: the program is read anew for each."""


def stacks_of(script: Script, files: Files) -> tuple[Settings, ...]:
    """What a program is given, once for each stack of it; once, and nothing, where it has none."""
    if any(IMPORT.search(source.text) for _, source in script.parts):
        return _settings(script.source.path, files.workspace)
    return (Settings(),)


def _settings(path: str, workspace: Workspace) -> tuple[Settings, ...]:
    found = _project(path, workspace)
    if found is None:
        return (Settings(),)
    directory, source, root = found
    name = _text(root, "name")
    defaults = _defaults(root, name)
    ways = [
        Settings(name, stack, at, {**defaults, **values}, (source, own))
        for stack, at, values, own in _files(directory, workspace)
    ]
    return tuple(ways[:STACK_LIMIT]) or (
        Settings(name, "", source.span(0, 0), defaults, (source,)),
    )


def _project(path: str, workspace: Workspace) -> tuple[str, Source, Node] | None:
    """The nearest project file, in the directory of the program or above it."""
    directory = dirname(path)
    while True:
        for name in PROJECT:
            found = _document(join(directory, name), workspace)
            if found is not None:
                return directory, *found
        if directory == dirname(directory):
            return None
        directory = dirname(directory)


def _files(
    directory: str, workspace: Workspace
) -> Iterator[tuple[str, Span, Mapping[str, Node], Source]]:
    for name in workspace.names(directory):
        stack = STACK.fullmatch(name)
        found = _document(join(directory, name), workspace) if stack else None
        if stack is not None and found is not None:
            source, root = found
            config = root.get("config") if isinstance(root, MapNode) else None
            pairs = config.pairs if isinstance(config, MapNode) else ()
            values = {key.text: value for key, value in pairs}
            yield stack[1], source.span(0, 0), values, source


def _document(path: str, workspace: Workspace) -> tuple[Source, Node] | None:
    try:
        source = workspace.read(path)
        documents = read_yaml(source)
    except (SourceError, FormatError):
        return None
    return (source, documents[0]) if documents else None


def _text(node: Node | None, name: str) -> str:
    value = node.get(name) if isinstance(node, MapNode) else None
    return value.text if isinstance(value, ScalarNode) else ""


def _defaults(root: Node, project: str) -> dict[str, Node]:
    """What the project file says for all stacks: a value, or a type with a default."""
    config = root.get("config") if isinstance(root, MapNode) else None
    found: dict[str, Node] = {}
    for key, node in config.pairs if isinstance(config, MapNode) else ():
        value: Node | None = node
        if isinstance(node, MapNode):
            value = node.get("default") or node.get("value")
        name = key.text if ":" in key.text else f"{project}:{key.text}"
        if value is not None:
            found[name] = value
    return found
