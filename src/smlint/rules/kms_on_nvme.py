"""KMS keys for instances that have no volume to encrypt."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_variant
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint, Variant
from smlint.core.rule import Evidence, Example, Instead, Match, Rule
from smlint.core.values import Absent, Known
from smlint.rules._absence import lacks
from smlint.rules._conditions import all_in
from smlint.rules._instance_types import stores_locally


@per_variant
def check(endpoint: Endpoint, variant: Variant, facts: Facts) -> Iterator[Match]:
    """Match a variant on such instances where the configuration names a key."""
    key, kind = endpoint.kms_key_id, variant.instance_type
    if isinstance(key, Absent) or not all_in((endpoint.kind, ("realtime", "async"))):
        return
    if lacks(key) or not stores_locally(variant, facts):
        return
    yield Match(
        kind.span,
        "the KMS key of this endpoint does not encrypt what is stored on these instances: they "
        "store locally, encrypted in hardware with keys that nobody can choose",
        (Evidence("the key is named here", Known(True, key.span, key.via)),),
        instead=(Instead("AWS::SageMaker::EndpointConfig", {"KmsKeyId": None}),),
    )


RULE = Rule(
    id="SM802",
    name="kms-on-nvme",
    title="KMS key for instances that store locally",
    category="security",
    severity="warning",
    preset="strict",
    sources=(
        Citation(
            "CreateEndpointConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html",
            "2026-11-21",
            "KmsKeyId does not encrypt the local storage of Nitro-based instances that have it.",
        ),
        Citation(
            "Encryption at rest of notebook instances, jobs and endpoints",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest-nbi.html",
            "2026-11-21",
            "A KMS key cannot be used on an instance type with local storage, which a hardware "
            "module encrypts.",
        ),
        Citation(
            "SageMaker Python SDK 2.257.7, utils.py",
            "https://github.com/aws/sagemaker-python-sdk/blob/v2.257.7/src/sagemaker/utils.py",
            "2026-11-21",
            "The SDK attaches keys to instances that have a volume only.",
        ),
    ),
    explanation=(
        "Instances such as g4dn, g5 or the d-families bring NVMe disks of their own, and the "
        "endpoint stores on those. They are encrypted by the hardware, with keys that end with the "
        "instance. A KMS key in the endpoint configuration says nothing about them: the reference "
        "says that it has no effect there, the guide that it cannot be used. Whoever has to prove "
        "encryption with a key of your own has to choose instances with a volume."
    ),
    remedy=(
        "Choose an instance type without local storage where the key is required, or leave the key "
        "out and rely on the encryption of the hardware."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_kms_key" "endpoints" {}

resource "aws_sagemaker_endpoint_configuration" "faces" {
  kms_key_arn = aws_kms_key.endpoints.arn
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "faces"
    instance_type          = "ml.g5.xlarge" # <- here
    initial_instance_count = 2
  }
}
""",
        ),
        Example(
            "python",
            """\
from sagemaker.pytorch import PyTorchModel

model = PyTorchModel(model_data="s3://models/faces.tar.gz", role="ml", entry_point="inference.py")
predictor = model.deploy(
    initial_instance_count=1,
    instance_type="ml.g4dn.xlarge",  # <- here
    kms_key="alias/endpoints",
)
predictor.delete_endpoint()
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
resource "aws_kms_key" "endpoints" {}

resource "aws_sagemaker_endpoint_configuration" "faces" {
  kms_key_arn = aws_kms_key.endpoints.arn
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "faces"
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
}
""",
        ),
    ),
    check=check,
)
