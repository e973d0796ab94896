"""No module of a frontend imports one that imports it, not even for its types."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import smlint.frontends

HOME = Path(smlint.frontends.__file__).parent
FRONTENDS = sorted(path.name for path in HOME.iterdir() if (path / "__init__.py").exists())


def imported(tree: ast.AST) -> set[str]:
    """The modules named by the imports of a module, wherever they stand in it."""
    return {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
    }


@pytest.mark.parametrize("frontend", FRONTENDS)
def test_imports_run_one_way(frontend: str) -> None:
    modules = {
        ".".join(("smlint", "frontends", *path.relative_to(HOME).with_suffix("").parts)): path
        for path in sorted((HOME / frontend).rglob("*.py"))
        if path.name != "__init__.py"
    }
    graph = {
        name: imported(ast.parse(path.read_text(encoding="utf-8"))) & modules.keys()
        for name, path in modules.items()
    }
    assert graph
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle
