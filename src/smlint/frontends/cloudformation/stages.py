"""Parameter files: where they are looked for, what they look like, which template they are for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from smlint.core.problem import Problem
from smlint.core.resource import Workspace
from smlint.core.source import Source, SourceError
from smlint.core.spans import Span
from smlint.formats.json import read_json
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node, ScalarNode
from smlint.frontends.cloudformation.parameters import ParameterFile
from smlint.frontends.cloudformation.template import Template, scalar

DIRECTORIES = (
    "params", "parameters", "parameter", "config", "configs", "configuration", "conf", "env",
    "envs", "environment", "environments", "cfn", "cloudformation", "stages", "vars",
)  # fmt: skip
"""Next to a template, or to the directory it is in: where parameter files are kept."""

_SIZE_LIMIT = 1_000_000
_TEMPLATE_SUFFIXES = (".yaml", ".yml", ".template")


@dataclass
class ParameterFiles:
    """The JSON files of a workspace that give parameters, each read once."""

    workspace: Workspace
    files: Sequence[str]
    sources: dict[str, Source] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _texts: dict[str, Source | None] = field(default_factory=dict)
    _read: dict[str, Mapping[str, Node] | None] = field(default_factory=dict)

    def of(self, template: Template) -> tuple[ParameterFile, ...]:
        """The parameter files of `template`, by name: all they set is declared there.

        A file that is named after another template of the directory is that one's.
        """
        path = template.source.path
        found = []
        for candidate in self._candidates(path):
            values = self._values(candidate, template)
            if values and template.parameters.keys() >= values.keys():
                found.append(ParameterFile(candidate, posixpath.basename(candidate), values))
        return _named_apart(found)

    def _candidates(self, path: str) -> Iterator[str]:
        here, name = posixpath.split(path)
        stem = _stem(name)
        beside = [
            other for other in self.workspace.names(here) if other.endswith(_TEMPLATE_SUFFIXES)
        ]
        others = {_stem(other) for other in beside} - {stem}
        above = posixpath.dirname(here)
        nests = [
            posixpath.join(base, nest)
            for base in dict.fromkeys((here, above))
            for nest in DIRECTORIES
        ]
        listed = [
            posixpath.join(directory, file)
            for directory in dict.fromkeys((here, *nests))
            for file in self.workspace.names(directory)
        ]
        deeper = [
            file for file in self.files if posixpath.dirname(posixpath.dirname(file)) in nests
        ]
        for file in dict.fromkeys((*listed, *deeper)):
            after = _named_after(posixpath.basename(file), {stem, *others})
            if file.endswith(".json") and file != path and after in (None, stem):
                yield file

    def _values(self, path: str, template: Template) -> Mapping[str, Node] | None:
        if path not in self._texts:
            try:
                self._texts[path] = self.workspace.read(path)
            except SourceError:
                self._texts[path] = None
        source = self._texts[path]
        if source is None or not _may_fit(source.text, template):
            return None
        if path not in self._read:
            self._read[path] = self._parsed(source)
        return self._read[path]

    def _parsed(self, source: Source) -> Mapping[str, Node] | None:
        try:
            values = parameter_values(read_json(source))
        except FormatError as error:
            if "ParameterKey" in source.text:
                message = f"this parameter file cannot be read: {error.reason}"
                self.problems.append(Problem(error.span, message, "mend it, or remove it"))
            return None
        if values:
            self.sources[source.path] = source
        return values


def parameter_values(root: Node) -> Mapping[str, Node] | None:
    """The values by name of a document that may be a parameter file; None when it is not one.

    Understood are the shapes of the command line (`[{"ParameterKey": …, "ParameterValue": …}]` and
    `["Name=value"]`), of CodePipeline (`{"Parameters": {…}}`), and a plain mapping.
    """
    if isinstance(root, MapNode):
        inner = root.get("Parameters")
        pairs = inner.pairs if isinstance(inner, MapNode) else root.pairs
        if all(_is_value(node) for _, node in pairs):
            return {name.text: node for name, node in pairs}
        return None
    found: dict[str, Node] = {}
    for item in root.items if isinstance(root, ListNode) else ():
        key, value = scalar(item, "ParameterKey"), scalar(item, "ParameterValue")
        if key is not None and value is not None:
            found[key.text] = value
        elif isinstance(item, ScalarNode) and "=" in item.text:
            name, _, text = item.text.partition("=")
            found[name] = replace(item, text=text, value=text)
        elif key is None:
            return None
    return found


def stage_span(file: ParameterFile) -> Span:
    """Where to point for a stage: the top of its file."""
    return Span(file.path)


def _is_value(node: Node) -> bool:
    return isinstance(node, ScalarNode) or (
        isinstance(node, ListNode) and all(isinstance(item, ScalarNode) for item in node.items)
    )


def _stem(name: str) -> str:
    return posixpath.splitext(name.lower())[0].removesuffix(".template")


def _named_after(name: str, stems: set[str]) -> str | None:
    """The longest of `stems` that `name` holds as a word."""
    fitting = [
        stem
        for stem in stems
        if re.search(rf"(?<![a-z0-9]){re.escape(stem)}(?![a-z0-9])", _stem(name))
    ]
    return max(fitting, key=len, default=None)


def _may_fit(text: str, template: Template) -> bool:
    """Whether parsing a file is worth the while: most JSON beside a template is something else."""
    return (
        len(text) <= _SIZE_LIMIT
        and '"Resources"' not in text
        and any(name in text for name in template.parameters)
    )


def _named_apart(files: Sequence[ParameterFile]) -> tuple[ParameterFile, ...]:
    """`files` under names that differ: with their directory where the file names are the same."""
    names = [file.name for file in files]
    apart = [
        file
        if names.count(file.name) == 1
        else replace(file, name="/".join(file.path.split("/")[-2:]))
        for file in files
    ]
    return tuple(sorted(apart, key=lambda file: (file.name, file.path)))
