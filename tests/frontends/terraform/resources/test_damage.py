"""What is not seen in a damaged block may stand in the part that cannot be read."""

from __future__ import annotations

from smlint.core.tree import member
from smlint.core.values import Absent, Known, Tree, Unknown
from tests.project import reading

BLOCK = """\
resource "aws_sagemaker_endpoint_configuration" "fraud" {
  production_variants {
    instance_type = "ml.m5.large"
    %s
  }
}
"""


def variant(line: str) -> Tree:
    (deployment,) = reading({"main.tf": BLOCK % line}).deployments
    (config,) = deployment.resources
    variants = member(config.properties, "ProductionVariants")
    assert isinstance(variants, Known)
    assert isinstance(variants.value, tuple)
    (found,) = variants.value
    assert isinstance(member(found, "InstanceType"), Known)
    assert isinstance(member(config.properties, "KmsKeyId"), Unknown if "=" not in line else Absent)
    return found


def test_what_is_not_written_is_absent() -> None:
    assert isinstance(member(variant('model_name = "fraud"'), "InitialInstanceCount"), Absent)


def test_beside_what_cannot_be_read_nothing_is_known_to_be_absent() -> None:
    missing = member(variant("initial_instance_count 2"), "InitialInstanceCount")
    assert isinstance(missing, Unknown)
    assert missing.reason == "a part of its block cannot be read"
