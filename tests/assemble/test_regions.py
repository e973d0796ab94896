"""In which region an endpoint is made, as far as its files say."""

from __future__ import annotations

import pytest

from smlint.core.values import Absent, Known, Setting, Unknown
from tests.project import stock

CONFIG = """\
ProductionVariants=[{"VariantName": "a", "ModelName": "m", "InstanceType": "ml.m5.large",
                     "InitialInstanceCount": 1}]"""
SDK = """\
import boto3, sagemaker
from sagemaker.model import Model
session = sagemaker.Session({session})
Model(image_uri="i", role="r", sagemaker_session=session).deploy(1, "ml.m5.large")
"""
COMMAND = """\
aws sagemaker create-endpoint-config {options} --endpoint-config-name c \\
  --production-variants VariantName=a,ModelName=m,InstanceType=ml.m5.large,InitialInstanceCount=1
"""
TEMPLATE = """\
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - {VariantName: a, ModelName: m, InstanceType: ml.m5.large, InitialInstanceCount: 1}
"""
RESOURCE = """\
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    model_name             = "m"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
}
"""
STACK = """\
import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sm

class Models(cdk.Stack):
    def __init__(self, scope, name, **rest):
        super().__init__(scope, name, **rest)
        one = sm.CfnEndpointConfig.ProductionVariantProperty(model_name="m", variant_name="a")
        sm.CfnEndpointConfig(self, "C", production_variants=[one])

Models(cdk.App(), "models", env=cdk.Environment(region="sa-east-1"))
"""
MANIFEST = """\
apiVersion: sagemaker.services.k8s.aws/v1alpha1
kind: EndpointConfig
metadata: {name: c, annotations: {services.k8s.aws/region: us-east-2}}
spec: {endpointConfigName: c, productionVariants: [{variantName: a, modelName: m}]}
"""


def script(client: str, *before: str) -> dict[str, str]:
    made = f'{client}.create_endpoint_config(EndpointConfigName="c", {CONFIG})'
    return {"deploy.py": "\n".join(("import boto3, os, sys", *before, made, ""))}


def region(files: dict[str, str]) -> Setting[str]:
    (endpoint,) = stock(files).endpoints
    return endpoint.region


@pytest.mark.parametrize(
    ("files", "name"),
    [
        (script('boto3.client("sagemaker", region_name="eu-west-1")'), "eu-west-1"),
        (script('boto3.client("sagemaker", "eu-west-2")'), "eu-west-2"),
        (script('boto3.Session(region_name="eu-west-3").client("sagemaker")'), "eu-west-3"),
        (
            script('boto3.client("sagemaker")', 'os.environ["AWS_DEFAULT_REGION"] = "eu-north-1"'),
            "eu-north-1",
        ),
        ({"a.py": SDK.format(session='boto3.Session(region_name="us-west-1")')}, "us-west-1"),
        (
            {"a.py": SDK.format(session='sagemaker_client=boto3.client("sagemaker", "us-west-2")')},
            "us-west-2",
        ),
        ({"a.py": STACK}, "sa-east-1"),
        ({"a.sh": COMMAND.format(options="--region eu-south-1")}, "eu-south-1"),
        ({"a.sh": f"export AWS_REGION=eu-west-1\n{COMMAND.format(options='')}"}, "eu-west-1"),
        (
            {
                "template.yaml": TEMPLATE,
                "samconfig.toml": '[default.deploy.parameters]\nregion = "eu-central-1"\n',
            },
            "eu-central-1",
        ),
        ({"a.yaml": MANIFEST}, "us-east-2"),
        ({"main.tf": f'provider "aws" {{\n  region = "ca-west-1"\n}}\n{RESOURCE}'}, "ca-west-1"),
    ],
)
def test_the_region_is_what_the_files_say(files: dict[str, str], name: str) -> None:
    found = region(files)
    assert isinstance(found, Known)
    assert found.value == name
    assert found.span.path in files


MODEL = """\
resource "aws_sagemaker_model" "m" {
  execution_role_arn = "r"
  container {
    image = "%s"
  }
  container {
    image = "%s"
  }
}
"""
HERE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/fraud:1"
CHINA = "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/fraud:1"


@pytest.mark.parametrize(
    ("images", "name"),
    [
        ((HERE, HERE), "eu-west-1"),
        ((CHINA, "ghcr.io/fraud:1"), "cn-north-1"),
        ((HERE, CHINA), None),
        (("public.ecr.aws/fraud:1", "fraud"), None),
    ],
)
def test_images_are_in_the_region_of_their_endpoint(
    images: tuple[str, str], name: str | None
) -> None:
    linked = RESOURCE.replace('"m"', "aws_sagemaker_model.m.name")
    found = region({"main.tf": linked + MODEL % images})
    assert (found.value if isinstance(found, Known) else None) == name
    written = 'provider "aws" {\n  region = "ca-west-1"\n}\n'
    told = region({"main.tf": written + linked + MODEL % images})
    assert isinstance(told, Known)
    assert told.value == "ca-west-1"


@pytest.mark.parametrize(
    "files",
    [
        script('boto3.client("sagemaker", region_name=sys.argv[1])'),
        {"a.sh": COMMAND.format(options='--region "$1"')},
        {"main.tf": f'provider "aws" {{\n  region = var.region\n}}\n{RESOURCE}'},
    ],
)
def test_a_region_that_is_given_from_outside_is_unknown(files: dict[str, str]) -> None:
    assert isinstance(region(files), Unknown)


@pytest.mark.parametrize(
    "files", [script('boto3.client("sagemaker")'), {"a.yaml": TEMPLATE}, {"main.tf": RESOURCE}]
)
def test_where_no_file_names_a_region_there_is_none(files: dict[str, str]) -> None:
    assert isinstance(region(files), Absent)
