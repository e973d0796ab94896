"""Every example of every rule, as a plan: with its files the same endpoints, alone nothing more."""

from collections.abc import Iterator, Mapping

import pytest

from smlint.core.inputs import NO_INPUTS
from smlint.core.report import Report
from smlint.core.rule import Example
from smlint.core.values import Known, Tree, Unknown
from smlint.core.workspace import MemoryWorkspace
from smlint.examples import ALL_RULES, discovered, files_of
from smlint.frontends.terraform.evaluation.world import RootWorld
from smlint.frontends.terraform.resources.metadata import META
from smlint.frontends.terraform.resources.shapes import SHAPES
from smlint.frontends.terraform.stages.ways import Way, ways
from smlint.frontends.terraform.structure.configuration import Configuration
from smlint.frontends.terraform.structure.module import Library
from smlint.frontends.terraform.structure.place import Place
from smlint.frontends.terraform.values.data import unlisted
from smlint.rulebook import book
from smlint.run import lint
from tests.frontends.terraform.shown.writing import Data, change, constant, declared, module, plan
from tests.project import stock

BOOK = book(ALL_RULES)
EXAMPLES = [
    pytest.param(example, id=f"{rule.name}-{kind}-{number}")
    for rule in BOOK.rules
    for kind, examples in (("bad", rule.bad), ("good", rule.good))
    for number, example in enumerate(examples, 1)
    if example.language == "terraform"
]


def planned(files: Mapping[str, str]) -> list[tuple[Way, str]]:
    """The plans that terraform would make of `files`, one for each way to deploy them."""
    library = Library(MemoryWorkspace(files))
    root = library.module("")
    found = []
    for way in ways(root, list(files), NO_INPUTS, library, RootWorld(library, "")):
        place = Place("", way.stage, "", workspace=way.workspace)
        configuration = Configuration(root, library, place, way.given)
        changes = list(_changes(configuration))
        variables = {name: _shown(configuration.variable(name))[0] for name in root.variables}
        text = plan([one for one, _ in changes], module(*_blocks(changes)), variables)
        found.append((way, text))
    return found


def _changes(configuration: Configuration) -> Iterator[tuple[Data, Data]]:
    """What is planned for each resource, and the expressions that it is written with."""
    for (type_, name), block in configuration.module.resources.items():
        address = f"{type_}.{name}"
        expansion = configuration.expansion(block, address)
        for instance in expansion.instances if type_ in SHAPES and expansion.why is None else ():
            settings = configuration.members(block, address, instance)
            pairs = {item: _shown(settings[item]) for item in settings if item not in META}
            if settings.get("name_prefix") is not None:
                pairs["name_prefix"] = _shown(settings["name_prefix"])
            after = {item: value for item, (value, _) in pairs.items()}
            later = {item: unknown for item, (_, unknown) in pairs.items()}
            later.setdefault(SHAPES[type_].name, True)
            at = f"{configuration.place.address}{address}{instance.suffix}"
            written = {item: _expression(*pair) for item, pair in pairs.items()}
            yield change(at, after, later), declared(address, **written)
    for call in configuration.module.calls:
        for child in configuration.children(call):
            yield from _changes(child)


def _blocks(changes: list[tuple[Data, Data]]) -> list[Data]:
    return [block for one, block in changes if one["address"] == block["address"]]


def _shown(tree: Tree) -> tuple[object, object]:
    """The value of `tree` in a plan, and what of it is unknown."""
    if isinstance(tree, Unknown) or unlisted(tree) is not None:
        return None, True
    if not isinstance(tree, Known):
        return None, False
    value = tree.value
    if isinstance(value, tuple):
        pairs = [_shown(item) for item in value]
        return [after for after, _ in pairs], [unknown for _, unknown in pairs]
    if isinstance(value, Mapping):
        named = {name: _shown(item) for name, item in value.items()}
        return (
            {name: after for name, (after, _) in named.items()},
            {name: unknown for name, (_, unknown) in named.items()},
        )
    return value, False


def _expression(after: object, unknown: object) -> object:
    if isinstance(after, list) and any(isinstance(item, dict) for item in after):
        return [
            {name: _expression(item[name], hidden[name]) for name in item}
            for item, hidden in zip(after, unknown, strict=True)  # type: ignore[call-overload]
        ]
    return {} if _is_hidden(unknown) else constant(after)


def _is_hidden(unknown: object) -> bool:
    """Whether a part is unknown: a plan tells what such an expression refers to, not its value."""
    if isinstance(unknown, Mapping):
        return any(map(_is_hidden, unknown.values()))
    return any(map(_is_hidden, unknown)) if isinstance(unknown, list) else unknown is True


def report(files: Mapping[str, str]) -> Report:
    return lint(discovered(files), ALL_RULES, BOOK, workspace=MemoryWorkspace(files))


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_plan_says_what_its_files_say_and_alone_nothing_else(example: Example) -> None:
    files = files_of(example)
    expected, said = stock(files).endpoints, report(files).findings
    for way, text in planned(files):
        found = stock({**files, "plan.json": text}).endpoints
        assert [one for one in found if one.stage.name == "plan.json"] == [
            one for one in expected if one.stage == way.stage
        ]
        together = report({**files, "plan.json": text}).findings
        places = {(f.rule_id, f.span, f.message) for f in together}
        assert len(together) == len(places)
        assert places == {(f.rule_id, f.span, f.message) for f in said}
        alone = report({"plan.json": text}).findings
        assert {f.rule_name for f in alone} <= {f.rule_name for f in said}
