# cleanup: sleepy=none
import boto3

sm = boto3.client("sagemaker")
aas = boto3.client("application-autoscaling")
cw = boto3.client("cloudwatch")
name, variant = "sleepy", "AllTraffic"
sm.create_model(
    ModelName=name,
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName=name,
    ProductionVariants=[
        {
            "VariantName": variant,
            "ModelName": name,
            "InstanceType": "ml.g4dn.xlarge",
            "InitialInstanceCount": 1,
        }
    ],
    AsyncInferenceConfig={
        "OutputConfig": {
            "S3OutputPath": "s3://out/%s" % name,
            "NotificationConfig": {
                "SuccessTopic": "arn:aws:sns:eu-west-1:123456789012:done",
                "ErrorTopic": "arn:aws:sns:eu-west-1:123456789012:failed",
            },
        }
    },
)
sm.create_endpoint(EndpointName=name, EndpointConfigName=name)
resource_id = "endpoint/{}/variant/{}".format(name, variant)
aas.register_scalable_target(
    ServiceNamespace="sagemaker",
    ResourceId=resource_id,
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    MinCapacity=0,
    MaxCapacity=5,
)
aas.put_scheduled_action(
    ServiceNamespace="sagemaker",
    ScheduledActionName="night",
    ResourceId=resource_id,
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    Schedule="cron(0 20 * * ? *)",
    ScalableTargetAction={"MinCapacity": 0, "MaxCapacity": 0},
)
policy = aas.put_scaling_policy(
    PolicyName="backlog",
    ServiceNamespace="sagemaker",
    ResourceId=resource_id,
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    PolicyType="StepScaling",
    StepScalingPolicyConfiguration={
        "AdjustmentType": "ChangeInCapacity",
        "Cooldown": 120,
        "StepAdjustments": [{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 1}],
    },
)
cw.put_metric_alarm(
    AlarmName="backlog-without-capacity",
    AlarmActions=[policy["PolicyARN"]],
    MetricName="HasBacklogWithoutCapacity",
    Namespace="AWS/SageMaker",
    Statistic="Average",
    Dimensions=[{"Name": "EndpointName", "Value": name}],
    Period=60,
    EvaluationPeriods=2,
    Threshold=1,
    ComparisonOperator="GreaterThanOrEqualToThreshold",
    TreatMissingData="missing",
)
