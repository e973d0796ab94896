"""The three endpoints of Rosetta as scripts of the AWS command line."""

HEAD = """#!/usr/bin/env bash
set -euo pipefail

NAME=${NAME:-fraud}
IMAGE="123456789012.dkr.ecr.eu-west-1.amazonaws.com/fraud:1.4.2"

aws sagemaker create-model --model-name "$NAME" \\
  --execution-role-arn arn:aws:iam::123456789012:role/fraud \\
  --primary-container \\
  "Image=$IMAGE,ModelDataUrl=s3://models/fraud/model.tar.gz,Environment={WORKERS=2}"
"""
MADE = """
aws sagemaker create-endpoint --endpoint-name "$NAME" --endpoint-config-name "$NAME"
"""
INSTANCES = """
TYPE=ml.m5.xlarge
cat > variants.json <<JSON
[{"VariantName": "AllTraffic", "ModelName": "$NAME", "InitialVariantWeight": 1,
  "InstanceType": "$TYPE", "InitialInstanceCount": $((1 + 1))}]
JSON
"""
TARGET = """
TARGET=(--service-namespace sagemaker --resource-id "endpoint/$NAME/variant/AllTraffic"
  --scalable-dimension sagemaker:variant:DesiredInstanceCount)
"""

SHELL = {
    "serverless": HEAD
    + """
SERVERLESS='ServerlessConfig={MemorySizeInMB=4096,MaxConcurrency=20}'
aws sagemaker create-endpoint-config --endpoint-config-name "$NAME" --production-variants \\
  "VariantName=AllTraffic,ModelName=$NAME,InitialVariantWeight=1,$SERVERLESS"
"""
    + MADE,
    "realtime": HEAD
    + INSTANCES
    + """
aws sagemaker create-endpoint-config --endpoint-config-name "$NAME" \\
  --production-variants file://variants.json
"""
    + MADE
    + TARGET
    + """
aws application-autoscaling register-scalable-target "${TARGET[@]}" \\
  --min-capacity 2 --max-capacity 6
aws application-autoscaling put-scaling-policy "${TARGET[@]}" --policy-name fraud \\
  --policy-type TargetTrackingScaling --target-tracking-scaling-policy-configuration '{
    "TargetValue": 70,
    "PredefinedMetricSpecification": {
      "PredefinedMetricType": "SageMakerVariantInvocationsPerInstance"
    }
  }'
""",
    "async": HEAD
    + INSTANCES
    + """
aws sagemaker create-endpoint-config --endpoint-config-name "$NAME" \\
  --production-variants "$(cat variants.json)" --async-inference-config \\
  "OutputConfig={S3OutputPath=s3://results/ok,S3FailurePath=s3://results/failed},\\
ClientConfig={MaxConcurrentInvocationsPerInstance=4}"
"""
    + MADE
    + TARGET
    + """
aws application-autoscaling register-scalable-target "${TARGET[@]}" \\
  --min-capacity 0 --max-capacity 4
STEPS='[{MetricIntervalLowerBound=0,ScalingAdjustment=1}]'
WAKE=$(aws application-autoscaling put-scaling-policy "${TARGET[@]}" --policy-name wake \\
  --policy-type StepScaling --step-scaling-policy-configuration \\
  "AdjustmentType=ChangeInCapacity,StepAdjustments=$STEPS" \\
  --query PolicyARN --output text)
aws cloudwatch put-metric-alarm --alarm-name backlog --namespace AWS/SageMaker \\
  --metric-name HasBacklogWithoutCapacity --dimensions "Name=EndpointName,Value=$NAME" \\
  --statistic Average --period 60 --evaluation-periods 2 --threshold 1 \\
  --comparison-operator GreaterThanOrEqualToThreshold --treat-missing-data missing \\
  --alarm-actions "$WAKE"
""",
}
