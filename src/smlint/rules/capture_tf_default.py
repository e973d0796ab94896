"""Data capture that is described in Terraform and stays off."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import having, per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.rule import Evidence, Example, Instead, Match, Rule, need


@having("data_capture_config")
@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match a configuration that is off because nothing says otherwise."""
    if endpoint.language != "terraform":
        return
    capture = need(endpoint.data_capture_config)
    if capture is None or need(capture.enable_capture) is not False:
        return
    if any(hop.kind == "implied" for hop in capture.enable_capture.via):
        yield Match(
            capture.span,
            "nothing is captured: enable_capture is not written, and the Terraform provider turns "
            "it off then",
            (Evidence("not written here", capture.enable_capture),),
            instead=(
                Instead(
                    "AWS::SageMaker::EndpointConfig",
                    {"DataCaptureConfig": {"EnableCapture": True}},
                ),
            ),
        )


RULE = Rule(
    id="SM961",
    name="capture-tf-default",
    title="Data capture that Terraform leaves off",
    category="correctness",
    severity="warning",
    preset="recommended",
    sources=(
        Citation(
            "Terraform AWS provider, aws_sagemaker_endpoint_configuration",
            "https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/sagemaker_endpoint_configuration.html.markdown",
            "2026-11-21",
            "enable_capture is false unless it is written.",
        ),
        Citation(
            "DataCaptureConfig, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DataCaptureConfig.html",
            "2026-11-21",
            "In the API itself, capture is enabled unless it is disabled.",
        ),
    ),
    explanation=(
        "Whoever writes a data_capture_config, with a sampling rate and a bucket, wants data to be "
        "captured. The API takes it so: capture is on unless EnableCapture is false. The Terraform "
        "provider has another default and sends false, so that the endpoint is deployed, works, "
        "and records nothing, which is found out on the day when the data is needed."
    ),
    remedy="Write enable_capture = true, or false if that is meant.",
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = "search"
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
  data_capture_config { # <- here
    initial_sampling_percentage = 10
    destination_s3_uri          = "s3://captured/search/"
    capture_options {
      capture_mode = "InputAndOutput"
    }
  }
}
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
    instance_type          = "ml.c5.xlarge"
    initial_instance_count = 2
  }
  data_capture_config {
    enable_capture              = true
    initial_sampling_percentage = 10
    destination_s3_uri          = "s3://captured/search/"
    capture_options {
      capture_mode = "InputAndOutput"
    }
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: search
          InstanceType: ml.c5.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
      DataCaptureConfig:
        InitialSamplingPercentage: 10
        DestinationS3Uri: s3://captured/search/
        CaptureOptions:
          - CaptureMode: InputAndOutput
""",
        ),
    ),
    check=check,
)
