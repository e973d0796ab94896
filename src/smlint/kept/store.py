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
from typing import Any, TypeAlias

Data: TypeAlias = "str | bytes | int | float | bool | tuple[Data, ...] | None"
"""What can be kept."""

Stamp: TypeAlias = tuple[tuple[str, int, int], ...]
"""Of each file: its name, its size in bytes and when it was changed (ns)."""

FORMAT = f"smlint 4 {sys.version}"
BUILT = "smlint.built"
_MARSHAL = 4
"""The form of what is sealed: every Python that smlint runs on reads it, as a wheel must be."""
FOLDER = "SMLINT_CACHE"
"""The variable of the environment that names the folder; nothing is kept where it is empty."""


def stored(name: str, home: str, files: Mapping[str, str], make: Callable[[], Data]) -> Data:
    """What `make` makes of `files`, which are paths by what they are called.

    `name` and the folder `home` say which data it is. `make` must depend on nothing but the files.
    What it raises is raised, and nothing is kept.
    """
    try:
        stamp = stamp_of(files)
        built = _built(name, files, stamp)
    except OSError:
        return make()
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


def sealed(data: Any) -> bytes:
    """Data as bytes: to have them among other data costs little, until they are opened."""
    return marshal.dumps(data, _MARSHAL)


def opened(seal: bytes) -> Any:
    """The data that was sealed."""
    return marshal.loads(seal)  # noqa: S302 - our own


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


def module(files: Mapping[str, str], data: Data) -> str:
    """The text of the module of `smlint.built` that holds `data`, made of `files`."""
    made_of = tuple((name, size, _digest(files[name])) for name, size, _ in stamp_of(files))
    return f'"""Made when the wheel was built."""\n\nFILES = {made_of!r}\nDATA = {data!r}\n'


def _built(name: str, files: Mapping[str, str], stamp: Stamp) -> Data:
    """What the wheel holds, while the files beside it are those of which it was made.

    An installer writes the module after the files, so that only those that were changed later need
    to be read: all of them would be 1.4 MB in every run. Raises `OSError`.
    """
    try:
        found = import_module(f"{BUILT}.{name}")
    except ModuleNotFoundError:
        return None
    written = os.stat(found.__file__ or "").st_mtime_ns
    if [state[:2] for state in stamp] != [file[:2] for file in found.FILES]:
        return None
    data: Data = found.DATA
    sure = (
        changed <= written or _digest(files[name]) == digest
        for (name, _, changed), (*_, digest) in zip(stamp, found.FILES, strict=True)
    )
    return data if all(sure) else None


def _digest(path: str) -> str:
    with open(path, "rb") as file:
        return sha256(file.read()).hexdigest()


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
    """Keep `data`, whole or not at all; where that is not possible, the next run makes it again."""
    from tempfile import mkstemp  # noqa: PLC0415 - only where something is to be kept

    content = marshal.dumps((FORMAT, stamp, data))
    folder, name = os.path.split(path)
    with suppress(OSError):
        os.makedirs(folder, 0o700, exist_ok=True)
        handle, passing = mkstemp(prefix=f"{name}.", dir=folder)
        try:
            with open(handle, "wb") as file:
                file.write(content)
            os.replace(passing, path)
        except OSError:
            os.unlink(passing)
            raise
