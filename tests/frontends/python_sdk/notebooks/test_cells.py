"""Notebooks, cell by cell."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from smlint.core.tree import member, plain
from tests.frontends.python_sdk.scripts import (
    BOTO,
    config,
    deployment,
    notebook,
    reading,
    resources,
)

MAKE = "sm.create_endpoint_config(EndpointConfigName=name)"


def test_cells_share_their_names_and_count_from_one_over_all_cells() -> None:
    text = notebook([("markdown", "# Title"), BOTO, 'name = "c"', f"# note\n{MAKE}"])
    made = config(text, "a.ipynb")
    assert made.address == "a.ipynb#cell4:2:1"
    assert plain(member(made.properties, "EndpointConfigName")) == "c"
    found = reading(text, "a.ipynb")
    (source,) = found.sources
    assert source.line(2, 4) == MAKE
    assert [(str(comment.span), comment.text) for comment in found.comments] == [
        ("a.ipynb#cell4:1:1", "note")
    ]


def test_version_3() -> None:
    text = json.dumps({
        "nbformat": 3,
        "worksheets": [{"cells": [
            {"cell_type": "heading", "source": "t"},
            {"cell_type": "code", "input": [BOTO, "name = 'c'\n", MAKE]},
        ]}],
    })  # fmt: skip
    assert config(text, "a.ipynb").address == "a.ipynb#cell2:4:1"


@pytest.mark.parametrize(
    "line",
    [
        "!pip install sagemaker \\\n  --upgrade",
        "%pip install -U 'sagemaker<3'",
        "%matplotlib inline",
        "files = !ls",
        "out = %sx ls",
        "name?",
        "?name",
        "if True:\n    !ls",
        "x = (\n    5 %\n    3)",
    ],
)
def test_what_is_not_python_is_blanked_in_place(line: str) -> None:
    text = notebook([f"{BOTO}name = 'c'\n{line}\n{MAKE}"])
    made = config(text, "a.ipynb")
    assert made.span.line == 4 + len(line.split("\n"))


@pytest.mark.parametrize("magic", ["%%time", "%%capture out", "\n%%time"])
def test_bodies_of_timing_magics_are_read(magic: str) -> None:
    assert config(notebook([f"{magic}\n{BOTO}name = 'c'\n{MAKE}"]), "a.ipynb").span.line > 3


def test_a_timed_line_is_read_with_its_columns() -> None:
    text = notebook([f"{BOTO}name = 'c'\n%time {MAKE}"])
    assert config(text, "a.ipynb").span.column == 7


@pytest.mark.parametrize("magic", ["%%bash", "%%sh", "%%writefile x.sh", "%%html", "%%local_r"])
def test_other_cells_are_not(magic: str) -> None:
    assert reading(notebook([f"{magic}\n{BOTO}{MAKE}"]), "a.ipynb").deployments == ()


def test_a_broken_cell_costs_itself() -> None:
    text = notebook(
        [BOTO, "name = # your name\n", "sm.create_endpoint_config(", f"name = 'c'\n{MAKE}"]
    )
    found = reading(text, "a.ipynb")
    places = [
        (problem.severity, problem.span.cell, problem.span.line) for problem in found.problems
    ]
    assert places == [("note", 2, 1), ("warning", 3, 1)]
    assert len(resources(text, "EndpointConfig", "a.ipynb")) == 1


def test_other_kernels_are_left_alone() -> None:
    text = notebook([f"{BOTO}{MAKE}"], kernel="ir")
    assert (reading(text, "a.ipynb").deployments, reading(text, "a.ipynb").problems) == ((), ())


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{\n "cells": [,]\n}', "a.ipynb:2:12"),
        ("", "a.ipynb:1:1"),
        ("[]", "a.ipynb:1:1"),
        ('{"cells": ' + "[" * 100_000, "a.ipynb:1:1"),
    ],
)
def test_not_a_notebook(text: str, place: str) -> None:
    (problem,) = reading(text, "a.ipynb").problems
    assert (problem.severity, str(problem.span)) == ("error", place)


@pytest.mark.parametrize("text", ['{"cells": 5}', '{"cells": [5, {"cell_type": "code"}]}', "{}"])
def test_odd_notebooks_are_empty(text: str) -> None:
    assert reading(text, "a.ipynb").deployments == ()


def test_top_level_await() -> None:
    cells = [BOTO, f"async def f(name):\n    return {MAKE}", "await f('c')"]
    assert deployment(notebook(cells), "a.ipynb").resources[0].address == "a.ipynb#cell2:2:12"


def book(metadata: object, cells: Sequence[object]) -> str:
    return json.dumps({"nbformat": 4, "metadata": metadata, "cells": cells})


def code(text: str, **more: object) -> dict[str, object]:
    return {"cell_type": "code", "source": text, **more}


MADE = f"{BOTO}name = 'c'\n{MAKE}"


@pytest.mark.parametrize(
    ("metadata", "read"),
    [
        ({}, True),
        ({"kernelspec": {"language": "python", "name": "conda_r_and_python3"}}, True),
        ({"kernelspec": {"name": "conda_pytorch_p36"}}, True),
        ({"kernelspec": {"name": "pysparkkernel"}, "language_info": {"name": "python"}}, True),
        ({"kernelspec": {"name": "Python 3 (Data Science)"}}, True),
        ({"kernelspec": {"name": "ir"}}, False),
        ({"kernelspec": {"name": "sparkkernel"}}, False),
        ({"kernelspec": {"name": "sparkkernel"}, "language_info": {"name": "scala"}}, False),
        ({"kernelspec": {"name": "julia-1.9"}}, False),
        ({"kernelspec": {"name": ".net-csharp"}}, False),
        ({"kernelspec": {"language": "C#", "name": "x"}}, False),
        ({"kernelspec": {"language": "R", "name": "python-like"}}, False),
        ({"language_info": {"name": "julia"}}, False),
        ({"kernelspec": "python3", "language_info": 3}, True),
    ],
)
def test_the_language_of_a_notebook(metadata: object, read: bool) -> None:
    found = reading(book(metadata, [code(MADE)]), "a.ipynb")
    assert (bool(found.deployments), found.problems) == (read, ())


@pytest.mark.parametrize(
    ("more", "read"),
    [
        ({"metadata": {"vscode": {"languageId": "python"}}}, True),
        ({"metadata": {"vscode": {"languageId": "csharp"}}}, False),
        ({"metadata": {"polyglot_notebook": {"kernelName": "fsharp"}}}, False),
        ({"metadata": {"dotnet_interactive": {"language": "pwsh"}}}, False),
        ({"metadata": {"kernel": "R"}}, False),
        ({"metadata": {"kernel": "Python3"}}, True),
        ({"language": "python"}, True),
        ({"metadata": []}, True),
    ],
)
def test_the_language_of_a_cell(more: dict[str, object], read: bool) -> None:
    found = reading(book({}, [code(MADE, **more)]), "a.ipynb")
    assert bool(found.deployments) == read


def test_a_notebook_in_python_2_has_one_problem() -> None:
    cells = ["print 'a'", BOTO, "name = 'c'\nprint name, 1\n", f"print name\n{MAKE}", MAKE]
    found = reading(notebook(cells), "a.ipynb")
    (problem,) = found.problems
    assert (str(problem.span), problem.severity) == ("a.ipynb#cell1:1:1", "warning")
    assert problem.message == "this looks like Python 2, which smlint does not read"
    assert problem.hint == "Only 3 cells like this one were not checked."
    assert len(found.deployments[0].resources) == 1


@pytest.mark.parametrize(
    "text",
    [
        "print 'a'", "print '%s' % x, y", "raise ValueError, 'x'", "exec code in space",
        "try:\n    f()\nexcept (A, B), e:\n    pass",
    ],
)  # fmt: skip
def test_a_script_in_python_2(text: str) -> None:
    (problem,) = reading(f"{BOTO}{text}\n").problems
    assert problem.message == "this looks like Python 2, which smlint does not read"


def test_outputs_raw_cells_and_counts_say_nothing() -> None:
    output = {"output_type": "stream", "text": [MADE]}
    cells = [
        code("x = 1", outputs=[output], execution_count=9),
        {"cell_type": "raw", "source": MADE},
        {"cell_type": "markdown", "source": MADE},
        {"cell_type": "code", "outputs": [output]},
        code(f"{BOTO}name = 'c'", execution_count=7),
        code(MAKE, execution_count=2),
    ]
    (made,) = reading(book({}, cells), "a.ipynb").deployments[0].resources
    assert made.address == "a.ipynb#cell6:1:1"


def test_a_lone_surrogate_costs_its_cell() -> None:
    text = book({}, [code("x = '\ud83d'"), code(MADE)])
    found = reading(text, "a.ipynb")
    assert [problem.span.cell for problem in found.problems] == [1]
    assert found.deployments[0].resources[0].address == "a.ipynb#cell2:4:1"


def test_the_last_of_equal_keys_counts_and_what_is_cut_off_is_told() -> None:
    twice = '{"cells": [5], "cells": [{"cell_type": "raw", "cell_type": "code", "source": %s}]}'
    assert reading(twice % json.dumps(MADE), "a.ipynb").deployments
    cut = book({}, [code(MADE)])[:-20]
    (problem,) = reading(cut, "a.ipynb").problems
    assert problem.message == "this notebook is not JSON: Unterminated string starting"
    assert reading(f"\ufeff{notebook([MADE])}".replace("\n", "\r\n"), "a.ipynb").deployments


def test_cells_of_windows_and_of_old_macs() -> None:
    text = book({}, [code(f"{BOTO}name = 'é'\n".replace("\n", "\r\n") + f"x = 1\r{MAKE}")])
    assert config(text, "a.ipynb").address == "a.ipynb#cell1:5:1"


def test_functions_of_a_cell_are_seen_in_those_before_it() -> None:
    cells = [f"{BOTO}def all():\n    return make('c')", f"def make(name):\n    {MAKE}", "all()"]
    assert config(notebook(cells), "a.ipynb").address == "a.ipynb#cell2:2:5"
