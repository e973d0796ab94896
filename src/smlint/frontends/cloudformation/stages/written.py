"""What files give to parameters: the shapes in which the tools that deploy templates take them."""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from smlint.core.frozen import dataclass
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Hop, Tree, with_hop
from smlint.formats.json import read_json
from smlint.formats.nodes import ListNode, MapNode, Node, ScalarNode
from smlint.formats.toml import read_toml
from smlint.formats.yaml import read_yaml
from smlint.frontends.cloudformation.document.template import Entry, scalar, section
from smlint.frontends.cloudformation.stages.parameters import Given, as_written

SAM_FILES = ("samconfig.toml", "samconfig.yaml", "samconfig.yml")
"""What `sam deploy` reads, each with an environment in every table at its top."""

_SAM_TEMPLATES = ("template.yaml", "template.yml", "template.json")
_COMMANDS = ("global", "deploy")
"""The tables of an environment that count for a deployment; later ones go before."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a document gives that may be a parameter file: values by name, tags for everything.

    `explicit` is true where its form says so; a plain mapping may be anything.
    """

    values: Mapping[str, Entry]
    explicit: bool
    tags: Mapping[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SamEnvironment:
    """What an environment of a `samconfig` gives, and for which template, as far as it says."""

    name: str
    span: Span
    written: Written
    template: str | None

    def is_for(self, path: str, directory: str) -> bool:
        """Whether it deploys the template at `path`, for a file in `directory`."""
        if self.template is not None:
            return path == posixpath.normpath(posixpath.join(directory, self.template))
        return path in [posixpath.join(directory, name) for name in _SAM_TEMPLATES]


def given(name: str, span: Span, written: Written) -> Given:
    """What `written` gives, under a name for people."""
    return Given(name, span, _with_hops(written.values, name), _with_hops(written.tags, name))


def _with_hops(entries: Mapping[str, Entry], name: str) -> dict[str, Tree]:
    return {
        key: with_hop(as_written(entry.node), Hop(name, entry.node.span, "stage"))
        for key, entry in entries.items()
    }


def parsed(source: Source) -> Node | None:
    """The one document of a parameter file; None where there are several, or none.

    Raises `FormatError` where it cannot be read.
    """
    if source.path.endswith(".json"):
        return read_json(source)
    documents = read_yaml(source)
    return documents[0] if len(documents) == 1 else None


def parameter_values(root: Node | None) -> Written | None:
    """What a document gives that may be a parameter file; None when it is not one.

    Understood are the shapes of the command line (`[{"ParameterKey": …, "ParameterValue": …}]` and
    `["Name=value"]`), of CodePipeline (`{"Parameters": {…}, "Tags": {…}}`), and a plain mapping.
    """
    if isinstance(root, MapNode):
        inner = root.get("Parameters")
        if isinstance(inner, (MapNode, ListNode)):
            found = parameter_values(inner)
            tags = {key: tag for key, tag in section(root, "Tags").items() if _is_value(tag.node)}
            return None if found is None else Written(found.values, explicit=True, tags=tags)
        if all(_is_value(node) for _, node in root.pairs):
            return Written(
                {name.text: Entry(name, node) for name, node in root.pairs}, explicit=False
            )
        return None
    values: dict[str, Entry] = {}
    explicit = False
    for item in root.items if isinstance(root, ListNode) else ():
        key, value = scalar(item, "ParameterKey"), scalar(item, "ParameterValue")
        if key is not None:
            explicit = True
            if value is not None:
                values[key.text] = Entry(key, value)
        elif isinstance(item, ScalarNode) and "=" in item.text:
            entry = _pair(item, item.text)
            values[entry.name.text] = entry
        else:
            return None
    return Written(values, explicit)


def sam_environments(source: Source) -> Iterator[SamEnvironment]:
    """The environments of a `samconfig` that say something of parameters, tags or the region.

    Raises `FormatError` where it cannot be read.
    """
    root = read_toml(source) if source.path.endswith(".toml") else parsed(source)
    for name, node in root.pairs if isinstance(root, MapNode) else ():
        settings: dict[str, Entry] = {}
        place = name.span
        for command in _COMMANDS:
            table = section(node, command).get("parameters")
            if table is not None and isinstance(table.node, MapNode):
                place = table.name.span
                settings |= {key.text: Entry(key, value) for key, value in table.node.pairs}
        overrides = _overrides(settings.get("parameter_overrides"))
        overrides |= _region(settings.get("region"))
        tags = _overrides(settings.get("tags"))
        template = settings.get("template_file") or settings.get("template")
        path = template.node.text if template and isinstance(template.node, ScalarNode) else None
        if overrides or tags:
            yield SamEnvironment(
                name.text, place, Written(overrides, explicit=True, tags=tags), path
            )


def _region(entry: Entry | None) -> dict[str, Entry]:
    """The pseudo parameter that the region of a stack is."""
    if entry is None or not isinstance(entry.node, ScalarNode) or not entry.node.text:
        return {}
    name = "AWS::Region"
    return {name: Entry(replace(entry.name, text=name), entry.node)}


def _overrides(entry: Entry | None) -> dict[str, Entry]:
    """`A=b C='d e'`, a list of such, or a mapping; `ParameterKey=A,ParameterValue=b` too."""
    if entry is None:
        return {}
    if isinstance(entry.node, MapNode):
        return {name.text: Entry(name, node) for name, node in entry.node.pairs if _is_value(node)}
    nodes = entry.node.items if isinstance(entry.node, ListNode) else (entry.node,)
    pairs = [
        _pair(node, word)
        for node in nodes
        if isinstance(node, ScalarNode)
        for word in _words(node.text)
    ]
    return {pair.name.text: pair for pair in pairs}


def _words(text: str) -> Iterator[str]:
    try:
        words = shlex.split(text)
    except ValueError:  # a quote that is not closed
        words = text.split()
    for word in words:
        key, comma, value = word.partition(",ParameterValue=")
        plain = key.removeprefix("ParameterKey=")
        if "=" in word:
            yield f"{plain}={value}" if comma and plain != key else word


def _pair(node: ScalarNode, written: str) -> Entry:
    name, _, text = written.partition("=")
    return Entry(replace(node, text=name), replace(node, text=text, value=text))


def _is_value(node: Node) -> bool:
    return isinstance(node, ScalarNode) or (
        isinstance(node, ListNode) and all(isinstance(item, ScalarNode) for item in node.items)
    )
