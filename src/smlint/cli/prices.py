"""Prices that the user gives to a run: `--prices`, and `prices:` in the configuration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from smlint.config import Config, ConfigError, Mention
from smlint.contents import read_named
from smlint.core.prices import PriceList, Prices
from smlint.core.problem import Problem
from smlint.core.source import SourceError
from smlint.core.spans import Span
from smlint.facts.prices import read_price_file
from smlint.formats.fields import FieldError
from smlint.formats.nodes import FormatError
from smlint.repositories import show
from smlint.rulebook import Book


def priced(book: Book, paths: Iterable[str], config: Config) -> Book:
    """`book` with the prices in the files at `paths` and in those of `config`, before its own.

    Raises `ConfigError` for a file that cannot be read, or holds no prices.
    """
    files = (*(Mention(path, Span("--prices")) for path in paths), *config.prices)
    lists = tuple(one for file in files for one in _lists(file))
    if not lists:
        return book
    bundled = book.facts
    facts = replace(bundled, read_prices=lambda: Prices((*lists, *bundled.prices.lists)))
    return replace(book, facts=facts)


def _lists(file: Mention) -> Iterator[PriceList]:
    path = show(file.text)
    try:
        yield from read_price_file(path, read_named(file.text)).lists
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"the prices in {path} cannot be read ({reason})"
        raise ConfigError(Problem(file.span, message, "check the path")) from None
    except SourceError as error:
        raise ConfigError(Problem(Span(path), error.reason)) from None
    except FormatError as error:
        raise ConfigError(Problem(error.span, error.reason)) from None
    except FieldError as error:
        raise ConfigError(error.problem) from None
