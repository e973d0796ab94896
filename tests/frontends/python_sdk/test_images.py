"""What is known of the images that the SDK chooses, and of the files that it writes."""

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


def placed(code: str) -> Container:
    """The container of the endpoint that `code` deploys with `given`."""
    (found,) = endpoints(
        {
            "deploy.py": f"""
import sagemaker
from sagemaker import image_uris
from sagemaker.amazon.amazon_estimator import get_image_uri
from sagemaker.estimator import Estimator
from sagemaker.huggingface import get_huggingface_llm_image_uri
from sagemaker.model import Model

image, data = "mine:1", "s3://models/m.tar.gz"
session = sagemaker.Session()
{code}
Model(image_uri=image, model_data=data, role="r").deploy(1, "ml.m5.large", endpoint_name="e")
"""
        }
    )
    (variant,) = found.variants
    assert isinstance(variant.model, Known)
    (only,) = variant.model.value.containers
    return only


@pytest.mark.parametrize(
    ("image", "repository"),
    [
        ('image_uris.retrieve("xgboost", "eu-west-1", "1.7-1")', "/sagemaker-xgboost:"),
        ('image_uris.retrieve("xgboost", "eu-west-1", version="1")', "/xgboost:"),
        ('sagemaker.image_uris.retrieve(framework="djl-lmi", region=r)', "/djl-inference:"),
        ('get_image_uri(r, "xgboost")', "/xgboost:"),
        ('get_image_uri(r, "kmeans")', "/kmeans:"),
        (
            'get_huggingface_llm_image_uri("huggingface", version="2.0.0")',
            "/huggingface-pytorch-tgi-inference:",
        ),
    ],
)
def test_the_repository_follows_from_what_is_looked_up(image: str, repository: str) -> None:
    found = placed(f"r = session.boto_region_name\nimage = {image}").image
    assert isinstance(found, Unknown)
    assert repository in parts_of(found)


@pytest.mark.parametrize(
    "image",
    [
        'image_uris.retrieve("xgboost", "eu-west-1", version)',
        'image_uris.retrieve("pytorch", "eu-west-1", "1.0")',
        'image_uris.retrieve(framework=None, region="eu-west-1", model_id="m")',
    ],
)
def test_what_is_looked_up_for_more_than_its_name_is_unknown(image: str) -> None:
    found = placed(f"image = {image}").image
    assert isinstance(found, Unknown)
    assert not [part for part in parts_of(found) if isinstance(part, str)]


@pytest.mark.parametrize(
    ("data", "end"),
    [
        ('session.upload_data("out/model.tar.gz", key_prefix="m")', "/model.tar.gz"),
        ('session.upload_data(path="model.tar.gz")', "/model.tar.gz"),
        ('sagemaker.s3.S3Uploader.upload(f"{folder}/m.tgz", "s3://b/k")', "/m.tgz"),
        ('Estimator("i:1", "r", 1, "ml.m5.large").model_data', "/model.tar.gz"),
    ],
)
def test_an_archive_keeps_its_name(data: str, end: str) -> None:
    assert parts_of(placed(f"data = {data}").model_data_url)[-1] == end


@pytest.mark.parametrize(
    "data",
    [
        'session.upload_data("out", key_prefix="m")',
        'Estimator("i:1", "r", 1, "ml.m5.large", disable_output_compression=True).model_data',
    ],
)
def test_of_anything_else_not_even_the_end_is_known(data: str) -> None:
    url = placed(f"data = {data}").model_data_url
    assert isinstance(url, Unknown)
    assert not isinstance(parts_of(url)[-1], str)


def test_the_model_of_tensorflow_serving_is_given_its_data_first() -> None:
    (found,) = endpoints(
        {
            "deploy.py": """
from sagemaker.tensorflow.serving import Model

Model("s3://models/m.tar.gz", "r", framework_version="2.1.0").deploy(1, "ml.m5.large")
"""
        }
    )
    (variant,) = found.variants
    assert isinstance(variant.model, Known)
    (only,) = variant.model.value.containers
    assert isinstance(only.image, Unknown)
    assert only.model_data_url == Known("s3://models/m.tar.gz", found.span)
