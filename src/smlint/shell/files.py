"""Files by the names that a script gives them."""

from __future__ import annotations

import posixpath

from smlint.core.source import SourceError
from smlint.core.spans import Span
from smlint.core.values import Unknown
from smlint.core.workspace import Workspace, is_file, seen_from
from smlint.shell.state import FileKey
from smlint.shell.text import Text, written


def file_key(path: Text, directory: str | None) -> FileKey:
    """What the file at `path` is kept under, seen from `directory`."""
    name = path.known
    if name is None:
        setting = path.setting()
        return setting.parts if isinstance(setting, Unknown) else ()
    return (seen_from(directory or "", name),)


def find_file(
    workspace: Workspace, script: str, directory: str | None, name: str, span: Span
) -> Text | Unknown:
    """The file called `name` of the tree.

    Where it is not known from where the script is run, it is the directory of the script, or the
    top; unknown where both have such a file.
    """
    starts = [directory] if directory is not None else [posixpath.dirname(script), ""]
    paths = list(dict.fromkeys(seen_from(start, name) for start in starts))
    found = [path for path in paths if is_file(workspace, path)]
    if not found:
        return Unknown(f"there is no file {name} in the tree", span)
    if len(found) > 1:
        return Unknown(f"{' and '.join(found)} are both there: which is meant is not known", span)
    try:
        return written(workspace.read(found[0]))
    except SourceError as error:
        return Unknown(f"{found[0]} cannot be read: {error.reason}", span)
