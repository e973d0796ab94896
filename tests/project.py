"""Projects held in memory, read and judged as `smlint` does it on disk."""

from collections.abc import Mapping

from smlint.config import Config
from smlint.core.model import Endpoint
from smlint.core.resource import Reading
from smlint.core.workspace import MemoryWorkspace
from smlint.examples import discovered
from smlint.read import read
from smlint.run import Inventory, inventory


def reading(files: Mapping[str, str]) -> Reading:
    return read(discovered(files), MemoryWorkspace(files))


def stock(files: Mapping[str, str]) -> Inventory:
    return inventory(discovered(files), Config(), MemoryWorkspace(files))


def endpoints(files: Mapping[str, str]) -> tuple[Endpoint, ...]:
    found = stock(files)
    assert found.problems == (), found.problems
    return found.endpoints
