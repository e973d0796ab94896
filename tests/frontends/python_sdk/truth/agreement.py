"""Whether what smlint says of a request can be what was sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from smlint.core.values import Absent, Known, Tree, Unknown

NOTHING: tuple[object, ...] = (None, {}, [])
"""What says as much as not being sent."""


def differences(sent: object, said: Tree, path: str = "") -> Iterator[str]:
    """Where `said` is wrong: known to be something else, or absent though it was sent."""
    if isinstance(said, Unknown):
        if isinstance(sent, str) and not _fits(sent, said):
            yield f"{path}: {sent!r} was sent, smlint has other pieces: {said.parts}"
    elif isinstance(said, Absent):
        if sent not in NOTHING:
            yield f"{path}: {sent!r} was sent, smlint says that nothing is"
    elif isinstance(said.value, Mapping):
        yield from _of_mapping(_tags(sent) if path.endswith("Tags") else sent, said.value, path)
    elif isinstance(said.value, tuple):
        yield from _of_list(sent, said.value, path)
    elif type(sent) is not type(said.value) or sent != said.value:
        yield f"{path}: {sent!r} was sent, smlint says {said.value!r}"


def _of_mapping(sent: object, said: Mapping[str, Tree], path: str) -> Iterator[str]:
    if not isinstance(sent, Mapping):
        yield f"{path}: {sent!r} was sent, smlint says {sorted(said)}"
        return
    for name in sorted({*sent, *said}):
        place = f"{path}.{name}".lstrip(".")
        if name not in said and sent[name] not in NOTHING:
            yield f"{place}: {sent[name]!r} was sent, smlint says that nothing is"
        elif name in said and (name in sent or not isinstance(said[name], Unknown)):
            yield from differences(sent.get(name), said[name], place)


def _of_list(sent: object, said: tuple[Tree, ...], path: str) -> Iterator[str]:
    if not isinstance(sent, list):
        yield f"{path}: {sent!r} was sent, smlint says a list"
    elif len(sent) == len(said):
        for number, (one, other) in enumerate(zip(sent, said, strict=True)):
            yield from differences(one, other, f"{path}[{number}]")
    elif not any(isinstance(item, Unknown) for item in said):
        yield f"{path}: {len(sent)} items were sent, smlint says {len(said)}"


def _tags(sent: object) -> object:
    """The API's list of tags as a mapping, as smlint has it."""
    if not isinstance(sent, list) or not all("Key" in tag for tag in sent):
        return sent
    return {tag["Key"]: tag["Value"] for tag in sent}


def _fits(sent: str, said: Unknown) -> bool:
    """Whether the pieces that are known are there, in their order."""
    pieces = (re.escape(part) if isinstance(part, str) else ".*" for part in said.parts or (None,))
    return re.fullmatch("".join(pieces), sent, re.DOTALL) is not None


def _is_tagging(said: Tree) -> bool:
    return isinstance(said, Known) and isinstance(said.value, Mapping)


def known(sent: object, said: Tree) -> tuple[int, int]:
    """Of how many leaves that were sent smlint knows the value, and how many there are.

    Of a name that is made up for the script it is enough to know by whom.
    """
    sent = _tags(sent) if _is_tagging(said) else sent
    if isinstance(sent, Mapping):
        sides = [
            (item, said.value.get(name, Absent(said.span)))
            if isinstance(said, Known) and isinstance(said.value, Mapping)
            else (item, said)
            for name, item in sent.items()
        ]
    elif isinstance(sent, list) and not isinstance(said, Known):
        sides = [(item, said) for item in sent]
    elif isinstance(sent, list) and isinstance(said, Known) and isinstance(said.value, tuple):
        sides = list(zip(sent, said.value, strict=False))
    else:
        return int(isinstance(said, Known) or (isinstance(said, Unknown) and bool(said.parts))), 1
    counts = [known(one, other) for one, other in sides]
    return sum(some for some, _ in counts), sum(all_ for _, all_ in counts)
