"""Fenced blocks beside what `scripts/record_markdown.py` records of markdown-it-py."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smlint.documents.fences import fenced_blocks

DATA = Path(__file__).parent / "data" / "fences.json"
DOCUMENTS: list[dict[str, object]] = json.loads(DATA.read_text())
PIECES = (
    *("```", "```py", "~~~", "~~~~ a", "> ", ">", "- ", "1. ", "2) ", "* ", " ", "    ", "\t"),
    *("x", "\n", "\n", "\n\n", "<div>", "</div>", "<!--", "-->", "<pre>", "# h", "---", "==="),
)


def test_there_are_documents_enough() -> None:
    assert len(DOCUMENTS) >= 150


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: repr(one["text"]))
def test_code_is_where_commonmark_has_it(document: dict[str, str]) -> None:
    text = document["text"].removesuffix("\n")
    found = [
        [block.info, block.line, "".join(f"{row.text}\n" for row in block.rows).rstrip("\n")]
        for block in fenced_blocks(text)
    ]
    recorded: list[list[str]] = json.loads(json.dumps(document["blocks"]))
    assert found == [[info, line, content.rstrip("\n")] for info, line, content in recorded]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_rows_are_what_stands_in_the_document(text: str) -> None:
    lines = text.split("\n")
    for block in fenced_blocks(text):
        for number, row in enumerate(block.rows, start=block.line):
            assert lines[number - 1][row.before :] == row.text


def test_mdx_has_neither_html_nor_code_by_indentation() -> None:
    text = "<Tab>\n```py\na\n```\n</Tab>\n<Tabs>\n    ```sh\n    b\n    ```\n</Tabs>"
    assert [block.info for block in fenced_blocks(text, markup=False)] == ["py", "sh"]


def test_what_is_nested_without_end_is_read_in_time() -> None:
    assert list(fenced_blocks(">" * 200_000 + "\n" + "- " * 200_000)) == []
