"""Settings that nothing sets, for rules that ask for them to be set."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.model import Endpoint, Model
from smlint.core.rule import Undetermined, need
from smlint.core.values import Known, Reference, Setting, Unknown


def lacks(setting: Setting[object]) -> bool:
    """Whether nothing sets `setting`.

    What is made of an attribute of something deployed is set, though its value is not known yet.
    Raises `Undetermined` where it may be null, or where configuration that is not among these files
    may set it.
    """
    if isinstance(setting, Known):
        return False
    if isinstance(setting, Unknown):
        if _is_some_text(setting):
            return False
        raise Undetermined(setting)
    _refuse_elsewhere(setting)
    return True


def is_off(setting: Setting[bool]) -> bool:
    """Whether `setting` is false, or nothing sets it; raises `Undetermined` as `lacks` does."""
    if need(setting):
        return False
    _refuse_elsewhere(setting)
    return True


def models(endpoint: Endpoint) -> Iterator[Model]:
    """The models of the variants of `endpoint` that these files make.

    One that is made elsewhere is judged where it is made.
    """
    for variant in endpoint.variants:
        if isinstance(variant.model, Known):
            yield variant.model.value


def _is_some_text(setting: Unknown) -> bool:
    """Whether a part of the text is known, or is an attribute of something deployed."""
    return any(
        part.attribute[:1].isupper() if isinstance(part, Reference) else isinstance(part, str)
        for part in setting.parts
    )


def _refuse_elsewhere(setting: Setting[object]) -> None:
    for hop in setting.via:
        if hop.kind == "elsewhere":
            raise Undetermined(Unknown(hop.note, hop.span))
