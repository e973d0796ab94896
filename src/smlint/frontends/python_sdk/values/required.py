"""Values that somebody has to give."""

from __future__ import annotations

from dataclasses import field

from smlint.core.frozen import dataclass
from smlint.frontends.python_sdk.values.objects import Opaque


@dataclass(frozen=True, slots=True)
class Required(Opaque):
    """What whoever runs the script has to give: it is never None, and `text` is not empty.

    An empty text could be given, but nobody who has to give one means that.
    """

    text: bool = field(kw_only=True, compare=False)

    @property
    def optional(self) -> Opaque:
        """The same where it need not be given."""
        return Opaque(self.path, self.reason, self.span, self.reference, self.via)
