"""What containers download when they start."""

from __future__ import annotations

import re
from collections.abc import Iterator

from smlint.core.model import Container
from smlint.core.rule import Undetermined, need
from smlint.core.values import Known, Setting, Unknown, parts_of
from smlint.rules._large_models import MODELS, serves_large_models

OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")

ADDRESS = r"(DIRECTORY|PATH|UR[IL])$"
"""How variables end that may hold an address; `SAGEMAKER_SUBMIT_DIRECTORY`, the script's, is one.

What they call a model to load ends in `MODEL_ID`, in images of one's own too.
"""

REMOTE = r"(s3|https)://"

IN_ARCHIVE = "a file beside the model may tell this server of large models to fetch it from S3"
NAME_IT = f"say what it loads in a variable of the container, such as {MODELS[0]}"


def downloads(container: Container) -> Iterator[tuple[str, Known[str]]]:
    """What is known to be downloaded: variables that nobody can read are not asked after."""
    variables = container.environment
    if not isinstance(variables, Known) or any(name in variables.value for name in OFFLINE):
        return
    for name in MODELS:
        value = variables.value.get(name)
        if isinstance(value, Known) and not value.value.startswith("/"):
            yield name, value


def needs_network(container: Container) -> bool:
    """Whether `container` is told to fetch something by itself when it starts.

    Raises `Undetermined` if not known: an unknown variable may tell it, and so may a file in the
    archive of a server of large models.
    """
    if any(True for _ in downloads(container)):
        return True
    variables = need(container.environment) or {}
    offline = any(name in variables for name in OFFLINE)
    for name, value in variables.items():
        if re.search(ADDRESS, name) and _is_remote(value):
            return True
        if name.endswith("MODEL_ID") and not offline and not (need(value) or "/").startswith("/"):
            return True
    if serves_large_models(container) and not any(name in variables for name in MODELS):
        raise Undetermined(Unknown(IN_ARCHIVE, container.image.span, hint=NAME_IT))
    return False


def _is_remote(value: Setting[str]) -> bool:
    """Whether `value` is an address elsewhere, which its beginning tells."""
    begins = parts_of(value)[:1]
    if not begins or not isinstance(begins[0], str):
        return need(value) is not None
    return re.match(REMOTE, begins[0]) is not None
