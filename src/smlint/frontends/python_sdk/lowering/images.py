"""The container images that the SageMaker SDK chooses, for its models or when it is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from smlint.core.spans import Span
from smlint.core.values import Gap, Hop, Tree, Unknown
from smlint.frontends.python_sdk.values.objects import Arguments, Opaque
from smlint.frontends.python_sdk.values.trees import known_text

LISTS = re.compile(r"(^|\.)(image_uris\.retrieve|get_image_uri|get_huggingface_llm_image_uri)$")
"""Functions of the SDK that look an image up in its list, where each has a version of its own."""

REPOSITORIES: Mapping[str, str] = {
    "FactorizationMachines": "factorization-machines",
    "IPInsights": "ipinsights",
    "KMeans": "kmeans",
    "KNN": "knn",
    "LDA": "lda",
    "LinearLearner": "linear-learner",
    "MXNet": "mxnet-inference",
    "NTM": "ntm",
    "PCA": "pca",
    "PyTorch": "pytorch-inference",
    "RandomCutForest": "randomcutforest",
    "SKLearn": "sagemaker-scikit-learn",
    "SparkML": "sagemaker-sparkml-serving",
    "TensorFlow": "tensorflow-inference",
    "XGBoost": "sagemaker-xgboost",
}
"""The repositories of the images that the SDK takes for its estimators and, with `Model` behind
their names, its models. As read in `image_uri_config` of 2.257.7."""


ALGORITHMS = frozenset(
    {"blazingtext", "factorization-machines", "forecasting-deepar", "image-classification"}
    | {"ipinsights", "kmeans", "knn", "lda", "linear-learner", "ntm", "object-detection"}
    | {"object2vec", "pca", "randomcutforest", "semantic-segmentation", "seq2seq"}
)
"""Names in the list of images that are also those of the repositories."""

LISTED: Mapping[str, str] = {
    **{name: name for name in ALGORITHMS},
    "djl-deepspeed": "djl-inference",
    "djl-fastertransformer": "djl-inference",
    "djl-lmi": "djl-inference",
    "djl-neuronx": "djl-inference",
    "djl-tensorrtllm": "djl-inference",
    "huggingface-llm": "huggingface-pytorch-tgi-inference",
    "huggingface-llm-neuronx": "huggingface-pytorch-tgi-inference",
    "huggingface-tei": "tei",
    "huggingface-tei-cpu": "tei-cpu",
    "sagemaker-tritonserver": "sagemaker-tritonserver",
    "sklearn": "sagemaker-scikit-learn",
    "sparkml-serving": "sagemaker-sparkml-serving",
    "stabilityai": "stabilityai-pytorch-inference",
}
"""The repositories behind the names of the list that stand for one repository alone."""

BACKENDS: Mapping[str, str] = {
    "huggingface": "huggingface-llm",
    "huggingface-neuronx": "huggingface-llm-neuronx",
    "huggingface-tei": "huggingface-tei",
    "huggingface-tei-cpu": "huggingface-tei-cpu",
    "lmi": "djl-lmi",
}
"""What `get_huggingface_llm_image_uri()` asks the list for."""

ALGORITHM_VERSIONS = ("1", "latest")
"""The versions of XGBoost that are an algorithm, and no framework."""


def chosen(image: Tree, owner: str) -> Tree:
    """`image`, as far as it is known by the class `owner` that chooses it: its repository."""
    repository = REPOSITORIES.get(owner.removesuffix("Model"))
    implied = any(hop.kind == "implied" for hop in image.via)
    if repository is None or not implied or not isinstance(image, Unknown) or image.parts:
        return image
    hidden = Gap(image.reason)
    return replace(image, parts=(hidden, f"/{repository}:", hidden))


def listed(callee: Opaque, arguments: Arguments, span: Span) -> Unknown | None:
    """The image that `callee` looks up, known by its repository; None where not even that is."""
    function = LISTS.search(callee.path)
    repository = None if function is None else _repository(function[2], arguments)
    if repository is None:
        return None
    reason = f"it is the result of `{callee.path[:80]}()`, known only when the script runs"
    hidden = Gap(reason)
    return Unknown(reason, span, hops(callee, span), (hidden, f"/{repository}:", hidden))


def _repository(function: str, arguments: Arguments) -> str | None:
    old, language = function == "get_image_uri", function.startswith("get_huggingface")
    name = known_text(
        arguments.get("repo_name", 1)
        if old
        else arguments.get("backend" if language else "framework", 0)
    )
    if name is None:
        return None
    if name == "xgboost" and not language:
        return _xgboost(arguments, "repo_version" if old else "version")
    return LISTED.get(BACKENDS.get(name, "") if language else name)


def _xgboost(arguments: Arguments, version: str) -> str | None:
    given = arguments.get(version, 2)
    text = known_text(given)
    if text is None:
        return "xgboost" if given is None and version == "repo_version" else None
    return "xgboost" if text in ALGORITHM_VERSIONS else "sagemaker-xgboost"


def hops(callee: Opaque, span: Span) -> tuple[Hop, ...]:
    """That the SDK looks up an image, or the model that goes with it, where `callee` does that."""
    if callee.path.endswith("model_uris.retrieve"):
        return (Hop("the SDK's list of models", span, "implied"),)
    listed_there = LISTS.search(callee.path) is not None
    return (Hop("the SDK's list of images", span, "implied"),) if listed_there else ()
