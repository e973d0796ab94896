"""Notebooks, cell by cell."""

from __future__ import annotations

import json

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


@pytest.mark.parametrize("magic", ["%%bash", "%%sh", "%%writefile x.py", "%%html", "%%local_r"])
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
