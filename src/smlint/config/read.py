"""Reading settings from `smlint.yaml`, `[tool.smlint]` in `pyproject.toml`, and `pack.yaml`."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from smlint.config import (
    Choice,
    Config,
    ConfigError,
    Mention,
    Pack,
    PathChoice,
    WorkloadEntry,
    relative_to,
)
from smlint.config.schema import config_schema, pack_schema
from smlint.core.environment import NON_PRODUCTION_WORDS, PRODUCTION_WORDS, Words
from smlint.core.problem import Problem, Severity
from smlint.core.rule import GENERAL_PRESETS, Preset
from smlint.core.source import Source, SourceError, decode
from smlint.core.spans import Span
from smlint.core.values import Known
from smlint.core.workload import Workload, overlaid, parse
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node, ScalarNode, plain
from smlint.formats.schema import validate

_PRESET: Mapping[str, Preset] = {preset: preset for preset in GENERAL_PRESETS}
_SEVERITY: Mapping[object, Severity] = {"error": "error", "warning": "warning", "note": "note"}


def parse_config(path: str, data: bytes, folder: str = "", working: str = "") -> Config:
    """The settings in the file `path`, whose content is `data`.

    `folder` is the absolute folder of the file and `working` the working directory, both with
    forward slashes. Raises `ConfigError` with every fault of the file.
    """
    source, node = _checked(path, data, config_schema)
    if node is None:
        return Config(source=source, folder=folder, working=working)
    return _config(node, source, folder, working)


def parse_pack(path: str, data: bytes, own_facts: Source | None = None) -> Pack:
    """What the `pack.yaml` at `path` says; raises `ConfigError` with every fault of the file."""
    _, node = _checked(path, data, pack_schema)
    if node is None:
        return Pack(own_facts=own_facts)
    presets = tuple((rule, _PRESET[level.text]) for rule, level in _pairs(node.get("presets")))
    return Pack(_choice(node), presets, tuple(_pairs(node.get("facts"))), own_facts)


def _checked(
    path: str, data: bytes, schema: Callable[[], Mapping[str, object]]
) -> tuple[Source, MapNode | None]:
    """The settings in `data`, None where there are none; raises `ConfigError`."""
    try:
        source = decode(path, data)
        node = _document(source)
    except SourceError as error:
        raise ConfigError(Problem(Span(path), error.reason)) from None
    except FormatError as error:
        raise ConfigError(Problem(error.span, error.reason)) from None
    if node is None:
        return source, None
    problems = [*_repeated(node), *validate(node, schema())]
    if problems:
        raise ConfigError(*problems)
    assert isinstance(node, MapNode)
    return source, node


def _document(source: Source) -> Node | None:
    if source.path.endswith(".toml"):
        from smlint.formats.toml import read_toml  # noqa: PLC0415 - one of the two is needed

        tool = read_toml(source).get("tool")
        return tool.get("smlint") if isinstance(tool, MapNode) else None
    from smlint.formats.yaml import read_yaml  # noqa: PLC0415

    documents = read_yaml(source)
    if len(documents) > 1:
        raise FormatError(documents[1].span, "a configuration is one document; this is a second")
    if not documents or plain(documents[0]) is None:
        return None
    return documents[0]


def _repeated(node: Node) -> Iterator[Problem]:
    if isinstance(node, MapNode):
        for name in node.duplicates():
            yield Problem(name.span, f"{name.text} stands here twice", "keep one of the two")
        for _, item in node.pairs:
            yield from _repeated(item)
    elif isinstance(node, ListNode):
        for item in node.items:
            yield from _repeated(item)


def _config(node: MapNode, source: Source, folder: str, working: str) -> Config:
    words = _words(node.get("environments"))
    strict, docs = node.get("strict_unknown"), node.get("include_docs")
    fail_on = node.get("fail_on")
    paths = (entry for entry in _items(node.get("paths")) if isinstance(entry, MapNode))
    return Config(
        choice=_choice(node),
        paths=tuple(
            PathChoice(tuple(name.text for name in _mentions(entry.get("match"))), _choice(entry))
            for entry in paths
        ),
        words=words,
        facts=tuple(_pairs(node.get("facts"))),
        workloads=_workloads(node.get("workloads"), words, partial(relative_to, folder, working)),
        plugins=_mentions(node.get("plugins")),
        policies=_paths(node.get("policies"), source),
        prices=_paths(node.get("prices"), source),
        exclude=tuple(pattern.text for pattern in _mentions(node.get("exclude"))),
        fail_on=_SEVERITY[plain(fail_on)] if fail_on is not None else "warning",
        strict_unknown=strict is not None and plain(strict) is True,
        include_docs=docs is not None and plain(docs) is True,
        source=source,
        folder=folder,
        working=working,
    )


def _paths(node: Node | None, source: Source) -> tuple[Mention, ...]:
    """Paths as they are written in `source`, relative to its folder, in a form to be opened."""
    home = posixpath.dirname(source.path)
    return tuple(
        Mention(posixpath.normpath(posixpath.join(home, text)), span)
        for text, span in _mentions(node)
    )


def _choice(node: MapNode) -> Choice:
    select, preset = node.get("select"), node.get("preset")
    return Choice(
        None if select is None else _mentions(select),
        _mentions(node.get("ignore")),
        tuple((name, _SEVERITY[level.text]) for name, level in _pairs(node.get("severity"))),
        None if preset is None else _mentions(preset),
    )


def _words(node: Node | None) -> Words:
    chosen = node if isinstance(node, MapNode) else MapNode((), Span(""))
    lists = (chosen.get("production"), chosen.get("non-production"))
    defaults = (PRODUCTION_WORDS, NON_PRODUCTION_WORDS)
    production, other = (
        default if words is None else tuple(word.text for word in _mentions(words))
        for words, default in zip(lists, defaults, strict=True)
    )
    return Words(production, other)


def _workloads(
    node: Node | None, words: Words, relative: Callable[[str], str]
) -> tuple[WorkloadEntry, ...]:
    entries = []
    problems = []
    for entry in _items(node):
        workload = Workload()
        for name, written in _pairs(entry):
            if name.text == "match":
                continue
            try:
                one = parse(name.text, Known(written.text, written.span), words.exactly)
            except ValueError as error:
                problems.append(Problem(written.span, f"{name.text}: {error}"))
            else:
                workload = overlaid(one, workload)
        match = entry.get("match") if isinstance(entry, MapNode) else None
        asked = {name.text: value.text for name, value in _pairs(match)}
        entries.append(WorkloadEntry(workload, entry.span, relative=relative, **asked))
    if problems:
        raise ConfigError(*problems)
    return tuple(entries)


def _items(node: Node | None) -> Sequence[Node]:
    return node.items if isinstance(node, ListNode) else ()


def _mentions(node: Node | None) -> tuple[Mention, ...]:
    """The texts of a list, or the one text that may stand in its place."""
    nodes = (node,) if isinstance(node, ScalarNode) else _items(node)
    return tuple(Mention(item.text, item.span) for item in nodes if isinstance(item, ScalarNode))


def _pairs(node: Node | None) -> Iterator[tuple[Mention, Mention]]:
    """The names of a mapping with their scalar values; a structured value gives an empty text."""
    for name, value in node.pairs if isinstance(node, MapNode) else ():
        text = value.text if isinstance(value, ScalarNode) else ""
        yield Mention(name.text, name.span), Mention(text, value.span)
