"""What containers download when they start."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.model import Container
from smlint.core.rule import need
from smlint.core.values import Known

MODELS = ("HF_MODEL_ID", "OPTION_MODEL_ID", "SM_VLLM_MODEL", "SM_SGLANG_MODEL_PATH")
"""Environment variables by which model servers are told which model to load, and from where."""

OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")


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
    """Whether `container` is told to download something; raises `Undetermined` if not known."""
    if any(True for _ in downloads(container)):
        return True
    variables = need(container.environment) or {}
    if any(name in variables for name in OFFLINE):
        return False
    for name in MODELS:
        if name in variables:
            need(variables[name])
    return False
