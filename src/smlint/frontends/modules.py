"""What calls of modules look like, for finding files before anything is parsed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from posixpath import basename, dirname, join, normpath

from smlint.repositories import repository

UNIT = "terragrunt.hcl"
MODULE_FILES = (".tf", ".tf.json", UNIT)
"""Files that may call a module."""
PROJECT_FILES = (*MODULE_FILES, ".tfvars", ".tfvars.json")
_NAMES = (b"sagemaker", b"SageMaker")
_FAR_MODULE = re.compile(rb'\bsource"?\s*[=:]\s*"(?!\.)[^"\n]*(sagemaker|SageMaker)')
_UNIT_MODULE = re.compile(
    rb'\bsource\s*=\s*"\$\{(get_terragrunt_dir|get_repo_root|get_path_to_repo_root)\(\)\}(/[^"\n$]*)"'
)
_WORD = re.compile(rb"[A-Za-z_]\w*")
_LOCAL_MODULE = re.compile(rb'\bsource"?\s*[=:]\s*"(\.{1,2}/[^"\n]*)"')


def called_directories(path: str, data: bytes) -> list[str]:
    """The directories of the local modules that the file at `path` seems to call."""
    if not path.endswith(MODULE_FILES):
        return []
    here = dirname(path)
    found = [join(here, os.fsdecode(source)) for source in _LOCAL_MODULE.findall(data)]
    if path.endswith(UNIT):
        for function, rest in _UNIT_MODULE.findall(data):
            top = here
            if function != b"get_terragrunt_dir":
                top = join(here, os.path.relpath(repository(path), here or "."))
            found.append(top + os.fsdecode(rest) if top else f".{os.fsdecode(rest)}")
    return [normpath(directory) for directory in found]


def strangers(
    paths: Iterable[str], named: Iterable[str], calls: Mapping[str, Iterable[str]]
) -> set[str]:
    """The modules among `paths` that have nothing to do with those of the files `named`.

    `calls` are the directories that each file calls. Modules have to do with what they call, with
    who calls them, and with what these have to do with; a file of Terragrunt, with all beneath it.
    Nobody is a stranger to a var-file: it does not tell which module it is for.
    """
    if any(path.endswith((".tfvars", ".tfvars.json")) for path in named):
        return set()
    joined: dict[str, set[str]] = {}
    for path, directories in calls.items():
        for there in directories:
            here = normpath(dirname(path))
            joined.setdefault(here, set()).add(there)
            joined.setdefault(there, set()).add(here)
    related: set[str] = set()
    waiting = {normpath(dirname(path)) for path in named}
    while waiting:
        related |= waiting
        waiting = {other for one in waiting for other in joined.get(one, ())} - related
    return {path for path in paths if path.endswith(MODULE_FILES) and not _is_kin(path, related)}


def unrelated(
    named: Iterable[str], others: Iterable[str], read: Callable[[str], bytes]
) -> set[str]:
    """The scripts among `others` that the scripts `named` have nothing to do with.

    Scripts have to do with each other where the one has the name of the other for a word, as an
    import has. What `read` gives is a script's text.
    """
    stems: dict[bytes, list[str]] = {}
    words: dict[str, set[bytes]] = {}
    for path in (*named, *others):
        stems.setdefault(os.fsencode(basename(path).partition(".")[0]), []).append(path)
    mentioning: dict[str, list[str]] = {}
    for path in (*named, *others):
        words[path] = stems.keys() & set(_WORD.findall(read(path)))
        for word in words[path]:
            for target in stems[word]:
                mentioning.setdefault(target, []).append(path)
    left = set(others)
    waiting = list(named)
    while waiting:
        path = waiting.pop()
        joined = {other for word in words[path] for other in stems[word]}
        found = left & {*joined, *mentioning.get(path, ())}
        left -= found
        waiting += found
    return left


def _is_kin(path: str, related: Iterable[str]) -> bool:
    here = normpath(dirname(path))
    if path.endswith(UNIT):
        return here == "." or any(f"{one}/".startswith(f"{here}/") for one in related)
    return here in related


def calls_endpoints(path: str, data: bytes) -> bool:
    """Whether a file of Terraform calls a module from elsewhere that is likely to make endpoints.

    That module's own files hold the markers, and it may be installed, or else missed.
    """
    return (
        path.endswith(MODULE_FILES)
        and any(name in data for name in _NAMES)
        and (b"module" in data or path.endswith(UNIT))
        and _FAR_MODULE.search(data) is not None
    )
