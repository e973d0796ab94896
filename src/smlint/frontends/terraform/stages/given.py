"""What the user gives by hand: `--var-file` and `--var`, which make one stage of each root."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from smlint.core.inputs import Inputs, InputValue
from smlint.core.problem import Severity
from smlint.core.resource import Stage
from smlint.core.source import Source
from smlint.core.spans import COMMAND_LINE, Span
from smlint.core.values import Hop, Known, Tree, Unknown
from smlint.frontends.terraform.evaluation.evaluate import attempt
from smlint.frontends.terraform.evaluation.scope import Constant
from smlint.frontends.terraform.evaluation.world import RootWorld
from smlint.frontends.terraform.functions import World
from smlint.frontends.terraform.language.expressions import read_expression
from smlint.frontends.terraform.language.nodes import Expression
from smlint.frontends.terraform.stages.varfiles import named_apart, read_var_file, valued
from smlint.frontends.terraform.structure.module import SYNTAXES, Library, Module, argument
from smlint.frontends.terraform.values.data import through
from smlint.frontends.terraform.values.declared_types import read_constraint
from smlint.frontends.terraform.values.errors import RefusalError
from smlint.frontends.terraform.values.kinds import BOOL, NUMBER, STRING

DECLARATION = r'(?:\bvariable[ \t]+"?{0}"?[ \t]*|"{0}"\s*:\s*)\{{'
"""What the declaration of a variable looks like: a cheap test of files that are not parsed."""


def given_stage(inputs: Inputs, root: str) -> Stage:
    """The stage that the user asks for, called after the var-files and the single values."""
    paths = [item.path for item in inputs.variables if isinstance(item, Source)]
    values = [item.name for item in inputs.variables if isinstance(item, InputValue)]
    single = [f"--var {' '.join(dict.fromkeys(values))}"] if values else []
    name = " + ".join((*dict.fromkeys(named_apart(paths, root)), *single))
    return Stage(name, Span(paths[-1] if paths else COMMAND_LINE))


def given_values(
    inputs: Inputs, root: Module, library: Library, world: World
) -> Mapping[str, Tree]:
    """The values that the user gives to the variables of `root`; later ones win."""
    values: dict[str, Tree] = {}
    for item in inputs.variables:
        if isinstance(item, Source):
            name = posixpath.basename(item.path)
            values.update(valued(read_var_file(item.path, library, world), name, "stage"))
        elif item.name in root.variables:
            hop = Hop(f"{item.option} {item.name}", item.span, "stage")
            values[item.name] = through(_value(item, root, library, world), (hop,))
    return values


def _value(item: InputValue, root: Module, library: Library, world: World) -> Tree:
    """Text, unless the type of the variable asks for an expression."""
    declared = argument(root.variables[item.name].body, "type")
    if declared is None or _is_primitive(library.expression(declared)):
        return Known(item.text, item.span)
    node, problems = read_expression(item.source, item.start, item.end)
    library.problems.update(dict.fromkeys(problems))
    tree = attempt(node, Constant(world))
    if isinstance(tree, Unknown) and not problems:
        hint = f"The type at {declared.span} asks for an expression, where text stands in quotes."
        library.report(item.span, tree.reason, hint, "error")
    return tree


def _is_primitive(type_: Expression) -> bool:
    try:
        return read_constraint(type_) in (STRING, NUMBER, BOOL)
    except RefusalError:
        return True


def report_undeclared(
    inputs: Inputs, roots: Sequence[Module], files: Iterable[str], library: Library
) -> None:
    """Say which of the given variables no root declares.

    One that another module of the tree declares is left alone: it may be a root that has nothing
    to do with SageMaker.
    """
    declared = {name for root in roots for name in root.variables}
    for item in inputs.variables if roots else ():
        if isinstance(item, InputValue):
            strange = {item.name: item.name_span}
        else:
            given = read_var_file(item.path, library, RootWorld(library, ""))
            strange = {name: one.name for name, one in given.items()}
        for name, span in strange.items():
            if name not in declared and not _declares(name, files, library):
                near = get_close_matches(name, sorted(declared), 1)
                hint = f"did you mean {near[0]}?" if near else "Correct the name, or declare it."
                message = f"no module that is deployed here declares a variable {name}"
                # terraform refuses the one and warns of the other
                severity: Severity = "error" if isinstance(item, InputValue) else "warning"
                library.report(span, message, hint, severity)


def _declares(name: str, files: Iterable[str], library: Library) -> bool:
    pattern = re.compile(DECLARATION.format(re.escape(name)))
    return any(path.endswith(SYNTAXES) and pattern.search(library.text(path)) for path in files)
