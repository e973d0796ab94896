"""What manifests deploy together: those of a directory, in each of their namespaces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from smlint.core.resource import DEFAULT_STAGE, Deployment, Stage
from smlint.frontends.kubernetes.manifests import Manifest


def deployments(directory: str, manifests: Sequence[Manifest]) -> Iterator[Deployment]:
    """The deployments of the manifests in one directory.

    They are applied together, unless several files write the same object: then each is applied
    instead of the others. Of several namespaces, each is a stage.
    """
    files: dict[str, list[Manifest]] = {}
    for manifest in manifests:
        files.setdefault(manifest.path, []).append(manifest)
    objects = {(manifest.identity, manifest.path) for manifest in manifests}
    if len({identity for identity, _ in objects}) == len(objects):
        files = {directory or ".": list(manifests)} if manifests else {}
    for path, together in files.items():
        yield from _stages(path, together)


def _stages(path: str, manifests: Sequence[Manifest]) -> Iterator[Deployment]:
    named = {item.namespace.text: item.namespace for item in manifests if item.namespace}
    if len(named) > 1:
        apart: dict[str, list[Manifest]] = {}
        for item in manifests:
            apart.setdefault(item.identity[0], []).append(item)
        for name, together in apart.items():
            stage = Stage(name, named[name].span) if name else DEFAULT_STAGE
            yield _deployment(path, stage, together)
        return
    stages = [Stage(name, namespace.span) for name, namespace in named.items()]
    yield _deployment(path, stages[0] if stages else DEFAULT_STAGE, manifests)


def _deployment(path: str, stage: Stage, manifests: Iterable[Manifest]) -> Deployment:
    resources = {item.identity: item.resource for item in manifests}
    return Deployment("kubernetes", path, stage, tuple(resources.values()))
