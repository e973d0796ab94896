"""Values of options that whoever runs the script gives."""

from __future__ import annotations

from smlint.core.spans import Span
from smlint.core.values import Reference
from smlint.frontends.python_sdk.values.objects import Opaque, Value
from smlint.frontends.python_sdk.values.required import Required

TEXTS = ("builtins.str", "pathlib.Path", "click.STRING", "click.Path()", "click.Choice()")
"""Types whose values are true unless an empty text is given."""


def given(name: str, label: str, span: Span) -> Opaque:
    """The value of an option without default."""
    reason = f"{label} is given by whoever runs the script"
    return Opaque(f"?{name}", reason, span, Reference(str(span), name))


def required(name: str, label: str, span: Span, *, text: bool) -> Required:
    """The value of an option that has to be given, which is `text` or may be something else."""
    value = given(name, label, span)
    return Required(value.path, value.reason, span, value.reference, text=text)


def is_text(kind: Value | None) -> bool:
    """Whether an option of the type `kind` is text, or a path, which is not empty either."""
    return kind is None or (isinstance(kind, Opaque) and kind.path in TEXTS)
