"""The three endpoints of Rosetta in manifests of Kubernetes."""

MODEL = """
apiVersion: sagemaker.services.k8s.aws/v1alpha1
kind: Model
metadata: {name: fraud}
spec:
  modelName: fraud
  executionRoleARN: arn:aws:iam::123456789012:role/fraud
  primaryContainer:
    image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/fraud:1.4.2
    modelDataURL: s3://models/fraud/model.tar.gz
    environment: {WORKERS: "2"}
---
apiVersion: sagemaker.services.k8s.aws/v1alpha1
kind: Endpoint
metadata: {name: fraud}
spec: {endpointName: fraud, endpointConfigName: fraud}
"""
CONFIG = """
apiVersion: sagemaker.services.k8s.aws/v1alpha1
kind: EndpointConfig
metadata: {name: fraud}
spec:
  endpointConfigName: fraud
  productionVariants:
    - variantName: AllTraffic
      modelName: fraud
      initialVariantWeight: 1
"""
INSTANCES = f"""{CONFIG}
      instanceType: ml.m5.xlarge
      initialInstanceCount: 2
"""
SCALED = """
apiVersion: applicationautoscaling.services.k8s.aws/v1alpha1
kind: ScalableTarget
metadata: {name: fraud}
spec:
  serviceNamespace: sagemaker
  scalableDimension: sagemaker:variant:DesiredInstanceCount
  resourceID: endpoint/fraud/variant/AllTraffic
"""
POLICY = """
apiVersion: applicationautoscaling.services.k8s.aws/v1alpha1
kind: ScalingPolicy
metadata: {name: fraud}
spec:
  serviceNamespace: sagemaker
  scalableDimension: sagemaker:variant:DesiredInstanceCount
  resourceID: endpoint/fraud/variant/AllTraffic
"""

WAKE = (
    "arn:aws:autoscaling:eu-west-1:123456789012:scalingPolicy:0:resource/sagemaker/"
    "endpoint/fraud/variant/AllTraffic:policyName/wake"
)

KUBERNETES = {
    "serverless": {
        "fraud/model.yaml": MODEL,
        "fraud/config.yaml": f"{CONFIG}\n      "
        "serverlessConfig: {memorySizeInMB: 4096, maxConcurrency: 20}",
    },
    "realtime": {
        "fraud/model.yaml": MODEL,
        "fraud/config.yaml": INSTANCES,
        "fraud/scaling.yaml": f"""{SCALED}
  minCapacity: 2
  maxCapacity: 6
---
{POLICY}
  policyName: fraud
  policyType: TargetTrackingScaling
  targetTrackingScalingPolicyConfiguration:
    targetValue: 70
    predefinedMetricSpecification:
      predefinedMetricType: SageMakerVariantInvocationsPerInstance
""",
    },
    "async": {
        "fraud/model.yaml": MODEL,
        "fraud/config.yaml": f"""{INSTANCES}
  asyncInferenceConfig:
    clientConfig: {{maxConcurrentInvocationsPerInstance: 4}}
    outputConfig: {{s3OutputPath: s3://results/ok, s3FailurePath: s3://results/failed}}
""",
        "fraud/scaling.yaml": f"""{SCALED}
  minCapacity: 0
  maxCapacity: 4
---
{POLICY}
  policyName: wake
  policyType: StepScaling
  stepScalingPolicyConfiguration:
    adjustmentType: ChangeInCapacity
    stepAdjustments: [{{metricIntervalLowerBound: 0, scalingAdjustment: 1}}]
""",
        "fraud/alarm.yml": f"""
apiVersion: cloudwatch.services.k8s.aws/v1alpha1
kind: MetricAlarm
metadata: {{name: backlog}}
spec:
  name: backlog
  namespace: AWS/SageMaker
  metricName: HasBacklogWithoutCapacity
  dimensions: [{{name: EndpointName, value: fraud}}]
  statistic: Average
  period: 60
  evaluationPeriods: 2
  threshold: 1
  comparisonOperator: GreaterThanOrEqualToThreshold
  treatMissingData: missing
  alarmActions:
    - {WAKE}
""",
    },
}
