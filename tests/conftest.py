"""What holds for all tests: they keep nothing outside, and no clock runs.

No test asks how long a thing takes on a busy machine: Hypothesis does not either.
"""

import os
import tempfile

import pytest
from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_configure(config: pytest.Config) -> None:
    """Keep what is read of the rules with pytest's own cache, for what the tests start as well."""
    cache = getattr(config, "cache", None)
    folder = str(cache.mkdir("smlint")) if cache is not None else tempfile.mkdtemp()
    os.environ.setdefault("SMLINT_CACHE", folder)
