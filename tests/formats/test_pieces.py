import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smlint.core.source import Source
from smlint.formats.json import read_json
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node, plain
from smlint.formats.pieces import Piece, document

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


def agree(piece: Piece, node: Node) -> None:
    """Each piece is the same value as the node that `read_json` gives, at the same place."""
    assert piece.span == node.span
    assert piece.node() == node
    assert piece.plain() == plain(node)
    members = list(piece.members())
    items = list(piece.items())
    pairs = node.pairs if isinstance(node, MapNode) else ()
    listed = node.items if isinstance(node, ListNode) else ()
    assert [name for name, _ in members] == [name.text for name, _ in pairs]
    assert len(items) == len(listed)
    for inner, found in (
        *zip((value for _, value in members), (value for _, value in pairs), strict=True),
        *zip(items, listed, strict=True),
    ):
        agree(inner, found)


@given(VALUES, st.sampled_from((None, 1)))
def test_pieces_are_the_nodes(value: object, indent: int | None) -> None:
    source = Source("a.json", f" {json.dumps(value, indent=indent)}\n")
    agree(document(source), read_json(source))


@pytest.mark.parametrize("text", ["", "{", '{"a": 1,}', "[1 2]", "{} {}", "[" * 5000, "9" * 5000])
def test_what_is_no_document_is_told(text: str) -> None:
    with pytest.raises(FormatError):
        document(Source("a.json", text))
