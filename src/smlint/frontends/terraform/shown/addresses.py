"""Addresses of modules and resources, taken apart."""

from __future__ import annotations

import json
import re
from typing import TypeAlias

_CALL = re.compile(r'module\.([^.\[]+)(?:\[("(?:[^"\\]|\\.)*"|\d+)\])?')

Path: TypeAlias = tuple[tuple[str, str | None], ...]
"""The way to a module: names of calls, each with the key as addresses write it (`"a"`, `0`).

A key is empty where the call has none, and None where it is not known.
"""


def module_path(address: str) -> Path:
    """`module.ml["fraud"].module.x` as a way."""
    return tuple(_CALL.findall(address))


def plain_key(key: str) -> str | int:
    """The key that is written as `key` in an address; that text, where it cannot be told."""
    try:
        plain = json.loads(key)
    except ValueError:
        return key
    if isinstance(plain, int):
        return plain
    return str(plain).replace("$${", "${").replace("%%{", "%{")


def written_key(address: str, module: str, block: str) -> str:
    """The key of the instance at `address` of `block` in `module`; empty where it has none."""
    outer = f"{module}." if module else ""
    return address.removeprefix(f"{outer}{block}")[1:-1]
