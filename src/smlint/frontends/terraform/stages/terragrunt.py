"""Terragrunt: files that each deploy a module with inputs of their own, and so make a stage of it.

A file may name a module elsewhere in the tree, or stand beside the module's own files.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from smlint.core.frozen import dataclass
from smlint.core.resource import Stage
from smlint.core.spans import Span
from smlint.core.values import Hop, Known, Tree, Unknown
from smlint.core.workspace import is_file
from smlint.frontends.terraform.evaluation.world import RootWorld
from smlint.frontends.terraform.stages.terragrunt_file import TerragruntFile
from smlint.frontends.terraform.stages.terragrunt_paths import UNIT, located
from smlint.frontends.terraform.stages.varfiles import automatic, read_var_file, valued
from smlint.frontends.terraform.structure.module import SYNTAXES, Library, Module
from smlint.frontends.terraform.values.data import through


@dataclass(frozen=True, slots=True)
class Unit:
    """A file that deploys the module in `directory`."""

    file: TerragruntFile
    directory: str

    @property
    def stage(self) -> Stage:
        """The stage that it makes, called after its directory."""
        return Stage(self.file.directory or ".", Span(self.file.path))

    def given(self, root: Module) -> Mapping[str, Tree]:
        """The values that it gives to the variables of the module.

        Terragrunt hands the inputs over as environment variables, before which go the files that
        terraform loads itself; the unit's are copied to the module's.
        """
        library, path = self.file.library, self.file.path
        given = self.file.given()
        rest = {} if given.rest is None else dict.fromkeys(root.variables, given.rest)
        hops = {name: (Hop(path, value.span, "stage"),) for name, value in given.values.items()}
        values = {name: through(value, hops[name]) for name, value in given.values.items()}
        world = RootWorld(library, root.directory)
        loaded = {
            name: value
            for directory in dict.fromkeys((root.directory, self.file.directory))
            for name, value in automatic(directory, library, world).items()
        }
        return {**rest, **values, **loaded, **self._var_files(root)}

    def _var_files(self, root: Module) -> Mapping[str, Tree]:
        """What the var-files give that terraform is told to load."""
        values: dict[str, Tree] = {}
        library = self.file.library
        for written in self.file.var_files():
            path = located(written, self.file.directory)
            if path is None:
                reason = "it is not known which var-file is loaded here, and may give it a value"
                return dict.fromkeys(root.variables, Unknown(reason, written.span))
            if is_file(library.workspace, path):
                given = read_var_file(path, library, RootWorld(library, ""))
                values.update(valued(given, posixpath.basename(path), "stage"))
        return values


def units(files: Iterable[str], library: Library) -> Iterator[Unit]:
    """The files of Terragrunt among `files` that deploy a module of the tree."""
    for path in files:
        if posixpath.basename(path) != UNIT:
            continue
        file = TerragruntFile(library, path, posixpath.dirname(path))
        source = file.source()
        if source is None:
            directory: str | None = file.directory
        else:
            directory = _local(source, file)
        if directory is not None and library.names(directory, *SYNTAXES):
            yield Unit(file, directory)
        elif source is not None and "sagemaker" in _written(source, library).lower():
            message = "the module that is deployed here is not in the tree: it is not checked"
            hint = "smlint fetches nothing: check the module where it is kept, or a plan of this."
            library.report(source.span, message, hint, severity="note")
        else:
            library.soften(path)


def _local(source: Tree, file: TerragruntFile) -> str | None:
    """The directory of the module at `source`, which may name a part of a tree behind `//`."""
    if isinstance(source, Known):
        text = str(source.value)
        if not text.startswith((".", "/")):
            return None
        source = Known(text.replace("//", "/"), source.span)
    return located(source, file.directory)


def _written(source: Tree, library: Library) -> str:
    """What stands in the file where the source is written."""
    lines = library.text(source.span.path).splitlines()
    return "\n".join(lines[source.span.line - 1 : source.span.end_line])
