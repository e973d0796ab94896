"""Clients, made once."""

from functools import lru_cache

import boto3

from .settings import REGION


@lru_cache(maxsize=None)
def sagemaker():
    return boto3.client("sagemaker", region_name=REGION)


@lru_cache(maxsize=None)
def runtime():
    return boto3.client("sagemaker-runtime", region_name=REGION)
