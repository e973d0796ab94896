"""`smlint schema`: the forms of what people write and programs read, for editors and checks."""

from __future__ import annotations

import json
import os

from smlint.cli import CLEAN, Refused
from smlint.cli.options import Parser, deliver, filled

EXAMPLES = """\
  smlint schema                                        the schemas there are
  smlint schema config --output smlint.schema.json     for `# yaml-language-server: $schema=…`
  smlint schema policy --output policy.schema.json
"""
FOLDER, SUFFIX = "schemas", ".schema.json"


def run(arguments: list[str]) -> int:
    """Write a schema, or list them; refused for one there is not."""
    options = parser().parse_args(arguments)
    known = _schemas()
    if options.name is None:
        size = max(map(len, known))
        text = "".join(f"{name:<{size}}  {_title(path)}\n" for name, path in known.items())
    elif options.name in known:
        text = _text(known[options.name])
    else:
        raise Refused((f"there is no schema called {options.name}", f"one of {', '.join(known)}"))
    deliver(text, options.output)
    return CLEAN


def parser() -> Parser:
    """The options of `schema`."""
    made = Parser(
        "schema", "smlint schema [OPTIONS] [NAME]",
        "Write the JSON Schema of a file that people write, or of a report; without a name, list "
        "them.", EXAMPLES,
    )  # fmt: skip
    made.add_argument("name", metavar="NAME", nargs="?", help="such as config, policy or pack")
    made.add_argument("--output", metavar="FILE", type=filled, help="write it to FILE")
    return made


def _schemas() -> dict[str, str]:
    """The paths of the schemas by name: inside the package in a wheel, beside `src` in a checkout.

    Raises `Refused` where there are none.
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    checkout = os.path.dirname(os.path.dirname(package))
    for home in (package, checkout):
        folder = os.path.join(home, FOLDER)
        if os.path.isdir(folder):
            names = sorted(name for name in os.listdir(folder) if name.endswith(SUFFIX))
            return {name.removesuffix(SUFFIX): os.path.join(folder, name) for name in names}
    raise Refused(("smlint is installed without its schemas", "install it again"))


def _text(path: str) -> str:
    with open(path, encoding="utf-8") as file:
        return file.read()


def _title(path: str) -> str:
    return str(json.loads(_text(path))["title"])
