"""Requests above the documented limit of serverless endpoints."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.quantity import show_megabytes
from smlint.core.rule import Evidence, Example, Match, Rule
from smlint.rules._conditions import all_in
from smlint.rules._request_sizes import fitting, request_sizes
from smlint.rules._serverless import on_instances


@per_endpoint
def check(endpoint: Endpoint, facts: Facts) -> Iterator[Match]:
    """Match each request size above the limit, at the serverless configuration if declared."""
    limit = facts.value("serverless-payload")
    for size in request_sizes(endpoint, facts):
        if size.megabytes > limit and all_in((endpoint.kind, ("serverless",))):
            yield Match(
                size.at or endpoint.kind.span,
                f"{size.words}, but serverless endpoints accept {show_megabytes(limit)}; "
                f"{fitting(endpoint, facts, size)}",
                (size.evidence, Evidence("kind is serverless", endpoint.kind)),
                size.blocks,
                instead=(on_instances(endpoint),),
            )


RULE = Rule(
    id="SM203",
    name="payload-over-serverless",
    title="Payload larger than a serverless endpoint accepts",
    category="payload",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Invoke a serverless endpoint",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints-invoke.html",
            "2026-11-21",
            "Requests and responses of a serverless endpoint are limited to 4 MB.",
        ),
        Citation(
            "Model Hosting FAQs",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/hosting-faqs.html",
            "2026-11-21",
            "Payloads are limited to 25 MB for real-time and to 4 MB for serverless endpoints.",
        ),
    ),
    explanation=(
        "A serverless endpoint refuses larger requests and responses; no quota raises the limit. "
        "How large they get is known from the declared payload. Where none is declared, a model "
        "server that is told to accept more than its default (TS_MAX_REQUEST_SIZE or "
        "MMS_MAX_REQUEST_SIZE in the container's environment) is evidence that larger ones are "
        "wanted."
    ),
    remedy=(
        "Use a real-time endpoint (up to 25 MB by the developer guide, 6 MB by the API Reference) "
        "or an asynchronous one (1 GB), or pass the location of the data in S3 instead of the "
        "data; lower the model server's limit if requests are smaller in fact."
    ),
    bad=(
        Example(
            "terraform",
            """\
# smlint: payload=10MB
resource "aws_sagemaker_endpoint_configuration" "ocr" {
  production_variants {
    model_name = "ocr"
    serverless_config { # <- here
      memory_size_in_mb = 4096
      max_concurrency   = 10
    }
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  OcrModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::111122223333:role/ml
      PrimaryContainer:
        Image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/ocr:2.0
        Environment:
          MMS_MAX_REQUEST_SIZE: "20000000" # <- here
  OcrConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt OcrModel.ModelName
          InitialVariantWeight: 1
          ServerlessConfig:
            MemorySizeInMB: 4096
            MaxConcurrency: 10
""",
        ),
        Example(
            "python",
            """\
from sagemaker.serverless import ServerlessInferenceConfig
from sagemaker.pytorch import PyTorchModel

model = PyTorchModel(model_data="s3://models/ocr.tar.gz", role="ml", entry_point="inference.py")
# smlint: payload=10MB
predictor = model.deploy(serverless_inference_config=ServerlessInferenceConfig())  # <- here
""",
        ),
    ),
    good=(
        Example(
            "terraform",
            """\
# smlint: payload=3MB
resource "aws_sagemaker_endpoint_configuration" "ocr" {
  production_variants {
    model_name = "ocr"
    serverless_config {
      memory_size_in_mb = 4096
      max_concurrency   = 10
    }
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  # smlint: payload=5MB
  OcrConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: ocr
          InstanceType: ml.m5.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
""",
        ),
    ),
    check=check,
)
