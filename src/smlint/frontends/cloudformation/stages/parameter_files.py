"""Parameter files: where they are looked for, and which template they are for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from smlint.core.problem import Problem
from smlint.core.source import Source, SourceError
from smlint.core.spans import Span
from smlint.core.workspace import Workspace
from smlint.formats.nodes import FormatError
from smlint.frontends.cloudformation.document.template import Entry, Template, templates
from smlint.frontends.cloudformation.stages.parameters import PSEUDO, Given
from smlint.frontends.cloudformation.stages.written import (
    SAM_FILES,
    SamEnvironment,
    Written,
    given,
    parameter_values,
    parsed,
    sam_environments,
)

DIRECTORIES = (
    "params", "parameters", "parameter", "config", "configs", "configuration", "conf", "env",
    "envs", "environment", "environments", "cfn", "cloudformation", "stages", "vars",
)  # fmt: skip
"""Next to a template, or to the directory it is in: where parameter files are kept."""

_SIZE_LIMIT = 1_000_000
_RESOURCES = re.compile(r"^Resources\s*:", re.MULTILINE)
_PARAMETERS = re.compile(r"^Parameters\s*:", re.MULTILINE)
_FIRST = re.compile(r"""[\s\[{-]*["']?(\w+)""")
_OF_ENTRIES = ("ParameterKey", "ParameterValue")
_SUFFIXES = (".json", ".yaml", ".yml")
_TEMPLATE_SUFFIXES = (".yaml", ".yml", ".template")
_TEMPLATE = re.compile(r"(?<=.)[-_.]template$|^template[-_.](?=.)")


@dataclass
class ParameterFiles:
    """The files of a workspace that give parameters, each read once."""

    workspace: Workspace
    files: Sequence[str]
    sources: dict[str, Source] = field(default_factory=dict)
    problems: dict[Problem, None] = field(default_factory=dict)
    _texts: dict[str, Source | SourceError] = field(default_factory=dict)
    _read: dict[str, Written | FormatError | None] = field(default_factory=dict)
    _environments: dict[str, tuple[SamEnvironment, ...]] = field(default_factory=dict)
    _declared: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, template: Template) -> tuple[Given, ...]:
        """What the parameter files of `template` give, by name.

        All that a file sets is declared there, or it clearly is a parameter file for this template:
        then there is a problem at each name that the template lacks.
        """
        found: dict[str, Written] = {}
        for candidate in self._candidates(template.source.path):
            written = self._written(candidate, template)
            if written is None or not written.values:
                continue
            extra = _extra(written, template)
            if not extra or (written.explicit and self._meant(candidate, written, template)):
                self.problems.update((_undeclared(entry, template), None) for entry in extra)
                found[candidate] = written
        named = [
            given(name, Span(path), found[path])
            for path, name in sorted(_named_apart(tuple(found)).items(), key=lambda one: one[::-1])
        ]
        return (*named, *self.of_sam(template))

    def of_sam(self, template: Template) -> Iterator[Given]:
        """What the environments of a `samconfig` beside `template`, or above it, give."""
        path = template.source.path
        here = posixpath.dirname(path)
        for directory in dict.fromkeys((here, posixpath.dirname(here))):
            for name in self.workspace.names(directory):
                file = posixpath.join(directory, name)
                if name not in SAM_FILES:
                    continue
                for one in self._sam(file):
                    if one.is_for(path, directory):
                        extra = _extra(one.written, template)
                        self.problems.update((_undeclared(item, template), None) for item in extra)
                        self.sources[file] = self.workspace.read(file)
                        yield given(f"{name}/{one.name}", one.span, one.written)

    def _sam(self, path: str) -> tuple[SamEnvironment, ...]:
        if path not in self._environments:
            self._environments[path] = ()
            try:
                self._environments[path] = tuple(sam_environments(self.workspace.read(path)))
            except SourceError as error:
                self.problems[_unreadable(Span(path), error.reason)] = None
            except FormatError as error:
                self.problems[_unreadable(error.span, error.reason)] = None
        return self._environments[path]

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
            if file.endswith(_SUFFIXES) and file != path and after in (None, stem):
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
                self.problems[_unreadable(Span(path), source.reason)] = None
            return None
        if not _may_fit(source, template):
            return None
        if path not in self._read:
            self._read[path] = _parsed(source)
        found = self._read[path]
        if isinstance(found, Written):
            self.sources[path] = source
        elif found is not None and _names_one(source.text, template):
            self.sources[path] = source
            self.problems[_unreadable(found.span, found.reason)] = None
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
        return parameter_values(parsed(source))
    except FormatError as error:
        return error


def _stem(name: str) -> str:
    """What the file is called, without its being a template."""
    return _TEMPLATE.sub("", posixpath.splitext(name.lower())[0])


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


def _may_fit(source: Source, template: Template) -> bool:
    """Whether parsing a file is worth the while: most of what is beside a template is no such."""
    text = source.text
    return (
        len(text) <= _SIZE_LIMIT
        and '"Resources"' not in text
        and any(name in text for name in template.parameters)
        and (source.path.endswith(".json") or _begins_so(text, template))
    )


def _begins_so(text: str, template: Template) -> bool:
    """Whether YAML begins like a parameter file: YAML is slow to read."""
    if _PARAMETERS.search(text):
        return not _RESOURCES.search(text)
    for line in text.splitlines():
        first = _FIRST.match(line)
        if first is not None:
            return first[1] in template.parameters or first[1] in _OF_ENTRIES
    return False


def _names_one(text: str, template: Template) -> bool:
    """Whether text that cannot be read is meant to give one of the parameters."""
    names = "|".join(re.escape(name) for name in template.parameters)
    return re.search(rf'"ParameterKey"|"(?:{names})(?:=|"\s*:)', text) is not None


def _unreadable(at: Span, reason: str) -> Problem:
    message = f"this parameter file cannot be read: {reason}"
    return Problem(at, message, "mend it, or remove it")


def _extra(written: Written, template: Template) -> list[Entry]:
    """What is set although `template` does not declare it."""
    return [
        entry
        for name, entry in written.values.items()
        if name not in template.parameters and not name.startswith(PSEUDO)
    ]


def _undeclared(entry: Entry, template: Template) -> Problem:
    return Problem(
        entry.name.span,
        f"the template has no parameter {entry.name.text}",
        f"correct the name, remove it, or declare it in {template.source.path}",
        "warning",
    )


def _named_apart(paths: Sequence[str]) -> dict[str, str]:
    """What files are called: with their directory where the names of several are the same."""
    names = [posixpath.basename(path) for path in paths]
    return {
        path: name if names.count(name) == 1 else "/".join(path.split("/")[-2:])
        for path, name in zip(paths, names, strict=True)
    }
