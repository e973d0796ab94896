"""What magics do, in notebooks and in scripts that were exported from them."""

from __future__ import annotations

import ast

import pytest

from smlint.core.source import Source
from smlint.core.tree import member, plain
from smlint.frontends.python_sdk.notebooks.magics import called, read
from tests.frontends.python_sdk.scripts import BOTO, config, notebook, reading

MAKE = "sm.create_endpoint_config(EndpointConfigName=name)"


def name_of(text: str, path: str = "a.ipynb") -> object:
    return plain(member(config(text, path).properties, "EndpointConfigName"))


def shown(text: str) -> str:
    return ast.unparse(read(Source("a.ipynb", text, 1)))


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        (f"%time {MAKE}", "1:7"),
        (f"%timeit -n 1 -r3 -q {MAKE}", "1:21"),
        (f"%time made = {MAKE}", "1:14"),
        (f"made = %time {MAKE}", "1:14"),
        (f"if 1:\n\t%time {MAKE}", "2:8"),
        (f"%time x = 'é'; {MAKE}", "1:16"),
        (f"%time for x in [1]: {MAKE}", "1:21"),
        (f"%%time\n{MAKE}", "2:1"),
        (f"%%capture out\n%%time\nx = 'ü'; {MAKE}", "3:10"),
        (f"    x = 1\n    {MAKE}", "2:5"),
        (f">>> x = 1\n>>> {MAKE}", "2:5"),
        (f"In [3]: x = 1\n   ...: {MAKE}", "2:9"),
        (f"x = '\N{GRINNING FACE}'; {MAKE}", "1:10"),
        (f"%%time\n\n  %prun {MAKE}", "3:9"),
    ],
)
def test_places_are_those_of_the_cell(cell: str, place: str) -> None:
    made = config(notebook([f"{BOTO}name = 'c'", cell]), "a.ipynb")
    assert str(made.span) == f"a.ipynb#cell2:{place}"


@pytest.mark.parametrize(
    ("line", "python"),
    [
        ("%env A=b c", "os.environ['A'] = 'b c'"),
        ("%set_env A b", "os.environ['A'] = 'b'"),
        ("%env A={x}-$y", "os.environ['A'] = f'{x}-{y}'"),
        ("a = %env A", "a = os.environ['A']"),
        ("%store -r a", "a = get_ipython().run_line_magic('store', '-r a')"),
        ("%store a", "get_ipython().store(a)"),
        ("!aws s3 ls {bucket}", "get_ipython().system(f'aws s3 ls {bucket}')"),
        ("x = !aws {a.b[0]} $c", "x = get_ipython().getoutput(f'aws {a.b[0]} {c}')"),
        ("!a {x:>3} {y!r}", "get_ipython().system(f'a {x:>3} {y!r}')"),
        ("!a $$HOME {{}}", "get_ipython().system('a $$HOME {{}}')"),
        ("!a '{\"k\": 1}' {x}", "get_ipython().system('a \\'{\"k\": 1}\\' {x}')"),
        ("!awk '{print $1}' {x}", "get_ipython().system(\"awk '{print $1}' {x}\")"),
        ("!a {}", "get_ipython().system('a {}')"),
        ("%time", "pass"),
    ],
)
def test_what_magics_stand_for(line: str, python: str) -> None:
    assert shown(line) == python


def test_the_environment_reaches_the_calls() -> None:
    cells = ["%env CONFIG=prod", BOTO, f"import os\nname = os.environ['CONFIG']\n{MAKE}"]
    assert name_of(notebook(cells)) == "prod"


def test_where_the_words_of_a_command_stand() -> None:
    cell = Source("a.ipynb", "é = 1\nif é:\n  !aws s3 ls\n", 1)
    (found,) = filter(None, map(called, ast.walk(read(cell))))
    method, (words,) = found
    assert (method, words.lineno, words.col_offset) == ("system", 3, 3)
    body = Source("a.ipynb", "\n%%bash -e\nls\naws s3\n", 1)
    (found,) = filter(None, map(called, ast.walk(read(body))))
    assert ast.unparse(found[1][2]) == r"'ls\naws s3\n'"
    assert (found[1][2].lineno, found[1][2].col_offset) == (3, 0)


@pytest.mark.parametrize(
    "line",
    [
        "get_ipython().run_line_magic('time', \"name = 'd'\")",
        "get_ipython().run_cell_magic('time', '', \"x = 1\\nname = 'd'\\n\")",
        "get_ipython().magic(\"time name = 'd'\")",
        "from IPython import get_ipython\nget_ipython().run_line_magic('time', \"name = 'd'\")",
        "# MAGIC %sh ls\nname = 'd'\n# COMMAND ----------",
        "# %% [markdown]\n# !ls\n# %%\nname = 'd'",
        "!ls\n%matplotlib inline\nname = 'd'",
    ],
)
def test_exported_scripts(line: str) -> None:
    assert name_of(f"{BOTO}name = 'c'\n{line}\n{MAKE}", "deploy.py") == "d"


@pytest.mark.parametrize("cell", ["pip install -U sagemaker>=2", "rm -rf a/{b}\n", "\nls -l *"])
def test_magics_alone_in_their_cell_need_no_sign(cell: str) -> None:
    assert reading(notebook([cell]), "a.ipynb").problems == ()
    assert len(reading(notebook([f"x = 1\n{cell}"]), "a.ipynb").problems) == 1
    assert len(reading(cell, "a.py").problems) == 1


def test_what_is_wrong_in_a_timed_body_is_told_at_its_place() -> None:
    text = notebook(["%%time\nx = 1\ny = = 2", "%time x = = 1"])
    found = [str(problem.span) for problem in reading(text, "a.ipynb").problems]
    assert found == ["a.ipynb#cell1:3:5", "a.ipynb#cell2:1:11"]
