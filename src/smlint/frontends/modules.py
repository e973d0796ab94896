"""What calls of Terraform's modules look like, for finding files before anything is parsed."""

from __future__ import annotations

import os
import re

UNIT = "terragrunt.hcl"
MODULE_FILES = (".tf", ".tf.json", UNIT)
"""Files that may call a module."""
PROJECT_FILES = (*MODULE_FILES, ".tfvars", ".tfvars.json")
_NAMES = (b"sagemaker", b"SageMaker")
_FAR_MODULE = re.compile(rb'\bsource"?\s*[=:]\s*"(?!\.)[^"\n]*(sagemaker|SageMaker)')
_LOCAL_MODULE = re.compile(rb'\bsource"?\s*[=:]\s*"(\.{1,2}/[^"\n]*)"')


def local_modules(path: str, data: bytes) -> list[str]:
    """The paths of the local modules that the file at `path` seems to call, as it writes them."""
    if not path.endswith(MODULE_FILES):
        return []
    return [os.fsdecode(source) for source in _LOCAL_MODULE.findall(data)]


def calls_endpoints(path: str, data: bytes) -> bool:
    """Whether a file of Terraform calls a module from elsewhere that is likely to make endpoints.

    That module's own files hold the markers, and it may be installed, or else missed.
    """
    return (
        path.endswith(MODULE_FILES)
        and any(name in data for name in _NAMES)
        and (b"module" in data or path.endswith(UNIT))
        and _FAR_MODULE.search(data) is not None
    )
