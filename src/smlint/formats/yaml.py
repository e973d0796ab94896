"""YAML documents and comments, from the events of ruamel.yaml's parser in C.

The parser is asked for events, never for its node graph: building that graph recurses in C, and a
few thousand brackets crash the process. Where the extension is missing the pure parser gives the
same events, more slowly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import isinf
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from smlint.core.source import Comment, Source
from smlint.core.spans import Span
from smlint.formats.nodes import DEPTH_LIMIT, FormatError, ListNode, MapNode, Node, ScalarNode
from smlint.formats.yaml_plain import PlainText
from smlint.formats.yaml_reasons import reason_for

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

Spelling: TypeAlias = Callable[[str], str]

SIZE_LIMIT = 250_000
"""Values that a document may hold once its aliases and merge keys are written out."""

_FORBIDDEN = re.compile(
    "[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|^\ufeff", re.MULTILINE
)
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,99})")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]{1,99}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"([-+]?)\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_OWN_TAGS = "tag:yaml.org,2002:"
_TEXT_TAGS = frozenset({"!", "!!str"})
_RESOLVING_TAGS = frozenset({"!!int", "!!float", "!!bool", "!!null"})
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[^\n]*", re.MULTILINE)


def read_yaml(source: Source, spelled: Spelling = str) -> tuple[Node, ...]:
    """The documents of `source`; none where it holds nothing but comments.

    `spelled` gives the text that a plain scalar stands for, in a dialect that has its own.

    Raises `FormatError` at the place for text that is not YAML, names that are not scalars,
    aliases without anchor or within their own anchor, more than `DEPTH_LIMIT` levels, and aliases
    that write out to more than `SIZE_LIMIT` values. An alias gives the very node of its anchor.
    """
    documents: list[Node] = []
    plain = PlainText(source.text)
    builder = _Builder(source, plain, spelled)
    for event in _events(source, plain):
        kind = type(event).__name__
        if kind == "ScalarEvent":
            builder.add(builder.scalar(event), event.anchor)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            builder.open(event, kind == "MappingStartEvent")
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            builder.close(event)
        elif kind == "AliasEvent":
            builder.alias(event)
        elif kind == "DocumentEndEvent":
            documents.append(builder.root.values[0])
            builder = _Builder(source, plain, spelled)
    return tuple(documents)


def yaml_comments(source: Source) -> tuple[Comment, ...]:
    """The comments of `source` in file order, without `#` that stand within quotes or blocks.

    Where the text is not YAML, the comments up to that place. JSON has none.
    """
    found: list[Comment] = []
    at = _COMMENT.search(source.text)
    if at is None or source.path.endswith(".json"):
        return ()
    for start, end in (*_opaque(source), (len(source.text), len(source.text))):
        while at is not None and at.start() < start:
            span = source.span(*at.span())
            own_line = not source.line(span.line)[: span.column - 1].strip()
            found.append(Comment(span, at.group()[1:].strip(), own_line))
            at = _COMMENT.search(source.text, at.end())
        if at is not None and at.start() < end:
            at = _COMMENT.search(source.text, end)
    return tuple(found)


def resolve(text: str) -> str | int | float | bool | None:
    """The value of a plain scalar by the core rules of YAML 1.2.

    What YAML 1.1 reads as another value stays text, so that neither reading is forced on it: octal
    numbers (`010`, `0o10`), `yes` and `no`, dates, `1_000`. So does a number that is too large to
    be kept.
    """
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _HEXADECIMAL.fullmatch(text):
        return int(text, 16)
    if _FLOAT.fullmatch(text):
        return text if isinf(float(text)) else float(text)
    if special := _SPECIAL.fullmatch(text):
        return float("nan") if special[2] is None else float(f"{special[1]}inf")
    return text


class _Anchored(NamedTuple):
    """The node of an anchor, with the levels and values that it adds where it is written out."""

    node: Node
    height: int
    size: int


@dataclass(slots=True)
class _Frame:
    """A collection that is being read. `values` holds names and values by turns in a mapping."""

    start: int
    tag: str = ""
    anchor: str | None = None
    is_map: bool = False
    is_flow: bool = False
    values: list[Node] = field(default_factory=list)
    end: int = 0
    height: int = 0
    size: int = 1


class _Builder:
    """Nodes out of the events of one document."""

    def __init__(self, source: Source, plain: PlainText, spelled: Spelling) -> None:
        self.source = source
        self.plain = plain
        self.spelled = spelled
        self.root = _Frame(0)
        self.stack = [self.root]
        self.anchors: dict[str, _Anchored | None] = {}

    def scalar(self, event: Any) -> ScalarNode:
        start, end = event.start_mark.index, event.end_mark.index
        text, quoted = self.plain.unmasked(str(event.value)), bool(event.style)
        if not quoted and not text and event.tag is None:
            start = end = self._trimmed(start)
        elif event.style in ("|", ">"):
            end = self._trimmed(end)
        tag = _tag(event)
        resolves = tag in _RESOLVING_TAGS or not (quoted or tag in _TEXT_TAGS)
        if resolves and not tag:
            text = self.spelled(text)
        value = resolve(text) if resolves else text
        self.stack[-1].end = end
        return ScalarNode(text, value, self.source.span(start, end), tag, quoted)

    def add(self, node: Node, anchor: str | None, height: int = 0, size: int = 1) -> None:
        frame = self.stack[-1]
        if frame.is_map and len(frame.values) % 2 == 0 and not isinstance(node, ScalarNode):
            raise FormatError(node.span, _name_expected(self.source, node.span))
        frame.values.append(node)
        frame.height = max(frame.height, height + 1)
        frame.size += size
        if anchor:
            self.anchors[anchor] = _Anchored(node, height, size)

    def open(self, event: Any, is_map: bool) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if len(self.stack) > DEPTH_LIMIT:
            raise FormatError(self.source.span(start, end), _TOO_DEEP)
        if event.anchor:
            self.anchors[event.anchor] = None
        flow = bool(event.flow_style)
        self.stack.append(_Frame(start, _tag(event), event.anchor, is_map, flow, end=end))

    def close(self, event: Any) -> None:
        frame = self.stack.pop()
        # the parser closes a block only at the next token, which may be many comments later
        end = event.end_mark.index if frame.is_flow else frame.end
        span = self.source.span(frame.start, end)
        self.stack[-1].end = end
        node: Node = ListNode(tuple(frame.values), span, frame.tag)
        if frame.is_map:
            pairs = self._merged(list(zip(frame.values[::2], frame.values[1::2], strict=True)))
            node = MapNode(tuple(pairs), span, frame.tag)
        self.add(node, frame.anchor, frame.height, frame.size)

    def alias(self, event: Any) -> None:
        span = self.source.span(event.start_mark.index, event.end_mark.index)
        if event.anchor not in self.anchors:
            raise FormatError(
                span, f"the alias *{event.anchor} has no anchor &{event.anchor} above"
            )
        anchored = self.anchors[event.anchor]
        if anchored is None:
            raise FormatError(span, f"the alias *{event.anchor} stands within its own anchor")
        if len(self.stack) + anchored.height > DEPTH_LIMIT:
            raise FormatError(span, _TOO_DEEP)
        if sum(frame.size for frame in self.stack) + anchored.size > SIZE_LIMIT:
            raise FormatError(span, f"its aliases write out to more than {SIZE_LIMIT:,} values")
        self.stack[-1].end = event.end_mark.index
        self.add(anchored.node, None, anchored.height, anchored.size)

    def _trimmed(self, offset: int) -> int:
        while offset > 0 and self.source.text[offset - 1].isspace():
            offset -= 1
        return offset

    def _merged(self, pairs: list[tuple[Node, Node]]) -> Iterator[tuple[ScalarNode, Node]]:
        named = [(name, node) for name, node in pairs if isinstance(name, ScalarNode)]
        taken = {name.text for name, _ in named}
        for name, node in named:
            if name.text != "<<" or name.quoted or name.tag:
                yield name, node
                continue
            for merged in node.items if isinstance(node, ListNode) else (node,):
                if not isinstance(merged, MapNode):
                    raise FormatError(merged.span, "a merge key << takes a mapping")
                new = [pair for pair in merged.pairs if pair[0].text not in taken]
                taken.update(pair[0].text for pair in new)
                yield from new


_TOO_DEEP = f"it is nested more than {DEPTH_LIMIT} levels deep"


def _events(source: Source, plain: PlainText) -> Iterator[Any]:
    from ruamel.yaml import YAML  # noqa: PLC0415 - many import this module, and few read YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415

    if forbidden := _FORBIDDEN.search(source.text):
        span = source.span(*forbidden.span())
        code = ord(forbidden.group())
        raise FormatError(span, f"the character U+{code:04X} is not allowed here in YAML")
    try:
        yield from YAML(typ="safe", plug_ins=[]).parse(plain.masked)
    except MarkedYAMLError as error:
        raise _format_error(source, error) from None
    except YAMLError as error:
        raise FormatError(source.whole.start, f"this is not valid YAML: {error}") from None


def _format_error(source: Source, error: MarkedYAMLError) -> FormatError:
    context = error.context_mark.index if error.context_mark else None
    problem = error.problem_mark.index if error.problem_mark else context or 0
    at_context, reason = reason_for(
        source, str(error.problem), str(error.context or ""), context, problem
    )
    place = context if at_context and context is not None else problem
    place = min(place, max(len(source.text) - 1, 0))
    return FormatError(source.span(place, min(place + 1, len(source.text))), reason)


def _opaque(source: Source) -> Iterator[tuple[int, int]]:
    """Where quoted text and blocks begin and end; from the place on where the text is not YAML."""
    last = 0
    try:
        for event in _events(source, PlainText(source.text)):
            last = event.end_mark.index
            if style := getattr(event, "style", None):
                start = event.start_mark.index
                if style in ("|", ">"):  # a comment may follow on the line that opens a block
                    start = source.text.find("\n", start, last)
                yield (start if start != -1 else last), last
    except FormatError as error:
        place = source.line_starts[error.span.line - 1] + error.span.column - 1
        yield max(last, place), len(source.text)


def _tag(event: Any) -> str:
    tag = str(event.tag) if event.tag is not None else ""
    return "!!" + tag.removeprefix(_OWN_TAGS) if tag.startswith(_OWN_TAGS) else tag


def _name_expected(source: Source, span: Span) -> str:
    offset = source.line_starts[span.line - 1] + span.column - 1
    before = source.text[max(offset - 1, 0) : offset + 2]
    if "{{" in before:
        return "{{ … }} is a placeholder of a template engine: render the file before it is checked"
    return "a list or mapping stands where the name of a setting is expected"
