"""Whatever is written is read as ruamel means it, or refused at a place."""

from __future__ import annotations

import io
import re
from functools import partial

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from smlint.core.source import Source
from smlint.formats.nodes import plain
from smlint.formats.yaml import yaml_comments
from tests.formats.yaml_texts import TEMPLATE, fault, nodes, places, read


def pure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ruamel.yaml.YAML", partial(YAML, pure=True))


def test_the_pure_parser_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = read(TEMPLATE)
    comments = yaml_comments(Source("t.yaml", TEMPLATE))
    assert YAML(typ="safe").Parser.__name__ == "CParser"
    pure(monkeypatch)
    slow = read(TEMPLATE)
    assert fast == slow
    assert [node.span for node in nodes(fast)] == [node.span for node in nodes(slow)]
    assert yaml_comments(Source("t.yaml", TEMPLATE)) == comments
    for text in ("a: [1", "a: b: c", "\ta: b", "a: 'x", "a: @x", "a:\n  - b\n c: d", "a\nb: c"):
        expected = fault(text)
        monkeypatch.undo()
        assert fault(text) == expected
        pure(monkeypatch)


# `x":y` between brackets, where a colon after a quote ends a key: refused, with its place.
A_CLOSED_KEY = re.compile(r"""["'\]}]\s*:""")
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])).filter(
        lambda text: not A_CLOSED_KEY.search(text)
    ),
)  # fmt: skip
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.text("abcé <", max_size=4), inner, max_size=4),
    ),
    max_leaves=15,
)


@given(DATA, st.booleans())
@example("0?", True)
@example([[":0"], [0, ":0"]], True)
@example({"a": ":0", "b": [":: :", "x :y"]}, True)
def test_what_ruamel_writes_is_read_back(data: object, flow: bool) -> None:
    stream = io.StringIO()
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = flow
    writer.allow_unicode = True
    writer.dump({"data": data}, stream)
    text = stream.getvalue()
    assert plain(read(text)) == {"data": data}


FRAGMENTS = st.lists(
    st.sampled_from(
        ["&a ", "*a", "<<: ", "!Ref ", "!!int ", "|\n", "# x", "---\n", ": ", "- ", "  ", "? "]
    )
    | st.sampled_from("a[]{}\"'\n\t\\é%!,\x85\r")
).map("".join)


@settings(max_examples=300)
@given(st.one_of(FRAGMENTS, st.text()))
@example("a: !!int x")
@example("&a : *a")
@example("\ud800")
def test_any_text_is_read_or_refused_at_a_place(text: str) -> None:
    source = Source("t.yaml", text)
    for span in places(source):
        assert source.whole.contains(span)
    for comment in yaml_comments(source):
        assert source.line(comment.span.line)[comment.span.column - 1] == "#"
