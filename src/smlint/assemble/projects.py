"""Projects, and what they call the same thing by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from smlint.core.resource import Deployment
from smlint.core.values import Gap, Known, Part, Tree, Unknown

Project = tuple[str, str]
"""Language and path of a project; its stages are one project."""

Name: TypeAlias = "str | tuple[Part, ...]"


def project_of(deployment: Deployment) -> Project:
    """The project of which `deployment` is a stage."""
    return deployment.language, deployment.path


def known_as(name: Tree, deployment: Deployment) -> Iterator[Name]:
    """What `name` is known by in all projects.

    That is its text, or in scripts that import one value from the same module, or ask for the same
    environment variable, what it is made of: all else is called by its place in a file.
    """
    if isinstance(name, Known):
        yield str(name.value)
    elif isinstance(name, Unknown) and name.parts and deployment.script:
        yield from () if any(isinstance(part, Gap) for part in name.parts) else (name.parts,)
