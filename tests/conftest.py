"""What holds for all tests: they keep nothing outside, and no clock runs.

No test asks how long a thing takes on a busy machine: Hypothesis does not either.
"""

import gc
import os
import tempfile
from collections.abc import Generator

import pytest
from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_configure(config: pytest.Config) -> None:
    """Keep what is read of the rules with pytest's own cache, for what the tests start as well."""
    cache = getattr(config, "cache", None)
    folder = str(cache.mkdir("smlint")) if cache is not None else tempfile.mkdtemp()
    os.environ.setdefault("SMLINT_CACHE", folder)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep the thousands of collected tests, which live to the end, from the garbage collector."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()
