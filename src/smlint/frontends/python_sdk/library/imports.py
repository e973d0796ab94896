"""Imports by calls: modules named by a text, and the directories in which they are looked for."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.values import Absent
from smlint.frontends.python_sdk.evaluation import imports
from smlint.frontends.python_sdk.evaluation.iteration import elements_of
from smlint.frontends.python_sdk.library.answers import Answer, Request
from smlint.frontends.python_sdk.values import paths
from smlint.frontends.python_sdk.values.objects import Value
from smlint.frontends.python_sdk.values.trees import known_text, tree_of


def _import_module(request: Request) -> Value | None:
    name = known_text(request.arguments.get("name", 0))
    if name is None:
        return None
    level = len(name) - len(name.lstrip("."))
    return imports.opened(request.machine, name[level:], level, request.span)


def _insert(request: Request) -> Value | None:
    _search(request, request.arguments.get("object", 1), first=True)
    return Absent(request.span)


def _append(request: Request) -> Value | None:
    _search(request, request.arguments.get("object", 0), first=False)
    return Absent(request.span)


def _extend(request: Request) -> Value | None:
    given = request.arguments.get("iterable", 0)
    for item in (None if given is None else elements_of(given)) or ():
        _search(request, item, first=False)
    return Absent(request.span)


def _search(request: Request, value: Value | None, *, first: bool) -> None:
    path = None if value is None else paths.tail(tree_of(value))
    if path is not None:
        request.machine.modules.search(path, first=first)


IMPORTS: Mapping[str, Answer] = {
    "importlib.import_module": _import_module,
    "sys.path.insert": _insert,
    "sys.path.append": _append,
    "sys.path.extend": _extend,
    "site.addsitedir": _append,
}
