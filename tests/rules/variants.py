"""Endpoint configurations for the tests of this folder."""

from __future__ import annotations

from textwrap import indent

REALTIME = 'instance_type = "ml.m5.large"\n initial_instance_count = 1'
SERVERLESS = "serverless_config {\n memory_size_in_mb = 2048\n max_concurrency = 5\n }"
ASYNC = 'async_inference_config {\n output_config {\n s3_output_path = "s3://o/"\n }\n }'

VARIANT = """
resource "aws_sagemaker_endpoint_configuration" "x" {{
  production_variants {{
    variant_name           = "AllTraffic"
    model_name             = "x"
    instance_type          = {type}
    initial_instance_count = {count}
  }}
  tags = {{ Environment = {environment} }}
}}
"""


def variant(type_: str = '"ml.m5.large"', count: str = "1", environment: str = '"prod"') -> str:
    return VARIANT.format(type=type_, count=count, environment=environment)


def model(environment: str, variant_settings: str) -> str:
    return f"""
resource "aws_sagemaker_model" "x" {{
  execution_role_arn = "arn:aws:iam::111122223333:role/ml"
  primary_container {{
    image       = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/x:1"
    environment = {{ {environment} }}
  }}
}}
resource "aws_sagemaker_endpoint_configuration" "x" {{
  production_variants {{
    model_name = aws_sagemaker_model.x.name
    {variant_settings}
  }}
}}
"""


def config(declared: str, settings: str = REALTIME, more: str = "") -> str:
    """A configuration of which something is declared; `more` is what stands beside its variant."""
    return f"""# smlint: {declared}
resource "aws_sagemaker_endpoint_configuration" "x" {{
  production_variants {{
    variant_name = "AllTraffic"
    model_name   = "x"
{indent(settings, "    ")}
  }}
{indent(more, "  ")}
}}
variable "hidden" {{}}
"""
