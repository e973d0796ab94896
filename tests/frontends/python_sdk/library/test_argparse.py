"""Options of `argparse`, by what real runs make of the same scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smlint.core.tree import plain
from smlint.core.values import Known
from tests.frontends.python_sdk.library.truth import (
    Case,
    cases,
    disagreements,
    executed,
    known,
    read,
)
from tests.frontends.python_sdk.scripts import hops, reason

HEAD = "import argparse\nfrom argparse import ArgumentParser\np = ArgumentParser()\n"


@pytest.mark.parametrize("case", cases("argparse"), ids=str)
def test_as_when_run(case: Case, tmp_path: Path) -> None:
    seen = read(case.script, case.files)
    assert disagreements(executed(case.script, case.files, tmp_path), seen) == {}
    assert case.names <= known(seen)


def test_default_names_its_option() -> None:
    seen = read(f"{HEAD}p.add_argument('-t', '--a', default='x')\nx = p.parse_args().a\n")
    assert ("default of --a", "default") in hops(seen["x"])


def test_default_that_nobody_can_override() -> None:
    seen = read(f"{HEAD}p.add_argument('--a', default='x')\nx = p.parse_args([]).a\n")
    assert ("default of --a", "reference") in hops(seen["x"])
    assert "default" not in {kind for _, kind in hops(seen["x"])}


@pytest.mark.parametrize(
    ("declared", "label"),
    [
        ("'--a'", "--a"),
        ("'--a', required=True, default='never'", "--a"),
        ("'a'", "a"),
        ("'a', default='never'", "a"),
        ("'a', nargs='+', default='never'", "a"),
    ],
)
def test_given_by_whoever_runs_the_script(declared: str, label: str) -> None:
    seen = read(f"{HEAD}p.add_argument({declared})\nx = p.parse_args().a\n")
    assert reason(seen["x"]) == f"{label} is given by whoever runs the script"


def test_words_that_are_not_known_stand_for_themselves() -> None:
    seen = read(
        f"{HEAD}import os\np.add_argument('--a')\np.add_argument('--b')\n"
        "args = p.parse_args(['--a', os.environ['A'], '--b', 'z'])\nx, y = args.a, args.b\n"
    )
    assert reason(seen["x"]) == "environment variable A is given by whoever runs the script"
    assert isinstance(seen["y"], Known)


@pytest.mark.parametrize(
    "line",
    ["x = p.parse_args(['--no-such']).a", "x = p.parse_args(['-h']).a",
     "x = p.parse_args(['--a']).a", "x = p.parse_args([3]).nothing"],
)  # fmt: skip
def test_a_wrong_command_line_costs_nothing_else(line: str) -> None:
    seen = read(f"{HEAD}p.add_argument('--a')\n{line}\ny = 'z'\n")
    assert not isinstance(seen["x"], Known)
    assert isinstance(seen["y"], Known)


def test_commands_share_an_option_of_different_default() -> None:
    seen = read(
        f"{HEAD}s = p.add_subparsers(dest='c')\n"
        "s.add_parser('one').add_argument('--a', default='x')\n"
        "s.add_parser('two').add_argument('--a', default='y')\nx = p.parse_args().a\n"
    )
    assert reason(seen["x"]).startswith('a is "x" or "y"')


def test_parser_of_a_class_of_the_script() -> None:
    seen = read(
        "import argparse\nclass P(argparse.ArgumentParser):\n    def __init__(self):\n"
        "        super().__init__()\n        self.add_argument('--a', default='x')\n"
        "x = P().parse_args().a\n"
    )
    assert known(seen) >= {"x"}


NAMES = st.sampled_from(["a", "bb", "c-d", "long-name"])
DEFAULTS = st.one_of(
    st.sampled_from(["", "x", "3", "2.5", "ml.m5.large", "a,b"]),
    st.integers(-5, 5), st.booleans(), st.floats(-4, 4).map(lambda n: round(n, 2)), st.none(),
)  # fmt: skip
KINDS = st.sampled_from(["", "str", "bool", "lambda s: s.split(',')", "lambda s: s + '!'"])


@st.composite
def options(draw: st.DrawFn) -> str:
    """A call of `add_argument` that succeeds."""
    action = draw(st.sampled_from(["", "store_true", "store_false", "append", "count"]))
    default = draw(DEFAULTS)
    keywords = [f"default={default!r}"] if draw(st.booleans()) else []
    if action:
        keywords.append(f"action={action!r}")
    elif kind := draw(KINDS):
        keywords.append(f"type={kind}")
    if not action and draw(st.booleans()):
        keywords.append(f"nargs={draw(st.sampled_from(['?', '*', '+', 2]))!r}")
    return ", ".join(keywords)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(NAMES, options(), min_size=1), st.data())
def test_any_declaration(declared: dict[str, str], data: st.DataObject) -> None:
    lines = [f"p.add_argument('--{name}', {keywords})" for name, keywords in declared.items()]
    words = data.draw(
        st.one_of(
            st.just([]),
            st.lists(st.sampled_from([*(f"--{name}" for name in declared), "x", "3"]), max_size=4),
        )
    )
    script = (
        "import argparse\np = argparse.ArgumentParser()\n"
        + "\n".join(lines)
        + f"\nfound = vars(p.parse_args({words!r}))\n"
    )
    space: dict[str, object] = {}
    try:
        exec(script, space)
    except (SystemExit, AttributeError, TypeError):  # no declaration or line that can be run
        return
    seen = read(script)
    real = {"found": space["found"]}
    assert disagreements(real, seen) == {}


COMMANDS = """import argparse
def deploy(args):
    global x, g
    x = args.a
    g = args.g
def remove(args):
    global y
    y = args.a
p = argparse.ArgumentParser()
p.add_argument("--g", default="g")
s = p.add_subparsers(dest="cmd", required=True)
d = s.add_parser("deploy")
d.add_argument("--a", default="x")
d.set_defaults(func=deploy)
e = s.add_parser("delete")
e.add_argument("--a", default="y")
e.set_defaults(func=remove)
args = p.parse_args()
"""


def test_each_command_is_followed_with_its_own_options() -> None:
    seen = read(f"{COMMANDS}args.func(args)\n")
    found = {name: seen[name] for name in "xyg"}
    assert {name: plain(tree) for name, tree in found.items()} == {"x": "x", "y": "y", "g": "g"}


def test_what_is_changed_after_parsing_stays_changed() -> None:
    seen = read(f"{COMMANDS}args.a = 'changed'\nargs.func(args)\n")
    assert (plain(seen["x"]), plain(seen["y"])) == ("changed", "changed")
