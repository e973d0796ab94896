"""Files to readings: every frontend that has something to read, its faults contained."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from typing import cast

from smlint.core.inputs import NO_INPUTS, Inputs, InputValue
from smlint.core.problem import Problem
from smlint.core.resource import Deployment, Frontend, Reading
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.workspace import Workspace
from smlint.discover import Discovery
from smlint.frontends import LANGUAGES, Language


def read(discovery: Discovery, workspace: Workspace, inputs: Inputs = NO_INPUTS) -> Reading:
    """What the frontends that have something to read make of it, and of what the user gives."""
    readings = [
        reading
        for language in discovery.languages
        if discovery.hits[language.name]
        for reading in _contained(language, discovery, workspace, inputs)
    ]
    return Reading(
        deployments=_once(tuple(chain.from_iterable(item.deployments for item in readings))),
        problems=tuple(chain.from_iterable(item.problems for item in readings)),
        comments=tuple(dict.fromkeys(chain.from_iterable(item.comments for item in readings))),
        sources=tuple(chain.from_iterable(item.sources for item in readings)),
    )


def unused(discovery: Discovery, inputs: Inputs) -> Iterator[Problem]:
    """What the user gives to a language of which nothing is read, although something is."""
    if not any(discovery.hits.values()):
        return
    for name, what, files, given, hint in (
        ("terraform", "files of Terraform", "--var-file", inputs.variables, "the root module"),
        ("cloudformation", "templates", "--parameters", inputs.parameters, "the template"),
    ):
        suffixes = next(one.suffixes for one in LANGUAGES if one.name == name)
        if given and not any(path.endswith(suffixes) for path in discovery.hits[name]):
            match given[0]:
                case InputValue(option, name_span=span):
                    pass
                case Source(path):
                    option, span = files, Span(path)
            message = f"{option} is for {what}, of which none is read here: it has no effect"
            yield Problem(span, message, f"leave it out, or check {hint}", "warning")


def _once(deployments: tuple[Deployment, ...]) -> tuple[Deployment, ...]:
    """`deployments` without those that stand among them as what their tool has made of them."""
    paths = {one.path for one in deployments}
    outputs = {one.output for one in deployments if one.output}
    written = {top for top in outputs if any(path.startswith(f"{top}/") for path in paths)}
    return tuple(one for one in deployments if one.output not in written)


def _contained(
    language: Language, discovery: Discovery, workspace: Workspace, inputs: Inputs
) -> Iterator[Reading]:
    """What one frontend reads. Where it fails, that costs the file it fails on and no other."""
    files, hits = discovery.files[language.name], discovery.hits[language.name]
    frontend = cast("Frontend", import_module(language.module))
    try:
        yield frontend.read(files, hits, workspace, inputs)
    except Exception:  # noqa: BLE001 - a fault of smlint's own, or of a plugin
        for hit in hits:
            try:
                yield frontend.read(files, [hit], workspace, inputs)
            except Exception as error:  # noqa: BLE001
                message = f"smlint failed on this file: {type(error).__name__}: {error}"
                hint = "This is a fault of smlint, not of the file: please report it."
                yield Reading(problems=(Problem(Span(hit), message, hint),))
