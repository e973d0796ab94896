# cleanup: clients=always
import boto3

session = boto3.session.Session(region_name="eu-west-1")
clients = {name: session.client(name) for name in ("sagemaker", "sagemaker-runtime")}
clients["scaling"] = session.client("application-autoscaling")

clients["sagemaker"].create_model(
    ModelName="clients",
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
clients["sagemaker"].create_endpoint_config(
    EndpointConfigName="clients",
    ProductionVariants=[
        {
            "VariantName": "main",
            "ModelName": "clients",
            "InstanceType": "ml.m5.large",
            "InitialInstanceCount": 2,
        }
    ],
)
clients["sagemaker"].create_endpoint(EndpointName="clients", EndpointConfigName="clients")
resource = "endpoint/clients/variant/main"
target = {
    "ServiceNamespace": "sagemaker",
    "ResourceId": resource,
    "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
}
clients["scaling"].register_scalable_target(MinCapacity=1, MaxCapacity=4, **target)
clients["scaling"].put_scaling_policy(
    PolicyName="invocations",
    PolicyType="TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration={
        "TargetValue": 70.0,
        "PredefinedMetricSpecification": {
            "PredefinedMetricType": "SageMakerVariantInvocationsPerInstance"
        },
        "ScaleInCooldown": 600,
        "ScaleOutCooldown": 300,
    },
    **target,
)
clients["sagemaker-runtime"].invoke_endpoint(EndpointName="clients", Body="1")
clients["scaling"].delete_scaling_policy(PolicyName="invocations", **target)
clients["scaling"].deregister_scalable_target(**target)
clients["sagemaker"].delete_endpoint(EndpointName="clients")
