"""What a file holds: its bytes, as far as they are wanted, and which words are among them."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable

SIZE_LIMIT = 10 * 1024 * 1024
"""Bytes. A larger file is searched for words but not read into a project."""

OPENED = ("/dev/fd/", "/dev/stdin")
"""What a shell calls pipes that it has opened."""
ENDLESS = "it is a device or a pipe, not a file"

_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
"""The encodings other than UTF-8 that a file may begin with the mark of."""


class Content:
    """The bytes `data` of a file (as UTF-8), whether they are its `whole`, and what it `holds`.

    Of a file over the limit, `data` is its beginning; `holds` is asked for one of the words that
    were looked for.
    """

    __slots__ = ("data", "holds", "whole")

    def __init__(self, data: bytes, whole: bool, holds: Callable[[bytes], bool]) -> None:
        self.data = data
        self.whole = whole
        self.holds = holds


def read_named(path: str) -> bytes:
    """All of the file at `path`, which a user names; raises `OSError`.

    A device or a pipe may never end, so that only a pipe is read that a shell has opened and
    fills (`--var-file <(sops --decrypt prod.tfvars)`, or `/dev/stdin` behind another command).
    """
    mode = os.stat(path).st_mode
    opened = stat.S_ISFIFO(mode) and path.startswith(OPENED)
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or opened):
        raise OSError(errno.EINVAL, ENDLESS, path)
    with open(path, "rb") as file:
        return file.read()


def read_content(path: str, words: Iterable[bytes]) -> Content:
    """What the file at `path` holds, and which of `words`; raises `OSError`."""
    with open(path, "rb") as file:
        data = file.read(SIZE_LIMIT + 1)
        wide = _WIDE.get(data[:2])
        if len(data) <= SIZE_LIMIT:
            text = data.decode("utf-16", "replace").encode() if wide else data
            return Content(text, True, text.__contains__)
        sought = {word: word.decode().encode(wide) if wide else word for word in words}
        overlap = max(map(len, sought.values()))
        held: set[bytes] = set()
        chunk = data
        while chunk:
            held.update(word for word, written in sought.items() if written in chunk)
            more = file.read(SIZE_LIMIT)
            chunk = chunk[-overlap:] + more if more else b""
        return Content(data, False, held.__contains__)
