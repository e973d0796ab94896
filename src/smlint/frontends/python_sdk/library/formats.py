"""Formats of settings as the libraries of Python read them, where these differ from each other."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from smlint.core.source import Source
from smlint.formats.json import read_json
from smlint.formats.nodes import Node, ScalarNode
from smlint.formats.toml import read_toml
from smlint.formats.yaml import read_yaml
from smlint.formats.yaml_1_1 import modern

_DATE = re.compile(r"\d{4}-\d\d?-\d\d?([Tt \t].*)?")
_FLOAT_1_1 = re.compile(
    r"[-+]?([0-9][0-9_]*\.[0-9_]*([eE][-+][0-9]+)?|\.[0-9][0-9_]*([eE][-+][0-9]+)?)"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_INTERPOLATED = "${"


class UnclearError(Exception):
    """A document that smlint and the library might not read alike."""


def _yaml_1_1(source: Source) -> Node | None:
    """A document as PyYAML reads it."""
    documents = read_yaml(source, modern)
    if len(documents) > 1:
        raise UnclearError("it holds more than one document")
    return documents[0] if documents else None


def _yaml_1_2(source: Source) -> Node | None:
    documents = read_yaml(source)
    return documents[0] if documents else None


def _scalar_1_1(node: ScalarNode) -> object:
    """The value of a scalar as PyYAML gives it; raises `UnclearError` where it is another thing."""
    if node.tag and node.tag != "!!str":
        raise UnclearError(f"its tag {node.tag} makes something of it")
    if node.quoted or node.tag:
        return node.value
    if isinstance(node.value, float):
        return node.value if _FLOAT_1_1.fullmatch(node.text) else node.text
    if isinstance(node.value, str):
        if _DATE.fullmatch(node.text):
            raise UnclearError("it is a date")
        if _FLOAT_1_1.fullmatch(node.text):
            return float(node.text.replace("_", ""))
        if re.fullmatch(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*", node.text):
            raise UnclearError("it is a number in sixties")
    return node.value


def _scalar_1_2(node: ScalarNode) -> object:
    if node.tag or (isinstance(node.value, str) and not node.quoted and _odd_1_2(node.text)):
        raise UnclearError("it is a date, a number or something tagged")
    return node.value


def _odd_1_2(text: str) -> bool:
    return bool(_DATE.fullmatch(text) or re.fullmatch(r"[-+]?0[ob]?[0-9_]+|[-+]?[0-9_]+", text))


def _scalar_omega(node: ScalarNode) -> object:
    if isinstance(node.value, str) and _INTERPOLATED in node.value:
        raise UnclearError("it refers to other settings")
    if isinstance(node.value, float) and not node.quoted and not node.tag:
        return node.value
    if isinstance(node.value, str) and _DATE.fullmatch(node.text):
        return node.value
    return _scalar_1_1(node)


def _scalar_toml(node: ScalarNode) -> object:
    if isinstance(node.value, str) and not node.quoted:
        raise UnclearError("it is a date or time")
    return node.value


def _scalar_json(node: ScalarNode) -> object:
    return node.value


@dataclass(frozen=True)
class Format:
    """A format as a library reads it: its documents, their scalars, and what mappings become.

    `numbered`: the keys of a mapping may be numbers. `dotted`: they are attributes too.
    """

    document: Callable[[Source], Node | None]
    scalar: Callable[[ScalarNode], object]
    numbered: bool = False
    dotted: bool = False


JSON = Format(read_json, _scalar_json)
YAML = Format(_yaml_1_1, _scalar_1_1, numbered=True)
YAML_1_2 = Format(_yaml_1_2, _scalar_1_2, numbered=True)
OMEGA = Format(_yaml_1_1, _scalar_omega, numbered=True, dotted=True)
TOML = Format(read_toml, _scalar_toml)
