"""Projects held in memory, read and judged as `smlint` does it on disk."""

from collections.abc import Mapping

from smlint.config import Config
from smlint.core.model import Endpoint
from smlint.core.resource import Reading
from smlint.core.workspace import MemoryWorkspace
from smlint.discover import Discovery
from smlint.frontends import LANGUAGES
from smlint.read import read
from smlint.run import Inventory, inventory


def discovery(files: Mapping[str, str]) -> Discovery:
    found = Discovery((), LANGUAGES)
    for path, content in sorted(files.items()):
        for language in LANGUAGES:
            if path.endswith(language.suffixes):
                found.files[language.name].append(path)
                if any(marker in content.encode() for marker in language.markers):
                    found.hits[language.name].append(path)
    return found


def reading(files: Mapping[str, str]) -> Reading:
    return read(discovery(files), MemoryWorkspace(files))


def stock(files: Mapping[str, str]) -> Inventory:
    return inventory(discovery(files), Config(), MemoryWorkspace(files))


def endpoints(files: Mapping[str, str]) -> tuple[Endpoint, ...]:
    found = stock(files)
    assert found.problems == (), found.problems
    return found.endpoints
