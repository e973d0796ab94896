"""Var-files: which are always loaded, and which make a stage each."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence

from smlint.core.resource import DEFAULT_STAGE, Stage
from smlint.core.source import SourceError
from smlint.core.spans import Span
from smlint.core.values import Hop, HopKind, Tree
from smlint.formats.json import read_json
from smlint.formats.nodes import FormatError, MapNode
from smlint.frontends.terraform.data import through
from smlint.frontends.terraform.evaluate import attempt
from smlint.frontends.terraform.functions import World
from smlint.frontends.terraform.functions.documents import tree_of_node
from smlint.frontends.terraform.module import Library, Module
from smlint.frontends.terraform.scope import Closed

USUAL_PLACES = frozenset({"env", "envs", "environments", "tfvars", "config", "vars"})
"""Directories beneath a root in which var-files are looked for."""
SUFFIXES = (".tfvars", ".tfvars.json")


def stages(
    root: Module, files: Sequence[str], library: Library, world: World
) -> tuple[tuple[Stage, Mapping[str, Tree]], ...]:
    """The stages of a root module, each with the values it gives to variables.

    A var-file that sets none of the root's variables belongs to another root, and is no stage.
    """
    beside = library.names(root.directory, *SUFFIXES)
    always: dict[str, Tree] = {}
    for name in sorted(filter(_automatic, beside), key=_precedence):
        path = posixpath.join(root.directory, name)
        always.update(_values(path, name, "reference", library, world))
    paths = _var_files(root.directory, beside, files, library)
    found: list[tuple[Stage, Mapping[str, Tree]]] = []
    for name, path in zip(_stage_names(paths, root.directory), paths, strict=True):
        values = _values(path, name, "stage", library, world)
        if not values or any(item in root.variables for item in values):
            found.append((Stage(name, Span(path)), {**always, **values}))
    return tuple(found) or ((DEFAULT_STAGE, always),)


def _automatic(name: str) -> bool:
    """Whether terraform loads the file called `name` without being told."""
    return name in ("terraform.tfvars", "terraform.tfvars.json") or name.endswith(
        (".auto.tfvars", ".auto.tfvars.json")
    )


def _precedence(name: str) -> tuple[int, str]:
    """Later files win: `terraform.tfvars` is first, the automatic ones follow by name."""
    fixed = ("terraform.tfvars", "terraform.tfvars.json")
    return (fixed.index(name), "") if name in fixed else (len(fixed), name)


def _var_files(
    root: str, beside: Iterable[str], files: Sequence[str], library: Library
) -> tuple[str, ...]:
    """The paths of the var-files that terraform loads only when told to."""
    found = {posixpath.join(root, name) for name in beside if not _automatic(name)}
    candidates = set(files)
    for place in USUAL_PLACES:
        directory = posixpath.join(root, place)
        candidates.update(posixpath.join(directory, n) for n in library.names(directory, *SUFFIXES))
    for path in candidates:
        inside = path[len(root) + 1 :] if root else path
        below = path.startswith(f"{root}/") or not root
        if path.endswith(SUFFIXES) and below and inside.split("/")[0] in USUAL_PLACES:
            directory = posixpath.dirname(path)
            if "/" in inside and not library.names(directory, ".tf"):
                found.add(path)
    return tuple(sorted(found))


def _stage_names(paths: Sequence[str], root: str) -> tuple[str, ...]:
    """File names; with their path where two are called alike."""
    plain = [posixpath.basename(path) for path in paths]
    return tuple(
        name if plain.count(name) == 1 else posixpath.relpath(path, root or ".")
        for name, path in zip(plain, paths, strict=True)
    )


def _values(path: str, note: str, kind: HopKind, library: Library, world: World) -> dict[str, Tree]:
    """The values that a var-file gives, with the hop that leads to it."""
    values = (
        _json_values(path, library) if path.endswith(".json") else _hcl_values(path, library, world)
    )
    return {name: through(tree, (Hop(note, tree.span, kind),)) for name, tree in values.items()}


def _hcl_values(path: str, library: Library, world: World) -> dict[str, Tree]:
    scope = Closed(world, {})
    return {
        item.name: attempt(library.expression(item), scope)
        for item in library.body(path).attributes
    }


def _json_values(path: str, library: Library) -> dict[str, Tree]:
    try:
        source = library.sources[path] = library.workspace.read(path)
        node = read_json(source)
    except SourceError as error:
        library.report(Span(path), error.reason, "Make it readable text, or exclude it.", "error")
        return {}
    except FormatError as error:
        library.report(error.span, error.reason, "Mend the file: none of it was read.", "error")
        return {}
    if not isinstance(node, MapNode):
        library.report(node.span, "a var-file holds one JSON object", severity="error")
        return {}
    return {name.text: tree_of_node(item) for name, item in node.pairs}
