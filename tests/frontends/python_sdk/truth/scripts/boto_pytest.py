# cleanup: fixed=guaranteed
import boto3
import pytest


@pytest.fixture(scope="session")
def sm():
    return boto3.client("sagemaker")


@pytest.fixture(scope="module")
def endpoint(sm):
    sm.create_model(
        ModelName="fixed",
        PrimaryContainer={"Image": "i"},
        ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
    )
    sm.create_endpoint_config(
        EndpointConfigName="fixed",
        ProductionVariants=[
            {
                "VariantName": "v",
                "ModelName": "fixed",
                "InstanceType": "ml.m5.large",
                "InitialInstanceCount": 1,
            }
        ],
    )
    sm.create_endpoint(EndpointName="fixed", EndpointConfigName="fixed")
    yield "fixed"
    sm.delete_endpoint(EndpointName="fixed")


def test_it_answers(endpoint):
    runtime = boto3.client("sagemaker-runtime")
    assert runtime.invoke_endpoint(EndpointName=endpoint, Body="1")


def test_it_is_there(sm, endpoint):
    assert sm.describe_endpoint(EndpointName=endpoint)["EndpointStatus"] == "InService"
