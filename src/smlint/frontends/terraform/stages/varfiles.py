"""Var-files: where they stand, which terraform loads without being told, and what they give."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from smlint.core.environment import NON_PRODUCTION_WORDS, PRODUCTION_WORDS
from smlint.core.spans import Span
from smlint.core.values import Hop, HopKind, Tree, Unknown
from smlint.formats.json import read_json
from smlint.formats.nodes import FormatError, MapNode, Node
from smlint.frontends.terraform.evaluation.evaluate import attempt
from smlint.frontends.terraform.evaluation.scope import Constant
from smlint.frontends.terraform.functions import World
from smlint.frontends.terraform.functions.documents import tree_of_node
from smlint.frontends.terraform.structure.module import SYNTAXES, Library
from smlint.frontends.terraform.values.data import through
from smlint.frontends.terraform.values.errors import NoValueError

USUAL_PLACES = frozenset({"env", "envs", "environments", "tfvars", "config", "vars"})
"""Directories beneath or beside a root in which var-files are looked for."""
ENVIRONMENTS = frozenset((*PRODUCTION_WORDS, *NON_PRODUCTION_WORDS))
"""Directories beneath a root that are called after an environment are such places too."""
SUFFIXES = (".tfvars", ".tfvars.json")


class Assignment(NamedTuple):
    """The value that a var-file gives to a variable, and where it names the variable."""

    name: Span
    value: Tree


def automatic(directory: str, library: Library, world: World) -> Mapping[str, Tree]:
    """The values that terraform loads in `directory` without being told."""
    values: dict[str, Tree] = {}
    names = filter(_automatic, library.names(directory, *SUFFIXES))
    for name in sorted(names, key=_precedence):
        given = read_var_file(posixpath.join(directory, name), library, world)
        values.update(valued(given, name, "reference"))
    return values


def _automatic(name: str) -> bool:
    """Whether terraform loads the file called `name` without being told."""
    return name in ("terraform.tfvars", "terraform.tfvars.json") or name.endswith(
        (".auto.tfvars", ".auto.tfvars.json")
    )


def _precedence(name: str) -> tuple[int, str]:
    """Later files win: `terraform.tfvars` is first, the automatic ones follow by name."""
    fixed = ("terraform.tfvars", "terraform.tfvars.json")
    return (fixed.index(name), "") if name in fixed else (len(fixed), name)


def chosen(root: str, files: Sequence[str], library: Library) -> tuple[str, ...]:
    """The paths of the var-files near `root` that terraform loads only when told to."""
    beside = library.names(root, *SUFFIXES)
    found = {posixpath.join(root, name) for name in beside if not _automatic(name)}
    tops = (root, posixpath.dirname(root)) if root else (root,)
    places = {posixpath.join(top, place) for top in tops for place in USUAL_PLACES} - {root}
    direct = {posixpath.join(root, word) for word in ENVIRONMENTS}
    candidates = {path for path in files if path.endswith(SUFFIXES)}
    for place in places | direct:
        candidates.update(posixpath.join(place, name) for name in library.names(place, *SUFFIXES))
    for path in candidates:
        directory = posixpath.dirname(path)
        near = directory in direct or any(f"{directory}/".startswith(f"{p}/") for p in places)
        if near and not library.names(directory, *SYNTAXES):
            found.add(path)
    return tuple(sorted(found))


def named_apart(paths: Sequence[str], root: str) -> tuple[str, ...]:
    """What the stages of var-files are called: like the file.

    Like its directory where terraform would load a file of that name anyway (`terraform.tfvars`),
    and like its path where two would be called alike.
    """
    top = f"{root}/" if root else ""
    inner = [path.removeprefix(top) for path in paths]
    plain = [_plain_name(path) for path in inner]
    return tuple(
        name if plain.count(name) == 1 else path for name, path in zip(plain, inner, strict=True)
    )


def _plain_name(path: str) -> str:
    directory, name = posixpath.split(path)
    return directory if directory and _automatic(name) else name


def read_var_file(path: str, library: Library, world: World) -> dict[str, Assignment]:
    """What the var-file at `path` gives to variables."""
    return (
        _json_given(path, library) if path.endswith(".json") else _hcl_given(path, library, world)
    )


def valued(given: Mapping[str, Assignment], note: str, kind: HopKind) -> dict[str, Tree]:
    """The values of a var-file, with the hop that leads to it."""
    return {
        name: through(one.value, (Hop(note, one.value.span, kind),)) for name, one in given.items()
    }


def _hcl_given(path: str, library: Library, world: World) -> dict[str, Assignment]:
    body = library.body(path)
    if body.blocks:
        first, *more = body.blocks
        others = f" (this one, and {len(more)} behind it)" if more else ""
        hint = "Write `name = { … }` for a value: what stands in blocks was not read."
        library.report(first.header, f"a var-file holds no blocks{others}", hint, "error")
    scope = Constant(world)
    return {
        item.name: Assignment(item.name_span, attempt(library.expression(item), scope))
        for item in body.attributes
    }


def _json_given(path: str, library: Library) -> dict[str, Assignment]:
    source = library.readable(path)
    if source is None:
        return {}
    try:
        node = read_json(source)
    except FormatError as error:
        library.report(error.span, error.reason, "Mend the file: none of it was read.", "error")
        return {}
    if not isinstance(node, MapNode):
        library.report(node.span, "a var-file holds one JSON object", severity="error")
        return {}
    return {name.text: Assignment(name.span, _json_value(item)) for name, item in node.pairs}


def _json_value(node: Node) -> Tree:
    try:
        return tree_of_node(node)
    except NoValueError as error:
        return Unknown(error.reason, node.span)
