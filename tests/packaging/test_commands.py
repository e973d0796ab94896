"""The commands that README and CI promise are the ones that exist."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def commands() -> set[str]:
    """The commands of dev.py: its functions that take what follows the command."""
    tree = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {
        function.name
        for function in functions
        if [ast.unparse(argument.annotation or ast.Name("")) for argument in function.args.args]
        == ["list[str]"]
    }


def used(name: str) -> set[str]:
    return set(re.findall(r"python3 dev\.py ([a-z]+)", (ROOT / name).read_text(encoding="utf-8")))


def test_every_command_that_is_named_exists() -> None:
    for name in ("README.md", "CONTRIBUTING.md", ".ci/run", "benchmarks/README.md"):
        assert used(name) <= commands(), name


def test_readme_sets_up_and_ci_calls_its_test_command() -> None:
    assert used("README.md") >= {"demo", "test"}
    assert used(".ci/run") >= {"test", "lint", "types", "layers", "generated"}


def test_make_has_a_target_for_each_command() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^TARGETS := (.*)$", makefile, re.MULTILINE)
    assert targets
    assert set(targets[1].split()) == commands()
