"""Notebooks that write files, run others, and change directory."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from smlint.core.resource import Reading
from smlint.core.workspace import MemoryWorkspace
from smlint.frontends.python_sdk import read
from smlint.frontends.python_sdk.files import Files
from tests.frontends.python_sdk.scripts import BOTO, notebook

MAKE = "sm.create_endpoint_config(EndpointConfigName=name)"


def reading(files: Mapping[str, str]) -> Reading:
    return read(sorted(files), sorted(files), MemoryWorkspace(files))


def made(found: Reading) -> list[tuple[str, str]]:
    """Each project with the place of each thing that it makes."""
    return [(one.path, str(thing.span)) for one in found.deployments for thing in one.resources]


def test_a_written_script_is_read_at_its_place_in_the_cell() -> None:
    found = reading(
        {"a.ipynb": notebook(["x = 1", f"%%writefile d/x.py\n{BOTO}name = 'c'\n{MAKE}"])}
    )
    assert made(found) == [("a.ipynb", "a.ipynb#cell2:5:1")]
    (source,) = found.sources
    assert source.line(5, 2) == MAKE


def test_a_written_script_that_is_in_the_tree_is_read_there() -> None:
    files = {"a.ipynb": notebook([f"%%writefile x.py\n{BOTO}{MAKE}"]), "x.py": f"{BOTO}{MAKE}"}
    assert made(reading(files)) == [("x.py", "x.py:3:1")]


def test_what_is_wrong_in_a_written_script_costs_its_cell() -> None:
    found = reading(
        {"a.ipynb": notebook([f"%%file x.py\n{MAKE}\nx = = 1", f"%%file y.txt\n{MAKE}"])}
    )
    assert [(item.severity, str(item.span)) for item in found.problems] == [
        ("warning", "a.ipynb#cell1:3:5")
    ]


def test_cells_that_add_to_a_file_make_it_together() -> None:
    cells = [f"%%writefile x.py\n{BOTO}", f"%%writefile -a x.py\nname = 'c'\n{MAKE}"]
    found = reading({"n/a.ipynb": notebook(cells)})
    assert made(found) == [("n/x.py", "n/x.py:4:1")]
    assert [source.line(4) for source in found.sources if source.path == "n/x.py"] == [MAKE]


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("%run b.ipynb", "n/b.ipynb"),
        ("%run ./b", "n/b.ipynb"),
        ("%run -i 'b.ipynb' --stage prod", "n/b.ipynb"),
        ("%run ../b.ipynb", "b.ipynb"),
        ("%cd ..\n%run b.ipynb", "b.ipynb"),
        ("%cd lib\n%cd ..\n%run b", "n/b.py"),
        ("get_ipython().run_line_magic('run', 'b.py')", "n/b.py"),
    ],
)
def test_what_is_run_is_a_part(line: str, path: str) -> None:
    text = f"name = 'c'\n{MAKE}"
    files = {
        "n/a.ipynb": notebook([f"{BOTO}{line}\n{MAKE}"]),
        path: notebook([text]) if path.endswith(".ipynb") else text,
    }
    found = reading(files)
    assert {project for project, _ in made(found)} == {"n/a.ipynb"}
    places = [place.rpartition(":")[0] for _, place in made(found)]
    assert places[0].startswith(path)
    assert places[1].startswith("n/a.ipynb#cell1")
    assert {source.path for source in found.sources} == {"n/a.ipynb", path}


@pytest.mark.parametrize("line", ["%run gone.ipynb", "%cd ~\n%run b.ipynb", "%run {x}", "%run"])
def test_what_is_not_in_the_tree_is_not_run(line: str) -> None:
    files = {"a.ipynb": notebook([f"{BOTO}{line}\n{MAKE}"]), "b.ipynb": notebook(["x = 1"])}
    (only,) = made(reading(files))
    assert only[1].startswith("a.ipynb#cell1")


def test_a_circle_of_runs_ends() -> None:
    files = {
        "a.ipynb": notebook([f"{BOTO}name = 'c'\n%run a.ipynb\n%run b.ipynb\n{MAKE}"]),
        "b.ipynb": notebook(["%run a.ipynb"]),
    }
    assert "a.ipynb#cell1:6:1" in {place for _, place in made(reading(files))} | {
        place for _, place in made(reading({"a.ipynb": files["a.ipynb"]}))
    }


def test_a_written_file_may_be_run_and_is_offered_to_imports() -> None:
    cells = ["%%writefile x.py\nname = 'c'", f"{BOTO}%run x.py\n{MAKE}"]
    text = notebook(cells)
    script = Files(MemoryWorkspace({"n/a.ipynb": text})).script("n/a.ipynb")
    assert {path: source.text for path, source in script.written.items()} == {
        "n/x.py": "\nname = 'c'\n"
    }
    (one,) = reading({"n/a.ipynb": text}).deployments
    assert one.resources[0].address == "n/a.ipynb#cell2:4:1"
