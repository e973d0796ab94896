"""What counts as not set, for rules that ask for a setting."""

from __future__ import annotations

import pytest

from smlint.core.rule import Undetermined
from smlint.core.spans import Span
from smlint.core.values import Absent, Gap, Hop, Known, Part, Reference, Unknown
from smlint.rules._absence import is_off, lacks

HERE = Span("main.tf")
LEFT = Absent(HERE, (Hop("the SDK's configuration files may set it", HERE, "elsewhere"),))


def test_what_is_not_written_is_lacking_unless_configuration_elsewhere_may_set_it() -> None:
    assert lacks(Absent(HERE))
    assert lacks(Absent(HERE, (Hop("default of var.key", HERE, "default"),)))
    assert not lacks(Known("alias/key", HERE))
    with pytest.raises(Undetermined):
        lacks(LEFT)


@pytest.mark.parametrize(
    "parts", [(Reference("aws_kms_key.this", "Arn"),), ("arn:aws:kms:", Gap()), ("", Gap(), "/x")]
)
def test_what_surely_is_a_text_is_not_lacking(parts: tuple[Part, ...]) -> None:
    assert not lacks(Unknown("made later", HERE, (), parts))


@pytest.mark.parametrize("parts", [(), (Gap(),), (Reference("var.key"),)])
def test_what_may_be_nothing_is_not_decided(parts: tuple[Part, ...]) -> None:
    with pytest.raises(Undetermined):
        lacks(Unknown("given by whoever deploys", HERE, (), parts))


def test_false_counts_as_not_set_unless_it_is_left_to_configuration_elsewhere() -> None:
    assert is_off(Known(False, HERE))
    assert is_off(Absent(HERE))
    assert not is_off(Known(True, HERE))
    for left in (LEFT, Known(False, HERE, LEFT.via), Unknown("hidden", HERE)):
        with pytest.raises(Undetermined):
            is_off(left)
