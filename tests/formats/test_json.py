from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smlint.core.source import Source
from smlint.formats.json import read_json
from smlint.formats.nodes import FormatError, MapNode, ScalarNode, plain
from smlint.formats.yaml import read_yaml


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("", "1:1", "the document ends"),
        ('{"a": 1,}', "1:9", "one too many"),
        ("[1,\n]", "2:1", "one too many"),
        ("[1 2]", "1:4", "a comma is missing"),
        ('{"a" 1}', "1:6", "a colon is missing"),
        ("{a: 1}", "1:2", "a name in double quotes"),
        ('{"é": "x', "1:7", "closing quote"),
        ('{"a": "x\ny"}', "1:7", "closing quote"),
        ('["\\q"]', "1:3", "backslash"),
        ('["\x01"]', "1:3", "control character"),
        ("['x']", "1:2", "double quotes"),
        ("[NaN]", "1:2", "NaN is no JSON value"),
        ('{"a": {"b": 1', "1:7", "the mapping that begins here is not closed"),
        ('{"a": [1', "1:7", "the list that begins here is not closed"),
        ("{ // note\n}", "1:3", "JSON has no comments"),
        ("{} x", "1:4", "nothing may follow"),
        ("[" * 10_000, "1:202", "more than 200 levels deep"),
    ],
)
def test_faults_are_named_at_their_place(text: str, place: str, reason: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_json(Source("t.json", text))
    assert f"{caught.value.span.line}:{caught.value.span.column}" == place
    assert reason in caught.value.reason


def test_places_and_repeated_names() -> None:
    root = read_json(Source("t.json", '{\n "é😀": "x",\n "b": [1, 2.5],\n "b": {}\n}\n'))
    assert isinstance(root, MapNode)
    first = root.pairs[0][1]
    assert isinstance(first, ScalarNode)
    assert (first.quoted, str(first.span), first.span.end_column) == (True, "t.json:2:8", 11)
    assert str(root.pairs[1][1].span) == "t.json:3:7"
    assert root.pairs[1][1].span.end_column == 15
    assert [str(name.span) for name in root.duplicates()] == ["t.json:4:2"]
    assert root.span.end_line == 5


@pytest.mark.parametrize("text", ["9" * 5000, "-1e999", "9" * 5000 + ".5"])
def test_numbers_that_are_too_large_stay_text(text: str) -> None:
    assert plain(read_json(Source("t.json", text))) == text


def test_half_a_surrogate_pair_is_replaced() -> None:
    assert (
        plain(read_json(Source("t.json", '"\\ud83d\\ude00 \\ud83d"')))
        == "😀 \N{REPLACEMENT CHARACTER}"
    )


DATA = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False),
        st.text(st.characters(codec="utf-8")),
    ),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text("abé"), inner)),
    max_leaves=20,
)  # fmt: skip


@given(DATA, st.sampled_from([None, 2]), st.booleans())
def test_what_the_standard_library_writes_is_read_back(
    data: object, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
    assert plain(read_json(Source("t.json", text))) == data


PLAIN_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text("abé: #-'", min_size=1)),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text("abé", min_size=1), inner)),
    max_leaves=20,
)


@given(PLAIN_JSON)
def test_json_read_as_yaml_gives_the_same_document(data: object) -> None:
    source = Source("t.json", json.dumps(data, indent=1))
    as_yaml = read_yaml(source)[0]
    as_json = read_json(source)
    assert plain(as_yaml) == plain(as_json)
    assert as_yaml.span == as_json.span


@given(st.one_of(st.text('{}[],:"\\ 01-.etrufalsn\n'), st.text()))
def test_any_text_is_judged_as_the_standard_library_does(text: str) -> None:
    source = Source("t.json", text)
    try:
        expected = json.loads(text, parse_constant=lambda _: 1 / 0)
    except (ValueError, ZeroDivisionError):
        with pytest.raises(FormatError) as caught:
            read_json(source)
        assert source.whole.contains(caught.value.span)
    else:
        assert plain(read_json(source)) == expected
