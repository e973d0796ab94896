from __future__ import annotations

import pytest

from smlint.facts.load import load_facts
from smlint.rules.instance_type_unknown import nearest

FACTS = load_facts()


@pytest.mark.parametrize(
    ("written", "suggested"),
    [
        ("ml.t3.medium", "ml.t2.medium"),
        ("m5.large", "ml.m5.large"),
        ("ML.M5.Large", "ml.m5.large"),
        ("ml.m5.medium", "ml.m5.large"),
        ("ml.g5.24large", "ml.g5.24xlarge"),
        ("ml.g4.xlarge", "ml.g4dn.xlarge"),
        ("ml-m5-large", "ml.m5.large"),
        ("ml.h100.8xlarge", None),
        ("cpu", None),
        ("", None),
    ],
)
def test_the_suggestion_is_of_the_family_or_else_of_the_size(
    written: str, suggested: str | None
) -> None:
    assert nearest(written, FACTS) == suggested
