"""The longest test begins first, so that no worker is left alone with it."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what builds the environment of a hook before everything else."""
    items.sort(key=lambda item: item.path.parent != Path(__file__).parent)
