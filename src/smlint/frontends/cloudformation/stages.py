"""Parameter files: where they are looked for, what they look like, which template they are for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from smlint.core.problem import Problem
from smlint.core.source import Source, SourceError
from smlint.core.spans import Span
from smlint.core.workspace import Workspace
from smlint.formats.json import read_json
from smlint.formats.nodes import FormatError, ListNode, MapNode, Node, ScalarNode
from smlint.frontends.cloudformation.parameters import ParameterFile
from smlint.frontends.cloudformation.template import Entry, Template, scalar, templates

DIRECTORIES = (
    "params", "parameters", "parameter", "config", "configs", "configuration", "conf", "env",
    "envs", "environment", "environments", "cfn", "cloudformation", "stages", "vars",
)  # fmt: skip
"""Next to a template, or to the directory it is in: where parameter files are kept."""

_SIZE_LIMIT = 1_000_000
_TEMPLATE_SUFFIXES = (".yaml", ".yml", ".template")


@dataclass(frozen=True, slots=True)
class Written:
    """What a document gives that may be a parameter file: values by name.

    `explicit` is true where its form says so; a plain mapping may be anything.
    """

    values: Mapping[str, Entry]
    explicit: bool


@dataclass
class ParameterFiles:
    """The JSON files of a workspace that give parameters, each read once."""

    workspace: Workspace
    files: Sequence[str]
    sources: dict[str, Source] = field(default_factory=dict)
    problems: dict[Problem, None] = field(default_factory=dict)
    _texts: dict[str, Source | SourceError] = field(default_factory=dict)
    _read: dict[str, Written | FormatError | None] = field(default_factory=dict)
    _declared: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, template: Template) -> tuple[ParameterFile, ...]:
        """The parameter files of `template`, by name.

        All that a file sets is declared there, or it clearly is a parameter file for this template:
        then there is a problem at each name that the template lacks.
        """
        path = template.source.path
        found = []
        for candidate in self._candidates(path):
            written = self._written(candidate, template)
            if written is None or not written.values:
                continue
            extra = [
                entry for name, entry in written.values.items() if name not in template.parameters
            ]
            if not extra or (written.explicit and self._meant(candidate, written, template)):
                self.problems.update((_undeclared(entry, template), None) for entry in extra)
                found.append(
                    ParameterFile(candidate, posixpath.basename(candidate), written.values)
                )
        return _named_apart(found)

    def _candidates(self, path: str) -> Iterator[str]:
        """Where parameter files of the template at `path` may be, but for those of others.

        A file that is named after another template of the directory is that one's.
        """
        here, name = posixpath.split(path)
        stem = _stem(name)
        others = {
            _stem(other)
            for other in self.workspace.names(here)
            if other.endswith(_TEMPLATE_SUFFIXES)
        } - {stem}
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

    def _meant(self, file: str, written: Written, template: Template) -> bool:
        """Whether a parameter file is for `template` although it sets names that are not there.

        It is named after it, or the template beside it that fits it best; from further off, most
        of what it sets has to be there.
        """
        here = posixpath.dirname(template.source.path)
        fitting = len(written.values.keys() & template.parameters.keys())
        if _is_named_after(file, template):
            return fitting > 0
        near = posixpath.dirname(file) == here
        return fitting > (0 if near else len(written.values) // 2) and all(
            len(written.values.keys() & self._parameters(posixpath.join(here, other))) <= fitting
            for other in self.workspace.names(here)
            if other.endswith((*_TEMPLATE_SUFFIXES, ".json"))
        )

    def _parameters(self, path: str) -> frozenset[str]:
        """The names of the parameters of the templates at `path`; none where it is no template."""
        if path not in self._declared:
            source = self._source(path)
            try:
                found = templates(source) if isinstance(source, Source) else ()
            except FormatError:
                found = ()
            self._declared[path] = frozenset(name for one in found for name in one.parameters)
        return self._declared[path]

    def _written(self, path: str, template: Template) -> Written | None:
        """What the file at `path` gives if it may be a parameter file; else None."""
        source = self._source(path)
        if isinstance(source, SourceError):
            if _is_named_after(path, template):
                hint = "make it readable text, or remove it"
                self.problems[Problem(Span(path), source.reason, hint)] = None
            return None
        if not _may_fit(source.text, template):
            return None
        if path not in self._read:
            self._read[path] = _parsed(source)
        found = self._read[path]
        if isinstance(found, Written):
            self.sources[path] = source
        elif found is not None and _names_one(source.text, template):
            self.sources[path] = source
            message = f"this parameter file cannot be read: {found.reason}"
            self.problems[Problem(found.span, message, "mend it, or remove it")] = None
        return found if isinstance(found, Written) else None

    def _source(self, path: str) -> Source | SourceError:
        if path not in self._texts:
            try:
                self._texts[path] = self.workspace.read(path)
            except SourceError as error:
                self._texts[path] = error
        return self._texts[path]


def _parsed(source: Source) -> Written | FormatError | None:
    try:
        return parameter_values(read_json(source))
    except FormatError as error:
        return error


def parameter_values(root: Node) -> Written | None:
    """What a document gives that may be a parameter file; None when it is not one.

    Understood are the shapes of the command line (`[{"ParameterKey": …, "ParameterValue": …}]` and
    `["Name=value"]`), of CodePipeline (`{"Parameters": {…}}`), and a plain mapping.
    """
    if isinstance(root, MapNode):
        inner = root.get("Parameters")
        explicit = isinstance(inner, MapNode)
        pairs = inner.pairs if isinstance(inner, MapNode) else root.pairs
        if all(_is_value(node) for _, node in pairs):
            return Written({name.text: Entry(name, node) for name, node in pairs}, explicit)
        return None
    found: dict[str, Entry] = {}
    explicit = False
    for item in root.items if isinstance(root, ListNode) else ():
        key, value = scalar(item, "ParameterKey"), scalar(item, "ParameterValue")
        if key is not None:
            explicit = True
            if value is not None:
                found[key.text] = Entry(key, value)
        elif isinstance(item, ScalarNode) and "=" in item.text:
            name, _, text = item.text.partition("=")
            found[name] = Entry(replace(item, text=name), replace(item, text=text, value=text))
        else:
            return None
    return Written(found, explicit)


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


def _is_named_after(file: str, template: Template) -> bool:
    stem = _stem(posixpath.basename(template.source.path))
    return _named_after(posixpath.basename(file), {stem}) is not None


def _may_fit(text: str, template: Template) -> bool:
    """Whether parsing a file is worth the while: most JSON beside a template is something else."""
    return (
        len(text) <= _SIZE_LIMIT
        and '"Resources"' not in text
        and any(name in text for name in template.parameters)
    )


def _names_one(text: str, template: Template) -> bool:
    """Whether text that is not JSON is meant to give one of the parameters."""
    names = "|".join(re.escape(name) for name in template.parameters)
    return re.search(rf'"ParameterKey"|"(?:{names})(?:=|"\s*:)', text) is not None


def _undeclared(entry: Entry, template: Template) -> Problem:
    return Problem(
        entry.name.span,
        f"the template has no parameter {entry.name.text}",
        f"correct the name, remove it, or declare it in {template.source.path}",
        "warning",
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
