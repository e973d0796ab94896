"""What the commands' options have in common."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterator

from smlint.cli import Refused, emit
from smlint.core.globs import Patterns
from smlint.frontends import DOCUMENTS, Language

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from _typeshed import SupportsWrite

WIDTH = 120
"""Columns where there is no terminal to ask."""


WRITABLE = "name a place in a folder that exists and may be written to"


class _Formatter(RawDescriptionHelpFormatter):
    """Knows its width: argparse would import shutil to find it out, and that archives."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=min(width(), 100) - 2)


class Parser(ArgumentParser):
    """A parser whose errors read like all others of smlint."""

    def __init__(self, command: str, usage: str, description: str, examples: str) -> None:
        super().__init__(
            prog=f"smlint {command}",
            usage=usage,
            description=description,
            epilog=f"examples:\n{examples}",
            formatter_class=_Formatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments for what `message` says is wrong with them."""
        unknown = message.removeprefix("unrecognized arguments: ").split()
        near = self._nearest(unknown[0]) if message.startswith("unrecognized") else None
        advice = f"did you mean {near}? " if near else ""
        raise Refused((message, f"{advice}`{self.prog} --help` shows what it takes"))

    def _nearest(self, option: str) -> str | None:
        """The option that `option` is likely to mean."""
        from difflib import get_close_matches

        return next(iter(get_close_matches(option, self._option_string_actions, 1)), None)

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Write the help to standard output."""
        del file
        emit(self.format_help())


def add_paths(parser: Parser) -> None:
    """Paths to look at, and paths to leave out."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", type=filled, help="files and folders (default: .)"
    )
    parser.add_argument(
        "--exclude", action="append", default=[], metavar="PATTERN", type=filled,
        help="paths to leave out, as in .gitignore; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--include-docs", action="store_true",
        help="read the code in documents too: Markdown and reStructuredText",
    )  # fmt: skip


def add_inputs(parser: Parser) -> None:
    """What is given to the projects by hand; the order of the options counts."""
    parser.add_argument(
        "--var-file", action="append", dest="inputs", metavar="FILE", type=_var_file,
        help="judge Terraform with this .tfvars file, in place of those it finds; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--var", action="append", dest="inputs", metavar="NAME=VALUE", type=_var,
        help="judge Terraform with this value of a variable; may be repeated, the last one wins",
    )  # fmt: skip
    parser.add_argument(
        "--parameters", action="append", dest="inputs", metavar="FILE", type=_parameters,
        help="judge CloudFormation with this parameter file, in place of those it finds",
    )  # fmt: skip
    parser.add_argument(
        "--parameter-overrides", action="append", dest="inputs", metavar="NAME=VALUE",
        type=_parameter_overrides,
        help="judge CloudFormation with this value of a parameter; may be repeated",
    )  # fmt: skip


def add_choice(parser: Parser) -> None:
    """Which rules."""
    parser.add_argument(
        "--preset", action="append", metavar="NAMES", type=presets,
        help="run these sets: recommended (default), strict, cost, reliability, security, all",
    )  # fmt: skip
    parser.add_argument(
        "--select", action="append", metavar="RULES", type=rules,
        help="run these: ids, names, categories",
    )  # fmt: skip
    parser.add_argument(
        "--ignore", action="append", metavar="RULES", type=filled,
        help="do not run these: ids, names, categories",
    )  # fmt: skip


def add_config(parser: Parser) -> None:
    """Which configuration applies."""
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument(
        "--config", metavar="FILE", type=filled,
        help="the configuration (default: the nearest smlint.yaml or pyproject.toml above PATH)",
    )  # fmt: skip
    choice.add_argument("--no-config", action="store_true", help="use no configuration file")


def add_output(parser: Parser, formats: tuple[str, ...], others: str = "") -> None:
    """Which format, and where to."""
    listed = ", ".join(formats)
    parser.add_argument(
        "--format", default=formats[0], metavar="NAME", help=f"{listed}{others} (default: text)"
    )
    parser.add_argument(
        "--output",
        metavar="FILE",
        type=_destination,
        help="write the report to FILE (-: standard output)",
    )


def filled(text: str) -> str:
    """`text`, unless there is none: a variable of a script that is not set opens no gate."""
    if not text.strip():
        raise ArgumentTypeError("nothing is given")
    return text


def _var_file(text: str) -> tuple[str, str]:
    return "--var-file", filled(text)


def _var(text: str) -> tuple[str, str]:
    return "--var", _pair(text)


def _parameters(text: str) -> tuple[str, str]:
    return "--parameters", filled(text)


def _parameter_overrides(text: str) -> tuple[str, str]:
    return "--parameter-overrides", _pair(text)


def _pair(text: str) -> str:
    name, equals, _ = text.partition("=")
    if not equals or not name.replace("-", "_").isidentifier():
        raise ArgumentTypeError(f'"{text}" is not written as NAME=VALUE')
    return text


def rules(text: str) -> str:
    """The names of rules in `text`, of which there has to be one."""
    if not any(listed([text])):
        raise ArgumentTypeError("no rule is named")
    return text


def presets(text: str) -> str:
    """The names of presets in `text`, of which there has to be one."""
    if not any(listed([text])):
        raise ArgumentTypeError("no preset is named")
    return text


def _destination(text: str) -> str | None:
    return None if text == "-" else filled(text)


def config_path(options: Namespace) -> str | None:
    """The configuration file to use, or None."""
    if options.no_config:
        return None
    if options.config is not None:
        return str(options.config)
    from smlint.cli.configfile import find

    return find(getattr(options, "paths", []))


def excluded(options: Namespace) -> Patterns:
    """What `--exclude` leaves out; its patterns are relative to the working directory."""
    here = os.getcwd().replace(os.sep, "/")
    return Patterns(options.exclude, here, here)


def with_documents(languages: tuple[Language, ...], *, wanted: bool) -> tuple[Language, ...]:
    """`languages`, with documents where these are `wanted`."""
    return (*languages, DOCUMENTS) if wanted else languages


def listed(values: list[str]) -> Iterator[str]:
    """The names in options that may be repeated and hold several, apart by commas."""
    for value in values:
        yield from (name.strip() for name in value.split(",") if name.strip())


def color(options: Namespace) -> bool:
    """Whether to write colours: on a terminal that shows them, unless NO_COLOR is set."""
    return (
        getattr(options, "output", None) is None
        and sys.stdout is not None
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def width() -> int:
    """The columns of the terminal; COLUMNS goes before."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or WIDTH
    except (OSError, ValueError, AttributeError):
        return WIDTH


def deliver(text: str, path: str | None) -> None:
    """Write a report to the file `path`, or to standard output."""
    if path is None:
        emit(text)
        return
    try:
        with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Refused((f"{path}: the report cannot be written ({reason})", WRITABLE)) from None
