"""Requests above the documented limit of real-time endpoints."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.quantity import show_megabytes
from smlint.core.rule import Example, Instead, Match, Rule
from smlint.rules._conditions import all_in
from smlint.rules._request_sizes import fitting, request_sizes

ASYNCHRONOUS = (
    Instead(
        "AWS::SageMaker::EndpointConfig",
        {"AsyncInferenceConfig": {"OutputConfig": {"S3OutputPath": "s3://BUCKET/PREFIX/"}}},
    ),
)


@per_endpoint
def check(endpoint: Endpoint, facts: Facts) -> Iterator[Match]:
    """Match each request size above the larger of the two documented limits."""
    limit = facts.value("realtime-payload")
    smaller = facts.value("realtime-payload-api-model")
    for size in request_sizes(endpoint, facts):
        if size.megabytes > limit and all_in((endpoint.kind, ("realtime",))):
            yield Match(
                size.at or endpoint.span,
                f"{size.words}, but real-time endpoints accept {show_megabytes(limit)} "
                f"({show_megabytes(smaller)} by the API Reference); "
                f"{fitting(endpoint, facts, size)}",
                (size.evidence,),
                size.blocks,
                instead=ASYNCHRONOUS if size.megabytes <= facts.value("async-payload") else (),
            )


RULE = Rule(
    id="SM201",
    name="payload-over-realtime",
    title="Payload larger than a real-time endpoint accepts",
    category="payload",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Model deployment options in Amazon SageMaker AI",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/deploy-model-options.html",
            "2026-11-21",
            "Real-time inference takes payloads of up to 25 MB.",
        ),
        Citation(
            "Model Hosting FAQs",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/hosting-faqs.html",
            "2026-11-21",
            "Payloads are limited to 25 MB for real-time and to 4 MB for serverless endpoints.",
        ),
        Citation(
            "InvokeEndpoint, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html",
            "2026-11-21",
            "The body of a request holds at most 6,291,456 bytes.",
        ),
    ),
    explanation=(
        "A real-time endpoint refuses larger requests; no quota raises the limit. How large they "
        "get is known from the declared payload. Where none is declared, a model server that is "
        "told to accept more than the endpoint passes on (TS_MAX_REQUEST_SIZE or "
        "MMS_MAX_REQUEST_SIZE in the container's environment) is evidence that larger ones are "
        "wanted; a number that no kind of endpoint accepts only takes the limit away."
    ),
    remedy=(
        "Use an asynchronous endpoint (1 GB, read from S3) or batch transform, or pass the "
        "location of the data in S3 instead of the data; lower the model server's limit if "
        "requests are smaller in fact."
    ),
    bad=(
        Example(
            "terraform",
            """\
# smlint: payload=100MB
resource "aws_sagemaker_endpoint_configuration" "scans" { # <- here
  production_variants {
    model_name             = "scans"
    instance_type          = "ml.g4dn.xlarge"
    initial_instance_count = 2
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  # smlint: payload=100MB
  ScansConfig: # <- here
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: scans
          InstanceType: ml.g4dn.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
""",
        ),
        Example(
            "python",
            """\
import boto3

sagemaker = boto3.client("sagemaker")
sagemaker.create_model(
    ModelName="scans",
    ExecutionRoleArn="arn:aws:iam::111122223333:role/ml",
    PrimaryContainer={
        "Image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/scans:2.0",
        "Environment": {"TS_MAX_REQUEST_SIZE": "100000000"},  # <- here
    },
)
sagemaker.create_endpoint_config(
    EndpointConfigName="scans",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "scans",
            "InstanceType": "ml.g4dn.xlarge",
            "InitialInstanceCount": 2,
        }
    ],
)
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
from sagemaker.huggingface import HuggingFaceModel

model = HuggingFaceModel(
    model_data="s3://models/speech.tar.gz", role="ml", env={"MMS_MAX_REQUEST_SIZE": "2000000000"}
)
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.xlarge")
predictor.delete_endpoint()
""",
        ),
        Example(
            "terraform",
            """\
# smlint: payload=100MB
resource "aws_sagemaker_endpoint_configuration" "scans" {
  production_variants {
    model_name             = "scans"
    instance_type          = "ml.g4dn.xlarge"
    initial_instance_count = 1
  }
  async_inference_config {
    output_config {
      s3_output_path = "s3://results/scans/"
    }
  }
}
""",
        ),
        Example(
            "python",
            """\
from sagemaker.pytorch import PyTorchModel

model = PyTorchModel(
    model_data="s3://models/scans.tar.gz",
    role="ml",
    entry_point="inference.py",
    env={"TS_MAX_REQUEST_SIZE": "20000000"},
)
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g4dn.xlarge")
""",
        ),
    ),
    check=check,
)
