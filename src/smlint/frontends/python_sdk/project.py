"""The scripts of a run as one project: which are read, and which import which."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from posixpath import basename, dirname

from smlint.core.frozen import dataclass
from smlint.core.source import SourceError
from smlint.frontends.python_sdk import roots, syntax
from smlint.frontends.python_sdk.files import MARKERS, Files
from smlint.frontends.python_sdk.import_texts import SELF, Import, imports_in
from smlint.frontends.python_sdk.lowering import boto
from smlint.frontends.python_sdk.places import BODY, STANDARD, TEST, Place, Tops, tops_of

COMMON = {".deploy(", "create_endpoint", "invoke_endpoint", "delete_endpoint"}
"""Markers that are words of many libraries: somewhere it must be told that SageMaker is meant."""

TELLING = tuple(
    word.encode()
    for word in dict.fromkeys(
        [*(marker for marker in MARKERS if marker not in COMMON)]
        + [word for operation in boto.OPERATIONS.values() for word in operation.telling]
    )
)
WORD = b"sagemaker"
"""In any case of letters: a client, the SDK, a command, a type of resource."""

IMPORTS = 2
"""Imports one behind the other by which a script may get what it deploys; a library has more."""

VISITS = 2
"""How often a file is looked at for what it hands on; more matters in circles alone."""

STAR, WHOLE = "*", "."
"""What an import takes that takes all names, or the module itself."""


@dataclass(frozen=True, slots=True)
class Project:
    """The scripts to read, those that import others first.

    `imported` are the files that each imports, `exported` the names through which one comes to a
    request in them.
    """

    scripts: tuple[str, ...]
    imported: Mapping[str, Sequence[str]] = field(default_factory=dict)
    exported: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def leading(self, path: str) -> frozenset[str]:
        """The names of what the script at `path` imports that leads to a request."""
        given = (self.exported.get(target) for target in self.imported.get(path, ()))
        return frozenset[str]().union(*filter(None, given))


def project_of(paths: Sequence[str], hits: Sequence[str], files: Files) -> Project:
    """The scripts among `paths` that hold a marker (`hits`), or that call what such a one defines.

    A module is read after those that import it: what they call, they call with arguments.
    """
    if len(paths) == 1:
        return Project(tuple(hits))
    found = _Search(paths, hits, files)
    scripts = tuple(_ordered(found.scripts, found.imported))
    return Project(scripts, found.imported, found.exported)


class _Search:
    """Finds who imports the hits, and who imports these."""

    def __init__(self, paths: Sequence[str], hits: Sequence[str], files: Files) -> None:
        self.files = files
        self.imported: dict[str, tuple[str, ...]] = {}
        self.exported: dict[str, frozenset[str]] = {}
        self._ways = defaultdict[tuple[str, str], set[str]](set)
        self._known = frozenset(paths)
        self._stems = defaultdict[str, list[str]](list)
        self._mentioning = defaultdict[str, list[str]](list)
        for path in paths:
            self._stems[_stem(path)].append(path)
        self._telling: dict[str, bool] = {}
        seeds = [path for path in hits if self._means(path)]
        self.scripts = dict.fromkeys(seeds)
        for path in seeds:
            self._scan(path)
        for path in paths if seeds else ():
            if path not in self.scripts:
                self._scan(path)
        self._spread(seeds)
        for path in self.scripts:
            self._targets(path)

    def _means(self, path: str) -> bool:
        """Whether the file at `path`, or one that it imports, speaks of SageMaker."""
        reached, seen = [path], {path}
        for _ in range(IMPORTS):
            if any(map(self._tells, reached)):
                return True
            targets = dict.fromkeys(other for one in reached for other in self._targets(one))
            reached = [other for other in targets if other not in seen]
            seen.update(reached)
        return any(map(self._tells, reached))

    def _tells(self, path: str) -> bool:
        """Whether the file at `path` does so; of one that cannot be read that is to be told."""
        found = self._telling.get(path)
        if found is None:
            try:
                data = self.files.workspace.read_bytes(path)
            except SourceError:
                data = WORD
            found = WORD in data.lower() or any(word in data for word in TELLING)
            self._telling[path] = found
        return found

    def _scan(self, path: str) -> None:
        """Note which modules the file at `path` may import."""
        data = self._read(path)
        for word in {word for item in imports_in(data) for word in item.words}:
            if word in self._stems or word == SELF:
                self._mentioning[word].append(path)

    def _read(self, path: str) -> bytes:
        try:
            return self.files.workspace.read_bytes(path)
        except SourceError:
            return b""

    def _importers(self, path: str) -> Iterator[str]:
        """The files that import the one at `path`."""
        words = (_stem(path), SELF) if basename(path) == BODY else (_stem(path),)
        for word in words:
            for other in self._mentioning.get(word, ()):
                if path in self._targets(other):
                    yield other

    def _targets(self, path: str) -> tuple[str, ...]:
        """The files of the run that the one at `path` imports."""
        found = self.imported.get(path)
        if found is None:
            pairs = tuple(self._imported(path))
            found = self.imported[path] = tuple(dict.fromkeys(file for file, _ in pairs))
            for file, item in pairs:
                self._ways[path, file].update(item.names or (WHOLE,))
        return found

    def _imported(self, path: str) -> Iterator[tuple[str, Import]]:
        data, tops = self._read(path), tops_of(path)
        anywhere = b"sys.path" in data
        for item in dict.fromkeys(imports_in(data)):
            if self._stems.keys().isdisjoint(item.words) and SELF not in item.words:
                continue
            places = self._places(path, item, tops)
            files = [place.file for place in places if place.file in self._known]
            if not files and anywhere and not item.level:
                files = [*self._anywhere(item.name)]
            yield from ((file, item) for file in files if file is not None and file != path)

    def _anywhere(self, name: str) -> Iterator[str]:
        """The files that a module called `name` may be, wherever a script looks for it."""
        if name.partition(".")[0] in STANDARD:
            return
        end = f"/{name.replace('.', '/')}"
        for path in self._stems.get(name.rpartition(".")[2], ()):
            if f"/{path}".endswith((f"{end}.py", f"{end}/{BODY}")):
                yield path

    def _places(self, path: str, item: Import, tops: Tops) -> Iterator[Place]:
        places = self.files.places
        directory = dirname(path)
        for _ in range(item.level - 1):
            directory = dirname(directory)
        for name in (item.name, *(f"{item.name}.{name}".lstrip(".") for name in item.names)):
            found = places.beneath(directory, name) if item.level else places.find(name, tops)
            if found is not None:
                yield found

    def _spread(self, seeds: Iterable[str]) -> None:
        """Add the importers of `seeds` that mention what leads to a request there, and theirs."""
        pending = dict.fromkeys(seeds)
        visits = Counter[str]()
        while pending:
            path = next(iter(pending))
            del pending[path]
            visits[path] += 1
            importers = list(dict.fromkeys(self._importers(path)))
            names = self._exports(path) if importers else frozenset[str]()
            if not names or names == self.exported.get(path):
                continue
            self.exported[path] = names
            for importer in importers:
                if not TEST.search(importer) and self._uses(importer, path, names):
                    self.scripts.setdefault(importer)
                    if visits[importer] < VISITS:
                        pending[importer] = None

    def _uses(self, importer: str, path: str, names: frozenset[str]) -> bool:
        """Whether `importer` takes one of `names` from the file at `path`, as far as text tells."""
        taken = self._ways[importer, path]
        if STAR in taken or not names.isdisjoint(taken):
            return True
        data = self._read(importer)
        whole = WHOLE in taken or _stem(path) in taken
        return whole and any(b"." + name.encode() in data for name in names)

    def _exports(self, path: str) -> frozenset[str]:
        """The names of the file at `path` through which another one comes to a request."""
        modules = [module for module, _ in self.files.script(path).parts]
        given = Project((), {path: self._targets(path)}, self.exported).leading(path)
        handed, star = _handed_on(modules, given)
        leading = roots.leading(modules, given | handed)
        defined = (node for module in modules for node in module.body)
        own = {
            node.name for node in defined if isinstance(node, roots.Definition) and node in leading
        }
        return frozenset(own | handed | (given if star else frozenset()))


def _handed_on(modules: Iterable[ast.Module], given: frozenset[str]) -> tuple[set[str], bool]:
    """Those of the names `given` that are imported by name, as called here; whether all may be."""
    names: set[str] = set()
    star = False
    for module in modules:
        for node in syntax.nodes(module) if given else ():
            if isinstance(node, ast.ImportFrom):
                star = star or any(alias.name == STAR for alias in node.names)
                names.update(
                    alias.asname or alias.name for alias in node.names if alias.name in given
                )
    return names, star


def _stem(path: str) -> str:
    name = basename(path).rpartition(".")[0]
    return basename(dirname(path)) if name == "__init__" else name


def _ordered(scripts: Iterable[str], imported: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """`scripts`, each after those that import it; of a circle, the first by path comes first."""
    left = dict.fromkeys(sorted(scripts))
    waiting = dict.fromkeys(left, 0)
    for path in left:
        for target in imported.get(path, ()):
            if target in waiting:
                waiting[target] += 1
    ready = deque(path for path in left if not waiting[path])
    while left:
        path = ready.popleft() if ready else next(iter(left))
        if path not in left:
            continue
        del left[path]
        yield path
        for target in imported.get(path, ()):
            if target in left:
                waiting[target] -= 1
                if not waiting[target]:
                    ready.append(target)
