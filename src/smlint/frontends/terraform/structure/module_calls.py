"""Module calls: which module a call means."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.workspace import seen_from
from smlint.frontends.terraform.language.nodes import Attribute, Block
from smlint.frontends.terraform.structure.module import SYNTAXES, Library, Module, argument
from smlint.frontends.terraform.structure.place import Place

ARGUMENTS = frozenset({"source", "version", "count", "for_each", "providers", "depends_on"})
"""Arguments of a module call that are no variables of the module."""


def inputs(library: Library, module: Module, call: Block) -> Mapping[str, Attribute]:
    """What `call` gives to variables of the `module` that it means; it may give nothing else."""
    found = {item.name: item for item in call.body.attributes if item.name not in ARGUMENTS}
    for name in found.keys() - module.variables.keys() if module.complete else ():
        library.report(
            found[name].name_span,
            f"the module in {module.directory or '.'} has no variable {name}",
            "Terraform refuses this call. Correct the name, or declare the variable there.",
        )
    return found


def is_elsewhere(library: Library, call: Block, place: Place) -> bool:
    """Whether `call`, at `place`, means a module that is neither local nor installed."""
    return library.local_source(call) is None and place.key_of(
        call.labels[0]
    ) not in library.installed(place.root)


def directory_of(library: Library, module: Module, call: Block, place: Place) -> str | None:
    """The directory of the module that `call` in `module`, at `place`, means: local or installed.

    None where it is neither, whether the directory is there or not.
    """
    source = library.local_source(call)
    if source is None:
        return library.installed(place.root).get(place.key_of(call.labels[0]))
    return seen_from(module.directory, source)


def called_module(library: Library, module: Module, call: Block, place: Place) -> Module | None:
    """The module that `call` in `module`, at `place`, means.

    That is a local one, or one that is installed for the root; None, and a problem, if neither is
    there.
    """
    directory = directory_of(library, module, call, place)
    if directory is not None and library.names(directory, *SYNTAXES):
        return library.module(directory)
    source = library.local_source(call)
    if source is None:
        written = argument(call.body, "source")
        library.report(
            call.header if written is None else written.span,
            f"module {call.labels[0]} is not on a local path: what it makes is not checked",
            "`terraform init` installs it, and smlint reads what is installed.",
            severity="note",
        )
    else:
        library.report(
            call.header,
            f'there is no module in "{source}": what module {call.labels[0]} makes is not checked',
            "Mend the path, or add the directory to what smlint reads.",
        )
    return None
