"""In which region an endpoint is made: as what makes it was told, or as its images have to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from smlint.assemble.units import REGION
from smlint.assemble.users import User
from smlint.core.model import Variant
from smlint.core.resource import Resource
from smlint.core.tree import text
from smlint.core.values import Absent, Hop, Known, Setting, with_hop

_IMAGE = re.compile(r"[0-9]{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/")


def region_of(places: Sequence[Resource | User], variants: Iterable[Variant] = ()) -> Setting[str]:
    """The region that one of `places` names; else that of the images in ECR, which is the same.

    https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html
    """
    named = (place.metadata.get(REGION) for place in places)
    region = next((tree for tree in named if tree is not None), None)
    if region is not None:
        return text(region)
    found = list(_of_images(variants))
    same = {one.value for one in found}
    return found[0] if len(same) == 1 else Absent(places[0].span)


def _of_images(variants: Iterable[Variant]) -> Iterator[Known[str]]:
    for variant in variants:
        containers = variant.model.value.containers if isinstance(variant.model, Known) else ()
        for container in containers:
            image = container.image
            if isinstance(image, Known) and (found := _IMAGE.match(image.value)):
                hop = Hop("an image has to be in the region of its endpoint", image.span, "implied")
                yield with_hop(Known(found[1], image.span, image.via), hop)
