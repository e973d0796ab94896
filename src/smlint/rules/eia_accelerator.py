"""Variants with an accelerator that is no longer there."""

from __future__ import annotations

from smlint.aws_api.kinds import Never
from smlint.core.facts import Citation
from smlint.core.rule import Example, Rule
from smlint.rules._documented import VARIANTS, documented

RULE = Rule(
    id="SM930",
    name="eia-accelerator",
    title="Elastic Inference accelerator",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "ProductionVariant, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html",
            "2026-11-21",
            (
                "The accelerator type is no longer supported: Elastic Inference is not available "
                "any more."
            ),
        ),
    ),
    explanation=(
        "Elastic Inference attached a part of a GPU to a CPU instance. The service has ended; the "
        "member of the request is left over, and templates no longer have it."
    ),
    remedy=(
        "Remove the accelerator, and choose an instance type with a GPU (ml.g4dn, ml.g5, ml.g6) "
        "or with Inferentia (ml.inf2)."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
    accelerator_type       = "ml.eia2.medium" # <- here
  }
}
""",
        ),
        Example(
            "python",
            """\
from sagemaker.tensorflow import TensorFlowModel

model = TensorFlowModel(model_data="s3://models/search.tar.gz", role="ml", framework_version="2.3")
predictor = model.deploy(
    initial_instance_count=1,
    instance_type="ml.m5.large",
    accelerator_type="ml.eia2.medium",  # <- here
)
predictor.delete_endpoint()
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.g4dn.xlarge"
    initial_instance_count = 1
  }
}
""",
        ),
    ),
    check_deployed=documented((VARIANTS, Never("AcceleratorType"))),
)
