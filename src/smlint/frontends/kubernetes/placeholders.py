"""Text of manifests in which something stands for what is put there before they are applied."""

from __future__ import annotations

import re

from smlint.core.spans import Span
from smlint.core.values import Known, Reference, Tree, Unknown, joined

_PLACEHOLDER = re.compile(r"(\{\{.*?\}\}|\$\{[^}]*\}|\$\([A-Za-z_]\w*\)|\$[A-Za-z_]\w*)", re.DOTALL)
"""`{{ .Values.name }}` of Helm and Jinja; `${NAME}` and `$NAME` of envsubst and Flux."""


def read_text(text: str, at: Span) -> Tree:
    """`text` as a setting at `at`; unknown, with an identity, where it holds a placeholder."""
    if not has_placeholder(text):
        return Known(text, at)
    return joined(tuple(_piece(piece, at) for piece in _PLACEHOLDER.split(text)), at)


def has_placeholder(text: str) -> bool:
    """Whether something in `text` stands for something else."""
    return ("$" in text or "{{" in text) and _PLACEHOLDER.search(text) is not None


def _piece(piece: str, at: Span) -> Tree:
    if not has_placeholder(piece):
        return Known(piece, at)
    reason = f"{piece} is put in before the manifest is applied"
    return Unknown(reason, at, parts=(Reference(piece),))
