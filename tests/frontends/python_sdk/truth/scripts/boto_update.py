# cleanup: evolving=always
import boto3

sm = boto3.client("sagemaker")
runtime = boto3.client("sagemaker-runtime")


def config(version, instance_type):
    name = f"evolving-v{version}"
    sm.create_endpoint_config(
        EndpointConfigName=name,
        ProductionVariants=[
            {
                "VariantName": "main",
                "ModelName": "evolving",
                "InstanceType": instance_type,
                "InitialInstanceCount": version,
            }
        ],
    )
    return name


sm.create_model(
    ModelName="evolving",
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint(EndpointName="evolving", EndpointConfigName=config(1, "ml.m5.large"))
sm.update_endpoint(
    EndpointName="evolving",
    EndpointConfigName=config(2, "ml.m5.xlarge"),
    DeploymentConfig={
        "BlueGreenUpdatePolicy": {
            "TrafficRoutingConfiguration": {"Type": "ALL_AT_ONCE", "WaitIntervalInSeconds": 60},
            "TerminationWaitInSeconds": 300,
        }
    },
)
sm.update_endpoint_weights_and_capacities(
    EndpointName="evolving",
    DesiredWeightsAndCapacities=[{"VariantName": "main", "DesiredInstanceCount": 3}],
)
runtime.invoke_endpoint(EndpointName="evolving", Body="x")
sm.delete_endpoint(EndpointName="evolving")
