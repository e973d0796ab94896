"""Data that smlint works out of its own files, kept from one run to the next.

Reading a hundred policies takes longer than judging with them, so what comes of them is kept: in
the wheel as modules of `smlint.built`, and in a folder for caches, as Python keeps bytecode. What
is kept counts only while the files are as they were; whatever is wrong with it, the files decide.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from importlib import import_module
from typing import TypeAlias

Data: TypeAlias = "str | int | float | bool | tuple[Data, ...] | None"
"""What can be kept."""

Stamp: TypeAlias = tuple[tuple[str, int, int], ...]
"""Of each file: its name, its size in bytes and when it was changed (ns)."""

FORMAT = f"smlint 2 {sys.version}"
BUILT = "smlint.built"
FOLDER = "SMLINT_CACHE"
"""The variable of the environment that names the folder; nothing is kept where it is empty."""


def stored(name: str, home: str, files: Mapping[str, str], make: Callable[[], Data]) -> Data:
    """What `make` makes of `files`, which are paths by what they are called.

    `name` and the folder `home` say which data it is. `make` must depend on nothing but the files.
    What it raises is raised, and nothing is kept.
    """
    try:
        stamp = stamp_of(files)
    except OSError:
        return make()
    built = _built(name, stamp)
    if built is not None:
        return built
    path = _place(name, home)
    kept = _read(path, stamp) if path else None
    if kept is not None:
        return kept
    data = make()
    if path:
        _write(path, stamp, data)
    return data


def beneath(home: str, part: str, suffixes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The files in the folder `part` of `home`, by name from there: with slashes, and as a path."""
    for entry in os.scandir(os.path.join(home, part)):
        if entry.is_dir():
            yield from beneath(home, f"{part}/{entry.name}", suffixes)
        elif entry.name.endswith(suffixes):
            yield f"{part}/{entry.name}", entry.path


def stamp_of(files: Mapping[str, str]) -> Stamp:
    """The state of `files`; raises `OSError` for one that cannot be asked."""
    found = ((name, os.stat(path)) for name, path in sorted(files.items()))
    return tuple((name, state.st_size, state.st_mtime_ns) for name, state in found)


def module(stamp: Stamp, data: Data) -> str:
    """The text of the module of `smlint.built` that holds `data`, made of files with `stamp`."""
    sizes = tuple((name, size) for name, size, _ in stamp)
    return f'"""Made when the wheel was built."""\n\nSIZES = {sizes!r}\nDATA = {data!r}\n'


def _built(name: str, stamp: Stamp) -> Data:
    """What the wheel holds; its files lie beside it, and bear the time of the installation."""
    try:
        found = import_module(f"{BUILT}.{name}")
    except ModuleNotFoundError:
        return None
    data: Data = found.DATA
    return data if tuple((name, size) for name, size, _ in stamp) == found.SIZES else None


def _place(name: str, home: str) -> str | None:
    """The file in which data is kept, if there is a folder for it."""
    folder = os.environ.get(FOLDER)
    if folder is None:
        caches = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
        folder = os.path.join(caches or os.path.expanduser("~/.cache"), "smlint")
    if not os.path.isabs(folder):
        return None
    digest = sha256(os.path.abspath(home).encode(errors="surrogateescape")).hexdigest()[:16]
    return os.path.join(folder, f"{name}-{digest}.{sys.implementation.cache_tag}")


def _read(path: str, stamp: Stamp) -> Data:
    with suppress(OSError, EOFError, ValueError, TypeError):
        with open(path, "rb") as file:
            if os.name != "nt" and os.fstat(file.fileno()).st_uid != os.geteuid():
                return None  # anybody may have written it
            made, of, data = marshal.loads(file.read())  # noqa: S302 - our own
        if made == FORMAT and of == stamp:
            found: Data = data
            return found
    return None


def _write(path: str, stamp: Stamp, data: Data) -> None:
    """Keep `data`; where that is not possible, the next run makes it again."""
    content = marshal.dumps((FORMAT, stamp, data))
    passing = f"{path}.{os.getpid()}"
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
        with open(passing, "xb") as file:
            file.write(content)
        os.replace(passing, path)
