"""Programs that would not end, or would not fit: what smlint does with them is bounded."""

from __future__ import annotations

import pytest

from smlint.core.values import Known
from tests.frontends.python_sdk.evaluation.oracle import claimed, followed
from tests.frontends.python_sdk.scripts import BOTO, reading
from tests.work import growth

PROGRAMS = {
    "recursion": "def f(n): return f(n + 1)\nr = f(0)\n",
    "mutual": "def f(n): return g(n)\ndef g(n): return f(n)\nr = f(u())\n",
    "inlining": "".join(
        f"def f{n}(x): return f{n + 1}(x) + f{n + 1}(x + 1)\n" for n in range(40)
    ) + "def f40(x): return x\nr = f0(1)\n",
    "endless": "n = 0\nwhile True:\n    n += 1\nr = n\n",
    "growing": "l = [1]\nfor x in l:\n    l.append(x)\nr = len(l)\n",
    "doubling": "l = [1]\nfor i in range(60):\n    l = l + l\nr = l\n",
    "text": "r = 'x' * 10**9\n",
    "doubling text": "s = 'x'\nfor i in range(60):\n    s = s + s\nr = s\n",
    "power": "r = 10 ** 10 ** 8\n",
    "shift": "r = 1 << 10**9\n",
    "range": "r = [i for i in range(10**12)]\n",
    "nested ranges": "r = [1 for a in range(999) for b in range(999) for c in range(999)]\n",
    "format": "r = '{:>999999999}'.format('x')\n",
    "percent": "r = '%999999999d' % 1\n",
    "replace": "r = ('a' * 20000).replace('a', 'b' * 20000)\n",
    "justified": "r = 'a'.ljust(10**9)\n",
    "itself": "l = []\nl.append(l)\nd = {'l': l}\nd['d'] = d\nr = str(d) + str(l == l)\n",
    "generator": "def g():\n    while True:\n        yield 1\nr = list(g())\n",
    "generators": "def g(n):\n    yield from g(n)\nr = list(g(1))\n",
    "looping over one": "def g():\n    while True:\n        yield 1\nfor x in g():\n    r = x\n",
    "deep": "r = " + "-" * 5000 + "1\n",
    "deep sum": "r = " + "+".join(["1"] * 5000) + "\n",
    "deep list": "r = " + "[" * 90 + "]" * 90 + "\n",
    "long": "x = 1\n" * 30_000 + "r = 1\n",
    "literal": "r = [" + "1, " * 20_000 + "]\n",
    "product": "import itertools\nr = list(itertools.product(range(99), repeat=9))\n",
    "keys": "d = {}\nfor i in range(10**6):\n    d[i] = i\nr = d\n",
    "factorial": "import math\nr = math.prod(range(1, 1999))\n",
    "digits": "r = int('9' * 19999)\n",
    "classes": "class A0: pass\n" + "".join(
        f"class A{n}(A{n - 1}): pass\n" for n in range(1, 300)
    ) + "r = A299().x\n",
    "properties": "class A:\n    @property\n    def p(self): return self.p\nr = A().p\n",
    "getattr": "class A:\n    def __getattr__(self, n): return self.other\nr = A().p\n",
    "operators": "class A:\n    def __add__(self, o): return self + o\nr = A() + A()\n",
    "decorated": "def d(f): return d(f)\n@d\ndef f(): pass\nr = f()\n",
}  # fmt: skip


@pytest.mark.parametrize("title", PROGRAMS)
def test_bounded(title: str) -> None:
    found = reading(f"{BOTO}{PROGRAMS[title]}sm.create_endpoint(EndpointName=r)\n")
    assert all(problem.message for problem in found.problems)


@pytest.mark.parametrize("end", ["r = 1\n", "r = = 1\n"], ids=["right", "wrong"])
def test_empty_lines_are_read_in_the_work_their_number_takes(end: str) -> None:
    assert growth(lambda size: reading("\n" * size + end), 2_000) < 2.5


@pytest.mark.parametrize("title", ["recursion", "endless", "text", "power", "range", "generator"])
def test_what_is_not_followed_is_not_claimed(title: str) -> None:
    machine, _ = followed(PROGRAMS[title])
    value = machine.globals.names.get("r")
    assert value is None or not isinstance(value, Known)
    assert value is None or not claimed(value)[1]
