import pytest
from hypothesis import given
from hypothesis import strategies as st

from smlint.core.source import Source, SourceError, decode
from smlint.core.spans import Span


def test_line_ends_and_byte_order_mark_are_taken_off() -> None:
    source = decode("a.tf", b"\xef\xbb\xbfone\r\ntwo\r\n")
    assert source.text == "one\ntwo\n"
    assert source.span(4, 7) == Span("a.tf", 2, 1, 2, 4)


def test_a_lone_carriage_return_ends_a_line_too() -> None:
    source = decode("a.py", b"one\rtwo\r")
    assert source.text == "one\ntwo\n"


def test_utf_16_with_its_mark_is_read() -> None:
    assert decode("a.yaml", "größe: 1".encode("utf-16")).text == "größe: 1"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x7fELF\0\0", "binary"),
        (b"one\ntwo \xff\n", "line 2 is not valid UTF-8"),
        (b"\xff\xfe\x00", "UTF-16"),
    ],
)
def test_what_is_not_text_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        decode("a.tf", data)


def test_columns_count_characters_and_tabs_as_one() -> None:
    source = Source("a.tf", "\té😀x = 1")
    assert source.position(source.text.index("x")) == (1, 4)


@given(st.text(alphabet="ab\n\té", max_size=40), st.data())
def test_positions_lead_back_to_the_character(text: str, data: st.DataObject) -> None:
    source = Source("a.tf", text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = source.position(offset)
    assert source.line_starts[line - 1] + column - 1 == offset
    assert source.line(line) == text.split("\n")[line - 1]


def test_lines_of_a_notebook_are_found_by_cell() -> None:
    cells = (Source("n.ipynb", "first", 1), Source("n.ipynb", "a\nsecond", 3))
    notebook = Source("n.ipynb", "{}", cells=cells)
    assert notebook.line(2, 3) == "second"
    assert notebook.line(1, 1) == "first"
    assert notebook.line(1, 2) == ""
    assert notebook.line(9, 3) == ""
    assert str(cells[1].span(2, 5)) == "n.ipynb#cell3:2:1"
