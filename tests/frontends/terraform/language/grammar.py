"""HCL as Hypothesis strategies, and what the reader and the parser say of a text."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import NamedTuple

from hypothesis import strategies as st

from smlint.core.source import decode
from smlint.frontends.terraform.language.expressions import parse
from smlint.frontends.terraform.language.nodes import Attribute, Body, Expression, Opaque
from smlint.frontends.terraform.language.reader import read_body


class Written(NamedTuple):
    """A generated body, and the names and values of its arguments in the order of the text."""

    text: str
    arguments: tuple[tuple[str, str], ...]


def attributes(body: Body) -> Iterator[Attribute]:
    """The attributes of `body` and of its blocks, at any depth."""
    todo = [body]
    while todo:
        body = todo.pop()
        yield from body.attributes
        todo.extend(block.body for block in body.blocks)


def nodes(root: Expression) -> Iterator[Expression]:
    """`root` and everything beneath it."""
    todo: list[object] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, tuple):
            todo.extend(node)
        elif isinstance(node, Expression):
            yield node
            todo.extend(getattr(node, field.name) for field in dataclasses.fields(node))


def complaints(text: str) -> list[str]:
    """Everything that smlint has against `text`, with its expressions; empty for sound HCL."""
    source = decode("main.tf", text.encode("utf-8", "surrogatepass"))
    body, _, problems = read_body(source)
    found = [f"{problem.span}: {problem.message}" for problem in problems]
    for attribute in attributes(body):
        tree = parse(source, attribute.start, attribute.end)
        opaque = [node for node in nodes(tree) if isinstance(node, Opaque)]
        found.extend(f"{node.span}: {node.reason}" for node in opaque)
    return found


NAMES = st.from_regex(r"[a-zé_][a-z0-9_]{0,4}(-[a-z0-9]{1,3})?", fullmatch=True).filter(
    lambda name: name not in ("for", "in", "if", "true", "false", "null")
)
BLANK = st.sampled_from(["", " ", "\t ", " /* c */ "])
SPACE = st.sampled_from(["", " ", "\n", " # c\n", "\n// c\n  ", " /* c\n */ "])
LITERALS = st.sampled_from(
    ["0", "42", "3.25", "1e3", "2.5E-3", "123456789012345678901", "true", "null", "[]", "{}", '""']
)
PIECES = st.one_of(
    st.text(st.sampled_from(list("abc #/{}[]()=<-é😀'~,:?")), max_size=8),
    st.sampled_from([r"\n", r"\"", r"\\", r"\u00e9", "$${x}", "%%{x}", "$", "%"]),
)


@st.composite
def quoted(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    shapes = ("${{{}}}", "${{~ {} ~}}", "%{{ if {} ~}}a%{{ else }}b%{{~ endif }}",
              "%{{ for x in {} }}${{x}}%{{ endfor ~}}")  # fmt: skip
    sequence = st.builds(str.format, st.sampled_from(shapes), inner)
    return '"' + "".join(f"{part} " for part in draw(st.lists(PIECES | sequence, max_size=4))) + '"'


@st.composite
def bracketed(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    items = ", ".join(
        draw(SPACE) + item + draw(SPACE) for item in draw(st.lists(inner, min_size=1, max_size=3))
    )
    comma = draw(st.sampled_from(["", ",", ",\n"]))
    shapes = ("[{0}{1}]", "f({0}{1})", "core::f ({0}{1})", "f({0} ...)", "f()")
    return draw(st.sampled_from(shapes)).format(items, comma)


@st.composite
def objects(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    keys = st.one_of(NAMES, NAMES.map("({})".format), NAMES.map('"{}"'.format))
    pair = st.builds("{0}{1}{2} {3}".format, keys, BLANK, st.sampled_from("=:"), inner)
    gap = draw(st.sampled_from([", ", "\n  ", " # c\n  ", ",\n  // c\n"]))
    return "{" + draw(SPACE) + gap.join(draw(st.lists(pair, max_size=3))) + draw(SPACE) + "}"


@st.composite
def loops(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    names = draw(st.sampled_from(["k", "k, v"]))
    condition = draw(st.sampled_from(["", " if {}"])).format(draw(inner))
    head = f"for {names} in {draw(inner)} :{draw(SPACE)}"
    if draw(st.booleans()):
        return f"[{head}{draw(inner)}{condition}]"
    group = draw(st.sampled_from(["", "..."]))
    return f"{{{draw(SPACE)}{head}{draw(inner)} => {draw(inner)}{group}{condition}}}"


@st.composite
def accesses(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    step = st.one_of(
        NAMES.map(".{}".format), inner.map("[{}]".format), st.sampled_from(["[*]", ".0 ", ". x"])
    )
    root = draw(NAMES | inner.map("({})".format))
    return root + draw(st.sampled_from(["", ".*.id"])) + "".join(draw(st.lists(step, max_size=3)))


@st.composite
def operations(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    left, right, other = draw(inner), draw(inner), draw(inner)
    if draw(st.booleans()):
        return f"{left} ? {right} : {other}"
    sign = draw(st.sampled_from(["", "!", "-", "!!", "- "]))
    operators = ["+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||"]
    return f"{sign}{left} {draw(st.sampled_from(operators))} {right}"


def _deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        quoted(inner), bracketed(inner), objects(inner), loops(inner), accesses(inner),
        operations(inner), inner.map("({})".format),
    )  # fmt: skip


EXPRESSIONS = st.recursive(LITERALS | NAMES, _deeper, max_leaves=8)


@st.composite
def heredocs(draw: st.DrawFn) -> str:
    lines = st.one_of(PIECES, EXPRESSIONS.map("  ${{{}}}".format), st.just("   "))
    text = "".join(f"{line} \n" for line in draw(st.lists(lines, max_size=3)))
    return f"<<{draw(st.sampled_from(['', '-']))}EOT\n{text}{draw(st.sampled_from(['', '  ']))}EOT"


@st.composite
def bodies(draw: st.DrawFn, depth: int = 2) -> Written:
    text = draw(st.sampled_from(["", "\n", "# c\n", "/* c */\n"]))
    arguments: list[tuple[str, str]] = []
    for name in draw(st.lists(NAMES, max_size=3, unique=True)):
        value = draw(EXPRESSIONS | heredocs())
        text += f"{draw(BLANK)}{name}{draw(st.sampled_from([' ', '']))}= {value}"
        text += (
            draw(st.sampled_from(["\n", "\n\n"]))
            if "<<" in value
            else draw(st.sampled_from(["\n", " # c\n", " /* c */\n", "  // c \n"]))
        )
        arguments.append((name, value.rstrip()))
    for name in draw(st.lists(NAMES, max_size=2)) if depth else ():
        label = draw(st.sampled_from(["", ' "a"', ' "a" "b\\n"', " a"]))
        inner = draw(bodies(depth - 1))
        text += f"{name}{label} {{\n{inner.text}}}\n"
        arguments.extend(inner.arguments)
    return Written(text, tuple(arguments))
