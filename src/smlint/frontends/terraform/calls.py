"""Module calls: which module a call means."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from smlint.frontends.terraform.module import Library, Module, argument
from smlint.frontends.terraform.nodes import Attribute, Block
from smlint.frontends.terraform.place import Place

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


def called_module(library: Library, module: Module, call: Block, place: Place) -> Module | None:
    """The module that `call` in `module`, at `place`, means.

    That is a local one, or one that is installed for the root; None, and a problem, if neither is
    there.
    """
    source = library.local_source(call)
    if source is None:
        directory = library.installed(place.root).get(place.key_of(call.labels[0]))
        if directory is not None and library.names(directory, ".tf", ".tf.json"):
            return library.module(directory)
        written = argument(call.body, "source")
        library.report(
            call.header if written is None else written.span,
            f"module {call.labels[0]} is not on a local path: what it makes is not checked",
            "`terraform init` installs it, and smlint reads what is installed.",
            severity="note",
        )
        return None
    directory = posixpath.normpath(posixpath.join(module.directory, source))
    directory = "" if directory == "." else directory
    if not library.names(directory, ".tf"):
        library.report(
            call.header,
            f'there is no module in "{source}": what module {call.labels[0]} makes is not checked',
            "Mend the path, or add the directory to what smlint reads.",
        )
        return None
    return library.module(directory)
