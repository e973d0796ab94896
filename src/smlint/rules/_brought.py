"""Values that nobody wrote, because a library brings them along."""

from __future__ import annotations

from smlint.core.values import Setting, Unknown


def brought(setting: Setting[object]) -> bool:
    """Whether a library puts a value into `setting` that the files do not tell."""
    return isinstance(setting, Unknown) and any(hop.kind == "implied" for hop in setting.via)
