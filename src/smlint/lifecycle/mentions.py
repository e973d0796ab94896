"""What code that is not read seems to do with endpoints, by the operations whose names it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from smlint.core.resource import Unread
from smlint.core.spans import Span
from smlint.core.values import Unknown

OPERATIONS: Mapping[str, re.Pattern[str]] = {
    operation: re.compile(rf"\b(?:{words}|{operation}Command)\b(?!-)")
    for operation, words in {
        "RegisterScalableTarget": "register[_-]scalable[_-]target|registerScalableTarget",
        "UpdateEndpointWeightsAndCapacities": (
            "update[_-]endpoint[_-]weights[_-]and[_-]capacities|updateEndpointWeightsAndCapacities"
        ),
        "DeleteEndpoint": "delete[_-]endpoint|deleteEndpoint",
    }.items()
}
"""As Python, the command line, JavaScript and EventBridge write them.

Permissions, and CloudTrail's events, have a capital letter at the front.
"""
SERVICE = re.compile(r"sage-?maker", re.IGNORECASE)
"""What else has endpoints and scalable targets does not name it."""


def mentioned(texts: Iterable[str], place: Span) -> Iterator[Unread]:
    """What the code in `texts`, at a `place`, does with endpoints of SageMaker."""
    code = "\n".join(texts)
    if SERVICE.search(code):
        for operation, words in OPERATIONS.items():
            if words.search(code):
                yield Unread(operation, Unknown("the code is not read", place), place)
