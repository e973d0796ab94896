"""Comma-separated text as Terraform reads it, stricter than Python does."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.frontends.terraform.values.errors import RefusalError


def csv_rows(text: str) -> Iterator[list[str]]:
    """The rows of `text`, empty lines left out; raises `RefusalError` for misplaced quotes."""
    lines = _lines(text)
    for line in lines:
        if line != "\n":
            yield _row(line, lines)


def _lines(text: str) -> Iterator[str]:
    """Lines with their line feed; a carriage return before it, or at the very end, is none."""
    text = text.replace("\r\n", "\n").removesuffix("\r")
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end == -1 else end + 1
        yield text[start:end]
        start = end


def _row(rest: str, lines: Iterator[str]) -> list[str]:
    fields: list[str] = []
    while True:
        if rest.startswith('"'):
            field, rest = _quoted(rest[1:], lines)
            fields.append(field)
        else:
            field, comma, behind = rest.partition(",")
            if '"' in field:
                raise RefusalError("a quote stands within a field")
            fields.append(field.removesuffix("\n"))
            rest = comma + behind
        if not rest.startswith(","):
            return fields
        rest = rest[1:]


def _quoted(rest: str, lines: Iterator[str]) -> tuple[str, str]:
    """The field whose opening quote was read, and what follows it."""
    field = ""
    while True:
        before, quote, rest = rest.partition('"')
        field += before
        if not quote:
            line = next(lines, None)
            if line is None:
                raise RefusalError("a quote is not closed")
            rest = line
        elif rest.startswith('"'):
            field, rest = field + '"', rest[1:]
        elif rest in ("", "\n") or rest.startswith(","):
            return field, rest
        else:
            raise RefusalError("text follows a closing quote")
