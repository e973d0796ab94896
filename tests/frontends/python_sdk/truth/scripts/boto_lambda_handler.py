# cleanup: handled=always
import boto3

sm = boto3.client("sagemaker")
runtime = boto3.client("sagemaker-runtime")


def lambda_handler(event, context):
    name = event.get("name", "handled")
    sm.create_model(
        ModelName=name,
        PrimaryContainer={"Image": event["image"]},
        ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
    )
    sm.create_endpoint_config(
        EndpointConfigName=name,
        ProductionVariants=[
            {
                "VariantName": "v",
                "ModelName": name,
                "InstanceType": event.get("instance_type", "ml.m5.large"),
                "InitialInstanceCount": 1,
            }
        ],
    )
    sm.create_endpoint(EndpointName=name, EndpointConfigName=name)
    runtime.invoke_endpoint(EndpointName=name, Body="1")
    sm.delete_endpoint(EndpointName=name)
    return {"statusCode": 200}


if __name__ == "__main__":
    lambda_handler({"image": "i"}, None)
