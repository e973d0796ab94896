import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.frontends.terraform.language.expressions import parse
from smlint.frontends.terraform.language.nodes import (
    Binary,
    BlockOrObject,
    Conditional,
    Directive,
    Expression,
    ForExpression,
    FunctionCall,
    GetAttribute,
    Index,
    LiteralValue,
    ObjectExpression,
    Opaque,
    Splat,
    Template,
    TupleExpression,
    Unary,
    Variable,
)
from tests.frontends.terraform.language.grammar import EXPRESSIONS, nodes

VALUES = json.loads((Path(__file__).parent / "data" / "hcl_values.json").read_text("utf-8"))


def parsed(text: str) -> Expression:
    return parse(Source("main.tf", text), 0, len(text))


def sliced(text: str, span: Span) -> str:
    starts = Source("main.tf", text).line_starts
    return text[
        starts[span.line - 1] + span.column - 1 : starts[span.end_line - 1] + span.end_column - 1
    ]


def shown(node: Expression) -> str:  # noqa: C901, PLR0912 - one case a kind of node
    """`node` with every grouping in brackets and every node kind to be seen."""
    match node:
        case LiteralValue(value):
            return json.dumps(value, ensure_ascii=False)
        case Variable(name):
            return name
        case Template(pieces):
            return f"`{'|'.join(map(shown, pieces))}`"
        case Directive(keyword, names, subject, body, otherwise):
            inner = "|".join(map(shown, body)), "|".join(map(shown, otherwise))
            return f"%{keyword} {','.join(names)} {shown(subject)} <{inner[0]}> <{inner[1]}>"
        case GetAttribute(subject, name):
            return f"{shown(subject)}.{name}"
        case Index(subject, key):
            return f"{shown(subject)}[{shown(key)}]"
        case Splat(subject, each):
            return f"splat({shown(subject)}, {shown(each)})"
        case FunctionCall(name, arguments, expand):
            return f"{name}({', '.join(map(shown, arguments))}{'...' if expand else ''})"
        case Unary(operator, operand):
            return f"({operator}{shown(operand)})"
        case Binary(operator, left, right):
            return f"({shown(left)} {operator} {shown(right)})"
        case Conditional(condition, then, otherwise):
            return f"({shown(condition)} ? {shown(then)} : {shown(otherwise)})"
        case TupleExpression(items):
            return f"[{', '.join(map(shown, items))}]"
        case ObjectExpression(pairs):
            return "{" + ", ".join(f"{shown(key)} = {shown(value)}" for key, value in pairs) + "}"
        case BlockOrObject(whole):
            return shown(whole)
        case ForExpression(names, subject, key, value, condition, group):
            head = "" if key is None else f"{shown(key)} => "
            tail = "" if condition is None else f" if {shown(condition)}"
            dots = "..." if group else ""
            return f"for {','.join(names)} in {shown(subject)}: {head}{shown(value)}{dots}{tail}"
        case Opaque():
            return "opaque"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a || b && c == d < e + f * -g", "(a || (b && (c == (d < (e + (f * (-g)))))))"),
        ("a * b + c > d != e && f || g", "((((((a * b) + c) > d) != e) && f) || g)"),
        ("a - b - c / d % e", "((a - b) - ((c / d) % e))"),
        ("(a - (b - c)) * d", "((a - (b - c)) * d)"),
        ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
        ("a ? b ? c : d : e", "(a ? (b ? c : d) : e)"),
        ("!a == b", "((!a) == b)"),
        ("- -a.b[0]", "(-(-a.b[0]))"),
        ("a-b - c", "(a-b - c)"),
        ("(a\n+ # c\nb /* d */)", "(a + b)"),
        ("var. name", "var.name"),
        ("a /* b */ . c [ 0 ]", "a.c[0]"),
        ("a.b[c.d].0.e", "a.b[c.d].0.e"),
        ("a[*].b[0].c", "splat(a, *.b[0].c)"),
        ("a[*].b[*].c", "splat(a, splat(*.b, *.c))"),
        ("a.*.b.0[1].c", "splat(a, *.b.0)[1].c"),
        ("f(a, [b]...)", "f(a, [b]...)"),
        ("provider::x::y ()", "provider::x::y()"),
        ("f(a,\n b, # c\n)[0].d", "f(a, b)[0].d"),
        ("[a,\n  b # c\n, ]", "[a, b]"),
        ('{a = 1, "b" : 2\n (c) = 3 # d\n\n e.f = 4, 5 = 6 }',
         '{"a" = 1, "b" = 2, c = 3, e.f = 4, 5 = 6}'),
        ("{ true = null }", '{"true" = null}'),
        ("[for a in b : c]", "for a in b: c"),
        ("[\nfor a, b in c\n: d if e\n]", "for a,b in c: d if e"),
        ("{for a, b in c : b\n=> a... if !d}", "for a,b in c: b => a... if (!d)"),
        ('"a${b}c"', '`"a"|b|"c"`'),
        ('"${a}"', "`a`"),
        ('"${"${a}"}"', "``a``"),
        ('"a$${b}%%{c}\\t\\u00e9 $ %"', '"a${b}%{c}\\té $ %"'),
        ('" ${~ a ~} b"', '`a|"b"`'),
        ('"%{ if a }b%{ else }c${d}%{ endif }"', '`%if  a <"b"> <"c"|d>`'),
        ('"%{ for a, b in c ~} d %{~ endfor }"', '`%for a,b c <"d"> <>`'),
        ("<<-A\n    a\n      ${b}\n   \n    c\n  A", '`"a\\n  "|b|"\\n   \\nc\\n"`'),
        ("<<A\n  a\\n\n  A", '"  a\\\\n\\n"'),
        ("[<<A\n]\nA\n, b]", '["]\\n", b]'),
        ("1.50", "1.5"),
        ("2.0", "2"),
        ("1e3", "1000"),
        ("25e-1", "2.5"),
        ("12345678901234567890123", "12345678901234567890123"),
        ("truest", "truest"),
        ("π.é", "π.é"),
    ],
)  # fmt: skip
def test_shape(text: str, tree: str) -> None:
    assert shown(parsed(text)) == tree


def test_every_node_knows_its_exact_place() -> None:
    text = '-(a + b.c[0]) * f("x${d[*].e}", {k = [1, # c\n 2]})'
    assert sorted({sliced(text, node.span) for node in nodes(parsed(text))}) == sorted(
        {
            text, "-(a + b.c[0])", "a + b.c[0]", "a", "b.c[0]", "b.c", "b", "0",
            'f("x${d[*].e}", {k = [1, # c\n 2]})', '"x${d[*].e}"', "x", "d[*].e", "d", "[*].e",
            "[*]", "{k = [1, # c\n 2]}", "k", "[1, # c\n 2]", "1", "2",
        }
    )  # fmt: skip


def test_a_place_counts_from_the_beginning_of_the_file() -> None:
    text = "x = 1\ny = [\n  é + z]\n"
    node = parse(Source("main.tf", text), 10, len(text) - 1)
    assert str(node.span) == "main.tf:2:5"
    assert [str(inner.span) for inner in nodes(node) if isinstance(inner, Variable)] == [
        "main.tf:3:7",
        "main.tf:3:3",
    ]


def text_of(node: Expression) -> object:
    """What a text without references amounts to, for comparing with Terraform."""
    if isinstance(node, LiteralValue):
        return node.value
    if isinstance(node, Directive):
        taken = node.body if shown(node.subject) == "true" else node.otherwise
        return "".join(str(text_of(piece)) for piece in taken)
    assert isinstance(node, Template)
    if len(node.pieces) == 1 and not isinstance(node.pieces[0], Directive):
        return text_of(node.pieces[0])
    return "".join(str(text_of(piece)) for piece in node.pieces)


@pytest.mark.parametrize("text", [
    text for text in sorted(VALUES)
    if (text.startswith(('"', "<<")) and "for " not in text and not text.endswith("]"))
    or (text[0].isdigit() and text.replace(".", "").replace("-", "").isalnum())
])  # fmt: skip
def test_terraform_reads_the_same_text(text: str) -> None:
    assert text_of(parsed(text)) == VALUES[text]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "a value is missing at the end of a line (line 1)"),
        ("{{ a }}", "a placeholder of another template language stands here"),
        ("a b", "`b` stands where an operator or the end of the value is expected (line 1)"),
        ("a ? b", "`:` is missing at the end of a line (line 1)"),
        ("<a>", "`<a>` stands where a value is expected (line 1)"),
        ("(a\n, b)", "`, b)` stands where `)` is expected (line 2)"),
        ('"\\q"', '`\\q"` stands where an escape that HCL knows is expected (line 1)'),
        ('"%{ if a }"', "`%{ endif }` is missing in a text (line 1)"),
        ("9" * 5000, "this number is too large to be read (line 1)"),
    ],
)
def test_what_is_no_hcl_is_opaque_with_a_reason(text: str, reason: str) -> None:
    node = parsed(text)
    assert isinstance(node, Opaque)
    assert node.reason == reason
    assert sliced(text, node.span) == text


@pytest.mark.parametrize(
    ("text", "damage"),
    [
        ("{ a = {{ b }}, c = d }", "{{ b }}"),
        ("{\n  a = <b> # e\n  c = d\n}", "<b>"),
        ("[a, b c, d]", "b c"),
        ("f([a], 'b', c)", "'b'"),
        ("[for_each, [a, (b], c]", "[a, (b]"),
        ("[a, (b, c]", "[a, (b, c]"),
    ],
)
def test_damage_costs_the_smallest_part(text: str, damage: str) -> None:
    root = parsed(text)
    opaque = [node for node in nodes(root) if isinstance(node, Opaque)]
    assert [sliced(text, node.span) for node in opaque] == [damage]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5000 + "]" * 5000,
        "(" * 5000 + ")" * 5000,
        "a" + "[b" * 5000 + "]" * 5000,
        '"${' * 5000 + '}"' * 5000,
        "{a=" * 5000 + "}" * 5000,
        "f(" * 5000,
        "a" + " + a" * 5000,
        "a" + ".a" * 5000,
        "a" + "[*]" * 5000,
        "!" * 5000 + "a",
        "a ? b : " * 5000 + "c",
        '"' + "%{ if a }" * 5000 + "%{ endif }" * 5000 + '"',
    ],
)
def test_depth_is_bounded(text: str) -> None:
    assert any(isinstance(node, Opaque) for node in nodes(parsed(text)))


def test_ordinary_depth_is_read() -> None:
    text = "[" * 60 + "a" + "]" * 60
    assert "opaque" not in shown(parsed(text))
    assert "opaque" not in shown(parsed("a || " * 150 + "a"))


@settings(max_examples=60)
@given(EXPRESSIONS)
def test_a_node_lies_within_its_parent(text: str) -> None:
    root = parsed(text)
    assert not isinstance(root, Opaque)
    for node in nodes(root):
        assert root.span.contains(node.span)
        if isinstance(node, Variable) and node.name != "*":
            assert sliced(text, node.span) == node.name
        if isinstance(node, Binary):
            assert node.span.contains(node.left.span)
            assert node.span.contains(node.right.span)
