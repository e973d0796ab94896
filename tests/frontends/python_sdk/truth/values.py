"""Values written as people write them, in a script that grows by what they need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


@dataclass
class Script:
    """A script that is being written: its imports, and its lines so far at the top level."""

    draw: Callable[[st.SearchStrategy[Any]], Any]
    imports: dict[str, None] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    names: int = 0
    fancies: int = 24

    def one_of(self, options: Sequence[T]) -> T:
        """One of `options`."""
        drawn: T = self.draw(st.sampled_from(options))
        return drawn

    def fresh(self, base: str) -> str:
        """A name that is not used yet."""
        self.names += 1
        return f"{base}_{self.names}"

    def put(self, text: str) -> None:
        """Write lines at the top level."""
        self.lines.extend(text.splitlines())

    def imported(self, text: str) -> None:
        """Import something, once."""
        self.imports[text] = None

    def constant(self, value: object) -> str:
        """The name of a new constant."""
        name = self.fresh("CONSTANT")
        self.put(f"{name} = {value!r}")
        return name

    def value(self, value: object) -> str:
        """An expression for `value`, preceded by what it needs."""
        if isinstance(value, Mapping):
            return self._styled(MAPPINGS, _mapping, value)
        if isinstance(value, list):
            return self._styled(LISTS, _list, value)
        if isinstance(value, str):
            return self._styled(TEXTS, _literal, value)
        if isinstance(value, bool):
            return self.one_of((repr(value), f"not {not value}", f"bool({int(value)})"))
        return self._styled(NUMBERS, _literal, value)

    def _styled(
        self,
        styles: Sequence[Callable[[Script, Any], str]],
        plain: Callable[[Script, Any], str],
        value: object,
    ) -> str:
        if self.fancies <= 0 or not self.draw(st.integers(0, 2)):
            return plain(self, value)
        self.fancies -= 1
        return self.one_of(styles)(self, value)

    @property
    def text(self) -> str:
        """The script."""
        return "\n".join([*self.imports, *self.lines, ""])


def _literal(_: Script, value: object) -> str:
    return repr(value)


def _mapping(script: Script, value: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"{key!r}: {script.value(item)}" for key, item in value.items()) + "}"


def _list(script: Script, value: list[object]) -> str:
    return "[" + ", ".join(map(script.value, value)) + "]"


def _halves(value: str) -> tuple[str, str]:
    return value[: len(value) // 2], value[len(value) // 2 :]


def _fstring(script: Script, value: str) -> str:
    start, end = _halves(value)
    return f'f"{{{script.constant(start)}}}{end}"'


def _concatenated(script: Script, value: str) -> str:
    start, end = _halves(value)
    return f"({script.constant(start)} + {end!r})"


def _formatted(script: Script, value: str) -> str:
    start, end = _halves(value)
    form = script.one_of(
        ('"{}{}".format(%s, %s)', '"{a}{b}".format(a=%s, b=%s)', '"%%s%%s" %% (%s, %s)')
    )
    return form % (script.constant(start), repr(end))


def _joined(script: Script, value: str) -> str:
    separator = "-" if "-" in value else "."
    return f"{separator!r}.join({value.split(separator)!r})"


def _environment(script: Script, value: str) -> str:
    script.imported("import os")
    name = script.fresh("UNSET").upper()
    form = script.one_of(("os.environ.get({!r}, {!r})", "os.getenv({!r}, {!r})"))
    return form.format(name, value)


def _json(script: Script, value: object) -> str:
    script.imported("import json")
    name = script.fresh("loaded")
    text = repr(value).replace("'", '"').replace("True", "true").replace("False", "false")
    script.put(f"{name} = json.loads('{{\"it\": {text}}}')")
    return f'{name}["it"]'


def _default(script: Script, value: object) -> str:
    name = script.fresh("function")
    script.put(f"def {name}(it={value!r}):\n    return it")
    return f"{name}()"


def _argument(script: Script, value: object) -> str:
    name = script.fresh("function")
    script.put(f"def {name}(first, *, second=None):\n    return second or first")
    return script.one_of((f"{name}({value!r})", f"{name}(None, second={value!r})"))


def _lambda(script: Script, value: object) -> str:
    name = script.fresh("shorthand")
    script.put(f"{name} = lambda it: it")
    return f"{name}({value!r})"


def _attribute(script: Script, value: object) -> str:
    name = script.fresh("Settings")
    script.put(f"class {name}:\n    it = {value!r}")
    return script.one_of((f"{name}.it", f"{name}().it"))


def _dataclass(script: Script, value: object) -> str:
    script.imported("from dataclasses import dataclass")
    name = script.fresh("Record")
    kind = type(value).__name__
    script.put(f"@dataclass\nclass {name}:\n    it: {kind}\n    other: {kind} = {value!r}")
    return script.one_of((f"{name}({value!r}).it", f"{name}(it={value!r}).other"))


def _entry(script: Script, value: object) -> str:
    name = script.fresh("settings")
    script.put(f'{name} = {{"nested": {{"it": {value!r}}}, "list": [0, {value!r}]}}')
    return script.one_of(
        (f'{name}["nested"]["it"]', f'{name}["list"][-1]', f'{name}.get("it", {value!r})')
    )


def _option(script: Script, value: object) -> str:
    script.imported("import argparse")
    parser, option = script.fresh("parser"), script.fresh("option")
    kind = "" if isinstance(value, str) else ", type=int"
    script.put(
        f"{parser} = argparse.ArgumentParser()\n"
        f"{parser}.add_argument('--{option.replace('_', '-')}'{kind}, default={value!r})"
    )
    return f"{parser}.parse_args([]).{option}"


def _chosen(script: Script, value: object) -> str:
    flag = script.constant(True)
    name = script.fresh("chosen")
    if script.draw(st.booleans()):
        return f"({value!r} if {flag} else None)"
    script.put(f"if {flag}:\n    {name} = {value!r}\nelse:\n    {name} = None")
    return name


def _unpacked(script: Script, value: object) -> str:
    name, other = script.fresh("first"), script.fresh("second")
    script.put(f"{name}, {other} = {value!r}, 0")
    return name


def _enumerated(script: Script, value: object) -> str:
    script.imported("from enum import Enum")
    name = script.fresh("Kind")
    script.put(f"class {name}(Enum):\n    IT = {value!r}")
    return f"{name}.IT.value"


SCALARS: tuple[Callable[[Script, Any], str], ...] = (
    Script.constant, _json, _default, _argument, _lambda, _attribute, _dataclass, _entry, _option,
    _chosen, _unpacked, _enumerated,
)  # fmt: skip
TEXTS = (
    *SCALARS, _fstring, _concatenated, _formatted, _joined, _environment,
    lambda _, value: f"{value + ' '!r}.strip()",
    lambda _, value: f"{'x' + value!r}[1:]",
    lambda _, value: f"{value.replace('-', '~')!r}.replace('~', '-')",
)  # fmt: skip
NUMBERS = (
    *SCALARS,
    lambda script, value: f"{script.constant(value - 1)} + 1",
    lambda _, value: f"int({str(value)!r})",
    lambda script, value: f"int({_environment(script, str(value))})",
    lambda _, value: f"max(1, {value})" if value >= 1 else repr(value),
    lambda _, value: f"len(range({value}))" if value < 100 else f"{value // 2} * 2 + {value % 2}",
)


def _dict_call(script: Script, value: Mapping[str, object]) -> str:
    return "dict(" + ", ".join(f"{key}={script.value(item)}" for key, item in value.items()) + ")"


def _in_steps(script: Script, value: Mapping[str, object]) -> str:
    name = script.fresh("request")
    expressions = {key: script.value(item) for key, item in value.items()}
    script.put(f"{name} = {{}}")
    for key, expression in expressions.items():
        form = script.one_of((
            "{0}[{1!r}] = {2}", "{0}.update({{{1!r}: {2}}})", "{0}.update({1}={2})",
            "{0}.setdefault({1!r}, {2})", "{0} |= {{{1!r}: {2}}}",
        ))  # fmt: skip
        script.put(form.format(name, key, expression))
    return name


def _merged(script: Script, value: Mapping[str, object]) -> str:
    keys = list(value)
    first = {key: value[key] for key in keys[::2]}
    second = {key: value[key] for key in keys[1::2]}
    left, right = script.fresh("part"), script.fresh("part")
    script.put(f"{left} = {script.value(first)}")
    script.put(f"{right} = {script.value(second)}")
    return script.one_of(
        (f"{{**{left}, **{right}}}", f"({left} | {right})", f"dict({left}, **{right})")
    )


def _zipped(script: Script, value: Mapping[str, object]) -> str:
    values = "[" + ", ".join(map(script.value, value.values())) + "]"
    form = script.one_of(
        ("dict(zip({0!r}, {1}))", "{{key: item for key, item in zip({0!r}, {1})}}")
    )
    return form.format(list(value), values)


def _made(script: Script, value: Mapping[str, object]) -> str:
    name = script.fresh("build")
    body = script.value(dict(value))
    script.put(f"def {name}(**more):\n    made = {body}\n    made.update(more)\n    return made")
    return f"{name}()"


def _copied(script: Script, value: Mapping[str, object]) -> str:
    script.imported("import copy")
    name = script.fresh("original")
    script.put(f"{name} = {script.value(dict(value))}")
    return script.one_of((f"{name}.copy()", f"copy.deepcopy({name})", f"dict({name})"))


MAPPINGS: tuple[Callable[[Script, Any], str], ...] = (
    _dict_call, _in_steps, _merged, _zipped, _made, _copied,
)  # fmt: skip


def _appended(script: Script, value: list[object]) -> str:
    name = script.fresh("items")
    expressions = list(map(script.value, value))
    script.put(f"{name} = []")
    for expression in expressions:
        form = script.one_of(("{}.append({})", "{}.extend([{}])", "{} += [{}]"))
        script.put(form.format(name, expression))
    return name


def _comprehended(script: Script, value: list[object]) -> str:
    inner = "(" + ", ".join(map(script.value, value)) + ",)"
    return script.one_of((f"[item for item in {inner}]", f"list({inner})", f"[*{inner}]"))


def _looped(script: Script, value: list[object]) -> str:
    name, item = script.fresh("items"), script.fresh("item")
    inner = ", ".join(map(script.value, value))
    script.put(f"{name} = []\nfor {item} in [{inner}]:\n    {name}.append({item})")
    return name


def _mapped(script: Script, value: list[object]) -> str:
    keys = [list(item) for item in value if isinstance(item, Mapping)]
    if len(keys) != len(value) or len({tuple(key) for key in keys}) != 1 or len(keys[0]) != 2:
        return _list(script, value)
    first, second = keys[0]
    pairs = [(item[first], item[second]) for item in value if isinstance(item, Mapping)]
    return f"[{{{first!r}: key, {second!r}: item}} for key, item in dict({pairs!r}).items()]"


LISTS: tuple[Callable[[Script, Any], str], ...] = (_appended, _comprehended, _looped, _mapped)
