"""What tools put beside what people write: it is theirs, or a copy, and nothing of it is read.

Neither is `testdata`, which Go leaves out: what tests read is deployed by nobody.
"""

from __future__ import annotations

_DIRECTORIES = frozenset(
    (".git", ".hg", ".svn", ".terraform", ".terragrunt-cache", "__pycache__", "node_modules",
     ".tox", ".nox", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".ipynb_checkpoints",
     ".aws-sam", "site-packages", "testdata")
)  # fmt: skip
_DIGEST = 64
"""Digits of the hash by which the CDK calls a copy of what it uploads: `asset.0123….zip`."""


def is_pruned(name: str) -> bool:
    """Whether a file or directory called `name` is left out wherever it is."""
    kind, _, rest = name.partition(".")
    return name in _DIRECTORIES or (kind == "asset" and len(rest.partition(".")[0]) == _DIGEST)
