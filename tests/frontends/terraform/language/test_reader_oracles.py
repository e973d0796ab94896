"""The reader and the expression parser against a grammar and against other readers of HCL.

`data/hcl_verdicts.json` holds what Terraform itself said about hand-written and damaged inputs;
`scripts/record_hcl_verdicts.py` records it anew.
"""

from __future__ import annotations

import json
import re
from itertools import accumulate
from pathlib import Path

import hcl2
import pytest
import tree_sitter
import tree_sitter_hcl
from hypothesis import given, settings
from hypothesis import strategies as st

from smlint.core.source import Source
from smlint.frontends.terraform.language.expressions import parse
from smlint.frontends.terraform.language.nodes import Attribute
from smlint.frontends.terraform.language.reader import read_body
from tests.frontends.terraform.language.grammar import (
    NAMES,
    Written,
    attributes,
    bodies,
    complaints,
    nodes,
)

VERDICTS: dict[str, bool] = json.loads(
    (Path(__file__).parent / "data" / "hcl_verdicts.json").read_text("utf-8")
)
KNOWN_DIFFERENCES = {
    "a = 1e999999\n": "a number beyond what a float holds is left opaque: no setting is one",
    "a = b.1e5\n": "an exponent as an index is left opaque: nobody writes one",
    "a = b\rc = d\n": "a lone carriage return ends a line, as it does in every other language",
    "a = b²\n": "a digit that is no decimal digit counts as part of a name",
}
HCL2_BUGS = {
    "é = 1\n": "identifiers are ASCII",
    "a = π\n": "identifiers are ASCII",
    "a = <<EOT\nx\nEOT \n": "blanks behind the last line of a heredoc",
    "a = core::upper(b)\n": "function names of two parts",
    "a = {for b in c : b\n=> d}\n": "a line end before `=>`",
}
"""Sound HCL that python-hcl2 8.1 refuses: what keeps it from being the reader."""
TREE_SITTER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_hcl.language()))
TREE_SITTER_BUGS = re.compile(r"1e3|\n\s*\(")
"""It refuses one digit with an exponent, and takes `(key)` on a line of its own for a call."""
FRAGMENTS = st.sampled_from(list('"{}[]()=#a1.,?:~\\!- \n\0\r²é')) | st.sampled_from(
    ["${", "%{", "<<A\n",
     "<<-A\n", "\nA\n", "//", "/*", "*/", "=>", "...", "{{", "{%", "for ", " in ",
     " if ", "endif", '"x"', "a = ", "b.c", "\n}\n", 'data "a" {\n', "<<<<<<< x\n", ">>>>>>> x\n"]
)  # fmt: skip


def by_tree_sitter(text: str) -> list[tuple[str, str]] | None:
    """Names and values of all attributes in order; None where the tree has errors."""
    tree = TREE_SITTER.parse(text.encode())
    if tree.root_node.has_error:
        return None
    found: list[tuple[int, str, str]] = []
    todo = [tree.root_node]
    while todo:
        node = todo.pop()
        todo.extend(node.children)
        if node.type == "attribute":
            name, value = node.children[0].text, node.children[-1].text
            assert name is not None
            assert value is not None
            found.append((node.start_byte, name.decode(), value.decode()))
    return [(name, value) for _, name, value in sorted(found)]


def read(text: str) -> list[tuple[str, str]]:
    """The same by smlint."""
    body, _, _ = read_body(Source("main.tf", text))
    ordered = sorted(attributes(body), key=lambda attribute: attribute.start)
    return [(attribute.name, text[attribute.start : attribute.end]) for attribute in ordered]


def test_terraform_agrees_but_on_the_known_differences() -> None:
    found = {text: complaints(text) for text in VERDICTS}
    differing = {text: told for text, told in found.items() if (not told) != VERDICTS[text]}
    assert differing.keys() == {*KNOWN_DIFFERENCES}, differing


@settings(max_examples=60)
@given(bodies())
def test_what_the_grammar_writes_is_read(written: Written) -> None:
    assert complaints(written.text) == []
    assert read(written.text) == list(written.arguments)


@settings(max_examples=60)
@given(bodies())
def test_tree_sitter_sees_the_same_attributes(written: Written) -> None:
    theirs = by_tree_sitter(written.text)
    if theirs is None:
        assert TREE_SITTER_BUGS.search(written.text)
    else:
        assert theirs == read(written.text)


@settings(max_examples=20)
@given(st.dictionaries(NAMES.filter(str.isascii), st.integers(0, 10**12) | st.booleans()))
def test_python_hcl2_sees_the_same_literals(values: dict[str, int | bool]) -> None:
    text = "".join(f"{name} = {json.dumps(value)}\n" for name, value in values.items())
    body, _, _ = read_body(Source("main.tf", text))
    assert {a.name: literal(a) for a in body.attributes} == values
    assert {name: value for name, value in hcl2.loads(text).items() if name != "__comments__"} == (
        values
    )


def literal(attribute: Attribute) -> object:
    return getattr(parse(attribute.source, attribute.start, attribute.end), "value", attribute)


@pytest.mark.parametrize("text", sorted(HCL2_BUGS))
def test_what_python_hcl2_refuses_is_read(text: str) -> None:
    assert complaints(text) == []
    with pytest.raises(Exception, match=r"."):
        hcl2.loads(text)


@settings(max_examples=300)
@given(st.lists(FRAGMENTS | st.text(max_size=3), max_size=30).map("".join))
def test_no_text_is_too_strange(text: str) -> None:
    body, comments, problems = read_body(Source("main.tf", text))
    starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    spans = [comment.span for comment in comments]
    spans += [problem.span for problem in problems]
    for attribute in attributes(body):
        assert 0 < attribute.start <= attribute.end <= len(text)
        tree = parse(attribute.source, attribute.start, attribute.end)
        spans += [node.span for node in nodes(tree)]
    for span in spans:
        assert 0 <= starts[span.line - 1] + span.column - 1 <= len(text)
        assert (span.line, span.column) <= (span.end_line, span.end_column)


@settings(max_examples=60)
@given(bodies(), st.data())
def test_what_stands_before_the_damage_is_kept(written: Written, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(written.text)))
    kept = read(written.text[:cut])
    body, _, _ = read_body(Source("main.tf", written.text))
    whole = sum(written.text.index("\n", attribute.end) < cut for attribute in attributes(body))
    assert kept[:whole] == list(written.arguments[:whole])
