"""YAML as nodes: where they stand, what they are, what is wrong."""

from __future__ import annotations

import pytest

from smlint.core.source import Source
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode, plain
from smlint.formats.yaml import read_yaml, yaml_comments
from tests.formats.yaml_texts import TEMPLATE, fault, nodes, read


def written(source: Source, node: Node) -> str:
    span = node.span
    start = source.line_starts[span.line - 1] + span.column - 1
    end = source.line_starts[span.end_line - 1] + span.end_column - 1
    return source.text[start:end]


def test_every_node_stands_where_it_is_written() -> None:
    source = Source("t.yaml", TEMPLATE)
    places = [written(source, node) for node in nodes(read_yaml(source)[0])]
    assert "Configuré" in places
    assert "AWS::SageMaker::EndpointConfig" in places
    assert "{Name: \"p # no\", Tags: [a, 'b']}" in places
    assert "[a, 'b']" in places
    assert '!Sub "${x}"' in places
    assert "|  # kept\n      # not a comment\n      run" in places
    assert '&dev\n        Name: !Sub "${x}"' in places
    assert places[0] == TEMPLATE[TEMPLATE.index("Resources") :].rstrip()


def test_tags_are_kept_and_merge_keys_merged() -> None:
    root = read(TEMPLATE)
    resources = root.get("Resources")  # type: ignore[union-attr]
    assert isinstance(resources, MapNode)
    config, other = (node for _, node in resources.pairs)
    assert isinstance(config, MapNode)
    assert isinstance(other, MapNode)
    choice = config.get("Properties")
    assert isinstance(choice, ListNode)
    assert choice.tag == "!If"
    name = other.get("Name")
    assert isinstance(name, ScalarNode)
    assert (name.tag, name.text, name.quoted) == ("!Sub", "${x}", True)
    assert isinstance(choice.items[2], MapNode)
    assert name is choice.items[2].get("Name")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12), ("-3", -3), ("0x1F", 31), ("1.50", 1.5), ("1e3", 1000.0), (".5", 0.5),
        ("true", True), ("False", False), ("~", None), ("null", None),
        ("yes", "yes"), ("off", "off"), ("010", "010"), ("0o14", "0o14"), ("1_000", "1_000"),
        ("2020-01-01", "2020-01-01"), ("12:30", "12:30"), ("ml.m5.large", "ml.m5.large"),
        ("'12'", "12"), ("!!str 12", "12"), ("! 12", "12"), ('!!int "12"', 12), ("!Ref 12", 12),
        ("9" * 5000, "9" * 5000), ("-1e999", "-1e999"), ("9" * 200, 1e200), ("|-\n 12", "12"),
    ],
)  # fmt: skip
def test_scalars(text: str, value: object) -> None:
    assert plain(read(f"a: {text}\n")) == {"a": value}


@pytest.mark.parametrize("sign", "\x85\u2028\u2029\ufeff")
def test_breaks_of_unicode_end_neither_text_nor_comment(sign: str) -> None:
    text = f"""\
# a{sign}b: [
a: [x{sign}y, 'q{sign}r', "s{sign}t", AWS::Region] # c{sign}d
b: |
  l{sign}m
  n
c: p{sign}q\ue000
"""
    source = Source("t.yaml", text)
    (document,) = read_yaml(source)
    assert plain(document) == {
        "a": [f"x{sign}y", f"q{sign}r", f"s{sign}t", "AWS::Region"],
        "b": f"l{sign}m\nn\n",
        "c": f"p{sign}q\ue000",
    }
    assert [(str(found.span), found.text) for found in yaml_comments(source)] == [
        ("t.yaml:1:1", f"a{sign}b: ["),
        ("t.yaml:2:37", f"c{sign}d"),
    ]


def test_infinity_and_nan() -> None:
    infinite = plain(read("[.inf, -.INF, .nan]"))
    assert str(infinite) == "[inf, -inf, nan]"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[AWS::Region, arn:aws:s3:::b/*]", ["AWS::Region", "arn:aws:s3:::b/*"]),
        ("{Ref: AWS::NoValue}", {"Ref": "AWS::NoValue"}),
        ("{Fn::Sub: a}", {"Fn::Sub": "a"}),
        ("[0, Fn::GetAZs: !Ref 'AWS::Region']", [0, {"Fn::GetAZs": "AWS::Region"}]),
        ("{a: http://x?y=1:2, b?: 1}", {"a": "http://x?y=1:2", "b?": 1}),
        ("""{"a":1,'b':[2],c: "d:e?f"}""", {"a": 1, "b": [2], "c": "d:e?f"}),
        ("[?a, b?, c?d]", ["?a", "b?", "c?d"]),
        ("['\ue000', a:b]", ["\ue000", "a:b"]),
    ],
)
def test_colons_and_question_marks_within_brackets(text: str, value: object) -> None:
    assert plain(read(f"k: {text}\n# x?y:z\nl: p:q?r\n")) == {"k": value, "l": "p:q?r"}


def test_tags_with_colons_are_kept() -> None:
    node = read("[!ruby/object:A::B x, !a?b y]")
    assert [item.tag for item in nodes(node)[1:]] == ["!ruby/object:A::B", "!a?b"]


def test_merge_keys_yield_to_what_is_written() -> None:
    text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {y: 3, <<: [*a, *b]}\n'<<': d\n"
    root = plain(read(text))
    assert isinstance(root, dict)
    assert root["c"] == {"y": 3, "x": 1, "z": 2}
    assert root["<<"] == "d"


def test_duplicates_are_kept_and_the_last_one_counts() -> None:
    root = read("a: 1\nb: 2\na: 3\n")
    assert isinstance(root, MapNode)
    assert [str(name.span) for name in root.duplicates()] == ["t.yaml:3:1"]
    assert plain(root) == {"a": 3, "b": 2}


def test_documents() -> None:
    source = Source("t.yaml", "---\n---\na: 1\n--- &x b\n...\n# end\n")
    assert [plain(node) for node in read_yaml(source)] == [None, {"a": 1}, "b"]
    assert read_yaml(Source("t.yaml", "")) == ()
    assert read_yaml(Source("t.yaml", "# only this\n")) == ()


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", "2:4", "the list that begins on line 2 is not closed"),
        ("a: {b: 1\n", "1:4", "the mapping that begins on line 1 is not closed"),
        ("a: 'x\nb: 1\n", "1:4", "the quoted text that begins on line 1 is not closed"),
        ("a: b: c", "1:5", "a colon cannot stand here"),
        ("a:\n\tb: 1", "2:1", "a tab stands in the indentation"),
        ("a: @x", "1:4", "the character @ cannot begin a value"),
        ("a:\n  - b\n c: d", "3:2", "does not fit the mapping that begins on line 1"),
        ("a:\n  - b\n  c", "3:3", "a colon is missing"),
        ('a: "\\q"', "1:5", "this backslash begins no known escape"),
        ("a: !x!y z", "1:4", "this is not valid YAML: found undefined tag handle"),
        ("a: \x07", "1:4", "the character U+0007 is not allowed"),
        ("é: *z", "1:4", "the alias *z has no anchor &z above"),
        ("a: &a [1, *a]", "1:11", "within its own anchor"),
        ("? [a]\n: b", "1:3", "where the name of a setting is expected"),
        ("a: {{ env }}\n", "1:5", "placeholder of a template engine"),
        ("{% if prod %}\na: 1\n{% endif %}\n", "1:2", "placeholder of a template engine"),
        ("a: {<<: 3}", "1:9", "a merge key << takes a mapping"),
        ("[" * 100_000, "1:201", "more than 200 levels deep"),
        ("- " * 5_000, "1:401", "more than 200 levels deep"),
    ],
)
def test_faults_are_named_at_their_place(text: str, place: str, reason: str) -> None:
    at, message = fault(text)
    assert at == place
    assert reason in message


def test_aliases_cost_what_they_share() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 12)]
    root = read("\n".join(lines))
    assert isinstance(root, MapNode)
    last = root.pairs[-1][1]
    assert isinstance(last, ListNode)
    assert last.items[0] is last.items[1]


def test_an_alias_bomb_is_refused() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    assert "write out to more than 250,000 values" in fault("\n".join(lines))[1]
    merges = [f"m: &m {{{', '.join(f'k{n}: 0' for n in range(1000))}}}"]
    merges += [f"m{n}: {{<<: *m}}" for n in range(600)]
    assert "write out" in fault("\n".join(merges))[1]


def test_aliases_count_towards_the_depth() -> None:
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 300))]
    assert "more than 200 levels deep" in fault("\n".join(lines))[1]


def test_comments() -> None:
    source = Source("t.yaml", TEMPLATE)
    assert [(c.text, c.own_line, c.span.line, c.span.column) for c in yaml_comments(source)] == [
        ("an endpoint", True, 1, 1),
        ("the 😀 type", False, 4, 44),
        ("kept", False, 12, 16),
    ]
    assert yaml_comments(Source("t.yaml", "a#b: 'c # d' # e # f\n"))[0].text == "e # f"
    broken = Source("t.yaml", "# one\na: [ # two\n'x\n# three\n")
    assert [comment.text for comment in yaml_comments(broken)] == ["one", "two"]
