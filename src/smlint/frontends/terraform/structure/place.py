"""Where a module stands in the tree of module calls."""

from __future__ import annotations

from dataclasses import replace

from smlint.core.frozen import dataclass
from smlint.core.resource import Stage
from smlint.core.spans import Span
from smlint.core.values import Known, Unknown, first


@dataclass(frozen=True, slots=True)
class Place:
    """Where a configuration stands.

    `address` begins the addresses of what it declares (`module.ml["fraud"].`, empty for a root);
    `exists` says why it may not exist at all. `key` are the names of the calls that lead to it,
    with dots between. `entry` is the call that leads out of what people write, into a module that
    is installed, where one does. `workspace` is the selected one, at the place that names it; None
    is the default one.
    """

    address: str
    stage: Stage
    root: str
    exists: Unknown | None = None
    key: str = ""
    entry: Span | None = None
    workspace: Known[str] | None = None

    def key_of(self, call: str) -> str:
        """The key of the module that the call named `call` means."""
        return f"{self.key}.{call}".removeprefix(".")

    def below(self, call: str, suffix: str, exists: Unknown | None, entry: Span | None) -> Place:
        """The place of the instance `suffix` of the module that the call named `call` means."""
        return replace(
            self,
            address=f"{self.address}module.{call}{suffix}.",
            exists=first(exists, self.exists),
            key=self.key_of(call),
            entry=self.entry or entry,
        )
