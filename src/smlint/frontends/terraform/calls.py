"""Module calls: which module a call means."""

from __future__ import annotations

import posixpath

from smlint.frontends.terraform.module import Library, Module, argument
from smlint.frontends.terraform.nodes import Block


def called_module(library: Library, module: Module, call: Block) -> Module | None:
    """The local module that `call` in `module` means; None, and a problem, if it is not there."""
    source = library.local_source(call)
    if source is None:
        written = argument(call.body, "source")
        library.report(
            call.header if written is None else written.span,
            f"module {call.labels[0]} is not on a local path: what it makes is not checked",
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
