"""Values as Python and JSON write them, over several lines where one is too narrow."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from smlint.core.rule import Written

WIDTH = 88


def python(value: Written, indent: int = 0, before: int = 0) -> str:
    """`value` in Python, after `before` columns of a line that is indented by `indent`.

    What is to be removed is a comment in its place.
    """
    flat = _flat(value)
    scalar = isinstance(value, str) or not isinstance(value, (Mapping, Sequence))
    if flat is not None and (scalar or before + len(flat) < WIDTH):
        return flat
    inner = " " * (indent + 4)
    opening, closing = "{}" if isinstance(value, Mapping) else "[]"
    lines = "".join(f"{inner}{line}\n" for line in _parts(value, indent + 4))
    return f"{opening}\n{lines}{' ' * indent}{closing}"


def compact(value: Written) -> Written:
    """`value` without what is to be removed, for which JSON has no words."""
    if isinstance(value, Mapping):
        return {name: compact(item) for name, item in value.items() if item is not None}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [compact(item) for item in value]
    return value


def _flat(value: Written) -> str | None:
    """`value` on one line; None where a comment is needed."""
    if isinstance(value, Mapping):
        items = [(name, _flat(item)) for name, item in value.items()]
        if any(text is None for _, text in items):
            return None
        return "{" + ", ".join(f"{json.dumps(name)}: {text}" for name, text in items) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        parts = [_flat(item) for item in value]
        return None if None in parts else f"[{', '.join(map(str, parts))}]"
    if value is None:
        return None
    return repr(value) if isinstance(value, bool) else json.dumps(value, ensure_ascii=False)


def _parts(value: Written, indent: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, item in value.items():
            key = json.dumps(name)
            if item is None:
                yield f"# without {key}"
            else:
                yield f"{key}: {python(item, indent, indent + len(key) + 3)},"
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield f"{python(item, indent, indent + 1)},"
