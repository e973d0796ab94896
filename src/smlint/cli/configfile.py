"""Which configuration file a run obeys. Light: most runs find none and end soon after."""

from __future__ import annotations

import os
from collections.abc import Sequence

NAMES = ("smlint.yaml", "smlint.yml")
PYPROJECT = "pyproject.toml"
_TOP = (".git", ".hg")


def find(paths: Sequence[str]) -> str | None:
    """The configuration file for checking `paths`, as its absolute path; None where there is none.

    The nearest `smlint.yaml`, or `pyproject.toml` with a `[tool.smlint]` table, upward from the
    folder that all paths have in common; the search ends at the top of the repository. The order
    of the paths plays no part, and in one folder `smlint.yaml` comes first. A file that may be
    the configuration and cannot be read is found too: obeying none would open the gate.
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
        if os.path.lexists(path):
            return path
    path = os.path.join(folder, PYPROJECT)
    return path if os.path.isfile(path) and _has_table(path) else None


def _has_table(path: str) -> bool:
    """Whether the TOML at `path` configures smlint, or cannot be read and might."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return True
    if b"smlint" not in data or b"tool" not in data:
        return False
    import tomllib

    try:
        tool = tomllib.loads(data.decode()).get("tool")
    except (ValueError, RecursionError):
        return True
    return isinstance(tool, dict) and "smlint" in tool
