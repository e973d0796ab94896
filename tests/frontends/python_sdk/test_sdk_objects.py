"""Predictors, sessions and transformers: what is done with what the SDK gives."""

from __future__ import annotations

import pytest

from smlint.core.tree import member, plain
from tests.frontends.python_sdk.models import MODEL, model_of, tuple_of
from tests.frontends.python_sdk.scripts import (
    calls,
    config,
    deployment,
    reading,
    resources,
)


def test_predictors() -> None:
    text = f"""{MODEL}predictor = model.deploy(1, "ml.m5.large")
predictor.predict(x)
predictor.predict_async(x)
predictor.delete_model()
predictor.delete_endpoint()
"""
    operations = [call.operation for call in deployment(text).calls]
    assert operations == [
        "InvokeEndpoint", "InvokeEndpointAsync", "DeleteModel",
        "DeleteEndpointConfig", "DeleteEndpoint",
    ]  # fmt: skip
    (delete,) = calls(text, "DeleteEndpoint")
    (endpoint,) = resources(text, "Endpoint")
    name = member(endpoint.properties, "EndpointName")
    assert member(delete.arguments, "EndpointName") == name
    kept = text.replace("delete_endpoint()", "delete_endpoint(delete_endpoint_config=False)")
    assert calls(kept, "DeleteEndpointConfig") == []


@pytest.mark.parametrize(
    "deletion",
    [
        "sagemaker.Session().delete_endpoint(predictor.endpoint_name)",
        "predictor.sagemaker_session.delete_endpoint(predictor.endpoint)",
        "sess.delete_endpoint(model.endpoint_name)",
        "from clients import sm\nsm.delete_endpoint(EndpointName=predictor.endpoint_name)",
        (
            "from sagemaker.predictor import Predictor\n"
            "Predictor(endpoint_name=predictor.endpoint_name).delete_endpoint()"
        ),
        "predictor.delete_predictor()",
    ],
)
def test_deletions(deletion: str) -> None:
    text = f'import sagemaker\n{MODEL}predictor = model.deploy(1, "ml.m5.large")\n{deletion}\n'
    (delete,) = calls(text, "DeleteEndpoint")
    (endpoint,) = resources(text, "Endpoint")
    name = member(endpoint.properties, "EndpointName")
    assert member(delete.arguments, "EndpointName") == name


def test_session_functions() -> None:
    text = """import sagemaker
from sagemaker.session import production_variant
session = sagemaker.Session()
name = session.create_model("m", "r", {"Image": "i"})
session.endpoint_from_production_variants("e", [
    production_variant(name, "ml.m5.large", 2, variant_name="a", initial_weight=3),
    production_variant(name, "ml.c5.large"),
])
"""
    assert plain(member(model_of(text).properties, "PrimaryContainer", "Image")) == "i"
    first, second = tuple_of(member(config(text).properties, "ProductionVariants"))
    assert plain(member(first, "VariantName")) == "a"
    assert plain(member(first, "InitialInstanceCount")) == 2
    assert plain(member(first, "ModelName")) == "m"
    assert plain(member(second, "InitialVariantWeight")) == 1


def test_transform() -> None:
    text = """import sagemaker
from sagemaker.estimator import Estimator
transformer = Estimator().transformer(2, "ml.m5.large", strategy="MultiRecord", max_payload=6)
transformer.transform("s3://in", split_type="Line")
"""
    (job,) = resources(text, "TransformJob")
    assert job.address == "deploy.py:4:1#job"
    assert plain(member(job.properties, "BatchStrategy")) == "MultiRecord"
    assert plain(member(job.properties, "MaxPayloadInMB")) == 6
    assert plain(member(job.properties, "TransformInput", "SplitType")) == "Line"
    assert plain(member(job.properties, "TransformResources", "InstanceCount")) == 2
    assert reading(text.replace("ml.m5.large", "local")).deployments == ()
