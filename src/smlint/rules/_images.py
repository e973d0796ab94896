"""What the address of a container image tells."""

from __future__ import annotations

import itertools
import re

from smlint.core.rule import Undetermined, need
from smlint.core.values import Absent, Reference, Setting, Unknown, parts_of
from smlint.rules._absence import brought

_REGION = r"(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)"

REGISTRY = rf"(\d{{12}})\.dkr\.ecr(?:-fips)?\.{_REGION}\.amazonaws\.com"
"""An address in ECR: account and region."""

BEGUN = rf"\0\.dkr\.ecr(?:-fips)?\.{_REGION}\."
"""An address in ECR whose account is not known."""

HERE = r"(^|\.)data\.aws_(region|sagemaker_prebuilt_ecr_image)\.|^AWS::Region$"
"""What gives the region in which it is asked."""

ECR = r"(\d{12}|\0)\.dkr\.ecr(-fips)?\..*\.(amazonaws\.com(\.cn)?|\0)/"
"""An address in ECR, of which neither account nor region nor domain need be known."""

ARM = r"graviton|arm64|aarch64"
"""How images for Graviton processors are named, by AWS and others."""

BUILT_FOR_X86 = (
    r"/((pytorch|tensorflow|mxnet|huggingface-pytorch|huggingface-tensorflow)-inference|"
    r"djl-inference|sagemaker-(xgboost|scikit-learn|tritonserver))[:@]"
)
"""Repositories of AWS in which what is not named so is for x86 processors."""


ALGORITHMS = (
    "blazingtext|factorization-machines|forecasting-deepar|image-classification|ipinsights|kmeans"
    "|knn|lda|linear-learner|ntm|object-detection|object2vec|pca|randomcutforest"
    "|semantic-segmentation|seq2seq|xgboost"
)
"""AWS's repositories of built-in algorithms."""

BY_REGION = (
    rf"^\d{{12}}(?=.*/({ALGORITHMS}|sagemaker-(scikit-learn|sparkml-serving|xgboost))([:@]|$))"
)
"""The account of an image of AWS that lies under another one in each region."""

HIDDEN = "\0"
TAG = "[:@]"


def known_parts(image: Setting[str]) -> str:
    """The address of `image`, `HIDDEN` standing for what is not known; empty where it has none."""
    return "".join(part if isinstance(part, str) else HIDDEN for part in parts_of(image))


def repository(image: Setting[str]) -> str:
    """The last part of the name of an image's repository; empty where there is no image.

    Of an image that is known in part that part may tell it; raises `Undetermined` where it does
    not.
    """
    name = re.split(TAG, known_parts(image).rpartition("/")[2])[0]
    if HIDDEN in name:
        need(image)
    return name


def called(image: Setting[str]) -> str:
    """What is known of the name and tag of `image`, to speak of it."""
    return known_parts(image).rpartition("/")[2].partition(HIDDEN)[0].rstrip(":-")


def names(pattern: str, image: Setting[str]) -> bool:
    """Whether `pattern` is found in the address of `image`.

    An image that a library brings along is told by its repository; of any other that is known in
    part all that follows the registry has to be known. Raises `Undetermined` where it is not.
    """
    address = known_parts(image)
    if any(re.search(pattern, part) for part in address.split(HIDDEN)):
        return True
    if isinstance(image, Unknown) and (
        HIDDEN in (repository(image) if brought(image) else address.rpartition("/")[2])
    ):
        raise Undetermined(image)
    return False


def region_of(image: Setting[str]) -> str | None:
    """The region of ECR that `image` lies in; None where it is another registry's.

    Known as soon as that part of the address is. None, too, for the region of whatever is deployed
    with it.
    """
    if isinstance(image, Absent):
        return None
    address = known_parts(image)
    found = re.match(REGISTRY, address) or re.match(BEGUN, address)
    if found is None and isinstance(image, Unknown) and not _lies_here(image):
        raise Undetermined(image)
    return None if found is None else found["region"]


def _lies_here(image: Unknown) -> bool:
    """Whether the region in the address of `image` is looked up where it is deployed."""
    return any(
        isinstance(before, str)
        and before.endswith(".dkr.ecr.")
        and isinstance(part, Reference)
        and re.search(HERE, part.address) is not None
        for before, part in itertools.pairwise(image.parts)
    )


def is_for_arm(image: Setting[str]) -> bool | None:
    """Whether `image` runs on Graviton processors; None where its name does not tell.

    None also for one that a library brings along. Raises `Undetermined` where it is not known.
    """
    if isinstance(image, Absent) or brought(image):
        return None
    if names(ARM, image):
        return True
    if not names(BUILT_FOR_X86, image):
        return None
    return False if of_ecr(image) else None


def of_ecr(image: Setting[str]) -> bool:
    """Whether `image` lies in ECR, whatever the region; raises `Undetermined` if not known."""
    address = known_parts(image)
    if isinstance(image, Unknown) and HIDDEN in address and not re.match(ECR, address):
        raise Undetermined(image)
    return re.match(ECR, address) is not None
