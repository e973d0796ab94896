"""What expressions and statements come to."""

from __future__ import annotations

import ast
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smlint.core.tree import member
from smlint.core.values import Absent, Known, Reference, Unknown, reference_of
from tests.frontends.python_sdk.scripts import (
    BOTO,
    CONFIG,
    hops,
    reason,
    resources,
    seen,
    value_of,
    variant,
)

KNOWN = [
    ('"ml." + "m5" + ".large"', "", "ml.m5.large"),
    ('f"ml.{family}.{size}"', 'family, size = "m5", "large"', "ml.m5.large"),
    ('f"{n:03d}"', "n = 7", "007"),
    ('"ml.%s.%s" % ("m5", "large")', "", "ml.m5.large"),
    ('"%(a)s-%%" % {"a": "x"}', "", "x-%"),
    ('"ml.{}.{size}".format("m5", size="large")', "", "ml.m5.large"),
    ('"-".join(["a", "b"])', "", "a-b"),
    ('"ML.M5".lower().replace("m5", "c5")', "", "ml.c5"),
    ('"a b".split()[-1]', "", "b"),
    ("2 * 3 + 1 - 4 // 2", "", 5),
    ("types['gpu'][0]", "types = {'gpu': ['ml.g5.xlarge']}", "ml.g5.xlarge"),
    ("types.get('cpu', 'ml.t2.medium')", "types = {}", "ml.t2.medium"),
    ("{**base, 'b': 2}['a']", "base = {'a': 1}", 1),
    ("dict(base, a=3)['a']", "base = {'a': 1}", 3),
    ("[t for t in ['a', 'b'] if t != 'a'][0]", "", "b"),
    ("'yes' if 2 > 1 else 'no'", "", "yes"),
    ("len([1, 2]) and 'x' or 'y'", "", "x"),
    ("None or 'x'", "", "x"),
    ("x", "x = 'a'\nx += 'b'", "ab"),
    ("d['k']", "d = {}\nd['k'] = 'v'", "v"),
    ("d['k']", "d = {}\ne = d\ne.update(k='v')", "v"),
    ("l[1]", "l = ['a']\nl.append('b')", "b"),
    ("x", "x = ''\nfor p in ['a', 'b']:\n    x += p", "ab"),
    ("x", "for i, p in enumerate(['a', 'b']):\n    x = f'{i}{p}'", "1b"),
    ("f('m5')", "def f(family, size='large'):\n    return f'ml.{family}.{size}'", "ml.m5.large"),
    ("f(**{'a': 1})", "def f(a, b=2, *rest, **more):\n    return a + b", 3),
    ("(lambda a: a * 2)(4)", "", 8),
    ("C().t", "class C:\n    t = 'ml.m5.large'", "ml.m5.large"),
    ("C('x').get()", ("class C:\n    def __init__(self, t):\n        self.t = t\n"
     "    def get(self):\n        return self.t"), "x"),
    ("C('x').t", "@dataclass\nclass C:\n    t: str\n    n: int = 1", "x"),
    ("D.t", "class C:\n    t = 'x'\nclass D(C):\n    pass", "x"),
    ("x", "if True:\n    x = 'a'\nelse:\n    x = 'b'", "a"),
    ("x", "if q():\n    x = 'a'\nelse:\n    x = 'a'", "a"),
    ("x", "try:\n    x = 'a'\nexcept E:\n    raise", "a"),
    ("x", "def f():\n    global x\n    x = 'a'\nf()", "a"),
    ("str(5) + chr_", "chr_ = 'x'", "5x"),
    ("int('5')", "", 5),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "before", "expected"), KNOWN)
def test_known(expression: str, before: str, expected: object) -> None:
    assert seen(expression, before) == expected


UNKNOWN = [
    ("f()", "", "it is the result of `f()`, known only when the script runs"),
    ("x", "", "`x` is not defined in this file"),
    ("settings.TYPE", "import settings", "it comes from `settings`, outside this file"),
    ("x", "x = 'a'\nfor i in q():\n    x = 'b'", '`x` is "b" or "a", depending on a condition'),
    ("x", "for x in q():\n    pass", "it changes from round to round of a loop"),
    ("f(1)", "def f(n):\n    return f(n - 1)", "f calls itself or is nested too deeply"),
    (
        "d['k']",
        "d = {}\ntry:\n    q()\nexcept E:\n    d['k'] = 1",
        "it is set only under the condition at line 6",
    ),
    ("d['k']", "d = {**q()}", "it may be given by `**an expression`, which is not known"),
    ("d['k']", "d = {}\nfill(d)", "it has no such entry in this file"),
    ("os.environ['T']", "import os", "environment variable T is given by whoever runs the script"),
    ("b'x'", "", "it is binary data"),
]


@pytest.mark.parametrize(("expression", "before", "expected"), UNKNOWN)
def test_unknown(expression: str, before: str, expected: str) -> None:
    assert reason(value_of(expression, before)) == expected


def test_none_is_absent() -> None:
    assert isinstance(value_of("None"), Absent)


def test_the_way_of_a_constant() -> None:
    tree = value_of("TYPE", 'TYPE = "ml.m5.large"')
    assert hops(tree) == [("variable it", "reference"), ("constant TYPE", "reference")]
    assert [str(hop.span) for hop in tree.via] == ["deploy.py:4:6", "deploy.py:3:8"]
    assert str(tree.span) == "deploy.py:7:62"


DEFAULTS = [
    ("os.environ.get('T', 'x')", "import os", "environment variable T, default"),
    ("os.getenv('T', 'x')", "import os", "environment variable T, default"),
    ("p.parse_args().t", "p = A()\np.add_argument('-t', default='x')", "default of -t"),
    ("a.some_type", "p = A()\np.add_argument('--some-type', default='x')\na = p.parse_args()",
     "default of --some-type"),
    ("a.n", "p = A()\np.add_argument('--n', type=str, default='x')\na, _ = p.parse_known_args()",
     "default of --n"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "before", "note"), DEFAULTS)
def test_defaults_say_so(expression: str, before: str, note: str) -> None:
    tree = value_of(expression, f"from argparse import ArgumentParser as A\n{before}")
    assert isinstance(tree, Known)
    assert (tree.value, hops(tree)[-1]) == ("x", (note, "default"))


def test_options_without_default_are_unknown() -> None:
    before = "import argparse\np = argparse.ArgumentParser()\np.add_argument('--t', required=True)"
    assert reason(value_of("p.parse_args().t", before)) == "--t is given by whoever runs the script"


def test_arguments_of_functions_that_nobody_calls() -> None:
    body = CONFIG.replace("\n", "\n    ")
    tree = member(variant(f"{BOTO}def deploy(it):\n    {body}"), "InstanceType")
    assert reason(tree) == "argument it of deploy() is given by the caller"
    tree = member(variant(f"{BOTO}def deploy(it='x'):\n    {body}"), "InstanceType")
    assert hops(tree) == [("default of it", "default")]


def test_a_default_that_nobody_overrides_is_certain() -> None:
    tree = value_of("f()", "def f(t='x'):\n    return t")
    assert ("default of t", "reference") in hops(tree)


def test_what_a_default_decides_rests_on_it() -> None:
    before = """import os
if os.environ.get("ENV", "dev") == "prod":
    x = "large"
else:
    x = "small"
y = 3 if os.environ.get("ENV", "dev") == "prod" else 1
"""
    for name, expected in (("x", "small"), ("y", 1)):
        tree = value_of(name, before)
        assert isinstance(tree, Known)
        assert tree.value == expected
        assert ("environment variable ENV, default", "default") in hops(tree)


def test_a_name_set_under_a_condition_is_known_under_it() -> None:
    tree = value_of("x", "if q():\n    x = 'a'")
    assert isinstance(tree, Known)
    assert ("set under a condition", "condition") in hops(tree)


def test_a_branch_that_ends_leaves_the_other() -> None:
    assert seen("f(q())", "def f(x):\n    if x:\n        raise E\n    return 'a'") == "a"


@pytest.mark.parametrize("end", ["break", "continue"])
def test_what_was_written_before_leaving_a_round_holds_afterwards(end: str) -> None:
    before = f"x = 'a'\nfor y in q():\n    if y:\n        x = 'b'\n        {end}"
    assert isinstance(value_of("x", before), Unknown)


def test_what_was_done_to_objects_before_returning_holds_afterwards() -> None:
    before = (
        "d = {'k': 'a'}\ndef f():\n    try:\n        q()\n"
        "    except E:\n        d['k'] = 'b'\n        return\nf()"
    )
    assert isinstance(value_of("d['k']", before), Unknown)


def test_handlers_may_be_taken() -> None:
    before = "try:\n    x = 'a'\n    q()\nexcept E:\n    x = 'b'"
    assert reason(value_of("x", before)) == '`x` is "a" or "b", depending on a condition'


def test_identity_of_what_is_not_known() -> None:
    first = value_of("x", "x = f()")
    assert reference_of(first) == Reference("deploy.py:3:5")
    named = value_of("f'{x}-cfg'", "import time\nx = 'ep-' + time.strftime('%Y')")
    assert isinstance(named, Unknown)
    assert named.parts == ("ep-", Reference("deploy.py:4:13"), "-cfg")


def test_each_round_of_a_loop_makes_another_value() -> None:
    before = "l = []\nfor i in [1, 2]:\n    l.append(f())"
    first, second = (reference_of(value_of(f"l[{n}]", before)) for n in (0, 1))
    assert first != second


@given(st.lists(st.text(string.ascii_letters + "{}%'\"\\é", max_size=6), max_size=4))
def test_literals_and_formatting_as_python_has_them(texts: list[str]) -> None:
    listed = repr(texts)
    assert seen(f"'/'.join({listed})") == "/".join(texts)
    assert seen("''.join(f'{t}' for t in l)", f"l = {listed}") == "".join(texts)


SIGNS = st.sampled_from(["+", "-", "*", "//", "%", "<", "and"])


@given(
    st.recursive(
        st.integers(-9, 9).map(str) | st.sampled_from(["'a'", "1.5", "True"]),
        lambda inner: st.tuples(inner, SIGNS, inner).map(lambda parts: f"({' '.join(parts)})"),
        max_leaves=6,
    )
)  # fmt: skip
def test_arithmetic_as_python_has_it(expression: str) -> None:
    try:
        expected = eval(compile(ast.parse(expression, mode="eval"), "", "eval"))
    except (TypeError, ZeroDivisionError, ValueError):
        assert not resources(f"{BOTO}it = {expression}\n{CONFIG}", "EndpointConfig")
        return
    found = value_of(expression)
    if isinstance(found, Known):
        assert found.value == expected
