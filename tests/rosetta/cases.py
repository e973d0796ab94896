"""The same three endpoints in every language: the models must be equal."""

import json
from collections.abc import Mapping

from tests.rosetta.infrastructure import CDK, PULUMI
from tests.rosetta.kubernetes import KUBERNETES
from tests.rosetta.shell import SHELL
from tests.rosetta.step_functions import STEP_FUNCTIONS
from tests.rosetta.terraform_json import TERRAFORM_JSON

IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/fraud:1.4.2"
DATA = "s3://models/fraud/model.tar.gz"
ROLE = "arn:aws:iam::123456789012:role/fraud"

TERRAFORM_MODEL = f"""
resource "aws_sagemaker_model" "fraud" {{
  name               = "fraud"
  execution_role_arn = "{ROLE}"
  primary_container {{
    image          = "{IMAGE}"
    model_data_url = "{DATA}"
    environment    = {{ WORKERS = "2" }}
  }}
}}

resource "aws_sagemaker_endpoint" "fraud" {{
  name                 = "fraud"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.fraud.name
}}
"""

TERRAFORM_INSTANCES = """
resource "aws_sagemaker_endpoint_configuration" "fraud" {
  name = "fraud"
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.fraud.name
    initial_variant_weight = 1
    instance_type          = var.instance_type
    initial_instance_count = 2
  }
%s}

variable "instance_type" {
  type = string
}
"""

TERRAFORM = {
    "serverless": {
        "main.tf": TERRAFORM_MODEL
        + """
locals {
  memory = { small = 1024, large = 2048 * 2 }
}

resource "aws_sagemaker_endpoint_configuration" "fraud" {
  name = "fraud"
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.fraud.name
    initial_variant_weight = 1
    serverless_config {
      memory_size_in_mb = local.memory["large"]
      max_concurrency   = 20
    }
  }
}
"""
    },
    "realtime": {
        "terraform.tfvars": 'instance_type = "ml.m5.xlarge"\n',
        "main.tf": TERRAFORM_MODEL
        + TERRAFORM_INSTANCES % ""
        + """
resource "aws_appautoscaling_target" "fraud" {
  service_namespace  = "sagemaker"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.fraud.name}/variant/AllTraffic"
  min_capacity       = 2
  max_capacity       = 6
}

resource "aws_appautoscaling_policy" "fraud" {
  name               = "fraud"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.fraud.service_namespace
  scalable_dimension = aws_appautoscaling_target.fraud.scalable_dimension
  resource_id        = aws_appautoscaling_target.fraud.resource_id
  target_tracking_scaling_policy_configuration {
    target_value = 70
    predefined_metric_specification {
      predefined_metric_type = "SageMakerVariantInvocationsPerInstance"
    }
  }
}
""",
    },
    "async": {
        "terraform.tfvars": 'instance_type = "ml.m5.xlarge"\n',
        "main.tf": TERRAFORM_MODEL
        + TERRAFORM_INSTANCES
        % """  async_inference_config {
    client_config {
      max_concurrent_invocations_per_instance = 4
    }
    output_config {
      s3_output_path  = "s3://results/ok"
      s3_failure_path = "s3://results/failed"
    }
  }
"""
        + """
resource "aws_appautoscaling_target" "fraud" {
  service_namespace  = "sagemaker"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.fraud.name}/variant/AllTraffic"
  min_capacity       = 0
  max_capacity       = 4
}

resource "aws_appautoscaling_policy" "wake" {
  name               = "wake"
  policy_type        = "StepScaling"
  service_namespace  = aws_appautoscaling_target.fraud.service_namespace
  scalable_dimension = aws_appautoscaling_target.fraud.scalable_dimension
  resource_id        = aws_appautoscaling_target.fraud.resource_id
  step_scaling_policy_configuration {
    adjustment_type = "ChangeInCapacity"
    step_adjustment {
      metric_interval_lower_bound = 0
      scaling_adjustment          = 1
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "backlog" {
  alarm_name          = "backlog"
  namespace           = "AWS/SageMaker"
  metric_name         = "HasBacklogWithoutCapacity"
  dimensions          = { EndpointName = aws_sagemaker_endpoint.fraud.name }
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 2
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "missing"
  alarm_actions       = [aws_appautoscaling_policy.wake.arn]
}
""",
    },
}

CLOUDFORMATION_MODEL = f"""
Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ModelName: fraud
      ExecutionRoleArn: {ROLE}
      PrimaryContainer:
        Image: !Sub "{IMAGE.replace("eu-west-1", "${Region}")}"
        ModelDataUrl: {DATA}
        Environment: {{WORKERS: "2"}}
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: fraud
      EndpointConfigName: !GetAtt Config.EndpointConfigName
"""

CLOUDFORMATION_INSTANCES = """
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      EndpointConfigName: fraud
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InitialVariantWeight: 1
          InstanceType: !FindInMap [Types, !Ref Size, Type]
          InitialInstanceCount: 2
"""

PARAMETERS = """
Parameters:
  Region: {Type: String, Default: eu-west-1}
  Size: {Type: String, Default: large}
Mappings:
  Types:
    large: {Type: ml.m5.xlarge}
"""

CLOUDFORMATION = {
    "serverless": {
        "template.yaml": PARAMETERS
        + CLOUDFORMATION_MODEL
        + """
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      EndpointConfigName: fraud
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InitialVariantWeight: 1
          ServerlessConfig: {MemorySizeInMB: "4096", MaxConcurrency: 20}
"""
    },
    "realtime": {
        "template.yaml": PARAMETERS
        + CLOUDFORMATION_MODEL
        + CLOUDFORMATION_INSTANCES
        + """
  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      ResourceId: !Join ["/", [endpoint, !GetAtt Endpoint.EndpointName, variant, AllTraffic]]
      MinCapacity: 2
      MaxCapacity: 6
  Policy:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: fraud
      PolicyType: TargetTrackingScaling
      ScalingTargetId: !Ref Target
      TargetTrackingScalingPolicyConfiguration:
        TargetValue: 70
        PredefinedMetricSpecification:
          PredefinedMetricType: SageMakerVariantInvocationsPerInstance
"""
    },
    "async": {
        "template.yaml": PARAMETERS
        + CLOUDFORMATION_MODEL
        + CLOUDFORMATION_INSTANCES
        + """
      AsyncInferenceConfig:
        ClientConfig: {MaxConcurrentInvocationsPerInstance: 4}
        OutputConfig: {S3OutputPath: s3://results/ok, S3FailurePath: s3://results/failed}
  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      ResourceId: !Sub endpoint/${Endpoint.EndpointName}/variant/AllTraffic
      MinCapacity: 0
      MaxCapacity: 4
  Wake:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: wake
      PolicyType: StepScaling
      ScalingTargetId: !Ref Target
      StepScalingPolicyConfiguration:
        AdjustmentType: ChangeInCapacity
        StepAdjustments: [{MetricIntervalLowerBound: 0, ScalingAdjustment: 1}]
  Backlog:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmName: backlog
      Namespace: AWS/SageMaker
      MetricName: HasBacklogWithoutCapacity
      Dimensions: [{Name: EndpointName, Value: !GetAtt Endpoint.EndpointName}]
      Statistic: Average
      Period: 60
      EvaluationPeriods: 2
      Threshold: 1
      ComparisonOperator: GreaterThanOrEqualToThreshold
      TreatMissingData: missing
      AlarmActions: [!Ref Wake]
"""
    },
}

BOTO3_MODEL = f"""
import boto3

sm = boto3.client("sagemaker")
NAME = "fraud"
sm.create_model(
    ModelName=NAME,
    ExecutionRoleArn="{ROLE}",
    PrimaryContainer={{
        "Image": "{IMAGE}",
        "ModelDataUrl": "{DATA}",
        "Environment": {{"WORKERS": "2"}},
    }},
)
variant = {{"VariantName": "AllTraffic", "ModelName": NAME, "InitialVariantWeight": 1}}
"""

BOTO3_INSTANCES = """
variant = {**variant, "InstanceType": "ml.m5.xlarge", "InitialInstanceCount": 2}
"""

BOTO3_ENDPOINT = """
sm.create_endpoint(EndpointName=NAME, EndpointConfigName=NAME)
"""

AUTOSCALING = """
scaling = boto3.client("application-autoscaling")
target = dict(
    ServiceNamespace="sagemaker",
    ResourceId=f"endpoint/{NAME}/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
)
scaling.register_scalable_target(MinCapacity=2, MaxCapacity=6, **target)
scaling.put_scaling_policy(
    PolicyName="fraud",
    PolicyType="TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration={
        "TargetValue": 70,
        "PredefinedMetricSpecification": {
            "PredefinedMetricType": "SageMakerVariantInvocationsPerInstance"
        },
    },
    **target,
)
"""

WAKING = """
scaling = boto3.client("application-autoscaling")
target = dict(
    ServiceNamespace="sagemaker",
    ResourceId=f"endpoint/{NAME}/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
)
scaling.register_scalable_target(MinCapacity=0, MaxCapacity=4, **target)
wake = scaling.put_scaling_policy(
    PolicyName="wake",
    PolicyType="StepScaling",
    StepScalingPolicyConfiguration={
        "AdjustmentType": "ChangeInCapacity",
        "StepAdjustments": [{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 1}],
    },
    **target,
)
boto3.client("cloudwatch").put_metric_alarm(
    AlarmName="backlog",
    Namespace="AWS/SageMaker",
    MetricName="HasBacklogWithoutCapacity",
    Dimensions=[{"Name": "EndpointName", "Value": NAME}],
    Statistic="Average",
    Period=60,
    EvaluationPeriods=2,
    Threshold=1,
    ComparisonOperator="GreaterThanOrEqualToThreshold",
    TreatMissingData="missing",
    AlarmActions=[wake["PolicyARN"]],
)
"""

BOTO3 = {
    "serverless": BOTO3_MODEL
    + """
variant["ServerlessConfig"] = {"MemorySizeInMB": 4096, "MaxConcurrency": 20}
sm.create_endpoint_config(EndpointConfigName=NAME, ProductionVariants=[variant])
"""
    + BOTO3_ENDPOINT,
    "realtime": BOTO3_MODEL
    + BOTO3_INSTANCES
    + """
sm.create_endpoint_config(EndpointConfigName=NAME, ProductionVariants=[variant])
"""
    + BOTO3_ENDPOINT
    + AUTOSCALING,
    "async": BOTO3_MODEL
    + BOTO3_INSTANCES
    + """
output = {"S3OutputPath": "s3://results/ok", "S3FailurePath": "s3://results/failed"}
sm.create_endpoint_config(
    EndpointConfigName=NAME,
    ProductionVariants=[variant],
    AsyncInferenceConfig={
        "ClientConfig": {"MaxConcurrentInvocationsPerInstance": 4},
        "OutputConfig": output,
    },
)
"""
    + BOTO3_ENDPOINT
    + WAKING,
}

SDK_MODEL = f"""
import boto3
from sagemaker.async_inference import AsyncInferenceConfig
from sagemaker.model import Model
from sagemaker.serverless import ServerlessInferenceConfig

NAME = "fraud"
model = Model(
    name=NAME,
    image_uri="{IMAGE}",
    model_data="{DATA}",
    role="{ROLE}",
    env={{"WORKERS": "2"}},
)
"""

SDK = {
    "serverless": SDK_MODEL
    + """
config = ServerlessInferenceConfig(memory_size_in_mb=4096, max_concurrency=20)
model.deploy(endpoint_name=NAME, serverless_inference_config=config)
""",
    "realtime": SDK_MODEL
    + """
model.deploy(2, "ml.m5.xlarge", endpoint_name=NAME)
"""
    + AUTOSCALING,
    "async": SDK_MODEL
    + """
config = AsyncInferenceConfig(
    output_path="s3://results/ok",
    failure_path="s3://results/failed",
    max_concurrent_invocations_per_instance=4,
)
model.deploy(
    initial_instance_count=2,
    instance_type="ml.m5.xlarge",
    endpoint_name=NAME,
    async_inference_config=config,
)
"""
    + WAKING,
}


def notebook(script: str) -> str:
    """`script` as a notebook: a heading, a magic, and a cell for each paragraph."""
    cells: list[dict[str, object]] = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Deploy\n"]},
        {"cell_type": "code", "metadata": {}, "source": ["%pip install sagemaker\n"]},
    ]
    for paragraph in script.strip().split("\n\n"):
        lines = paragraph.splitlines(keepends=True)
        cells.append({"cell_type": "code", "metadata": {}, "source": lines, "outputs": []})
    metadata = {"kernelspec": {"language": "python", "name": "python3"}}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


PROJECTS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "terraform": TERRAFORM,
    "terraform-json": TERRAFORM_JSON,
    "cloudformation": CLOUDFORMATION,
    "kubernetes": KUBERNETES,
    "step-functions": STEP_FUNCTIONS,
    "cdk": CDK,
    "pulumi": PULUMI,
}
SCRIPTS = {"shell": ("deploy.sh", SHELL), "boto3": ("deploy.py", BOTO3), "sdk": ("deploy.py", SDK)}


def files(language: str, kind: str) -> Mapping[str, str]:
    """The project that writes `kind` in `language`."""
    if language == "notebook":
        return {"deploy.ipynb": notebook(SDK[kind])}
    if language in SCRIPTS:
        path, scripts = SCRIPTS[language]
        return {path: scripts[kind]}
    return PROJECTS[language][kind]
