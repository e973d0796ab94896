"""Deploys the reader of scanned invoices. What it is for is declared in ../smlint.yaml."""

import argparse

import boto3

MEMORY = 6144


def deploy(image: str, role: str, version: str) -> None:
    sagemaker = boto3.client("sagemaker")
    name = f"invoice-ocr-{version}"
    sagemaker.create_model(
        ModelName=name,
        ExecutionRoleArn=role,
        PrimaryContainer={
            "Image": image,
            "ModelDataUrl": f"s3://payments-models/ocr/{version}/model.tar.gz",
        },
    )
    sagemaker.create_endpoint_config(
        EndpointConfigName=name,
        ProductionVariants=[
            {
                "VariantName": "AllTraffic",
                "ModelName": name,
                "ServerlessConfig": {"MemorySizeInMB": MEMORY, "MaxConcurrency": 10},
            }
        ],
    )
    sagemaker.create_endpoint(EndpointName="invoice-ocr", EndpointConfigName=name)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--image", required=True)
    parser.add_argument("--role", required=True)
    parser.add_argument("--version", default="v3")
    arguments = parser.parse_args()
    deploy(arguments.image, arguments.role, arguments.version)
