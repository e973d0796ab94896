"""Plugins: further rules, policies, frontends and reporters, from modules named in the settings.

Nothing is discovered: a module is imported only because the configuration names it, so that
start-up stays cheap and nothing runs that nobody asked for. A plugin that cannot be loaded ends
the run: a gate must not open because a part of it is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from importlib import import_module
from itertools import chain
from typing import TypeVar

import pluggy

from smlint.config import ConfigError, Mention
from smlint.core.frozen import dataclass
from smlint.core.problem import Problem
from smlint.core.rule import Rule
from smlint.frontends import Language
from smlint.reporters import Reporter

Function = TypeVar("Function", bound=Callable[..., object])
Thing = TypeVar("Thing")

_specification = pluggy.HookspecMarker("smlint")
_implementation = pluggy.HookimplMarker("smlint")


def hook(function: Function) -> Function:
    """Mark `function` of a plugin as the implementation of the hook that it is named after."""
    return _implementation(function)


class Hooks:
    """What a plugin may implement; every hook is optional."""

    @_specification
    def smlint_rules(self) -> Iterable[Rule]:  # type: ignore[empty-body]
        """Rules written in Python."""

    @_specification
    def smlint_policies(self) -> Iterable[str]:  # type: ignore[empty-body]
        """Folders that hold policies in YAML."""

    @_specification
    def smlint_frontends(self) -> Iterable[Language]:  # type: ignore[empty-body]
        """Languages, each naming the module whose `read` is a `core.resource.Frontend`."""

    @_specification
    def smlint_reporters(self) -> Mapping[str, Reporter]:  # type: ignore[empty-body]
        """Output formats for `check`, by the name that `--format` takes."""


@dataclass(frozen=True, slots=True)
class Plugins:
    """What all plugins of a run bring, in the order in which they are named."""

    rules: tuple[Rule, ...] = ()
    policies: tuple[str, ...] = ()
    frontends: tuple[Language, ...] = ()
    reporters: Mapping[str, Reporter] = field(default_factory=dict)


def load(names: Sequence[Mention]) -> Plugins:
    """What the modules called `names` bring.

    Raises `ConfigError`, at the place where the plugin is named, for one that cannot be imported,
    implements no hook or one that does not exist, or fails when it is asked.
    """
    loaded = [_load(name) for name in names]
    reporters: dict[str, Reporter] = {}
    for plugins in loaded:
        reporters |= plugins.reporters
    return Plugins(
        tuple(chain.from_iterable(plugins.rules for plugins in loaded)),
        tuple(chain.from_iterable(plugins.policies for plugins in loaded)),
        tuple(chain.from_iterable(plugins.frontends for plugins in loaded)),
        reporters,
    )


def _load(name: Mention) -> Plugins:
    manager = pluggy.PluginManager("smlint")
    manager.add_hookspecs(Hooks)
    try:
        manager.register(import_module(name.text))
        manager.check_pending()
        _some_implemented(manager)
        hooks = manager.hook
        reporters: dict[str, Reporter] = {}
        for brought in hooks.smlint_reporters():
            reporters |= brought
        return Plugins(
            _all(Rule, hooks.smlint_rules()),
            _all(str, hooks.smlint_policies()),
            _all(Language, hooks.smlint_frontends()),
            reporters,
        )
    except (Exception, SystemExit) as error:  # whatever it raises ends the run in the same way
        raise _failure(name, error) from error


def _all(kind: type[Thing], brought: Iterable[Iterable[object]]) -> tuple[Thing, ...]:
    """Everything that a hook brought; raises `TypeError` for what is not of its kind."""
    things = []
    for thing in chain.from_iterable(brought):
        if not isinstance(thing, kind):
            raise TypeError(f"{thing!r} is not a {kind.__name__}")
        things.append(thing)
    return tuple(things)


def _some_implemented(manager: pluggy.PluginManager) -> None:
    """Raise for a module without hooks, and for functions named like one but not marked as one."""
    for plugin in manager.get_plugins():
        for member in vars(plugin):
            if member.startswith("smlint_") and member in vars(Hooks):
                marked = manager.parse_hookimpl_opts(plugin, member)
                if marked is None:
                    raise ValueError(f"{member} is not marked with @smlint.plugins.hook")
        if not manager.get_hookcallers(plugin):
            raise ValueError("it implements no hook of smlint")


def _failure(name: Mention, error: BaseException) -> ConfigError:
    absent = isinstance(error, ModuleNotFoundError) and error.name == name.text.split(".")[0]
    if absent:
        reason = f"there is no module called {name.text}"
        hint = "install the plugin into the environment that smlint runs in"
    else:
        reason = f"plugin {name.text} cannot be loaded: {type(error).__name__}: {error}"
        hint = "mend the plugin, or remove it from `plugins`"
    return ConfigError(Problem(name.span, reason, hint))
