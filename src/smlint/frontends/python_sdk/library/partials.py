"""`functools.partial`: functions of which some arguments are given already."""

from __future__ import annotations

from smlint.frontends.python_sdk.values.objects import Arguments, Opaque, Value

PARTIAL = "functools.partial()"


def unfolded(callee: Value, arguments: Arguments) -> tuple[Value, Arguments]:
    """What is called, and with what, where `callee` is called with `arguments`."""
    while isinstance(callee, Opaque) and callee.path == PARTIAL and callee.arguments is not None:
        before = callee.arguments
        if not before.positional:
            break
        callee = before.positional[0]
        arguments = Arguments(
            (*before.positional[1:], *arguments.positional),
            {**before.keywords, **arguments.keywords},
            before.open if arguments.open is None else arguments.open,
        )
    return callee, arguments
