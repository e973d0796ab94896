"""Model packages of AWS Marketplace, told by the account that they belong to."""

from __future__ import annotations

import re

from smlint.core.facts import Citation
from smlint.core.model import Container
from smlint.core.values import Absent, Known, Setting, parts_of

ACCOUNTS = frozenset({
    "865070037744", "057799348421", "382657785993", "594846645681", "470592106596",
    "446921602837", "985815980388", "856760150666", "843114510376", "136758871317",
    "192199979996", "666831318237", "745090734665", "977537786026", "077584701553",
    "270155090741",
})  # fmt: skip
"""The accounts in which AWS Marketplace keeps model packages, one in each region."""

SOURCE = Citation(
    "Amazon SageMaker examples, using model packages of AWS Marketplace",
    "https://github.com/aws/amazon-sagemaker-examples/tree/main/aws_marketplace/using_model_packages",
    "2026-11-21",
    "Packages of AWS Marketplace are named by ARNs of an account of its own in each region.",
)
_ACCOUNT = r"(?<!\d)\d{12}(?!\d)"


def of_marketplace(container: Container) -> Setting[bool]:
    """Whether `container` is of a package of AWS Marketplace; absent where it is of no package.

    A package that is named without its account is one's own. Of a name of which only a part is
    known that part is enough, if it holds an account.
    """
    package = container.model_package_name
    if isinstance(package, Absent):
        return package
    known = " ".join(part for part in parts_of(package) if isinstance(part, str))
    accounts = re.findall(_ACCOUNT, known)
    if not accounts and not isinstance(package, Known):
        return package
    return Known(any(account in ACCOUNTS for account in accounts), package.span, package.via)
