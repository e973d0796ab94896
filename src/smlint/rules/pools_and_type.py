"""A variant with instance pools and a type of its own."""

from __future__ import annotations

from smlint.aws_api.kinds import OneOf
from smlint.core.facts import Citation
from smlint.core.rule import Example, Rule
from smlint.rules._documented import VARIANTS, documented

RULE = Rule(
    id="SM932",
    name="pools-and-type",
    title="Instance pools beside an instance type",
    category="correctness",
    severity="error",
    preset="recommended",
    sources=(
        Citation(
            "Deploy to multiple instance types with instance pools",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-heterogeneous.html",
            "2026-11-21",
            "Instance pools take the place of the instance type of a variant.",
        ),
        Citation(
            "ProductionVariant, Amazon SageMaker API Reference",
            "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html",
            "2026-11-21",
            (
                "A pool says one instance type and its priority; pools make an endpoint of "
                "several types."
            ),
        ),
    ),
    explanation=(
        "A variant runs on one instance type, on pools of several that are tried in the order of "
        "their priority, or serverless. Pools name their types themselves, so that a type beside "
        "them says something else."
    ),
    remedy="Keep the pools, and name the instance type in one of them.",
    bad=(
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
          InstanceType: ml.g6.xlarge # <- here
          InitialInstanceCount: 2
          InstancePools:
            - {InstanceType: ml.g6.xlarge, Priority: 1}
            - {InstanceType: ml.g5.xlarge, Priority: 2}
""",
        ),
        Example(
            "python",
            """\
import boto3

boto3.client("sagemaker").create_endpoint_config(
    EndpointConfigName="search",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "search",
            "InstanceType": "ml.g6.xlarge",  # <- here
            "InitialInstanceCount": 2,
            "InstancePools": [
                {"InstanceType": "ml.g5.xlarge", "Priority": 1},
            ],
        }
    ],
)
""",
        ),
    ),
    good=(
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
          InitialInstanceCount: 2
          InstancePools:
            - {InstanceType: ml.g6.xlarge, Priority: 1}
            - {InstanceType: ml.g5.xlarge, Priority: 2}
""",
        ),
    ),
    check_deployed=documented(
        (VARIANTS, OneOf("InstancePools", "InstanceType")),
        (VARIANTS, OneOf("ServerlessConfig", "InstancePools")),
    ),
)
