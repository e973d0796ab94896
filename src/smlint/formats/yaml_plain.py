"""Characters within text that the C parser takes for something else."""

from __future__ import annotations

import re
from itertools import islice

_COLON = re.compile(r"""([^\s"'\]}]\s*)(:+)(?=[^\s,\[\]{}])""")
_QUESTION_MARK = re.compile(r"""\?(?:(?<=[^\s"'\[\]{},]\?)|(?=[^\s,\[\]{}]))""")
_LEFT_ALONE = re.compile(r"^%TAG|(?:^|[\s\[{,])![^\s\[\]{},]*[:?]", re.MULTILINE)
_BREAKS = "\x85\u2028\u2029"
_PRIVATE_USE = range(0xE000, 0xF8FF)


class PlainText:
    """The text of a document, and the same with some characters masked.

    ruamel.yaml brings a libyaml of YAML 1.1: between brackets it refuses a colon within plain text
    and ends the text at a question mark. In YAML 1.2, and for CloudFormation, `[AWS::Region]` and
    `{Ref: arn:aws:s3:::x}` are fine, and the line breaks of Unicode end neither line nor comment.
    So these characters go through the parser as others, one for one, which keeps every place.
    Tags that hold a colon or question mark keep those as they are: masks are no part of a tag.
    """

    def __init__(self, text: str) -> None:
        self.masked = text
        self._marks: dict[int, str] = {}
        if not text.isascii() and any(sign in text for sign in _BREAKS):
            breaks = dict(zip(_BREAKS, _unused(text), strict=False))
            self._marks = {ord(mask): sign for sign, mask in breaks.items()}
            self.masked = text.translate({ord(sign): mask for sign, mask in breaks.items()})
        if not _LEFT_ALONE.search(text) and ("[" in text or "{" in text):
            colon, question_mark, *_ = _unused(self.masked)
            self._marks |= {ord(colon): ":", ord(question_mark): "?"}
            self.masked = _COLON.sub(lambda m: m[1] + colon * len(m[2]), self.masked)
            self.masked = _QUESTION_MARK.sub(question_mark, self.masked)

    def unmasked(self, value: str) -> str:
        """`value`, a part of the masked text, as it was written."""
        return value if value.isascii() else value.translate(self._marks)


def _unused(text: str) -> tuple[str, ...]:
    """Three characters that do not occur in `text`."""
    codes = map(chr, _PRIVATE_USE)
    return tuple(islice((code for code in codes if code not in text), len(_BREAKS)))
