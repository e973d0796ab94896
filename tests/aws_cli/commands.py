"""Commands as words, and the request that smlint makes of them."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from posixpath import normpath

from smlint.aws_cli.requests import Files, Request, request_of
from smlint.core.problem import Problem
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Unknown
from smlint.shell.text import Text, Word, unknown, written

SCRIPT = "deploy.sh"


def files_of(files: Mapping[str, str]) -> Files:
    def content(path: Text, span: Span) -> Text | Unknown:
        name = normpath(path.known or "?")
        if name not in files:
            return Unknown(f"there is no file {name}", span)
        return written(Source(name, files[name]))

    return content


def words_of(*texts: str) -> list[Word]:
    """Words one after another on one line."""
    source = Source(SCRIPT, " ".join(texts))
    found: list[Word] = []
    at = 0
    for text in texts:
        found.append(Word(written(source, at, at + len(text)), source.span(at, at + len(text))))
        at += len(text) + 1
    return found


def hidden(name: str) -> Word:
    """A word that is not known."""
    span = Span(SCRIPT)
    return Word(unknown(Unknown(f"{name} is not known", span)), span, bare=True)


def sent(line: str, files: Mapping[str, str] | None = None) -> Request | Problem | None:
    return request_of(words_of(*shlex.split(line)), files_of(files or {}))


def request(line: str, files: Mapping[str, str] | None = None) -> Request:
    found = sent(line, files)
    assert isinstance(found, Request), found
    return found
