"""Where the SageMaker SDK puts the files that it uploads: under the names that they have here."""

from __future__ import annotations

import re

from smlint.core.spans import Span
from smlint.core.values import Part, Reference, Unknown, parts_of
from smlint.frontends.python_sdk.values.objects import Arguments, Opaque
from smlint.frontends.python_sdk.values.trees import tree_of

UPLOADS = re.compile(r"(^|\.)(upload_data|S3Uploader\.upload)$")
FILE = re.compile(r"/?[^/]*\.t?gz$")
"""The name of an archive at the end of a path. Of a folder only what is in it is uploaded."""


def uploaded(
    callee: Opaque, arguments: Arguments, span: Span, reference: Reference
) -> Unknown | None:
    """The address of an archive that `callee` uploads, known by its end; None for anything else."""
    path = arguments.get("path" if callee.path.endswith("data") else "local_path", 0)
    if path is None or UPLOADS.search(callee.path) is None:
        return None
    parts = parts_of(tree_of(path))
    last = parts[-1] if parts else None
    found = FILE.search(last) if isinstance(last, str) else None
    if found is None:
        return None
    name = found[0]
    whole = len(parts) == 1 and not name.startswith("/")
    reason = f"it is the result of `{callee.path[:80]}()`, known only when the script runs"
    address: tuple[Part, ...] = (reference, f"/{name}" if whole else name)
    return Unknown(reason, span, parts=address)
