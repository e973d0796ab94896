"""The settings of a run.

Every setting keeps its place, so that whatever is wrong with it later (a rule that does not exist,
a plugin that cannot be imported) is told where it is written.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import field, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import NamedTuple

from smlint.core import quantity
from smlint.core.environment import Words
from smlint.core.facts import Fact, Facts
from smlint.core.frozen import dataclass
from smlint.core.globs import matches
from smlint.core.inputs import NO_INPUTS, Inputs
from smlint.core.model import Endpoint
from smlint.core.problem import Problem, ProblemsError, Severity
from smlint.core.rule import Preset
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Known
from smlint.core.workload import Workload


class ConfigError(ProblemsError):
    """Settings that cannot be obeyed."""


class Mention(NamedTuple):
    """A name as it is written, and where: of a rule or category, a plugin, a folder."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rules to run, and how grave they are: by id, by name, by category, or `all`.

    `select` and `presets` are None where nothing is said, which is not the same as an empty list.
    """

    select: tuple[Mention, ...] | None = None
    ignore: tuple[Mention, ...] = ()
    severities: tuple[tuple[Mention, Severity], ...] = ()
    presets: tuple[Mention, ...] | None = None

    def mentions(self) -> Iterator[Mention]:
        """Every rule or category that is named."""
        yield from self.select or ()
        yield from self.ignore
        yield from (mention for mention, _ in self.severities)


@dataclass(frozen=True, slots=True)
class PathChoice:
    """What is chosen otherwise beneath the paths that one of `patterns` matches."""

    patterns: tuple[str, ...]
    choice: Choice


@dataclass(frozen=True, slots=True)
class WorkloadEntry:
    """A declared workload and the endpoints it is for: those that match in every respect named.

    All but `path` are patterns of `fnmatch`; `tag` is matched against `key=value`. `relative` makes
    a path relative to the configuration's folder, as `path` is.
    """

    workload: Workload
    span: Span
    endpoint: str | None = None
    address: str | None = None
    path: str | None = None
    tag: str | None = None
    relative: Callable[[str], str] = str

    def applies(self, endpoint: Endpoint) -> bool:
        """True when it is for `endpoint`."""
        names = [
            name.value for name in (endpoint.name, endpoint.config_name) if isinstance(name, Known)
        ]
        asked = (
            (self.endpoint, names),
            (self.address, [endpoint.address]),
            (self.tag, list(_tags(endpoint))),
        )
        return all(
            pattern is None or any(fnmatchcase(value, pattern) for value in values)
            for pattern, values in asked
        ) and (self.path is None or matches(self.relative(endpoint.span.path), self.path))


@dataclass(frozen=True, slots=True)
class Pack:
    """What comes with a folder of policies: `pack.yaml` and `facts.yaml`, where they are there.

    `choice` says which rules, also of others, are off or how grave; `presets` in which preset they
    are, `facts` what is used instead of documented values. `own_facts` are documented numbers that
    only the pack knows.
    """

    choice: Choice = Choice()
    presets: tuple[tuple[Mention, Preset], ...] = ()
    facts: tuple[tuple[Mention, Mention], ...] = ()
    own_facts: Source | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a run.

    `source` is the file they come from, and `folder` its folder, absolute (None and empty where
    there is none); `working` is the working directory. Patterns for paths are relative
    to `folder`; `policies` are folders, `prices` files that can be opened. `command` is what the
    command line chooses, which goes before the file; `inputs` what it gives to the projects.
    `packs` say the same as the file, of less weight, the last of them most.
    """

    choice: Choice = Choice()
    paths: tuple[PathChoice, ...] = ()
    command: Choice = Choice()
    inputs: Inputs = NO_INPUTS
    words: Words = field(default_factory=Words)
    facts: tuple[tuple[Mention, Mention], ...] = ()
    workloads: tuple[WorkloadEntry, ...] = ()
    plugins: tuple[Mention, ...] = ()
    policies: tuple[Mention, ...] = ()
    packs: tuple[Pack, ...] = ()
    prices: tuple[Mention, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: Severity = "warning"
    strict_unknown: bool = False
    include_docs: bool = False
    source: Source | None = None
    folder: str = ""
    working: str = ""

    def relative(self, path: str) -> str:
        """`path`, as spans write it, relative to the folder of the configuration."""
        return relative_to(self.folder, self.working, path)


def relative_to(folder: str, working: str, path: str) -> str:
    """`path`, as seen from the folder `working`, relative to `folder` (unchanged if that is "")."""
    return posixpath.relpath(posixpath.join(working, path), folder) if folder else path


def overridden(facts: Facts, config: Config) -> Facts:
    """`facts` with the values that packs and the configuration give instead.

    Raises `ConfigError` for a fact that does not exist and for a value that is not in its unit.
    """
    by_name = dict(facts.by_name)
    problems = []
    packed = ((f"{one[1].span.path} says", one) for pack in config.packs for one in pack.facts)
    configured = (("configured", one) for one in config.facts)
    for by, (name, value) in (*packed, *configured):
        try:
            fact = by_name[name.text]
            own = _in_unit(fact, value.text)
            told = fact.value if fact.documented is None else fact.documented
            by_name[name.text] = replace(
                fact, value=own, overridden=True, documented=told, at=value.span, by=by
            )
        except KeyError:
            near = get_close_matches(name.text, by_name, 1)
            hint = f"did you mean {near[0]}?" if near else f"it is one of {', '.join(by_name)}"
            problems.append(Problem(name.span, f"there is no fact called {name.text}", hint))
        except ValueError as error:
            problems.append(Problem(value.span, f"{name.text}: {error}"))
    if problems:
        raise ConfigError(*problems)
    return replace(facts, by_name=by_name)


def _tags(endpoint: Endpoint) -> Iterator[str]:
    if isinstance(endpoint.tags, Known):
        for key, value in endpoint.tags.value.items():
            if isinstance(value, Known):
                yield f"{key}={value.value}"


def _in_unit(fact: Fact, text: str) -> float:
    match fact.unit:
        case "MB":
            return quantity.megabytes(text)
        case "s":
            return quantity.seconds(text)
    try:
        return float(text)
    except ValueError:
        raise ValueError(f'"{text}" is not a number') from None
