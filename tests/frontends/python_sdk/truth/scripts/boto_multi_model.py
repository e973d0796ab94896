# cleanup: tenants=always
import boto3

sm = boto3.client("sagemaker")
sm.create_model(
    ModelName="tenants",
    Containers=[
        {
            "Image": "multi",
            "Mode": "MultiModel",
            "ModelDataUrl": "s3://models/tenants/",
            "MultiModelConfig": {"ModelCacheSetting": "Enabled"},
        }
    ],
    InferenceExecutionConfig={"Mode": "Direct"},
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
    VpcConfig={"SecurityGroupIds": ["sg-1"], "Subnets": ["subnet-1", "subnet-2"]},
    EnableNetworkIsolation=True,
)
sm.create_endpoint_config(
    EndpointConfigName="tenants",
    ProductionVariants=[
        {
            "VariantName": "v",
            "ModelName": "tenants",
            "InstanceType": "ml.r5.xlarge",
            "InitialInstanceCount": 2,
            "VolumeSizeInGB": 100,
            "ContainerStartupHealthCheckTimeoutInSeconds": 600,
        }
    ],
    KmsKeyId="arn:aws:kms:eu-west-1:123456789012:key/1",
)
sm.create_endpoint(EndpointName="tenants", EndpointConfigName="tenants")
for tenant in ("a", "b"):
    boto3.client("sagemaker-runtime").invoke_endpoint(
        EndpointName="tenants", TargetModel=f"{tenant}.tar.gz", Body="1"
    )
sm.delete_endpoint(EndpointName="tenants")
