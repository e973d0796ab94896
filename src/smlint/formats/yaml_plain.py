"""Colons and question marks within plain text, which the C parser takes for something else."""

from __future__ import annotations

import re

_COLON = re.compile(r""":(?<=[^\s"'\[\]{},]:)(?=[^\s,\[\]{}])""")
_QUESTION_MARK = re.compile(r"""\?(?:(?<=[^\s"'\[\]{},]\?)|(?=[^\s,\[\]{}]))""")
_LEFT_ALONE = re.compile(r"^%TAG|(?:^|[\s\[{,])!\S*[:?]", re.MULTILINE)
_PRIVATE_USE = range(0xE000, 0xF8FF)


class PlainText:
    """The text of a document, and the same with some characters masked.

    ruamel.yaml brings a libyaml of YAML 1.1: between brackets it refuses a colon within plain text
    and ends the text at a question mark. In YAML 1.2, and for CloudFormation, `[AWS::Region]` and
    `{Ref: arn:aws:s3:::x}` are fine. So these characters go through the parser as others, one for
    one, which keeps every place. Tags that hold one turn this off: masks are no part of a tag.
    """

    def __init__(self, text: str) -> None:
        self.masked = text
        self._marks: dict[int, str] = {}
        if not _LEFT_ALONE.search(text) and ("[" in text or "{" in text):
            colon, question_mark = _unused(text)
            self._marks = {ord(colon): ":", ord(question_mark): "?"}
            self.masked = _QUESTION_MARK.sub(question_mark, _COLON.sub(colon, text))

    def unmasked(self, value: str) -> str:
        """`value`, a part of the masked text, as it was written."""
        return value if value.isascii() else value.translate(self._marks)


def _unused(text: str) -> tuple[str, str]:
    """Two characters that do not occur in `text`."""
    if text.isascii():
        return chr(_PRIVATE_USE[0]), chr(_PRIVATE_USE[1])
    first, second, *_ = (chr(code) for code in _PRIVATE_USE if chr(code) not in text)
    return first, second
