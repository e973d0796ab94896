"""TOML as the same nodes as YAML and JSON.

The standard library's parser keeps no positions. They are found afterwards by looking for the
lines on which tables and keys begin; a value within an inline table or a list stands where that
begins.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node, ScalarNode

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_NAME = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
_PAIR = re.compile(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")
_KEY = re.compile(_NAME)
_LONG = re.compile(r"[0-9][0-9a-fA-Fxo_]{3000,}")
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")

Path = tuple[str | int, ...]


def read_toml(source: Source) -> MapNode:
    """The document of `source`; raises `FormatError` at the place for text that is not TOML."""
    try:
        document = tomllib.loads(source.text)
        node = _node(document, (), source.span(0, 0), _places(source))
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(source, str(error)) from None
    except ValueError:  # Python refuses to convert thousands of digits
        number = _LONG.search(source.text)
        place = source.span(*number.span()) if number else source.span(0, 0)
        raise FormatError(place, "this number has too many digits to be read") from None
    except RecursionError:
        raise FormatError(source.span(0, 0), "it is nested too deeply") from None
    assert isinstance(node, MapNode)
    return node


def _unreadable(source: Source, message: str) -> FormatError:
    place = _PLACE.search(message)
    line = column = None
    if place is not None and place[1] is not None:
        line, column = int(place[1]), int(place[2])
    if line is None or column is None:
        end = source.span(len(source.text), len(source.text))
        line, column = end.line, end.column
    reason = _PLACE.sub("", message)
    span = Span(source.path, line, column, line, column)
    return FormatError(span, f"this is not valid TOML: {reason[:1].lower()}{reason[1:]}")


def _places(source: Source) -> Mapping[Path, tuple[Span, Span]]:
    """Where the key and the value of each path stand, as far as they begin on a line."""
    places: dict[Path, tuple[Span, Span]] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    for index, line in enumerate(source.text.split("\n")):
        start = source.line_starts[index]
        if header := _HEADER.match(line):
            table = _table(_keys(header[2]), counts)
            if header[1] == "[[":
                number = counts.get(table, -1) + 1
                counts[table] = number
                table = (*table, number)
            where = source.span(start + header.start(2), start + header.end(2))
            places.setdefault(table, (where, where))
        elif pair := _PAIR.match(line):
            value = line[pair.end() :]
            begin = start + pair.end() + len(value) - len(value.lstrip())
            key = source.span(start + pair.start(1), start + pair.end(1))
            whole = source.span(begin, max(begin, start + len(line.rstrip())))
            places.setdefault((*table, *_keys(pair[1])), (key, whole))
    return places


def _keys(dotted: str) -> Path:
    return tuple(key.strip("\"'") for key in _KEY.findall(dotted))


def _table(keys: Path, counts: Mapping[Path, int]) -> Path:
    """`keys` with the number of the current element after each list of tables but the last."""
    path: Path = ()
    for position, key in enumerate(keys):
        path = (*path, key)
        if path in counts and position < len(keys) - 1:
            path = (*path, counts[path])
    return path


def _node(
    value: object, path: Path, around: Span, places: Mapping[Path, tuple[Span, Span]]
) -> Node:
    span = places[path][1] if path in places else around
    if isinstance(value, Mapping):
        pairs = []
        for name, item in value.items():
            key = (*path, name)
            at = places[key][0] if key in places else span
            pairs.append((ScalarNode(name, name, at), _node(item, key, at, places)))
        return MapNode(tuple(pairs), span)
    if isinstance(value, list):
        items = (_node(item, (*path, number), span, places) for number, item in enumerate(value))
        return ListNode(tuple(items), span)
    if isinstance(value, (str, bool, int, float)):
        return ScalarNode(str(value), value, span, quoted=isinstance(value, str))
    return ScalarNode(str(value), str(value), span)
