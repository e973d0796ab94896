"""The shorthand syntax of the AWS command line: `Name=v,List=[a,b],Map={c=d}`.

https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html, as far as it goes; what
it leaves open is as awscli does it.
"""

from __future__ import annotations

import re

from smlint.core.source import Source
from smlint.formats.nodes import DEPTH_LIMIT, FormatError, ListNode, MapNode, Node, ScalarNode

_KEY = re.compile(r"[A-Za-z0-9\-_.#/:]*")
_SPACE = re.compile(r"\s*")
_QUOTED = {"'": re.compile(r"'(?:\\'|[^'])*'"), '"': re.compile(r'"(?:\\"|[^"])*"')}
_START = r"!#-&(-+\--<>-Z\\-z\u007c-\uffff"
_FIRST = re.compile(rf"(?:\\,|[{_START}])(?:\\,|[\s!#-&(-+\--\\^-|~-\uffff])*")
_SECOND = re.compile(rf"(?:\\,|[{_START}])(?:\\,|[\s!#-&(-+\--<>-\uffff])*")


def read_shorthand(source: Source) -> MapNode:
    """The members that `source` holds. Raises `FormatError` at what is wrong."""
    return _Reader(source).parameter()


class _Reader:
    """Recursive descent; `at` is the offset behind what was read last."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.at = 0

    def parameter(self) -> MapNode:
        pairs = [self.pair()]
        while self.at < len(self.text):
            self.expect(",", space=True)
            start = self.at
            pair = self.pair()
            if any(name.text == pair[0].text for name, _ in pairs):
                raise self.error(start, f'"{pair[0].text}" stands here a second time')
            pairs.append(pair)
        return MapNode(tuple(pairs), self.source.span(0, len(self.text)))

    def pair(self) -> tuple[ScalarNode, Node]:
        start = self.at
        self.at = self.end(_KEY)
        key = self.scalar(start, self.text[start : self.at])
        self.skip()
        if self.text.startswith("@", self.at):  # the value may be a file
            self.at += 1
        self.expect("=", space=True)
        return key, self.values()

    def values(self) -> Node:
        if self.current in ("[", "{"):
            return self.nested(0)
        return self.comma_list()

    def nested(self, depth: int) -> Node:
        if depth > DEPTH_LIMIT:
            raise self.error(self.at, f"it is nested more than {DEPTH_LIMIT} levels deep")
        if self.current == "[":
            return self.list(depth)
        if self.current == "{":
            return self.mapping(depth)
        return self.first()

    def comma_list(self) -> Node:
        """A value, or several with commas between them: `a=b,c` is a list, `a=b,c=d` is not."""
        begin = self.at
        first = self.first()
        self.skip()
        if self.current != ",":
            return first
        self.expect(",", space=True)
        found: list[Node] = [first]
        while True:
            comma = self.text.rindex(",", begin, self.at)
            try:
                item = self.second()
                self.skip()
                if self.at < len(self.text):
                    self.expect(",", space=True)
                    found.append(item)
                    continue
                found.append(item)
            except FormatError:
                if self.at >= len(self.text):
                    raise
                self.at = comma
            break
        if len(found) == 1:
            return first
        return ListNode(tuple(found), self.source.span(begin, self.at))

    def list(self, depth: int) -> ListNode:
        start = self.at
        self.expect("[", space=True)
        items: list[Node] = []
        while self.current != "]":
            items.append(self.nested(depth + 1))
            self.separator("]")
        self.expect("]")
        return ListNode(tuple(items), self.source.span(start, self.at))

    def mapping(self, depth: int) -> MapNode:
        start = self.at
        self.expect("{", space=True)
        pairs: list[tuple[ScalarNode, Node]] = []
        while self.current != "}":
            begin = self.at
            self.at = self.end(_KEY)
            key = self.scalar(begin, self.text[begin : self.at])
            self.skip()
            if self.current == "@":
                self.at += 1
            self.expect("=", space=True)
            pairs.append((key, self.nested(depth + 1)))
            self.separator("}")
        self.expect("}")
        return MapNode(tuple(pairs), self.source.span(start, self.at))

    def separator(self, closing: str) -> None:
        self.skip()
        if self.current != closing:
            self.expect(",")
            self.skip()

    def first(self) -> ScalarNode:
        if self.current in _QUOTED:
            return self.quoted()
        found = _FIRST.match(self.text, self.at)
        return self.scalar(self.at, "") if found is None else self.plain(found)

    def second(self) -> ScalarNode:
        if self.current in _QUOTED:
            return self.quoted()
        found = _SECOND.match(self.text, self.at)
        if found is None:
            raise self.error(self.at, "a value is missing here")
        return self.plain(found)

    def plain(self, found: re.Match[str]) -> ScalarNode:
        self.at = found.end()
        return self.scalar(found.start(), found[0].replace("\\,", ",").rstrip())

    def quoted(self) -> ScalarNode:
        quote = self.current
        found = _QUOTED[quote].match(self.text, self.at)
        if found is None:
            raise self.error(self.at, "the text that begins here lacks its closing quote")
        self.at = found.end()
        text = found[0][1:-1].replace(f"\\{quote}", quote).replace("\\\\", "\\")
        return ScalarNode(text, text, self.source.span(*found.span()), quoted=True)

    def scalar(self, start: int, text: str) -> ScalarNode:
        return ScalarNode(text, text, self.source.span(start, start + len(text)))

    def expect(self, sign: str, *, space: bool = False) -> None:
        if space:
            self.skip()
        if self.current != sign:
            found = f"{self.current} stands" if self.current else "it ends"
            raise self.error(self.at, f"{found} where {sign} is expected")
        self.at += 1
        if space:
            self.skip()

    def skip(self) -> None:
        self.at = self.end(_SPACE)

    def end(self, pattern: re.Pattern[str]) -> int:
        """The offset behind what `pattern` matches here."""
        found = pattern.match(self.text, self.at)
        return self.at if found is None else found.end()

    @property
    def current(self) -> str:
        return self.text[self.at : self.at + 1]

    def error(self, at: int, reason: str) -> FormatError:
        return FormatError(self.source.span(at, min(at + 1, len(self.text))), reason)
