# cleanup: only=none
import boto3

sns = boto3.client("sns")
platform = sns.create_platform_application(Name="app", Platform="GCM", Attributes={})
device = sns.create_platform_endpoint(
    PlatformApplicationArn=platform["PlatformApplicationArn"], Token="t"
)
sns.delete_endpoint(EndpointArn=device["EndpointArn"])
ecs_scaling = boto3.client("application-autoscaling")
boto3.client("ecs").create_cluster(clusterName="c")
boto3.client("dynamodb").create_table(
    TableName="t",
    KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
    AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}],
    BillingMode="PAY_PER_REQUEST",
)
ecs_scaling.register_scalable_target(
    ServiceNamespace="dynamodb",
    ResourceId="table/t",
    ScalableDimension="dynamodb:table:ReadCapacityUnits",
    MinCapacity=5,
    MaxCapacity=50,
)
sm = boto3.client("sagemaker")
sm.create_model(
    ModelName="only",
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName="only",
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": "only",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName="only", EndpointConfigName="only")
