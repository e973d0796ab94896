"""Regular expressions that put names into shape: `re.sub(r"[^a-z0-9-]", "-", name)`.

The patterns of scanned files can take any time, so only single characters and sets of them are
followed, once or repeated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from smlint.core.values import Known
from smlint.frontends.python_sdk.library.answers import Answer, Request
from smlint.frontends.python_sdk.values.objects import Value
from smlint.frontends.python_sdk.values.operators import TEXT_LIMIT
from smlint.frontends.python_sdk.values.trees import known_text

_SIMPLE = re.compile(r"\^?(\[\^?[^\[\]]+\]|\\[sdwSDW.]|[A-Za-z0-9_ /:-])[+*?]?\$?")


def _sub(request: Request) -> Value | None:
    pattern, replacement, text = (known_text(request.arguments.get("", at)) for at in range(3))
    given = request.arguments.get("string", 2)
    if pattern is None or replacement is None or text is None or len(request.arguments.keywords):
        return None
    if not _SIMPLE.fullmatch(pattern) or "\\" in replacement or len(text) > TEXT_LIMIT:
        return None
    try:
        changed = re.sub(pattern, replacement, text)
    except re.error:
        return None
    via = given.via if isinstance(given, Known) else ()
    return Known(changed, request.span, via) if len(changed) <= TEXT_LIMIT else None


PATTERNS: Mapping[str, Answer] = {"re.sub": _sub}
