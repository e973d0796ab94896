# cleanup: shadowed=none
import boto3

sm = boto3.client("sagemaker")
for name in ["shadow-old", "shadow-new"]:
    sm.create_model(
        ModelName=name,
        PrimaryContainer={"Image": "i"},
        ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
    )
base = {"InstanceType": "ml.m5.large", "InitialInstanceCount": 1, "InitialVariantWeight": 1}
sm.create_endpoint_config(
    EndpointConfigName="shadowed",
    ProductionVariants=[base | {"VariantName": "old", "ModelName": "shadow-old"}],
    ShadowProductionVariants=[{**base, "VariantName": "new", "ModelName": "shadow-new"}],
)
sm.create_endpoint(
    EndpointName="shadowed",
    EndpointConfigName="shadowed",
    Tags=[{"Key": "environment", "Value": "dev"}],
    DeploymentConfig={
        "RollingUpdatePolicy": {
            "MaximumBatchSize": {"Type": "CAPACITY_PERCENT", "Value": 20},
            "WaitIntervalInSeconds": 120,
        },
        "AutoRollbackConfiguration": {"Alarms": [{"AlarmName": "errors"}]},
    },
)
