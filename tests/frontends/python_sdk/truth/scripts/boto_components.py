# cleanup: shared=none
import boto3

sm = boto3.client("sagemaker")
sm.create_model(
    ModelName="shared",
    PrimaryContainer={"Image": "i"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName="shared",
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "shared",
            "InstanceType": "ml.g5.2xlarge",
            "InitialInstanceCount": 1,
            "ManagedInstanceScaling": {
                "Status": "ENABLED",
                "MinInstanceCount": 0,
                "MaxInstanceCount": 4,
            },
            "RoutingConfig": {"RoutingStrategy": "LEAST_OUTSTANDING_REQUESTS"},
        }
    ],
)
sm.create_endpoint(EndpointName="shared", EndpointConfigName="shared")
COMPONENTS = [("llm", 1, 1), ("embed", 2, 4)]
for component, copies, cores in COMPONENTS:
    sm.create_inference_component(
        InferenceComponentName=component,
        EndpointName="shared",
        VariantName="AllTraffic",
        Specification={
            "ModelName": "shared",
            "ComputeResourceRequirements": {
                "NumberOfCpuCoresRequired": cores,
                "MinMemoryRequiredInMb": 1024 * copies,
            },
        },
        RuntimeConfig={"CopyCount": copies},
    )
sm.update_inference_component_runtime_config(
    InferenceComponentName="llm", DesiredRuntimeConfig={"CopyCount": 2}
)
for component, *_ in COMPONENTS:
    sm.delete_inference_component(InferenceComponentName=component)
