"""What the rules on security say beyond their examples: what cannot be isolated or moved."""

from __future__ import annotations

import pytest

from tests.rules.judged import report

CONTAINER = """
resource "aws_sagemaker_model" "x" {{
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {{
    {container}
  }}
}}
resource "aws_sagemaker_endpoint_configuration" "x" {{
  production_variants {{
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.x.name
    instance_type          = "ml.g5.12xlarge"
    initial_instance_count = 1
  }}
}}
variable "bucket" {{}}
variable "code" {{}}
"""
ECR = "111122223333.dkr.ecr.eu-west-1.amazonaws.com"
OWN = f'image = "{ECR}/search:1"'
LMI = 'image = "763104351884.dkr.ecr.eu-west-1.amazonaws.com/djl-inference:0.33.0-lmi15.0.0-cu128"'

SDK = """
from sagemaker import ModelPackage
from sagemaker.jumpstart.model import JumpStartModel
from sagemaker.model import Model
from sagemaker.sklearn import SKLearnModel

{model}.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge")
"""


def with_variables(image: str, variables: str) -> str:
    return CONTAINER.format(container=f"{image}\n    environment = {{ {variables} }}")


@pytest.mark.parametrize(
    ("image", "variables", "findings", "undecided"),
    [
        (OWN, "", 1, 0),
        (OWN, 'SAGEMAKER_PROGRAM = "inference.py"', 1, 0),
        (OWN, 'SAGEMAKER_SUBMIT_DIRECTORY = "/opt/ml/model/code"', 1, 0),
        (OWN, 'SAGEMAKER_SUBMIT_DIRECTORY = "s3://models/code.tar.gz"', 0, 0),
        (OWN, 'SAGEMAKER_SUBMIT_DIRECTORY = "s3://${var.bucket}/code.tar.gz"', 0, 0),
        (OWN, "SAGEMAKER_SUBMIT_DIRECTORY = var.code", 0, 1),
        (OWN, "SAGEMAKER_REGION = var.code", 1, 0),
        (OWN, 'MODEL_ID = "meta/chat"', 0, 0),
        (OWN, 'MODEL_ID = "/opt/ml/model"', 1, 0),
        (OWN, 'HF_MODEL_ID = "meta/chat", HF_HUB_OFFLINE = "1"', 1, 0),
        (LMI, "", 0, 1),
        (LMI, 'HF_MODEL_ID = "/opt/ml/model"', 1, 0),
        (LMI, 'HF_MODEL_ID = "meta/chat"', 0, 0),
    ],
)
def test_what_fetches_something_cannot_be_isolated(
    image: str, variables: str, findings: int, undecided: int
) -> None:
    found = report("no-network-isolation", with_variables(image, variables))
    assert (len(found.findings), len(found.undecided)) == (findings, undecided)


def test_a_container_that_nobody_sees_may_fetch_something() -> None:
    code = """
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_model(
    ModelName="x", ExecutionRoleArn="role", Containers=[{"Image": "search:1"}, *others()]
)
sagemaker.create_endpoint_config(
    EndpointConfigName="x", ProductionVariants=[{"VariantName": "a", "ModelName": "x"}]
)
"""
    found = report("no-network-isolation", code, "python")
    assert not found.findings
    assert len(found.undecided) == 1


def test_the_sdk_decides_whether_a_package_is_isolated() -> None:
    code = SDK.format(model='ModelPackage(role="ml", model_package_arn="x")')
    found = report("no-network-isolation", code, "python")
    assert (found.findings, found.undecided) == ((), ())


def test_a_serverless_endpoint_has_no_volumes() -> None:
    config = """
resource "aws_sagemaker_endpoint_configuration" "x" {
  production_variants {
    model_name = "x"
    serverless_config {
      memory_size_in_mb = 2048
      max_concurrency   = 5
    }
  }
}
"""
    (found,) = report("no-kms", config).findings
    assert "copy of its image" in found.message
    (found,) = report("no-kms", CONTAINER.format(container=OWN).replace("g5.12x", "m5.")).findings
    assert "volumes" in found.message


def test_a_transform_job_has_no_configuration_that_could_name_a_key() -> None:
    job = """
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://m/x.tar.gz", role="ml", entry_point="serve.py")
model.transformer(instance_count=1, instance_type="ml.m5.xlarge").transform("s3://data/")
"""
    found = report("no-kms", job, "python")
    assert (found.endpoints, found.findings, found.undecided) == (1, (), ())


@pytest.mark.parametrize(
    ("model", "findings"),
    [
        (f'Model(image_uri="{ECR}/search:1", role="ml")', 1),
        ('SKLearnModel(model_data="s3://m/x.tar.gz", role="ml", entry_point="serve.py")', 0),
        ('JumpStartModel(model_id="chat")', 0),
        ('ModelPackage(role="ml", model_package_arn="x")', 0),
    ],
)
def test_only_an_image_that_is_named_can_be_taken_from_elsewhere(model: str, findings: int) -> None:
    assert len(report("platform-registry", SDK.format(model=model), "python").findings) == findings


def test_where_images_come_from_is_said_once_of_all() -> None:
    one = SDK.format(model=f'Model(image_uri="{ECR}/search:1", role="ml", name="one")')
    two = one + f'Model(image_uri="{ECR}/tags:1", role="ml").deploy(1, "ml.m5.xlarge")\n'
    (found,) = report("platform-registry", two, "python").findings
    assert "2 models" in found.message
    assert [note.text for note in found.related] == ["from Amazon ECR too"]
    assert found.instead == 'Model(\n    image_config={"RepositoryAccessMode": "Vpc"},\n)'
