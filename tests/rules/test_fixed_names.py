"""Which names are fixed, and where that is no harm."""

from __future__ import annotations

import pytest

from smlint.rules._texts import is_digest
from tests.rules.judged import RULES, judged, report
from tests.rules.variants import variant


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ('name = "search"', [3]),
        ('name = "search-${md5("model-1")}"', []),
        ('name = "search-20261121"', []),
        ('name = "search-${uuid()}"', []),
        ('name_prefix = "search-"', []),
        ("", []),
    ],
)
def test_names_that_change_are_not_fixed(name: str, lines: list[int]) -> None:
    code = f"""
resource "aws_sagemaker_endpoint_configuration" "x" {{
  {name}
  production_variants {{
    model_name             = "x"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }}
}}
"""
    assert judged("fixed-config-name-tf", code) == (lines, 0)


def test_an_endpoint_of_somebody_elses_configuration_fixes_no_name() -> None:
    code = """
    resource "aws_sagemaker_endpoint" "x" {
      endpoint_config_name = "made-elsewhere"
    }
    """
    assert judged("fixed-config-name-tf", code) == ([], 0)


@pytest.mark.parametrize(
    ("ignored", "lines"),
    [("all", 0), ("[production_variants]", 0), ("[tags]", 1), ("[production_variants[0]]", 1)],
)
def test_a_configuration_that_is_never_replaced_may_have_a_fixed_name(
    ignored: str, lines: int
) -> None:
    lifecycle = f"lifecycle {{\n  ignore_changes = {ignored}\n}}\n  production_variants"
    bad = RULES["fixed-config-name-tf"].bad[0].code.replace(" # <- here", "")
    changed = bad.replace("production_variants", lifecycle)
    assert len(judged("fixed-config-name-tf", changed)[0]) == lines


def test_what_may_have_been_changed_since_is_said_with_a_condition() -> None:
    code = variant(environment='"dev"', count="2")
    ignoring = code.replace(
        "  tags", "  lifecycle {\n    ignore_changes = [production_variants]\n  }\n  tags"
    )
    (plain,) = report("nonprod-multi-instance", code).findings
    (held,) = report("nonprod-multi-instance", ignoring).findings
    assert (plain.certainty, held.certainty) == ("certain", "under-condition")


@pytest.mark.parametrize(("name", "is_one"), [("a" * 200_000, False), ("a" * 200_000 + "1", True)])
def test_a_long_name_takes_no_longer_than_it_is_long(name: str, is_one: bool) -> None:
    assert is_digest(name) == is_one
