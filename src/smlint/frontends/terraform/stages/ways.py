"""The ways to deploy a root module: var-files, or what the user gives by hand."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from smlint.core.inputs import Inputs
from smlint.core.resource import DEFAULT_STAGE, Stage
from smlint.core.spans import Span
from smlint.core.values import Known, Tree
from smlint.frontends.terraform.functions import World
from smlint.frontends.terraform.stages.given import given_stage, given_values
from smlint.frontends.terraform.stages.varfiles import (
    Assignment,
    automatic,
    chosen,
    named_apart,
    read_var_file,
    valued,
)
from smlint.frontends.terraform.stages.workspaces import Workspaces, workspaces
from smlint.frontends.terraform.structure.module import Library, Module


class Way(NamedTuple):
    """One way to deploy a root module: the stage, the values it gives to variables, the workspace.

    That is the default one where it is None.
    """

    stage: Stage
    given: Mapping[str, Tree]
    workspace: Known[str] | None = None


def ways(
    root: Module, files: Sequence[str], inputs: Inputs, library: Library, world: World
) -> tuple[Way, ...]:
    """The ways to deploy `root`: the one that the user asks for, else those that are found.

    Each var-file is a stage, in the workspace that it is called after, if there is one. Each other
    workspace that the code names is a stage, and without var-files the default one.
    A var-file in another directory that sets none of the root's variables belongs to another root,
    and is no stage, nor is one beside the root's directory that sets any that it does not declare;
    one in the root's directory is, because its name alone tells the environment.
    """
    always = automatic(root.directory, library, world)
    known = workspaces(root, library)
    if inputs.variables:
        given = {**always, **given_values(inputs, root, library, world)}
        stage = given_stage(inputs, root.directory)
        return (Way(stage, given, _workspace(stage, known)),)
    paths = chosen(root.directory, files, library)
    found: list[Way] = []
    for name, path in zip(named_apart(paths, root.directory), paths, strict=True):
        values = read_var_file(path, library, world)
        if _belongs(path, values, root, library):
            stage = Stage(name, Span(path))
            given = {**always, **valued(values, name, "stage")}
            found.append(Way(stage, given, _workspace(stage, known)))
    if not found and known.default:
        found.append(Way(DEFAULT_STAGE, always))
    taken = {way.workspace for way in found}
    others = (one for one in known.named if one not in taken)
    return (
        *found,
        *(Way(Stage(f"workspace {one.value}", one.span), always, one) for one in others),
    )


def _workspace(stage: Stage, known: Workspaces) -> Known[str] | None:
    """The workspace that a stage is called after; of several var-files the last that has one."""
    for path in reversed(stage.name.split(" + ")):
        one = known.called(posixpath.basename(path).partition(".")[0])
        if one is not None:
            return one
    return None


def _belongs(path: str, given: Mapping[str, Assignment], root: Module, library: Library) -> bool:
    """Whether the var-file at `path` is meant for `root`."""
    directory = posixpath.dirname(path)
    if root.directory and not f"{directory}/".startswith(f"{root.directory}/"):
        return bool(given) and all(name in root.variables for name in given)
    strange = bool(given) and not any(name in root.variables for name in given)
    if strange:
        _report_strange(path, given, root, library)
    return not strange or directory == root.directory


def _report_strange(
    path: str, given: Mapping[str, Assignment], root: Module, library: Library
) -> None:
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
