"""Python deploy scripts and notebooks: boto3 and the SageMaker SDK."""

from smlint.frontends.python_sdk.reader import read

__all__ = ["read"]
