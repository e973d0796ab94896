"""JSON documents with the place of every value; strings are read by the standard library."""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder
from math import isinf

from smlint.core.source import Source
from smlint.formats.nodes import DEPTH_LIMIT, FormatError, ListNode, MapNode, Node, ScalarNode

_STRINGS = JSONDecoder()
_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORD = re.compile(r"[A-Za-z_$][\w$]*|-Infinity")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_LONGEST_INTEGER = 100
"""Longer ones become floats: Python refuses to convert thousands of digits."""


def read_json(source: Source) -> Node:
    """The document of `source`. Repeated names of an object are all kept.

    Raises `FormatError` at the place for text that is not JSON (RFC 8259), for more than
    `DEPTH_LIMIT` levels, and for anything after the document.
    """
    reader = _Reader(source)
    node = reader.value(reader.skip(0), 0)
    rest = reader.skip(reader.at)
    if rest < len(source.text):
        raise reader.error(rest, "nothing may follow the end of the document")
    return node


def read_value(source: Source, start: int) -> Node:
    """The value that begins at offset `start` of `source`, whatever follows it; see `read_json`."""
    return _Reader(source).value(start, 0)


def skip_space(text: str, at: int) -> int:
    """The offset of the next character of `text`, from `at` on, that is not white space."""
    space = _SPACE.match(text, at)
    return at if space is None else space.end()


def _value(number: re.Match[str]) -> int | float | str:
    """A number; the text of one that is too large to be kept."""
    whole = number[1] is None and number[2] is None
    if whole and len(number[0]) < _LONGEST_INTEGER:
        return int(number[0])
    return number[0] if isinf(float(number[0])) else float(number[0])


class _Reader:
    """Recursive descent; `at` is the offset behind what was read last."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.at = 0

    def value(self, start: int, depth: int) -> Node:
        character = self.text[start : start + 1]
        if depth > DEPTH_LIMIT:
            raise self.error(start, f"it is nested more than {DEPTH_LIMIT} levels deep")
        if character == "{":
            return self.mapping(start, depth)
        if character == "[":
            return self.list(start, depth)
        if character == '"':
            return self.string(start)
        if number := _NUMBER.match(self.text, start):
            self.at = number.end()
            return ScalarNode(number[0], _value(number), self.source.span(*number.span()))
        word = _WORD.match(self.text, start)
        if word is None or word[0] not in _WORDS:
            raise self.error(start, self.unexpected(start, word))
        self.at = word.end()
        return ScalarNode(word[0], _WORDS[word[0]], self.source.span(*word.span()))

    def mapping(self, start: int, depth: int) -> MapNode:
        pairs: list[tuple[ScalarNode, Node]] = []
        at = self.skip(start + 1)
        while pairs or self.text[at : at + 1] != "}":
            if self.text[at : at + 1] != '"':
                raise self.missing_name(start, at, trailing_comma=bool(pairs))
            name = self.string(at)
            at = self.skip(self.at)
            if self.text[at : at + 1] != ":":
                raise self.expected(start, at, "a colon is missing after the name", "mapping")
            pairs.append((name, self.value(self.skip(at + 1), depth + 1)))
            at = self.skip(self.at)
            if self.text[at : at + 1] == "}":
                break
            if self.text[at : at + 1] != ",":
                raise self.expected(start, at, "a comma is missing before this", "mapping")
            at = self.skip(at + 1)
        self.at = at + 1
        return MapNode(tuple(pairs), self.source.span(start, self.at))

    def list(self, start: int, depth: int) -> ListNode:
        items: list[Node] = []
        at = self.skip(start + 1)
        while items or self.text[at : at + 1] != "]":
            if items and self.text[at : at + 1] == "]":
                raise self.error(at, "the comma before this ] is one too many")
            if at == len(self.text):
                raise self.unclosed(start, "list")
            items.append(self.value(at, depth + 1))
            at = self.skip(self.at)
            if self.text[at : at + 1] == "]":
                break
            if self.text[at : at + 1] != ",":
                raise self.expected(start, at, "a comma is missing before this", "list")
            at = self.skip(at + 1)
        self.at = at + 1
        return ListNode(tuple(items), self.source.span(start, self.at))

    def string(self, start: int) -> ScalarNode:
        try:
            decoded, self.at = _STRINGS.raw_decode(self.text, start)
        except JSONDecodeError as error:
            raise self.string_error(start, error) from None
        # half of a surrogate pair cannot be written out again
        text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", str(decoded))
        return ScalarNode(text, text, self.source.span(start, self.at), quoted=True)

    def skip(self, at: int) -> int:
        """The offset of the next character that is not white space."""
        return skip_space(self.text, at)

    def error(self, at: int, reason: str) -> FormatError:
        return FormatError(self.source.span(at, min(at + 1, len(self.text))), reason)

    def unclosed(self, start: int, what: str) -> FormatError:
        return self.error(start, f"the {what} that begins here is not closed")

    def expected(self, start: int, at: int, reason: str, what: str) -> FormatError:
        return self.unclosed(start, what) if at == len(self.text) else self.error(at, reason)

    def missing_name(self, start: int, at: int, *, trailing_comma: bool) -> FormatError:
        if trailing_comma and self.text[at : at + 1] == "}":
            return self.error(at, "the comma before this } is one too many")
        if self.text.startswith(("//", "/*", "#"), at):
            return self.error(at, "JSON has no comments")
        return self.expected(start, at, "a name in double quotes is expected", "mapping")

    def unexpected(self, at: int, word: re.Match[str] | None) -> str:
        if at == len(self.text):
            return "the document ends where a value is expected"
        if self.text.startswith(("//", "/*", "#"), at):
            return "JSON has no comments"
        if self.text[at] == "'":
            return "text needs double quotes in JSON"
        if word is not None:
            return f"{word[0]} is no JSON value: text needs double quotes"
        return f"the character {self.text[at]} cannot begin a value"

    def string_error(self, start: int, error: JSONDecodeError) -> FormatError:
        if error.msg.startswith("Unterminated"):
            return self.error(start, "the text that begins here lacks its closing quote")
        if error.msg.startswith("Invalid control"):
            if self.text[error.pos : error.pos + 1] == "\n":
                return self.error(start, "the text that begins here lacks its closing quote")
            return self.error(error.pos, "a control character must be escaped")
        return self.error(error.pos, "this backslash begins no escape that JSON knows: double it")
