"""What a command needs of the configuration: settings, plugins, rules. Heavy; imported late."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain

from smlint.cli import Refused
from smlint.cli.folders import pack_of, policies_of
from smlint.cli.options import config_path, excluded, listed, with_documents
from smlint.config import Choice, Config, ConfigError, Mention
from smlint.contents import read_named
from smlint.core.frozen import dataclass
from smlint.core.globs import Patterns
from smlint.core.inputs import Inputs, InputValue
from smlint.core.problem import Problem, ProblemsError
from smlint.core.rule import Rule
from smlint.core.source import Source, SourceError, decode
from smlint.core.spans import COMMAND_LINE, Span
from smlint.discover import Discovery, discover
from smlint.frontends import LANGUAGES, Language
from smlint.reporters import Reporter
from smlint.reporters.places import shown
from smlint.repositories import show
from smlint.rulebook import Book, book
from smlint.select import select


@dataclass(frozen=True, slots=True)
class Session:
    """The settings of a run with what its plugins bring."""

    config: Config
    languages: tuple[Language, ...]
    reporters: dict[str, Reporter]
    rules: tuple[Rule, ...]

    def find(self, options: Namespace) -> Discovery:
        """The files beneath the paths of `options`."""
        config = self.config
        written = Patterns(config.exclude, config.folder, config.working)
        wanted = options.include_docs or config.include_docs
        languages = with_documents(self.languages, wanted=wanted)
        return discover(options.paths or ["."], (written, excluded(options)), languages)

    def book(self) -> Book:
        """All rules there are: bundled, of the configured folders, of plugins."""
        sources = [source for folder in self.config.policies for source in policies_of(folder)]
        return book(self.config, sources, self.rules)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what makes checking impossible into a refusal that names place and reason."""
    try:
        yield
    except ProblemsError as error:
        reasons = ((f"{shown(one.span)}: {one.message}", one.hint) for one in error.problems)
        raise Refused(*reasons) from error


def open_session(options: Namespace) -> Session:
    """The session that `options` ask for; raises `Refused`."""
    with refusals():
        path = config_path(options)
        config = Config() if path is None else _read(path)
        command = Choice(
            tuple(_mentions("--select", options)) if getattr(options, "select", None) else None,
            tuple(_mentions("--ignore", options)),
            presets=tuple(_mentions("--preset", options)) or None,
        )
        config = replace(config, command=command, inputs=_inputs(options))
        if not config.plugins:
            return Session(_with_packs(config), LANGUAGES, {}, ())
        from smlint.plugins import load

        brought = load(config.plugins)
        # first, so that a suffix such as `.acme.json` goes before `.json`
        languages = (*brought.frontends, *LANGUAGES)
        theirs = tuple(Mention(path, Span(path)) for path in brought.policies)
        config = replace(config, policies=(*theirs, *config.policies))
        return Session(_with_packs(config), languages, dict(brought.reporters), brought.rules)


def only_rules(session: Session, folders: Sequence[str]) -> Session:
    """The rules of `session`, or of `folders` where there are any, without its other settings."""
    config = Config(policies=session.config.policies, packs=session.config.packs)
    rules = session.rules
    if folders:
        with refusals():
            config = _with_packs(Config(policies=tuple(Mention(it, Span(it)) for it in folders)))
        rules = ()
    return replace(session, config=config, rules=rules)


def running(config: Config, rules: Sequence[Rule]) -> Iterator[Rule]:
    """Those of `rules` that `config` chooses, one by one.

    A check without any would open every gate: raises `ConfigError` where none is left, and
    for names that there are not.
    """
    chosen = select(config, rules).running(rules)
    first = next(chosen, None)
    if first is None:
        ignored = (*config.command.ignore, *config.choice.ignore)
        place = next((mention.span for mention in ignored), Span(config.folder))
        hint = "ignore less, or select more: `smlint rules` lists what there is"
        raise ConfigError(Problem(place, "no rule is left to run", hint))
    return chain((first,), chosen)


def _with_packs(config: Config) -> Config:
    return replace(config, packs=tuple(pack_of(folder) for folder in config.policies))


def _read(path: str) -> Config:
    from smlint.config.read import parse_config

    full = os.path.abspath(path)
    try:
        data = read_named(full)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        said = f"the configuration cannot be read ({reason})"
        advice = "make it readable, or name another with --config; --no-config goes without"
        raise ConfigError(Problem(Span(show(path)), said, advice)) from None
    folder, working = (name.replace(os.sep, "/") for name in (os.path.dirname(full), os.getcwd()))
    return parse_config(show(path), data, folder, working)


_FILES = ("--var-file", "--parameters")
_VARIABLES = ("--var-file", "--var")


def _inputs(options: Namespace) -> Inputs:
    """What the options give to the projects, in the order in which they were given."""
    given: list[tuple[str, str]] = getattr(options, "inputs", None) or []
    values = [(option, text) for option, text in given if option not in _FILES]
    line = Source(COMMAND_LINE, "".join(f"{option} {text}\n" for option, text in values))
    variables: list[Source | InputValue] = []
    parameters: list[Source | InputValue] = []
    offset = 0
    for option, text in given:
        into = variables if option in _VARIABLES else parameters
        if option in _FILES:
            into.append(_input_file(option, text))
            continue
        start = offset + len(option) + 1
        offset = start + len(text) + 1
        name = text.partition("=")[0]
        into.append(InputValue(option, name, line, start + len(name) + 1, offset - 1))
    return Inputs(tuple(variables), tuple(parameters))


def _input_file(option: str, path: str) -> Source:
    try:
        return decode(show(path), read_named(path))
    except OSError as error:
        reason = f"it cannot be read ({(error.strerror or str(error)).lower()})"
    except SourceError as error:
        reason = error.reason
    raise ConfigError(Problem(Span(show(path)), f"{option}: {reason}", "check the path"))


def _mentions(option: str, options: Namespace) -> Iterator[Mention]:
    for name in listed(getattr(options, option.strip("-"), None) or []):
        yield Mention(name, Span(option))
