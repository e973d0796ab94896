"""Which repository a path belongs to, and how a path is shown."""

from __future__ import annotations

import os
from collections.abc import Sequence


def show(path: str) -> str:
    """`path` as spans show it: relative to the working directory if beneath it, else absolute."""
    here = os.getcwd()
    full = os.path.normpath(os.path.join(here, path))
    if full == here:
        return "."
    beneath = full.startswith(here if here.endswith(os.sep) else here + os.sep)
    return (os.path.relpath(full, here) if beneath else full).replace(os.sep, "/")


def repository(path: str) -> str:
    """The absolute path of the repository that `path` is in; of its directory if in none."""
    full = os.path.abspath(path)
    top = full if os.path.isdir(full) else os.path.dirname(full)
    directory = top
    while not os.path.lexists(os.path.join(directory, ".git")):
        parent = os.path.dirname(directory)
        if parent == directory:
            here = os.getcwd()
            return here if (top + os.sep).startswith(here + os.sep) else top
        directory = parent
    return directory


def repositories(paths: list[str]) -> tuple[str, ...]:
    """The repositories of `paths`, and of the directories to which links among these lead."""
    roots = list(dict.fromkeys(map(repository, paths)))
    for path in paths:
        if os.path.isdir(path) and not within(path, roots):
            roots.append(repository(os.path.realpath(path)))
    return tuple(roots)


def within(path: str, roots: Sequence[str]) -> bool:
    """Whether what `path` leads to is one of `roots` or lies in one."""
    real = os.path.join(os.path.realpath(path), "")
    return any(real.startswith(os.path.join(os.path.realpath(root), "")) for root in roots)
