"""What differs from run to run: the time, chance, and what whoever runs the script types."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.frontends.python_sdk.library.answers import Request
from smlint.frontends.python_sdk.values.objects import Opaque

TIME = "it is made of the time at which the script runs"
CHANCE = "it is made up at random when the script runs"
TYPED = "it is given by whoever runs the script"

REASONS: Mapping[str, str] = {
    "time": TIME,
    "datetime": TIME,
    "pytz": TIME,
    "uuid": CHANCE,
    "random": CHANCE,
    "secrets": CHANCE,
    "shortuuid": CHANCE,
    "getpass": TYPED,
    "inquirer": TYPED,
    "InquirerPy": TYPED,
    "questionary": TYPED,
    "?input": TYPED,
    "builtins.input": TYPED,
    "tempfile": "a new place for it is chosen when the script runs",
}
"""Why what a module makes is not known, by the module, or by the function."""


def call(request: Request) -> Opaque | None:
    """What a function gives whose results differ from run to run; None for other functions."""
    path = request.callee.path
    reason = REASONS.get(path) or REASONS.get(path.split(".")[0])
    if reason is None:
        return None
    reference = request.machine.reference(request.span)
    callee, arguments = request.callee, request.arguments
    return Opaque(f"{path}()"[:400], reason, request.span, reference, (), callee, arguments)
