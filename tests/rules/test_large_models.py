"""Which models are told from their names to be small, and what rules make of it."""

from __future__ import annotations

import pytest

from smlint.core.report import Report
from tests.rules.judged import report

SERVER = """
from sagemaker.model import Model

model = Model(image_uri="111122223333.dkr.ecr.eu-west-1.amazonaws.com/vllm:0.9.1", role="ml", ENV)
model.deploy(initial_instance_count=1, instance_type="ml.g5.12xlarge")
"""


def health(environment: str) -> Report:
    code = SERVER.replace("ENV", f"env={environment}" if environment else "")
    return report("big-model-default-health", code)


@pytest.mark.parametrize(
    ("name", "findings"),
    [
        ("meta/chat", 1),
        ("meta/chat-70b", 1),
        ("meta/chat-7B-it", 1),
        ("meta/chat-8x7B", 1),
        ("meta/chat-30B-A3B", 1),
        ("meta/chat-v2", 1),
        ("7b/chat", 1),
        ("meta/chat-560m", 0),
        ("meta/chat-2.7B", 0),
        ("meta/embed-1b-v2", 0),
    ],
)
def test_the_number_of_parameters_in_a_name(name: str, findings: int) -> None:
    assert len(health(f'{{"HF_MODEL_ID": "{name}"}}').findings) == findings


def test_a_name_that_is_not_known_leaves_it_open() -> None:
    assert len(health("").findings) == 1
    for hidden in ('{"HF_MODEL_ID": chosen()}', "settings()"):
        assert not health(hidden).findings
        assert len(health(hidden).undecided) == 1


def test_no_volume_is_larger_than_may_be_asked_for() -> None:
    larger = """
# smlint: model_size=500GB
resource "aws_sagemaker_endpoint_configuration" "x" {
  production_variants {
    model_name             = "x"
    instance_type          = "ml.inf2.24xlarge"
    initial_instance_count = 1
  }
}
"""
    (found,) = report("big-model-default-volume", larger.lstrip()).findings
    assert "volume_size_in_gb = 512" in found.instead
