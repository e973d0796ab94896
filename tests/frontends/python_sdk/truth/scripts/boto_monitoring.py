# cleanup: watched=none
import boto3

sm = boto3.client("sagemaker")
sm.create_model(
    ModelName="watched",
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName="watched",
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": "watched",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }
    ],
    DataCaptureConfig={
        "EnableCapture": True,
        "InitialSamplingPercentage": 100,
        "DestinationS3Uri": "s3://capture",
        "CaptureOptions": [{"CaptureMode": mode} for mode in ("Input", "Output")],
    },
)
sm.create_endpoint(EndpointName="watched", EndpointConfigName="watched")
boto3.client("cloudwatch").put_metric_alarm(
    AlarmName="watched-5xx",
    Namespace="AWS/SageMaker",
    MetricName="Invocation5XXErrors",
    Dimensions=[
        {"Name": "EndpointName", "Value": "watched"},
        {"Name": "VariantName", "Value": "v"},
    ],
    Statistic="Sum",
    Period=300,
    EvaluationPeriods=1,
    Threshold=5.0,
    ComparisonOperator="GreaterThanThreshold",
)
