"""Record what cfn-lint resolves the expressions to that the tests compare smlint with.

    python scripts/record_cfn_lint.py

reads the expressions of `tests/frontends/cloudformation/data/intrinsics.txt` (their third column)
and the loops of `loops.yaml` beside it, and writes `cfn_lint.json` there. It needs cfn-lint in the
Python that runs it, and no network.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "tests" / "frontends" / "cloudformation" / "data"


def expressions() -> list[str]:
    """The expressions to record, in file order."""
    lines = (DATA / "intrinsics.txt").read_text().splitlines()
    return [line.split(" | ")[2] for line in lines if line and not line.startswith("# ")]


def validator() -> Any:
    """What resolves values within the template of the expressions."""
    text = (DATA / "intrinsics.yaml").read_text()
    template = import_module("cfnlint.decode.cfn_yaml").loads(text)
    cfn = import_module("cfnlint.template").Template("t.yaml", template, ["us-east-1"])
    found = import_module("cfnlint.jsonschema").CfnTemplateValidator({}, context=cfn.context)
    functions = list(import_module("cfnlint.helpers").FUNCTIONS)
    context = found.context.evolve(functions=functions, resolve_pseudo_parameters=False)
    return found.evolve(context=context, cfn=cfn)


def record(resolver: Any, expression: str) -> dict[str, object]:
    """The values that an expression may have, as far as cfn-lint knows any."""
    node = import_module("cfnlint.decode.cfn_yaml").loads(f"It: {expression}\n")["It"]
    try:
        resolved = [value for value, _, error in resolver.resolve_value(node) if error is None]
    except (AttributeError, IndexError, TypeError, ValueError) as error:
        return {"expression": expression, "fails": type(error).__name__}
    return {"expression": expression, "values": resolved}


def unrolled() -> object:
    """The template of the loops with its loops written out."""
    text = (DATA / "loops.yaml").read_text()
    template = import_module("cfnlint.decode.cfn_yaml").loads(text)
    cfn = import_module("cfnlint.template").Template("t.yaml", template, ["us-east-1"])
    transform = import_module("cfnlint.template.transforms._language_extensions")
    _, found = transform.language_extension(cfn)
    return found


def main() -> None:
    """Record all expressions, and the loops."""
    resolver = validator()
    results = [record(resolver, expression) for expression in expressions()]
    lines = ",\n".join(f"    {json.dumps(result)}" for result in results)
    version = import_module("cfnlint.version").__version__
    text = f'{{\n  "cfn_lint": "{version}",\n  "loops": {json.dumps(unrolled())},'
    text += f'\n  "results": [\n{lines}\n  ]\n}}\n'
    (DATA / "cfn_lint.json").write_text(text)
    print(
        f"{len(results)} expressions, {sum(bool(result.get('values')) for result in results)} known"
    )


if __name__ == "__main__":
    main()
