"""Which files a run is about: found, read once, and searched for the words that matter.

Most runs meet no SageMaker at all and end here, so this module imports next to nothing. A project's
values live in neighbouring files: where files are named, their neighbours are found too, and where
Terraform calls a local module, the module.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from posixpath import basename, dirname, join

from smlint.contents import SIZE_LIMIT, Content, read_content
from smlint.core.globs import Patterns
from smlint.frontends import LANGUAGES, Language, language_of
from smlint.frontends.modules import (
    MODULE_FILES,
    PROJECT_FILES,
    UNIT,
    called_directories,
    calls_endpoints,
    strangers,
    unrelated,
)
from smlint.pruned import is_pruned
from smlint.repositories import repositories, show, within

STAGE_DIRECTORIES = frozenset(
    ("env", "envs", "environment", "environments", "tfvars", "vars", "config", "configs",
     "params", "parameters", "stages")
)  # fmt: skip
"""Directories beside a project that hold its variable or parameter files."""

_HEAD = 64
"""Bytes of a named file that are looked at to tell what only a tool of its own can read."""


class Discovery:
    """What a run found.

    `files` and `hits` map the name of a language to sorted paths: all files with its suffixes, and
    those that hold one of its markers. `selected` are the files that were named or are beneath what
    was, None where nothing else was read; `strangers` were met in search of these, and have nothing
    to do with them. `problems` are (path, reason, hint). `roots` are the absolute paths of the
    repositories of what was named (or of its directory, outside of any); `count` the number of
    files read, `excluded` that of files and directories that were left out as `exclude` asks.
    """

    __slots__ = (
        "count", "exclude", "excluded", "files", "hits", "languages", "problems", "roots",
        "selected", "strangers",
    )  # fmt: skip

    def __init__(
        self,
        roots: tuple[str, ...],
        languages: tuple[Language, ...],
        exclude: Sequence[Patterns] = (),
    ) -> None:
        self.roots = roots
        self.exclude = exclude
        self.languages = languages
        self.files: dict[str, list[str]] = {language.name: [] for language in languages}
        self.hits: dict[str, list[str]] = {language.name: [] for language in languages}
        self.selected: set[str] | None = None
        self.strangers: set[str] = set()
        self.problems: list[tuple[str, str, str]] = []
        self.count = 0
        self.excluded = 0


def discover(
    paths: list[str], exclude: Sequence[Patterns] = (), languages: tuple[Language, ...] = LANGUAGES
) -> Discovery:
    """The files beneath `paths` (or named by them) that frontends may want.

    What one of `exclude` matches is left out, even if it is named. Unreadable places become
    problems.
    """
    shown = [show(path) for path in paths]
    found = Discovery(repositories(paths), languages, exclude)
    search = _Search(found)
    named = []
    for path, given in zip(shown, paths, strict=True):
        if os.path.isdir(path):
            search.walk(path)
        elif os.path.isfile(path):
            named.append(path)
        elif os.path.lexists(path):
            found.problems.append((given, "it is neither a file nor a directory", "check the path"))
        else:
            found.problems.append((given, "there is no such file or directory", "check the path"))
    search.finish()
    named = [path for path in named if path not in search.seen]
    if named:
        found.selected = {*search.seen, *named}
        search.name(named)
        search.finish()
    return found


class _Search:
    """Fills a `Discovery`, reading each file once."""

    def __init__(self, found: Discovery) -> None:
        self.found = found
        self.seen: set[str] = set()
        self.calls: dict[str, list[str]] = {}
        self.languages: dict[str, Language] = {}
        self.outputs: set[str] = set()
        self.large: set[str] = set()
        self.words: set[bytes] = set()
        for language in found.languages:
            self.words.update(language.markers, *language.outputs.values())
        self.endings = tuple(
            suffix
            for language in found.languages
            for suffix in (*language.suffixes, *language.outputs)
        )

    def walk(self, top: str, suffixes: tuple[str, ...] = ()) -> None:
        """Every file beneath `top`, in any order; links to directories are not followed."""
        endings = suffixes or self.endings
        pending = [top]
        while pending:
            directory = pending.pop()
            for entry, path in self._entries(directory):
                if is_pruned(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if not self._excludes(path):
                        pending.append(path)
                elif entry.name.endswith(endings) and self._is_file(entry, path):
                    self.take(path)

    def name(self, paths: list[str]) -> None:
        """The named files, and the neighbours in which their project's values may stand."""
        directories: dict[tuple[str, tuple[str, ...]], None] = {}
        for path in paths:
            self.take(path, named=True)
            language = self._language(path)
            if language is None or not language.neighbours or self._is_hit_alone(path, language):
                continue
            directory = dirname(path)
            directories[directory, language.suffixes] = None
            while basename(directory) in STAGE_DIRECTORIES or (
                basename(dirname(directory)) in STAGE_DIRECTORIES
            ):
                directory = dirname(directory)
                directories[directory, language.suffixes] = None
        known = set(self.seen)
        for directory, suffixes in directories:
            self._list(directory, suffixes)
        self._callers(paths)
        self._scripts(paths, self.seen - known)

    def finish(self) -> None:
        """Follow calls of local modules out of what was found so far, then put all in order."""
        followed: set[str] = set()
        while pending := {target for called in self.calls.values() for target in called} - followed:
            followed |= pending
            for directory in sorted(pending):
                self._list(directory, MODULE_FILES)
        for paths in (*self.found.files.values(), *self.found.hits.values()):
            paths.sort()

    def take(self, path: str, *, named: bool = False) -> None:
        """Read the file at `path`, once, and note whether it holds a marker."""
        ours = path.endswith(self.endings)
        if path in self.seen or not (ours or named) or self._excludes(path):
            return
        self.seen.add(path)
        if os.path.islink(path) and not within(path, self.found.roots):
            if named and ours:
                problem = (path, "it is a link out of the repository", "name its target")
                self.found.problems.append(problem)
            return
        try:
            content = read_content(path, self.words)
        except OSError as error:
            self._unreadable(path, error)
            return
        if named:
            self._tell_foreign(path, content.data[:_HEAD])
        self.found.count += ours
        language = language_of(path, content.holds, self.found.languages)
        if language is not None:
            self._sort(path, language, content)

    def _sort(self, path: str, language: Language, content: Content) -> None:
        """Put the file at `path` where it belongs; a hit that is too large is a problem."""
        output = language.is_output(path, content.holds)
        marked = output or language.is_marked(content.holds)
        hit = marked or calls_endpoints(path, content.data)
        if hit and not content.whole:
            hint = f"exclude it{', or leave out of it what is not needed' if output else ''}"
            hint = "clear its outputs, or exclude it" if path.endswith(".ipynb") else hint
            reason = f"it is larger than {SIZE_LIMIT >> 20} MiB, so it was not checked"
            self.found.problems.append((path, reason, hint))
            self.large.add(path)
            return
        self.languages[path] = language
        self.found.files[language.name].append(path)
        if hit:
            self.found.hits[language.name].append(path)
        if output:
            self.outputs.add(path)
        if called := called_directories(path, content.data):
            self.calls[path] = called

    def _callers(self, paths: list[str]) -> None:
        """The Terraform of the whole repository, where a named file belongs to a module with hits.

        A module is judged through its callers, and they may stand anywhere, as may its var-files
        and the module that a file of Terragrunt deploys.
        """
        hits = set(self.found.hits.get("terraform", ())) - self.outputs
        hits.update(path for path in paths if path.endswith(UNIT))
        known = set(self.seen)
        for root in self.found.roots:
            if os.path.lexists(join(root, ".git")) and any(within(path, (root,)) for path in hits):
                self.walk(show(root), PROJECT_FILES)
        self.found.strangers = strangers(self.seen - known, paths, self.calls)

    def _scripts(self, paths: list[str], met: set[str]) -> None:
        """The scripts among those `met` that have nothing to do with the named ones are strangers.

        They are read all the same: one may delete by name what another makes. One that is too
        large to be read is not told.
        """
        scripts = set(self.found.files.get("python", ()))
        large = {path for path in self.large & met if path.endswith((".py", ".ipynb"))}
        if self.found.hits.get("python") or large:
            named = [path for path in paths if path in scripts]
            others = sorted(met & (scripts | large))
            self.found.strangers |= unrelated(
                named, others, lambda path: read_content(path, self.words).data
            )
        untold = large & self.found.strangers
        self.found.problems = [one for one in self.found.problems if one[0] not in untold]

    def _is_hit_alone(self, path: str, language: Language) -> bool:
        """A named file that holds a marker needs its neighbours only where they are one project."""
        hits = () if language.directories else self.found.hits[language.name]
        return path in hits or path in self.outputs

    def _tell_foreign(self, path: str, head: bytes) -> None:
        """Say of a named file, which begins with `head`, if only a language's tool can read it."""
        for language in self.found.languages:
            for signs, reason, hint in language.foreign:
                if all(sign in head for sign in signs):
                    self.found.problems.append((path, reason, hint))

    def _list(self, directory: str, suffixes: tuple[str, ...]) -> None:
        for entry, path in self._entries(directory or "."):
            if entry.name.endswith(suffixes) and self._is_file(entry, path):
                self.take(path)

    def _is_file(self, entry: os.DirEntry[str], path: str) -> bool:
        """Whether `entry` is a file or leads to one; a link that leads nowhere ever is told."""
        try:
            return entry.is_file()
        except OSError as error:  # links that lead round in a circle
            if path not in self.seen and not self._excludes(path):
                self._unreadable(path, error)
            self.seen.add(path)
            return False

    def _unreadable(self, path: str, error: OSError) -> None:
        reason = f"it cannot be read ({(error.strerror or str(error)).lower()})"
        self.found.problems.append((path, reason, "make it readable, or exclude it"))

    def _entries(self, directory: str) -> list[tuple[os.DirEntry[str], str]]:
        """What is in `directory`, each with its path; nothing of a virtual environment."""
        try:
            with os.scandir(directory) as entries:
                found = list(entries)
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            self._unreadable(directory, error)
            return []
        if any(entry.name == "pyvenv.cfg" for entry in found):
            return []
        top = "" if directory == "." else directory
        return [(entry, join(top, entry.name)) for entry in found]

    def _language(self, path: str) -> Language | None:
        """The language of the file at `path`; going by its name alone, where it was not taken."""
        return self.languages.get(path) or language_of(path, lambda _: False, self.found.languages)

    def _excludes(self, path: str) -> bool:
        excluded = any(patterns.match(path) for patterns in self.found.exclude)
        self.found.excluded += excluded
        return excluded
