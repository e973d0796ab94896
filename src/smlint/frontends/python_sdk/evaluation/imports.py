"""Imports: modules of the tree have values; whatever else is imported comes from outside.

A module's body is followed once in a run, in a scope of its own, where it is imported, as Python
does. Those beyond a bound, and the inner ones of a circle, are followed when a name is asked for.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from smlint.core.spans import Span
from smlint.core.values import Hop, Reference
from smlint.frontends.python_sdk.evaluation.frames import Exhausted, Frame
from smlint.frontends.python_sdk.evaluation.iteration import elements_of
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.places import Place
from smlint.frontends.python_sdk.values.identity import at, resolved
from smlint.frontends.python_sdk.values.objects import Imported, Module, Opaque, Scope, Store, Value
from smlint.frontends.python_sdk.values.trail import Trail
from smlint.frontends.python_sdk.values.trees import known_text

MODULE_DEPTH = 25
"""Modules that are followed one within another. What lies deeper stays unknown."""

IMPORT_LIMIT = 60
"""Modules that are followed in a run although nothing has asked for their names yet."""

MODULE_STEPS = 50_000
"""Nodes evaluated in the body of one module, with those that it asks for."""


TOTAL_STEPS = 1_500_000
"""Nodes evaluated in the bodies of modules, over all scripts of a run."""


def import_(machine: Machine, node: ast.Import) -> None:
    """Follow `import a.b` and `import a.b as c`."""
    span = machine.span(node)
    for alias in node.names:
        module = opened(machine, alias.name, 0, span)
        top = alias.name.partition(".")[0]
        if alias.asname is None and module is not None and top != alias.name:
            module = find(machine, top, 0, span)
        path = alias.name if alias.asname else top
        machine.hazards += module is None
        value = _outside(path, span) if module is None else module
        machine.write(machine.frame.scope.names, alias.asname or top, value)


def import_from(machine: Machine, node: ast.ImportFrom) -> None:
    """Follow `from a import b`, relative or not, and `from a import *`."""
    span = machine.span(node)
    module = opened(machine, node.module or "", node.level, span)
    scope = machine.frame.scope
    machine.hazards += module is None
    for alias in node.names:
        if alias.name == "*" and module is not None:
            for name, value in _public(machine, module):
                machine.write(scope.names, name, value)
            continue
        value = _outside(_path(node, alias), span)
        if module is not None:
            value = _imported(machine, module, alias.name, span)
            below = _submodule(machine, module, alias.name, span)
            if below is not None and alias.name not in module.scope.names:
                _open(machine, below)
        machine.write(scope.names, alias.asname or alias.name, value)


def _path(node: ast.ImportFrom, alias: ast.alias) -> str:
    path = f"{'.' * node.level}{node.module or ''}.{alias.name}"
    return path.removeprefix(".." if node.level else "\0")


def _outside(path: str, span: Span) -> Opaque:
    return Opaque(path, f"it comes from `{path}`, outside this file", span, Reference(path))


def _imported(machine: Machine, module: Module, name: str, span: Span) -> Imported:
    path = f"{module.path}.{name}"
    reason = f"it comes from `{path}`, which is not followed"
    find_it = partial(_entry, machine, module, name, span)
    return Imported(path, reason, span, Reference(path), find=find_it)


def find(machine: Machine, name: str, level: int, span: Span) -> Module | None:
    """The module of the tree called `name`, `level` packages up from where it is imported.

    None where the tree has none of that name.
    """
    modules = machine.modules
    if level:
        directory = modules.directory(machine.source.path, level)
        place = None if directory is None else modules.beneath(directory, name)
    else:
        place = modules.find(name)
    return None if place is None else _module(machine, place, name, span)


def opened(machine: Machine, name: str, level: int, span: Span) -> Module | None:
    """As `find`, with the bodies followed of the module and of the packages that it is in."""
    module = find(machine, name, level, span)
    if module is None:
        return None
    for end in (index for index, sign in enumerate(name) if sign == "." and not level):
        package = find(machine, name[:end], 0, span)
        if package is not None:
            _open(machine, package)
    _open(machine, module)
    return module


def _open(machine: Machine, module: Module) -> None:
    if len(machine.modules.followed) < IMPORT_LIMIT:
        names_of(machine, module)


def is_there(machine: Machine, node: ast.stmt) -> bool:
    """Whether `node` is an import of nothing but what the tree has."""
    if isinstance(node, ast.Import):
        places = (find(machine, alias.name, 0, machine.span(node)) for alias in node.names)
        return all(place is not None for place in places)
    if not isinstance(node, ast.ImportFrom):
        return False
    module = find(machine, node.module or "", node.level, machine.span(node))
    return module is not None and all(
        alias.name == "*"
        or alias.name in names_of(machine, module)
        or _submodule(machine, module, alias.name, module.span) is not None
        for alias in node.names
    )


def _module(machine: Machine, place: Place, name: str, span: Span) -> Module:
    module = machine.modules.loaded.get(place)
    if module is None:
        scope = Scope(Store(optional=False))
        path = name or (place.directory or "").rpartition("/")[2]
        module = Module(path, place.file, place.directory, scope, span)
        machine.modules.loaded[place] = module
    return module


def member(machine: Machine, module: Module, name: str, span: Span) -> Value:
    """`module.name`, asked for at `span`."""
    value = resolved(_entry(machine, module, name, span))
    if isinstance(value, (Module, Opaque)):
        return value
    kind = "constant" if name.isupper() else "variable"
    return at(value, span, Hop(f"{kind} {module.path}.{name}", value.span))


def from_conftest(machine: Machine, name: str, span: Span) -> Value | None:
    """What the nearest `conftest.py` that has it holds under `name`, for a test."""
    for place in machine.modules.conftests():
        value = names_of(machine, _module(machine, place, "conftest", span)).get(name)
        if value is not None:
            return resolved(value)
    return None


def _entry(machine: Machine, module: Module, name: str, span: Span) -> Value:
    """What `module` holds under `name`: a name of its body, a module of the package."""
    value = names_of(machine, module).get(name)
    if value is not None and not _is_itself(value, module, name):
        return value
    below = _submodule(machine, module, name, span)
    if below is not None:
        return below
    path = f"{module.path}.{name}"
    reason = f"`{name}` is not set in `{module.path}` as far as it can be followed"
    return Opaque(path, reason, span, Reference(path))


def _is_itself(value: Value, module: Module, name: str) -> bool:
    """Whether a package has its own submodule `name` imported under that name."""
    return isinstance(value, Imported) and value.path == f"{module.path}.{name}"


def _submodule(machine: Machine, module: Module, name: str, span: Span) -> Module | None:
    if module.directory is None:
        return None
    place = machine.modules.beneath(module.directory, name)
    return None if place is None else _module(machine, place, f"{module.path}.{name}", span)


def _public(machine: Machine, module: Module) -> Iterator[tuple[str, Value]]:
    """The names that `from module import *` binds, with what they are."""
    names = names_of(machine, module)
    listed = names.get("__all__")
    items = None if listed is None else elements_of(listed)
    if items is None:
        found = [str(name) for name in names if not str(name).startswith("_")]
    else:
        found = [text for text in map(known_text, items) if text is not None]
    for name in found:
        machine.tick()
        yield name, _entry(machine, module, name, module.span)


def names_of(machine: Machine, module: Module) -> Store:
    """The names of `module`, whose body is followed first if it was not.

    Of one that is being followed they are those that it has set so far.
    """
    modules = machine.modules
    new = module.file is not None and module.file not in modules.followed
    if new and len(modules.following) < MODULE_DEPTH and modules.files.steps < TOTAL_STEPS:
        _follow(machine, module, str(module.file))
    return module.scope.names


def _follow(machine: Machine, module: Module, file: str) -> None:
    """Follow the body of `module`: nothing that it writes is taken back with a branch."""
    modules = machine.modules
    script = modules.script(file)
    machine.name_file(module.scope, module.path, file)
    state = machine.frame, machine.frames, machine.trail, machine.contexts, machine.source
    limit, begun = machine.limit, machine.steps
    machine.frame, machine.frames = Frame(module.scope), []
    machine.trail, machine.contexts = Trail(machine.spend), ()
    machine.limit = min(limit, machine.steps + MODULE_STEPS)
    modules.followed[file] = None
    modules.following.append(file)
    try:
        for part, source in script.parts:
            machine.source = source
            machine.execute(part.body)
    except Exhausted:
        if machine.steps > limit:
            raise
    finally:
        modules.following.pop()
        if not modules.following:
            modules.files.steps += machine.steps - begun
        machine.limit = limit
        machine.frame, machine.frames, machine.trail, machine.contexts, machine.source = state
