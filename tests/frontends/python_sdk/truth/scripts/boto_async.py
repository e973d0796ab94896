# cleanup: coro=guaranteed
import asyncio

import boto3


class AsyncClient:
    """As aiobotocore's: a client to be entered, whose methods are awaited."""

    def __init__(self, service):
        self.client = boto3.client(service)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *details):
        return None


async def main():
    async with AsyncClient("sagemaker") as sm:
        await asyncio.to_thread(
            sm.client.create_model,
            ModelName="coro",
            PrimaryContainer={"Image": "i"},
            ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
        )
        sm.client.create_endpoint_config(
            EndpointConfigName="coro",
            ProductionVariants=[
                {
                    "VariantName": "v",
                    "ModelName": "coro",
                    "InstanceType": "ml.m5.large",
                    "InitialInstanceCount": 1,
                }
            ],
        )
        try:
            sm.client.create_endpoint(EndpointName="coro", EndpointConfigName="coro")
            await asyncio.sleep(0)
            boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="coro", Body="1")
        finally:
            sm.client.delete_endpoint(EndpointName="coro")


asyncio.run(main())
