"""What the address of a container image tells."""

from __future__ import annotations

import re

from smlint.core.rule import Undetermined
from smlint.core.values import Absent, Setting, Unknown, parts_of

REGISTRY = r"(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com"
"""An address in ECR: account and region."""

ARM = r"graviton|arm64|aarch64"
"""How images for Graviton processors are named, by AWS and others."""

BUILT_FOR_X86 = (
    r"/((pytorch|tensorflow|mxnet|huggingface-pytorch|huggingface-tensorflow)-inference|"
    r"djl-inference|sagemaker-(xgboost|scikit-learn|tritonserver))[:@]"
)
"""Repositories of AWS in which what is not named so is for x86 processors."""


def written(image: Setting[str]) -> str | None:
    """The address of `image` where somebody wrote it; None where a library brings it along.

    Raises `Undetermined` where it is not known.
    """
    if isinstance(image, Absent) or any(hop.kind == "implied" for hop in image.via):
        return None
    if isinstance(image, Unknown):
        raise Undetermined(image)
    return image.value


def region_of(image: Setting[str]) -> str | None:
    """The region of ECR that `image` lies in; None where it is another registry's.

    Known as soon as the beginning of the address is.
    """
    if isinstance(image, Absent):
        return None
    first = parts_of(image)[0]
    found = re.match(REGISTRY, first) if isinstance(first, str) else None
    if found is None and isinstance(image, Unknown):
        raise Undetermined(image)
    return None if found is None else found[2]


def is_for_arm(image: str) -> bool | None:
    """Whether `image` runs on Graviton processors; None where its name does not tell."""
    if re.search(ARM, image):
        return True
    return False if re.match(REGISTRY, image) and re.search(BUILT_FOR_X86, image) else None
