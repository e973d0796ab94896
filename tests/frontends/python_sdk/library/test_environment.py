"""Environment variables: what the script sets, defaults, and what only a run knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from smlint.core.tree import member, plain
from smlint.core.values import Known
from tests.frontends.python_sdk.library.truth import disagreements, executed, known, read
from tests.frontends.python_sdk.scripts import hops, reason, resources

CASES = [
    ("x = os.environ.get('A', 'ml.m5.large')", {"x"}),
    ("x = os.getenv('A', 'ml.m5.large')", {"x"}),
    ("x = os.getenv(key='A', default='a')", {"x"}),
    ("x = int(os.environ.get('N', '2'))", {"x"}),
    ("x = os.environ.get('A') or 'ml.m5.large'", set()),
    ("os.environ['A'] = 'a'\nx = os.environ['A']\ny = os.getenv('A', 'b')", {"x", "y"}),
    ("x = os.environ.setdefault('A', 'a')\ny = os.environ['A']", {"x", "y"}),
    ("os.environ.update({'A': 'a'}, B='b')\nx = os.environ['A'] + os.environ['B']", {"x"}),
    ("os.environ['A'] = 'a'\ndel os.environ['A']\nx = os.getenv('A', 'b')", {"x"}),
    ("os.environ['A'] = 'a'\nx = os.environ.pop('A')\ny = os.environ.get('A', 'b')", {"x", "y"}),
    ("os.environ['A'] = str(2)\nx = int(os.environ['A'])", {"x"}),
    ("for n in ['A', 'B']:\n    os.environ[n] = n.lower()\nx = os.environ['B']", {"x"}),
]


@pytest.mark.parametrize(("script", "names"), CASES)
def test_as_when_run(script: str, names: set[str], tmp_path: Path) -> None:
    script = f"import os\n{script}\n"
    seen = read(script)
    assert disagreements(executed(script, {}, tmp_path), seen) == {}
    assert names <= known(seen)


def test_default_may_be_overridden() -> None:
    seen = read("import os\nx = os.environ.get('A', 'a')\n")
    assert ("environment variable A, default", "default") in hops(seen["x"])


def test_what_nobody_sets_is_given_by_whoever_runs_the_script() -> None:
    seen = read("import os\nx = os.environ['A']\ny = os.getenv('A')\n")
    expected = "environment variable A is given by whoever runs the script"
    assert reason(seen["x"]) == reason(seen["y"]) == expected
    assert seen["x"] == seen["y"]


def test_set_under_a_condition() -> None:
    seen = read("import os, sys\nif len(sys.argv) > 1:\n    os.environ['A'] = 'a'\n"
                "x = os.environ['A']\n")  # fmt: skip
    assert not isinstance(seen["x"], Known)


@pytest.mark.parametrize(
    ("script", "value"),
    [
        ("from decouple import config\nx = config('A', default='2', cast=int)", 2),
        ("from decouple import config\nx = config('A', default='yes', cast=bool)", True),
        ("from environs import Env\nenv = Env()\nx = env.str('A', 'a')", "a"),
        ("from environs import Env\nenv = Env()\nx = env('A', default='a')", "a"),
        ("from environs import Env\nenv = Env()\nx = env.int('A', 3)", 3),
        ("from starlette.config import Config\nc = Config()\nx = c('A', cast=int, default=3)", 3),
    ],
)
def test_other_readers_of_the_environment(script: str, value: object) -> None:
    found = read(script)["x"]
    assert isinstance(found, Known)
    assert found.value == value
    assert "default" in {kind for _, kind in hops(found)}


@pytest.mark.parametrize(
    "check",
    [
        "not text",
        "not [p for p in text.split(',') if p]",
        "not [p.strip() for p in text.split(',') if p.strip()]",
        "not list(filter(None, text.split(',')))",
        "len(text.split(',')) < 2",
        "not all([text, 'b'])",
        "not any(text for _ in 'ab')",
    ],
)
def test_what_only_a_default_refuses_is_reached(check: str) -> None:
    text = f"""import os, boto3
def handler(event, context):
    text = os.environ.get("A", "")
    if {check}:
        raise ValueError("A is missing")
    boto3.client("sagemaker").create_endpoint(EndpointName="e", EndpointConfigName="c")
"""
    (made,) = resources(text, "Endpoint")
    assert plain(member(made.properties, "EndpointName")) == "e"


@pytest.mark.parametrize(
    "check", ["not [p for p in ['', ''] if p]", "len([text, 'b']) == 2", "any([text, 'b'])"]
)
def test_what_no_default_changes_is_refused(check: str) -> None:
    text = f"""import os, boto3
def handler(event, context):
    text = os.environ.get("A", "")
    if {check}:
        raise ValueError
    boto3.client("sagemaker").create_endpoint(EndpointName="e", EndpointConfigName="c")
"""
    assert not resources(text, "Endpoint")
