"""Expressions of every type as Hypothesis strategies: calls of all functions, and the operators."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

LITERALS: Mapping[str, tuple[str, ...]] = {
    "n": ("0", "1", "2", "3", "10", "0.1", "0.2", "1.5", "2.75", "-1", "-7", "1e3", "1e21", "255",
          "12345678901234567890123", "0.30000000000000004", '"4"', "1/3", "length([1, 2, 3])"),
    "i": ("0", "1", "2", "3", "4", "7", "16", "-1", "-2", "36", '"5"'),
    "s": ('""', '"a"', '"b"', '"abc"', '"Hello World"', '"a,b,c"', '"  x y  "', '"12"', '"1.50"',
          '"true"', '"é"', '"e\\u0301"', '"👩\\u200d🚀x"', '"ß"', '"x\\r\\ny"', '"a\\tb\\n"',
          '"a-b_c.d"', '"<&>"', '"日本語"', "tostring(null)"),
    "b": ("true", "false", '"true"', '"false"', "null"),
    "S": ("[]", '["a"]', '["b", "a", "b"]', '["x", "", "y"]', 'tolist(["c", "a"])', '["1", "2"]',
          'toset(["q", "p"])', '["a", null]'),
    "N": ("[]", "[1]", "[3, 1, 2]", "[0.1, 0.2]", "tolist([5, 4])", "toset([2, 1])", "range(3)",
          '[1, "2"]'),
    "B": ("[]", "[true]", "[true, false]", '["true", null]'),
    "m": ("{}", '{ a = "1" }', '{ b = "x", a = "y" }', 'tomap({ a = "p", c = "q" })',
          "tomap({})", "{ a = null }"),
    "M": ('{ a = ["x", "y"], b = ["x"] }', "{}", 'tomap({ k = ["v"] })'),
    "o": ('{ a = 1, b = "x" }', "{ a = { b = [1, 2] } }", "{ a = true }", "{ n = 1, z = null }"),
    "u": ('[1, "a"]', "[[1], [2, 3]]", "[{ a = 1 }, { a = 2 }]", "[true, null, 1.5]", "[[], {}]",
          '[["a", ["b"]], "c"]'),
    "d": ('"2026-11-21T10:20:30Z"', '"2024-02-29T23:59:59+02:00"', '"1999-12-31T00:00:00-11:30"',
          '"2026-11-21T10:20:30.987Z"', '"2026-02-30T00:00:00Z"', '"soon"'),
    "D": ('"1h"', '"-90m"', '"1.5h30s"', '"48h"', '"100ms"', '"1d"', '"0"'),
    "F": ('"YYYY-MM-DD"', "\"EEEE, D MMM YY 'at' h:mm AA\"", '"hh:mm:ss ZZZZZ"', '"HHaa Z ZZZ"',
          '"MMMM"', '"Q"'),
    "c": ('"10.0.0.0/8"', '"192.168.10.0/24"', '"10.1.2.3/16"', '"fd00::/48"', '"2001:db8::1/64"',
          '"0.0.0.0/0"', '"10.0.0.0"', '"::/0"'),
    "p": ('"[a-z]+"', '"(\\\\d+)"', '"(?P<x>a)(?P<y>b)?"', '"^."', '"b*"', '"a|b|"', '"(a)|(b)"',
          '"(?i)HELLO"', '"\\\\bx"', '"[[:upper:]]"', '"a{2,}"', '"(?=a)"', '"[^,]+"', '"$"'),
    "q": ('"/[aeiou]/"', '"/(.)(.)/"', '"a"', '","', '"/\\\\s+/"', '""', '"/b*/"'),
    "f": ('"%s"', '"%d"', '"%5.1f|"', '"%v"', '"%q"', '"%t"', '"%x"', '"%05d"', '"%-4s|"',
          '"%+e"', '"%g"', '"%#v"', '"a%%"'),
    "j": ('"{\\"a\\":[1,2.50,null]}"', '"[true,\\"x\\"]"', '"1e3"', '"{"', '"null"'),
    "y": ('"a: 1\\nb: [x, yes]\\n"',
          '"- 1.0\\n- 0x10\\n- ~\\n"', '"hello"', '"{a: b"', '"1_000"'),
    "z": ('"YWJj"', '"w6k="', '"!"', '"/w=="', '""'),
    "C": ('"a,b\\n1,2\\n"', '"a\\n\\"x,y\\"\\n"', '"a,b\\n1\\n"', '"a,a\\n1,2"',
          '"k\\r\\nv\\r\\n"'),
    "e": ('"UTF-16LE"', '"UTF-8"', '"ISO-8859-1"'),
    "U": ('"dns"', '"url"', '"6ba7b810-9dad-11d1-80b4-00c04fd430c8"', '"x"'),
}  # fmt: skip
"""What stands at the leaves, by a letter for its type."""
CALLS: Mapping[str, str] = {
    "n": "abs:n ceil:n floor:n log:nn max:nn max:nnn min:nn min:N... parseint:si pow:ni signum:i "
    "sum:N length:s length:S length:u length:m index:Ss index:Nn tonumber:s tonumber:n timecmp:dd "
    "one:N element:Ni coalesce:nn try:sn",
    "s": "upper:s lower:s title:s trim:ss trimprefix:ss trimsuffix:ss trimspace:s chomp:s "
    "indent:is join:sS join:sN join:sSS replace:sqs substr:sii strrev:s format:fs format:fn "
    "format:fu format:fb tostring:n tostring:b tostring:s base64encode:s base64decode:z "
    "jsonencode:a yamlencode:a urlencode:s md5:s sha1:s sha256:s sha512:s base64sha256:s "
    "base64sha512:s basename:s dirname:s formatdate:Fd timeadd:dD cidrhost:ci cidrnetmask:c "
    "cidrsubnet:cii textencodebase64:se textdecodebase64:ze uuidv5:Us coalesce:ss element:Si "
    "lookup:mss regex:ps one:S nonsensitive:s",
    "b": "startswith:ss endswith:ss strcontains:ss contains:Ss contains:Nn alltrue:B anytrue:B "
    "tobool:s tobool:b can:a fileexists:s issensitive:s",
    "S": "split:ss sort:S compact:S distinct:S reverse:S concat:SS keys:m keys:o slice:Sii "
    "formatlist:fS formatlist:fN regexall:ps tolist:S flatten:u toset:S setunion:SS "
    "setintersection:SS setsubtract:SS cidrsubnets:cii coalescelist:SS values:m matchkeys:SSS",
    "N": "range:i range:ii range:nnn reverse:N distinct:N concat:NN tolist:N toset:N sort:N",
    "m": "merge:mm tomap:m zipmap:SS zipmap:SN",
    "M": "transpose:M",
    "o": "merge:oo merge:mo jsondecode:j yamldecode:y tomap:o",
    "u": "chunklist:Si chunklist:Ni setproduct:SN setproduct:SS csvdecode:C flatten:u concat:uS "
    "values:o tolist:u reverse:u toset:u distinct:u",
}
"""The calls that give each type: names, and the letters of their arguments."""
OPERATIONS: Mapping[str, tuple[str, ...]] = {
    "n": ("{n} + {n}", "{n} - {n}", "{n} * {n}", "{n} / {n}", "{n} % {n}", "-{n}", "{N}[{i}]",
          "sum([for x in {N} : x * {n}])", "{o}.a", "(1 + {n}) * {i}"),
    "s": ('"${{{s}}}-${{{n}}}"', '"%{{ if {b} }}${{{s}}}%{{ else }}no%{{ endif }}"', "{S}[{i}]",
          '"%{{ for x in {S} }}<${{x}}>%{{ endfor }}"', "{m}[{s}]", "{m}.a", '"x ${{~ {s} ~}} y"',
          'join("", [for k, v in {m} : "${{k}}=${{v}}"])'),
    "b": ("{n} < {n}", "{n} >= {i}", "{n} == {n}", "{s} == {s}", "{a} == {a}", "{a} != {a}",
          "!{b}", "{b} && {b}", "{b} || {b}", "{S} == {S}", "{u} == {u}", "{m} == {o}"),
    "S": ("[for x in {S} : upper(x)]", "[for i, x in {S} : x if i > 0]", "{S}[*]", "[{s}, {s}]",
          "[for k, v in {m} : k]", "({b} ? {S} : {S})"),
    "N": ("[for x in {N} : x + {n}]", "[{n}, {n}]", "[for s in {S} : length(s)]"),
    "B": ("[{b}, {b}]", "[for x in {N} : x > {n}]"),
    "m": ("{{ for x in {S} : x => x }}", "{{ for k, v in {m} : v => k... }}", "{{ a = {s} }}"),
    "M": ("{{ for x in {S} : x => [x]... }}",),
    "o": ("{{ a = {n}, b = {s} }}", "{{ for i, x in {S} : i => x }}", "({b} ? {o} : {o})"),
    "u": ("[{a}, {a}]", "{u}[*].a", "[{S}, {N}]", "({b} ? {u} : {u})", "[{o}, {o}]"),
}  # fmt: skip
KINDS = "nisbSNBmMou"
"""The letters of types that are made of others; `a` is any of them."""


@st.composite
def expressions(draw: st.DrawFn, kind: str = "a", depth: int = 2) -> str:
    """An expression of `kind`, or now and then of another."""
    if kind == "a" or (kind in KINDS and draw(st.integers(0, 24)) == 0):
        kind = draw(st.sampled_from(KINDS))
    literals = LITERALS[kind]
    if depth == 0 or kind not in OPERATIONS or draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from(literals))
    calls = CALLS.get(kind, "").split()
    shape = draw(st.sampled_from([*calls, *OPERATIONS[kind]]))
    if "{" in shape:
        pieces = {
            one: draw(expressions(one, depth - 1)) for one in (*KINDS, "a") if f"{{{one}}}" in shape
        }
        inner = {
            one: f"({text})" if " " in text and text[0] not in '"[{' else text
            for one, text in pieces.items()
        }
        return shape.format(**inner)
    name, _, letters = shape.partition(":")
    expand = "..." if letters.endswith("...") else ""
    arguments = [draw(expressions(one, depth - 1)) for one in letters.removesuffix("...")]
    return f"{name}({', '.join(arguments)}{expand})"


def sampled(count: int, chance: int = 1) -> list[str]:
    """`count` different expressions, always the same ones for the same `chance`."""
    found: dict[str, None] = {}

    @seed(chance)
    @settings(max_examples=count * 3, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(expressions())
    def collect(text: str) -> None:
        found[text] = None

    collect()
    return list(found)[:count]
