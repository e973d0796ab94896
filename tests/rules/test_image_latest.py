from __future__ import annotations

import pytest

from smlint.core.rule import Undetermined
from smlint.core.spans import Span
from smlint.core.values import Absent, Gap, Hop, Known, Part, Reference, Unknown
from smlint.rules.image_latest import image_tag
from tests.rules.judged import report

HERE = Span("main.tf")
ECR = "111122223333.dkr.ecr.eu-west-1.amazonaws.com"


@pytest.mark.parametrize(
    ("image", "tag"),
    [
        (f"{ECR}/search:1.4.2", "1.4.2"),
        (f"{ECR}/team/search:latest", "latest"),
        (f"{ECR}/team/search", ""),
        ("registry.example.com:5000/search", ""),
        ("registry.example.com:5000/search:2", "2"),
        (f"{ECR}/search@sha256:0123456789abcdef", None),
        (f"{ECR}/search:latest@sha256:0123456789abcdef", None),
        ("search:latest", "latest"),
        ("IMAGE_URI", None),
        ("", None),
    ],
)
def test_of_known_images(image: str, tag: str | None) -> None:
    assert image_tag(Known(image, HERE)) == tag


@pytest.mark.parametrize(
    ("parts", "tag"),
    [
        ((Gap(), "/search:latest"), "latest"),
        ((Gap(), "/search"), ""),
        ((Reference("aws_ecr_repository.search", "repository_url"), ":latest"), "latest"),
        ((Reference("aws_ecr_repository.search", "repository_url"), ":1.2"), "1.2"),
        ((Reference("aws_ecr_repository.search", "repository_url"),), ""),
        ((Reference("Repository", "RepositoryUri"),), ""),
        ((Reference("aws_ecr_repository.search", "repository_url"), "@sha256:0123"), None),
    ],
)
def test_of_images_whose_end_is_known(parts: tuple[Part, ...], tag: str | None) -> None:
    assert image_tag(Unknown("hidden", HERE, parts=parts)) == tag


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (Gap(),),
        (f"{ECR}/search:", Gap()),
        (f"{ECR}/search", Gap()),
        (Gap(), "-gpu"),
        (Reference("data.aws_ecr_image.search", "image_uri"),),
        (Reference("aws_ecr_repository.search", "repository_url"), ":", Gap()),
    ],
)
def test_an_unknown_end_leaves_it_open(parts: tuple[Part, ...]) -> None:
    with pytest.raises(Undetermined):
        image_tag(Unknown("hidden", HERE, parts=parts))


def test_no_image_of_ones_own() -> None:
    assert image_tag(Absent(HERE)) is None
    by_library = Hop("HuggingFaceModel", HERE, "implied")
    assert image_tag(Unknown("HuggingFaceModel decides it", HERE, (by_library,))) is None


@pytest.mark.parametrize(
    ("address", "named", "instead"),
    [
        (f'"{ECR}/search:latest"', "image search is named by", f"{ECR}/search:1.0.0"),
        (f'"{ECR}/kmeans"', "image kmeans is named without", f"{ECR}/kmeans:1"),
        ('f"{account()}.dkr.ecr/search:latest"', "image search is", "REGISTRY/search:1.0.0"),
        ('f"{repository()}:latest"', "the image is named by", "REGISTRY/REPOSITORY:1.0.0"),
    ],
)
def test_the_image_is_named_and_its_version_written_beside_it(
    address: str, named: str, instead: str
) -> None:
    code = f"""
from sagemaker.model import Model
Model(image_uri={address}, role="ml").deploy(initial_instance_count=1, instance_type="ml.m5.large")
"""
    (found,) = report("image-latest", code).findings
    assert named in found.message
    assert f'image_uri="{instead}"' in found.instead
