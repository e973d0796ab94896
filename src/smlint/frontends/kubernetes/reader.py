"""Kubernetes manifests for the AWS controllers (ACK) of SageMaker and of Application Auto Scaling.

The manifests of a directory are one project, as they are applied together. What Helm or Kustomize
would make of them is not worked out: what stands for something else is unknown, a patch is told.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from itertools import groupby

from smlint.core.inputs import NO_INPUTS, Inputs
from smlint.core.problem import Problem
from smlint.core.resource import Deployment, Reading
from smlint.core.source import Comment, Source, SourceError
from smlint.core.spans import Span
from smlint.core.workspace import Workspace
from smlint.formats.nodes import FormatError
from smlint.formats.yaml import yaml_comments
from smlint.frontends.kubernetes.deployments import deployments
from smlint.frontends.kubernetes.kustomize import patches
from smlint.frontends.kubernetes.manifests import Manifest, manifests


def read(
    files: Sequence[str], hits: Sequence[str], workspace: Workspace, inputs: Inputs = NO_INPUTS
) -> Reading:
    """The deployments of the manifests among `hits`, by directory. A `Frontend`."""
    del files, inputs
    found: list[Deployment] = []
    problems: list[Problem] = []
    comments: list[Comment] = []
    sources: list[Source] = []
    for directory, paths in groupby(sorted(hits, key=_by_directory), posixpath.dirname):
        together: list[Manifest] = []
        patching = patches(directory, workspace)
        for path in paths:
            try:
                source = workspace.read(path)
            except SourceError as error:
                problems.append(Problem(Span(path), error.reason))
                continue
            try:
                listed = tuple(manifests(source))
            except FormatError as error:
                problems.append(_unreadable(error, source))
                sources.append(source)
                continue
            if listed:
                sources.append(source)
                comments += yaml_comments(source)
            for item in listed:
                if item.missing or path in patching:
                    problems.append(_patch(item))
                else:
                    together.append(item)
        found += deployments(directory, together)
    return Reading(tuple(found), tuple(problems), tuple(comments), tuple(sources))


def _by_directory(path: str) -> tuple[str, str]:
    return posixpath.dirname(path), path


def _unreadable(error: FormatError, source: Source) -> Problem:
    if "{{" not in source.text:
        hint = "nothing of this file is checked until it can be read"
        return Problem(error.span, error.reason, hint)
    message = "this is a template: only what is made of it could be read, so it was not checked"
    hint = "check the manifests that it makes (`helm template … > manifests.yaml`)"
    return Problem(error.span, message, hint, "note")


def _patch(manifest: Manifest) -> Problem:
    message = f"this patches {manifest.address}, which is checked as it is without the patch"
    if manifest.missing:
        lacks = ", ".join(manifest.missing)
        message = f"{manifest.address} lacks {lacks}: it is taken for a patch, and not checked"
    hint = "check the manifests that are applied (`kustomize build … > manifests.yaml`)"
    return Problem(manifest.header, message, hint, "note")
