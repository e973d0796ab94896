"""Which configuration file a run obeys. Light: most runs find none and end soon after."""

from __future__ import annotations

import os
from collections.abc import Sequence

NAMES = ("smlint.yaml", "smlint.yml")
PYPROJECT = "pyproject.toml"
_TABLE = b"[tool.smlint"
_TOP = (".git", ".hg")


def find(paths: Sequence[str]) -> str | None:
    """The configuration file for checking `paths`, as its absolute path; None where there is none.

    The nearest `smlint.yaml`, or `pyproject.toml` with a `[tool.smlint]` table, upward from the
    folder that all paths have in common; the search ends at the top of the repository. The order
    of the paths plays no part, and in one folder `smlint.yaml` comes first.
    """
    folder = _common([os.path.abspath(path) for path in paths or ["."]])
    while True:
        found = _within(folder)
        if found is not None:
            return found
        above = os.path.dirname(folder)
        if above == folder or any(os.path.exists(os.path.join(folder, top)) for top in _TOP):
            return None
        folder = above


def _common(paths: list[str]) -> str:
    folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in paths]
    try:
        return os.path.commonpath(folders)
    except ValueError:  # on Windows, paths on several drives
        return os.getcwd()


def _within(folder: str) -> str | None:
    for name in NAMES:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    path = os.path.join(folder, PYPROJECT)
    try:
        with open(path, "rb") as file:
            return path if _TABLE in file.read() else None
    except OSError:
        return None
