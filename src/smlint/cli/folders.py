"""Folders of policies: the rules in them, and what comes with these."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NoReturn

from smlint.config import ConfigError, Mention, Pack
from smlint.contents import read_named
from smlint.core.problem import Problem
from smlint.core.source import Source, SourceError, decode
from smlint.core.spans import Span
from smlint.repositories import show

READABLE = "make it readable, or name another folder"
PACK, FACTS = "pack.yaml", "facts.yaml"
"""Beside the policies at the top of a folder: what it says of other rules, and its own facts."""


def policies_of(folder: Mention) -> Iterator[Source]:
    """The policies beneath `folder`, in the order of their paths; raises `ConfigError`."""
    _there(folder)
    beside = tuple(_path(folder.text, name) for name in (PACK, FACTS))
    paths = sorted(
        _path(top, name)
        for top, _, names in os.walk(folder.text, onerror=_unreadable)
        for name in names
        if name.endswith((".yaml", ".yml"))
    )
    for path in paths:
        if path not in beside:
            yield _source(path)


def pack_of(folder: Mention) -> Pack:
    """What lies beside the policies in `folder`; raises `ConfigError`."""
    _there(folder)
    pack, facts = (_path(folder.text, name) for name in (PACK, FACTS))
    own = _source(facts) if os.path.exists(facts) else None
    if not os.path.exists(pack):
        return Pack(own_facts=own)
    from smlint.config.read import parse_pack

    return parse_pack(show(pack), _read(pack), own)


def _there(folder: Mention) -> None:
    if not os.path.isdir(folder.text):
        message = f"there is no folder of policies at {folder.text}"
        is_file = os.path.isfile(folder.text)
        advice = "name the folder in which this file lies" if is_file else "check the path"
        raise ConfigError(Problem(folder.span, message, advice))


def _path(folder: str, name: str) -> str:
    return os.path.join(folder, name).replace(os.sep, "/")


def _source(path: str) -> Source:
    try:
        return decode(show(path), _read(path))
    except SourceError as error:
        raise ConfigError(Problem(Span(path), error.reason)) from None


def _read(path: str) -> bytes:
    try:
        return read_named(path)
    except OSError as error:
        _unreadable(error)


def _unreadable(error: OSError) -> NoReturn:
    reason = (error.strerror or str(error)).lower()
    raise ConfigError(Problem(Span(str(error.filename)), f"it cannot be read ({reason})", READABLE))
