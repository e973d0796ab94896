"""Which scalable targets of a deployment scale what."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from smlint.assemble.identity import Answer, Identity, ResourceId, both, names, same_text
from smlint.assemble.index import EVERYTHING, Index, Keys, called, naming
from smlint.assemble.scaling import Scaled
from smlint.assemble.users import Use, User
from smlint.core.model import ScalableTarget
from smlint.core.values import Absent, Many, Setting, Unknown


@dataclass(frozen=True)
class Targets:
    """The scalable targets of a deployment, with those who make its endpoints.

    `addresses` are those of all its resources.
    """

    targets: tuple[Scaled, ...]
    users: tuple[User, ...]
    addresses: AbstractSet[str]

    def of_variant(self, user: Use, name: Setting[str], alone: bool) -> Many[ScalableTarget]:
        """Those that scale the variant called `name` of the endpoint that `user` makes.

        `alone` is true where the endpoint has no other variant.
        """
        if isinstance(user, User):
            index, keys = self._named, called(user.identity)
        else:
            index, keys = self._strays if user is None else self._named, EVERYTHING

        def answer(item: Scaled) -> Answer:
            return both(self._of_endpoint(item, user), is_this_variant(item, name, alone))

        return _gathered(index, keys, answer)

    def of_component(self, component: Identity) -> Many[ScalableTarget]:
        """Those that scale the copies of an inference component."""

        def answer(item: Scaled) -> Answer:
            scales = item.scales
            if isinstance(scales, ResourceId) and scales.kind == "inference-component":
                return names(scales.name, component, self.addresses)
            return False

        return _gathered(self._named, called(component), answer)

    @cached_property
    def _named(self) -> Index[Scaled]:
        """All targets by the endpoint or component that they name."""
        return Index(self.targets, self._naming)

    @cached_property
    def _strays(self) -> Index[Scaled]:
        """Those that are not sure to scale an endpoint that is made here."""
        made = Index(self.users, lambda user: called(user.identity))

        def stray(item: Scaled) -> bool:
            makers = made.gather(self._naming(item), lambda user: self._of_endpoint(item, user))
            return not makers.items

        return Index(filter(stray, self.targets), self._naming)

    def _naming(self, item: Scaled) -> Keys:
        if isinstance(item.scales, Unknown):
            return Keys(kinds=("unknown",))
        return naming(item.scales.name, self.addresses)

    def _of_endpoint(self, item: Scaled, user: Use) -> Answer:
        """Whether `item` scales something of the endpoint that `user` makes."""
        if isinstance(item.scales, Unknown):
            return item.scales
        if isinstance(user, User):
            return names(item.scales.name, user.identity, self.addresses)
        reason = "it scales an endpoint not made in these files"
        return Unknown(reason, item.scales.name.span) if user is None else user


def is_this_variant(item: Scaled, name: Setting[str], alone: bool) -> Answer:
    """Whether `item` scales a variant called `name`.

    The only one (`alone`) is meant whatever its name turns out to be.
    """
    if isinstance(item.scales, Unknown):
        return item.scales
    if item.scales.kind != "variant":
        return False
    answer = True if isinstance(name, Absent) else same_text(item.scales.variant, name)
    return True if alone and isinstance(answer, Unknown) else answer


def _gathered(
    index: Index[Scaled], keys: Keys, answer: Callable[[Scaled], Answer]
) -> Many[ScalableTarget]:
    found = index.gather(keys, answer, lambda item: item.exists)
    return Many(tuple(item.target for item in found), found.more)
