"""Evaluating one expression, and reading a tree of files, for the tests beside this."""

from __future__ import annotations

import re
from collections.abc import Mapping

from smlint.core.inputs import Inputs, InputValue
from smlint.core.resource import DEFAULT_STAGE, Deployment, Reading, Resource
from smlint.core.source import Source
from smlint.core.spans import COMMAND_LINE
from smlint.core.tree import member
from smlint.core.values import Known, Tree
from smlint.core.workspace import MemoryWorkspace
from smlint.frontends.terraform.evaluation.evaluate import attempt, evaluate
from smlint.frontends.terraform.evaluation.scope import Bound, Scope
from smlint.frontends.terraform.language.expressions import parse
from smlint.frontends.terraform.language.nodes import Expression
from smlint.frontends.terraform.reader import read
from smlint.frontends.terraform.structure.configuration import Configuration
from smlint.frontends.terraform.structure.module import Library, Module
from smlint.frontends.terraform.structure.place import Place


def parsed(text: str) -> Expression:
    return parse(Source("main.tf", text), 0, len(text))


def empty_scope(files: Mapping[str, str | bytes] | None = None, **names: Tree) -> Scope:
    library = Library(MemoryWorkspace(files or {}))
    return Bound(Configuration(Module(""), library, Place("", DEFAULT_STAGE, ""), {}), names)


def value_of(text: str, files: Mapping[str, str | bytes] | None = None, **names: Tree) -> Tree:
    return evaluate(parsed(text), empty_scope(files, **names))


def given(*options: str | Source) -> Inputs:
    """What `--var NAME=VALUE` (a text) and `--var-file` (a source) give, in this order."""
    texts = [f"--var {option}\n" for option in options if isinstance(option, str)]
    line = Source(COMMAND_LINE, "".join(texts))
    variables: list[Source | InputValue] = []
    for option in options:
        if isinstance(option, str):
            name, _, value = option.partition("=")
            start = line.text.index(f"{option}\n") + len(name) + 1
            variables.append(InputValue("--var", name, line, start, start + len(value)))
        else:
            variables.append(option)
    return Inputs(tuple(variables))


def attempted(text: str, files: Mapping[str, str | bytes] | None = None) -> Tree:
    return attempt(parsed(text), empty_scope(files))


def reading(files: Mapping[str, str]) -> Reading:
    own = sorted(
        path
        for path in files
        if path.endswith((".tf", ".tf.json", ".tfvars")) and ".terraform" not in path.split("/")
    )
    hits = [path for path in own if re.search("aws(cc)?_sagemaker_", files[path])]
    return read(own, hits, MemoryWorkspace(files))


def deployment(files: Mapping[str, str] | str, stage: str = "default") -> Deployment:
    given = {"main.tf": files} if isinstance(files, str) else files
    return next(one for one in reading(given).deployments if one.stage.name == stage)


def resources(files: Mapping[str, str] | str, stage: str = "default") -> dict[str, Resource]:
    return {resource.address: resource for resource in deployment(files, stage).resources}


def setting(resource: Resource, path: str) -> Tree:
    """The setting at `A.B`; of a list (`A[].B`) that of the first element."""
    tree = resource.properties
    for name in path.split("."):
        tree = member(tree, name.removesuffix("[]"))
        if name.endswith("[]"):
            assert isinstance(tree, Known)
            assert isinstance(tree.value, tuple)
            tree = tree.value[0]
    return tree
