"""Of the images that the SDK chooses the repositories are known."""

from __future__ import annotations

import pytest

from smlint.core.model import Container
from smlint.core.values import Known, Unknown, parts_of
from tests.project import endpoints


def container(model: str) -> Container:
    code = f"""
from sagemaker import KMeans
from sagemaker.huggingface import HuggingFaceModel
from sagemaker.pytorch import PyTorchModel
from sagemaker.xgboost import XGBoost, XGBoostModel

{model}.deploy(initial_instance_count=1, instance_type="ml.m5.large")
"""
    (found,) = endpoints({"deploy.py": code})
    (variant,) = found.variants
    assert isinstance(variant.model, Known)
    (only,) = variant.model.value.containers
    return only


@pytest.mark.parametrize(
    ("model", "repository"),
    [
        ('XGBoostModel(model_data="m", role="r", entry_point="i.py")', "/sagemaker-xgboost:"),
        ('XGBoost("t.py", role="r", framework_version="1.7-1")', "/sagemaker-xgboost:"),
        ('PyTorchModel(model_data="m", role="r", entry_point="i.py")', "/pytorch-inference:"),
        ('KMeans(role="r", instance_count=1, k=3)', "/kmeans:"),
    ],
)
def test_the_repository_follows_from_the_class(model: str, repository: str) -> None:
    image = container(model).image
    assert isinstance(image, Unknown)
    assert repository in parts_of(image)


def test_an_image_that_is_given_is_that_one() -> None:
    given = container('XGBoostModel(model_data="m", role="r", image_uri="mine:1")').image
    assert isinstance(given, Known)
    assert given.value == "mine:1"


def test_what_depends_on_more_than_the_class_is_unknown() -> None:
    image = container('HuggingFaceModel(model_data="m", role="r")').image
    assert isinstance(image, Unknown)
    assert image.parts == ()
