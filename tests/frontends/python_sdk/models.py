"""Models of the SDK for the tests of this folder."""

from __future__ import annotations

from smlint.core.resource import Resource
from smlint.core.values import Known, Tree
from tests.frontends.python_sdk.scripts import (
    resources,
)

MODEL = """from sagemaker.model import Model
from sagemaker.serverless import ServerlessInferenceConfig
from sagemaker.async_inference import AsyncInferenceConfig
from sagemaker.model_monitor import DataCaptureConfig
model = Model(image_uri="i", model_data="s3://b/m.tar.gz", role="r", env={"A": "1"})
"""


def model_of(text: str) -> Resource:
    (only,) = resources(text, "Model")
    return only


def tuple_of(tree: Tree) -> tuple[Tree, ...]:
    assert isinstance(tree, Known)
    assert isinstance(tree.value, tuple)
    return tree.value
