"""The container images that the SageMaker SDK chooses for its estimators and models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from smlint.core.values import Gap, Tree, Unknown

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


def chosen(image: Tree, owner: str) -> Tree:
    """`image`, as far as it is known by the class `owner` that chooses it: its repository."""
    repository = REPOSITORIES.get(owner.removesuffix("Model"))
    implied = any(hop.kind == "implied" for hop in image.via)
    if repository is None or not implied or not isinstance(image, Unknown) or image.parts:
        return image
    hidden = Gap(image.reason)
    return replace(image, parts=(hidden, f"/{repository}:", hidden))
