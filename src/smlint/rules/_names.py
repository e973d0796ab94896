"""What the names of resources tell."""

from __future__ import annotations

import re

DIGEST = r"(?=[0-9a-f]*[0-9])[0-9a-f]{8,}"
"""A piece of a name that looks like a hash or a time stamp, and so changes with its contents."""


def is_digest(name: str) -> bool:
    """Whether `name` holds what changes with the contents of the resource."""
    return re.search(DIGEST, name) is not None
