"""Settings that nobody sets: left to a default, or brought along by a library."""

from __future__ import annotations

from smlint.core.rule import Evidence, Undetermined, need
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Setting, Unknown, is_some_text, left_to

WRITE = "write the argument: it goes before what those files say"


def is_set(setting: Setting[object]) -> bool:
    """Whether something surely sets `setting`.

    What is made of an attribute of something deployed is set, though its value is not known yet.
    """
    return isinstance(setting, Known) or (isinstance(setting, Unknown) and is_some_text(setting))


def lacks(setting: Setting[object]) -> bool:
    """Whether nothing sets `setting`.

    Raises `Undetermined` where it may be null, or where configuration that is not among these files
    may set it.
    """
    if is_set(setting):
        return False
    if isinstance(setting, Unknown):
        raise Undetermined(setting)
    _refuse_elsewhere(setting)
    return True


def is_off(setting: Setting[bool]) -> bool:
    """Whether `setting` is false, or nothing sets it; raises `Undetermined` as `lacks` does."""
    if need(setting):
        return False
    _refuse_elsewhere(setting)
    return True


def brought(setting: Setting[object]) -> bool:
    """Whether a library puts a value into `setting` that the files do not tell."""
    return isinstance(setting, Unknown) and left_to(setting, "implied")


def unset(setting: Setting[object]) -> Evidence:
    """That nothing sets `setting`, and which defaults it is left to."""
    return Evidence("nothing is set here", Absent(setting.span, setting.via))


def _refuse_elsewhere(setting: Setting[object]) -> None:
    """Raise `Undetermined` where other configuration may set `setting`: one question a file."""
    for hop in setting.via:
        if hop.kind == "elsewhere":
            place = Span(hop.span.path)
            raise Undetermined(Unknown(f"{hop.note}, where the call does not", place, hint=WRITE))
