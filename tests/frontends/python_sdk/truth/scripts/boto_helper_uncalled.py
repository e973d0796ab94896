# cleanup: helper=elsewhere
import boto3

sm = boto3.client("sagemaker")


def up():
    sm.create_model(
        ModelName="helper",
        PrimaryContainer={"Image": "i"},
        ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
    )
    sm.create_endpoint_config(
        EndpointConfigName="helper",
        ProductionVariants=[
            {
                "VariantName": "v",
                "ModelName": "helper",
                "InstanceType": "ml.m5.large",
                "InitialInstanceCount": 1,
            }
        ],
    )
    sm.create_endpoint(EndpointName="helper", EndpointConfigName="helper")


def down():
    sm.delete_endpoint(EndpointName="helper")


if __name__ == "__main__":
    up()
