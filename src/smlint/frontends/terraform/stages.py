"""Var-files: which are always loaded, and which make a stage each."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from smlint.core.resource import DEFAULT_STAGE, Stage
from smlint.core.source import SourceError
from smlint.core.spans import Span
from smlint.core.values import Hop, HopKind, Tree, Unknown
from smlint.formats.json import read_json
from smlint.formats.nodes import FormatError, MapNode, Node
from smlint.frontends.terraform.data import RefusalError, through
from smlint.frontends.terraform.evaluate import attempt
from smlint.frontends.terraform.functions import World
from smlint.frontends.terraform.functions.documents import tree_of_node
from smlint.frontends.terraform.module import Library, Module
from smlint.frontends.terraform.scope import Closed

USUAL_PLACES = frozenset({"env", "envs", "environments", "tfvars", "config", "vars"})
"""Directories beneath a root in which var-files are looked for."""
SUFFIXES = (".tfvars", ".tfvars.json")


class Given(NamedTuple):
    """The value that a var-file gives to a variable, and where it names the variable."""

    name: Span
    value: Tree


def stages(
    root: Module, files: Sequence[str], library: Library, world: World
) -> tuple[tuple[Stage, Mapping[str, Tree]], ...]:
    """The stages of a root module, each with the values it gives to variables.

    A var-file in another directory that sets none of the root's variables belongs to another root,
    and is no stage; one beside the root is, because its name alone tells the environment.
    """
    beside = library.names(root.directory, *SUFFIXES)
    always: dict[str, Tree] = {}
    for name in sorted(filter(_automatic, beside), key=_precedence):
        path = posixpath.join(root.directory, name)
        always.update(_values(_given(path, library, world), name, "reference"))
    paths = _var_files(root.directory, beside, files, library)
    found: list[tuple[Stage, Mapping[str, Tree]]] = []
    for name, path in zip(_stage_names(paths, root.directory), paths, strict=True):
        given = _given(path, library, world)
        strange = bool(given) and not any(item in root.variables for item in given)
        if strange:
            _report_strange(path, given, root, library)
        if not strange or posixpath.dirname(path) == root.directory:
            found.append((Stage(name, Span(path)), {**always, **_values(given, name, "stage")}))
    return tuple(found) or ((DEFAULT_STAGE, always),)


def _report_strange(path: str, given: Mapping[str, Given], root: Module, library: Library) -> None:
    """Note that a var-file near the root module sets none of its variables."""
    directory, where = posixpath.dirname(path), root.directory or "."
    names = ", ".join([*given][:5]) + (", …" if len(given) > 5 else "")
    message = f"the module in {where} declares none of the variables that are set here: {names}"
    hint = "Declare them there, or correct their names."
    if directory != root.directory:
        message += "; the file makes no stage of it"
        hint += " There is nothing to do where the file is meant for another module."
    if posixpath.dirname(directory) == root.directory or directory == root.directory:
        library.report(next(iter(given.values())).name, message, hint, "note")


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


def _given(path: str, library: Library, world: World) -> dict[str, Given]:
    """What a var-file gives to variables."""
    return (
        _json_given(path, library) if path.endswith(".json") else _hcl_given(path, library, world)
    )


def _values(given: Mapping[str, Given], note: str, kind: HopKind) -> dict[str, Tree]:
    """The values of a var-file, with the hop that leads to it."""
    return {
        name: through(one.value, (Hop(note, one.value.span, kind),)) for name, one in given.items()
    }


def _hcl_given(path: str, library: Library, world: World) -> dict[str, Given]:
    body = library.body(path)
    for block in body.blocks:
        hint = "Write `name = { … }`: what stands in it was not read."
        library.report(block.header, "a var-file holds no blocks", hint, "error")
    scope = Closed(world, {})
    return {
        item.name: Given(item.name_span, attempt(library.expression(item), scope))
        for item in body.attributes
    }


def _json_given(path: str, library: Library) -> dict[str, Given]:
    try:
        source = library.sources[path] = library.workspace.read(path)
        node = read_json(source)
    except SourceError as error:
        hint = "Mend it, or exclude it: nothing of it was read."
        library.report(Span(path), error.reason, hint, "error")
        return {}
    except FormatError as error:
        library.report(error.span, error.reason, "Mend the file: none of it was read.", "error")
        return {}
    if not isinstance(node, MapNode):
        library.report(node.span, "a var-file holds one JSON object", severity="error")
        return {}
    return {name.text: Given(name.span, _json_value(item)) for name, item in node.pairs}


def _json_value(node: Node) -> Tree:
    try:
        return tree_of_node(node)
    except RefusalError as refusal:
        return Unknown(f"terraform would refuse this: {refusal}", node.span)
