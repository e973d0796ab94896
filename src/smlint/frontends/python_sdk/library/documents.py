"""JSON, YAML and TOML that a script reads, and JSON that it writes.

Every value of a file keeps the place in that file as a hop, and stands where the script takes it
up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from smlint.core.source import Source
from smlint.core.tree import plain
from smlint.core.values import Absent, Hop, Known, Tree, Unknown
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node, ScalarNode
from smlint.frontends.python_sdk.evaluation.formatting import text_of
from smlint.frontends.python_sdk.library import files
from smlint.frontends.python_sdk.library.answers import Answer, Request, thing_of
from smlint.frontends.python_sdk.library.formats import (
    JSON,
    OMEGA,
    TOML,
    YAML,
    YAML_1_2,
    Format,
    UnclearError,
)
from smlint.frontends.python_sdk.values.identity import HOP_LIMIT
from smlint.frontends.python_sdk.values.objects import Box, Store, Value
from smlint.frontends.python_sdk.values.trees import known_text, tree_of

VALUE_LIMIT = 5_000
"""Values of one document. One that holds more holds data, not settings."""


def read(request: Request, form: Format, given: Value) -> Value:
    """What a document holds: of `given`, an open file or a text."""
    machine, span = request.machine, request.span
    thing = thing_of(machine, given)
    if isinstance(thing, files.Opened):
        source = files.source_at(machine, thing.place)
        if isinstance(source, Unknown):
            return machine.unknown(source.reason, span)
        return document(request, form, source, thing.place.via)
    text = known_text(given)
    if text is None:
        tree = tree_of(given)
        reason = tree.reason if isinstance(tree, Unknown) else "it is read from something unknown"
        return machine.unknown(reason, span)
    via = given.via if isinstance(given, Known) else ()
    for loaded in machine.sources.values():
        if loaded.text == text and any(hop.span.path == loaded.path for hop in via):
            beside = tuple(hop for hop in via if hop.span.path != loaded.path)
            return document(request, form, loaded, beside)
    return document(request, form, Source("", text), via)


def document(request: Request, form: Format, source: Source, via: tuple[Hop, ...]) -> Value:
    """What `source` holds, as values of the script. A text of the script has no path."""
    name = source.path or "this text"
    try:
        node = form.document(source)
        if node is None:
            return Absent(request.span, via)
        return _Values(request, form, via, within=source.path).of(node)
    except FormatError as error:
        reason = f"{name} cannot be read: line {error.span.line}: {error.reason}"
    except UnclearError as error:
        reason = f"{name} is not followed: {error}"
    except OverflowError:
        reason = f"{name} holds too much to be read for settings"
    return request.machine.unknown(reason, request.span)


class _Values:
    """The nodes of a document as values; raises `OverflowError` for too many."""

    def __init__(
        self, request: Request, form: Format, via: tuple[Hop, ...], *, within: str
    ) -> None:
        self.machine = request.machine
        self.span = request.span
        self.form = form
        self.via = via
        self.within = within
        self.count = 0

    def of(self, node: Node) -> Value:
        self.count += 1
        if self.count > VALUE_LIMIT:
            raise OverflowError
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if node.tag:
            reason = f"its tag {node.tag} makes something of it"
            return Unknown(reason, self.span, self._hops(node))
        if isinstance(node, ListNode):
            return self.machine.box("list", self.span, [self.of(item) for item in node.items])
        return self._mapping(node)

    def _mapping(self, node: MapNode) -> Value:
        box = replace(self.machine.box("mapping", self.span, {}), dotted=self.form.dotted)
        for name, item in node.pairs:
            key = self.form.scalar(name) if self.form.numbered else name.text
            whole = isinstance(key, int) and not isinstance(key, bool)
            box.store[key if isinstance(key, int) and whole else name.text] = self.of(item)
        return box

    def _scalar(self, node: ScalarNode) -> Value:
        via = self._hops(node)
        try:
            value = self.form.scalar(node)
        except UnclearError as error:
            return Unknown(str(error), self.span, via)
        if value is None:
            return Absent(self.span, via)
        assert isinstance(value, (str, int, float))
        return Known(value, self.span, via)

    def _hops(self, node: Node) -> tuple[Hop, ...]:
        if not self.within:
            return self.via
        return (Hop("read from this file", node.span), *self.via)[:HOP_LIMIT]


def _of(form: Format) -> Answer:
    """What `json.load(file)`, `json.loads(text)` and their like give."""

    def answer(request: Request) -> Value | None:
        given = request.arguments.get("stream", 0)
        return None if given is None else read(request, form, given)

    return answer


def _at(form: Format) -> Answer:
    """What `toml.load(path)` and `OmegaConf.load(path)` give; an open file may be meant too."""

    def answer(request: Request) -> Value | None:
        given = request.arguments.get("f", 0)
        if given is None:
            return None
        if isinstance(thing_of(request.machine, given), files.Opened):
            return read(request, form, given)
        source = files.source_at(request.machine, tree_of(given))
        if isinstance(source, Unknown):
            return request.machine.unknown(source.reason, request.span)
        return document(request, form, source, tree_of(given).via)

    return answer


def _dumps(request: Request) -> Value | None:
    """The text that `json.dumps` writes, with what is unknown as parts of it."""
    value = request.arguments.get("obj", 0)
    options = {name: plain(tree_of(item)) for name, item in request.arguments.keywords.items()}
    if value is None or not options.keys() <= {"indent", "sort_keys"}:
        return None
    if request.arguments.open is not None:
        return None
    hidden: list[Tree] = []
    indent = options.get("indent")
    try:
        text = json.dumps(
            _shown(tree_of(value), hidden),
            indent=indent if isinstance(indent, (int, str)) else None,
            sort_keys=bool(options.get("sort_keys")),
        )
    except (TypeError, ValueError):
        return None
    pieces: list[Tree] = []
    for number, piece in enumerate(re.split(r'"\\u0000(\d+)"', text)):
        pieces.append(hidden[int(piece)] if number % 2 else Known(piece, request.span))
    via = tuple(dict.fromkeys(_hops(tree_of(value))))[:HOP_LIMIT]
    return text_of((Known("", request.span, via), *pieces), request.span)


def _hops(tree: Tree) -> Iterator[Hop]:
    """The hops of everything in `tree`: what is written out rests on all of them."""
    yield from tree.via
    if isinstance(tree, Known) and isinstance(tree.value, tuple):
        yield from (hop for item in tree.value for hop in _hops(item))
    elif isinstance(tree, Known) and isinstance(tree.value, Mapping):
        yield from (hop for item in tree.value.values() for hop in _hops(item))


def _shown(tree: Tree, hidden: list[Tree]) -> object:
    """`tree` as data, with a mark for each value that is not known, which `hidden` takes up."""
    if isinstance(tree, Unknown):
        hidden.append(tree)
        return f"\0{len(hidden) - 1}"
    if isinstance(tree, Absent):
        return None
    if isinstance(tree.value, tuple):
        return [_shown(item, hidden) for item in tree.value]
    if isinstance(tree.value, Mapping):
        return {name: _shown(item, hidden) for name, item in tree.value.items()}
    return tree.value


def _opened_class(request: Request) -> Value | None:
    """`YAML().load(file)` of ruamel.yaml, which reads YAML 1.2."""
    return _at(YAML_1_2)(request)


def _dotted(request: Request) -> Value | None:
    """A mapping whose entries are attributes too: `OmegaConf.create`, `Box`, `EasyDict`."""
    value = request.arguments.get("obj", 0)
    if value is None or isinstance(value, Known):
        return read(request, OMEGA, value) if value is not None else None
    return _with_dots(value, [VALUE_LIMIT])


def _with_dots(value: Value, left: list[int]) -> Value:
    left[0] -= 1
    if not isinstance(value, Box) or left[0] < 0:
        return value
    box = replace(value, dotted=value.kind == "mapping", store=Store(optional=True))
    box.store.update((key, _with_dots(item, left)) for key, item in value.store.items())
    return box


def _without_dots(request: Request) -> Value | None:
    """`OmegaConf.to_container(settings)`."""
    return request.arguments.get("cfg", 0)


def _merged(request: Request) -> Value | None:
    """`OmegaConf.merge(base, other)`."""
    boxes = [box for box in request.arguments.positional if isinstance(box, Box)]
    if not boxes or len(boxes) != len(request.arguments.positional):
        return None
    merged = _with_dots(boxes[0], [VALUE_LIMIT])
    for box in boxes[1:]:
        _merge(merged, _with_dots(box, [VALUE_LIMIT]))
    return merged


def _merge(into: Value, other: Value) -> None:
    if not isinstance(into, Box) or not isinstance(other, Box):
        return
    for key, item in other.store.items():
        old = into.store.get(key)
        if isinstance(old, Box) and isinstance(item, Box) and old.kind == item.kind == "mapping":
            _merge(old, item)
        else:
            into.store[key] = item
    into.rest.extend(other.rest)


READERS: Mapping[str, Answer] = {
    **dict.fromkeys(("json.load", "json.loads", "simplejson.loads", "ujson.loads"), _of(JSON)),
    **{
        f"{module}.{name}": _of(YAML)
        for module in ("yaml", "oyaml")
        for name in ("safe_load", "load", "full_load", "unsafe_load")
    },
    **dict.fromkeys(("tomllib.load", "tomllib.loads", "tomli.load", "tomli.loads"), _of(TOML)),
    **dict.fromkeys(("toml.loads", "tomlkit.loads", "tomlkit.parse", "tomlkit.load"), _of(TOML)),
    "toml.load": _at(TOML),
    "ruamel.yaml.YAML().load": _opened_class,
    "omegaconf.OmegaConf.load": _at(OMEGA),
    "omegaconf.OmegaConf.create": _dotted,
    "omegaconf.OmegaConf.merge": _merged,
    "omegaconf.OmegaConf.to_container": _without_dots,
    **dict.fromkeys(
        (
            "box.Box",
            "box.ConfigBox",
            "easydict.EasyDict",
            "munch.munchify",
            "munch.Munch",
            "addict.Dict",
        ),
        _dotted,
    ),
    "json.dumps": _dumps,
}
