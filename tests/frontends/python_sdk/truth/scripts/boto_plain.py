# cleanup: fraud=always
import boto3

sm = boto3.client("sagemaker")
runtime = boto3.client("sagemaker-runtime")

sm.create_model(
    ModelName="fraud",
    PrimaryContainer={
        "Image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/fraud:1",
        "ModelDataUrl": "s3://models/fraud.tar.gz",
        "Environment": {"THREADS": "2"},
    },
    ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
)
sm.create_endpoint_config(
    EndpointConfigName="fraud-config",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "fraud",
            "InstanceType": "ml.m5.xlarge",
            "InitialInstanceCount": 2,
        }
    ],
)
sm.create_endpoint(EndpointName="fraud", EndpointConfigName="fraud-config")
sm.get_waiter("endpoint_in_service").wait(EndpointName="fraud")
answer = runtime.invoke_endpoint(EndpointName="fraud", Body=b"1,2", ContentType="text/csv")
print(answer["Body"].read())
sm.delete_endpoint(EndpointName="fraud")
sm.delete_endpoint_config(EndpointConfigName="fraud-config")
sm.delete_model(ModelName="fraud")
