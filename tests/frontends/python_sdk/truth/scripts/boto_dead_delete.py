# cleanup: undead=none
import boto3

sm = boto3.client("sagemaker")
DRY_RUN = True
LEFTOVERS = []


def main():
    sm.create_model(
        ModelName="undead",
        PrimaryContainer={"Image": "i"},
        ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
    )
    sm.create_endpoint_config(
        EndpointConfigName="undead",
        ProductionVariants=[
            {
                "VariantName": "v",
                "ModelName": "undead",
                "InstanceType": "ml.m5.large",
                "InitialInstanceCount": 1,
            }
        ],
    )
    sm.create_endpoint(EndpointName="undead", EndpointConfigName="undead")
    for name in LEFTOVERS:
        sm.delete_endpoint(EndpointName=name)
    if not DRY_RUN:
        sm.delete_endpoint(EndpointName="undead")
    return
    sm.delete_endpoint(EndpointName="undead")


if __name__ == "__main__":
    main()
