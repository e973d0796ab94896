"""Whatever the library's functions are given, reading goes on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smlint.core.values import Known
from smlint.frontends.python_sdk.library.calls import ANSWERS
from smlint.frontends.python_sdk.library.options import PARSERS
from smlint.frontends.python_sdk.library.paths import METHODS
from tests.frontends.python_sdk.library.truth import read

WORDS = [
    "1", "-2", "0.5", "'a'", "'--a'", "'c.json'", "''", "'/'", "'..'", "None", "True", "...",
    "b''", "[]", "['--a', 'b']", "[[1], {}]", "{}", "{'a': 1}", "{1: 2}", "unknown", "unknown.x",
    "f", "lambda s: s", "int", "C", "C()", "sys.argv", "os.environ", "__file__", "print",
    "open('c.json')", "default='x'", "type=int", "cast=bool", "dest='a'", "action='append'",
    "action=unknown", "nargs='*'", "indent=2", "args=['--a']", "args=unknown", "mode='w'",
    "override=True", "*unknown", "**unknown", "**{'default': 1}", "*['a', 'b']", "namespace=C()",
    "parents=[unknown]",
]  # fmt: skip
HEAD = """import sys, os, unknown
def f(a=1, *b, **c): return a
class C: x = 1
"""
CALLED = sorted(name for name in ANSWERS if not name.startswith(("?", "builtins.")))
FILES = {"c.json": '{"a": 1}', ".env": "A=1\n"}


def _arguments(words: list[str]) -> str:
    """`words` as arguments, in an order that Python takes, no keyword twice."""
    by_name = {
        word.partition("=")[0]: word for word in words if "=" in word and word[0] not in "*{["
    }
    plain = [word for word in words if word not in by_name.values() and not word.startswith("**")]
    doubled = [word for word in words if word.startswith("**")]
    return ", ".join([*(w for w in plain if "=" not in w), *by_name.values(), *doubled])


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(CALLED), st.lists(st.sampled_from(WORDS), max_size=4))
def test_function(path: str, words: list[str]) -> None:
    steps = path.split(".")
    module = ".".join(step for step in steps[:-1] if step.islower() and "(" not in step)
    call = f"{path}({_arguments(words)})"
    tried = f"try:\n    x = {call}\nexcept BaseException:\n    x = None\n"
    seen = read(f"import {module or steps[0]}\n{HEAD}{tried}y = 'on'\n", FILES)
    assert isinstance(seen["y"], Known)


PARSER_METHODS = [
    "add_argument", "add_argument_group", "add_subparsers", "set_defaults", "get_default",
    "parse_args", "parse_known_args", "add_arguments",
]  # fmt: skip
THINGS = [f"{name}()" for name in sorted(PARSERS)] + ["open('c.json')", "__file__", "'c.json'"]


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(THINGS),
    st.lists(
        st.tuples(
            st.sampled_from([*PARSER_METHODS, *METHODS, "read", "get", "sections"]),
            st.lists(st.sampled_from(WORDS), max_size=4),
        ),
        max_size=4,
    ),
)
def test_methods_of_a_thing(thing: str, calls: list[tuple[str, list[str]]]) -> None:
    module = "" if "." not in thing or thing[0] in "'o" else f"import {thing.rpartition('.')[0]}\n"
    lines = "\n".join(f"x = t.{name}({_arguments(words)})" for name, words in calls)
    seen = read(f"{module}{HEAD}t = {thing}\n{lines}\ny = 'on'\n", FILES)
    assert isinstance(seen["y"], Known)


@pytest.mark.parametrize("text", ["{" * 500, "[" * 3000, "a: &a [*a]", "a: *b", "\0", "<<: 1"])
def test_odd_documents(text: str) -> None:
    load = "import yaml, json, tomllib\nx = {}\ny = 'on'\n"
    for call in ("yaml.safe_load(t)", "json.loads(t)", "tomllib.loads(t)"):
        seen = read(f"t = {text!r}\n{load.format(call)}")
        assert isinstance(seen["y"], Known)
