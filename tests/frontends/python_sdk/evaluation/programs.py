"""Programs made at random: assignments, functions, classes, loops, conditions, handlers."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

NUMBERS = ("n", "m")
TEXTS = ("s", "t")
LISTS = ("l", "k")
MAPPINGS = ("d", "e")
HEAD = """import os
n, m, s, t, l, k, d, e = 1, 2, "a", "b", [1, 2], [3], {"a": 1}, {"b": 2}
class C:
    size = 2
    def __init__(self, v, w=3):
        self.v, self.w = v, w
    def total(self):
        return self.v + self.w
class D(C):
    def total(self):
        return super().total() + self.size
def f(a, b=1, *c, **g):
    if a > b:
        return a - b
    return b
def h(x):
    for i in range(3):
        yield i + x
o = D(1)
"""


@st.composite
def number(draw: DrawFn, depth: int = 2) -> str:
    """An expression that gives a number, if it gives anything."""
    leaf = draw(st.sampled_from([*NUMBERS, "0", "1", "2", "7", "o.v", "C.size"]))
    if depth == 0 or draw(st.booleans()):
        return leaf
    a, b = draw(number(depth - 1)), draw(number(depth - 1))
    return draw(st.sampled_from([
        f"({a} + {b})", f"({a} * {b} % 1000)", f"({a} - {b})", f"({a} // {b})", f"f({a}, {b})",
        f"len({draw(st.sampled_from(LISTS))})", f"d.get('a', {a})", f"max({a}, {b})", f"f({a})",
        f"sum(x * {a} % 99 for x in {draw(st.sampled_from(LISTS))})", f"l[{a} % 2]", "o.total()",
        f"C({a}, w={b}).total()", f"({a} if {b} > 1 else {b})", f"sum(h({a}))", "len(s)",
        f"(lambda q, z={a}: q - z)({b})", f"f(*[{a}, {b}])", f"f(**{{'a': {a}}})",
    ]))  # fmt: skip


@st.composite
def text(draw: DrawFn) -> str:
    """An expression that gives a text."""
    a, b, n = (
        draw(st.sampled_from(TEXTS)), draw(st.sampled_from(TEXTS)), draw(number(1)),
    )  # fmt: skip
    return draw(st.sampled_from([
        a, f"{a}[:9] + {b}[-9:]", f"f'{{{a}[:5]}}-{{{n}:03d}}'", f"{a}.upper()[:9]",
        f"'-'.join([{a}[:5], {b}[:5]])", f"'{{}}/{{}}'.format({a}[:5], {n})", f"str({n})",
        f"{a}.replace('a', 'bc')[:9]", f"'%s:%d' % ({a}[:5], {n})", f"({a} or {b})[:9]",
        f"({a} if {n} > 2 else {b})", f"','.join(sorted({a}[:9]))", f"{a}.partition('-')[0]",
    ]))  # fmt: skip


@st.composite
def statement(draw: DrawFn, depth: int = 2) -> str:
    """A statement, or a block of them."""
    n, w = draw(number()), draw(text())
    number_name, text_name = draw(st.sampled_from(NUMBERS)), draw(st.sampled_from(TEXTS))
    listed, mapped = draw(st.sampled_from(LISTS)), draw(st.sampled_from(MAPPINGS))
    simple = [
        f"{number_name} = {n}", f"{number_name} += {n}", f"{text_name} = {w}",
        f"{listed}.append({n})", f"{listed} = [x for x in {listed} if x > {n}] + [{n}]",
        f"{listed}[0] = {n}", f"{listed}.sort()", f"{listed} = list(h({n}))", "k = l", "k = l[:]",
        f"{mapped}[{w}] = {n}", f"{mapped}.update(z={n})", f"{mapped} = {{**d, 'y': {n}}}",
        f"{mapped}.setdefault('q', {n})", f"{number_name} = {mapped}.pop('z', {n})", "e = d",
        f"o.v = {n}", f"C.size = {n}", f"o = D({n})", "n, m = m, n", f"{listed}.insert(0, {n})",
        f"{number_name} = {listed}.pop()", f"del {listed}[{n} % 3:]",
        f"e = {{x: {n} for x in {listed}}}",
    ]  # fmt: skip
    if depth == 0 or draw(st.integers(0, 2)):
        return draw(st.sampled_from(simple))
    body = draw(block(depth - 1)).replace("\n", "\n    ")
    other = draw(block(depth - 1)).replace("\n", "\n    ")
    return draw(st.sampled_from([
        f"if {n} > 2:\n    {body}\nelse:\n    {other}",
        (f"for i in range({n} % 4):\n    {body}\n    if i > {number_name}:\n        break\n"
         f"else:\n    {other}"),
        (f"try:\n    {body}\n    int({w})\nexcept ValueError:\n    {other}\n"
         f"finally:\n    {text_name} = {w}"),
        f"for i, x in enumerate({listed}[:3]):\n    if x == {n}:\n        continue\n    {body}",
        (f"match {n}:\n    case 1 | 2:\n        {body.replace(chr(10), chr(10) + '    ')}\n"
         f"    case x if x > 5:\n        {other.replace(chr(10), chr(10) + '    ')}"),
    ]))  # fmt: skip


@st.composite
def block(draw: DrawFn, depth: int = 1) -> str:
    """One to three statements."""
    return "\n".join(draw(st.lists(statement(depth), min_size=1, max_size=3)))


@st.composite
def program(draw: DrawFn) -> str:
    """A whole program."""
    return HEAD + "\n".join(draw(st.lists(statement(), min_size=2, max_size=8))) + "\n"
