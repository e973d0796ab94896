"""One deployment: what belongs together in it, and to what other projects do by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from smlint.assemble import alarms, calls, structures
from smlint.assemble.elsewhere import Elsewhere, not_here
from smlint.assemble.identity import Identity
from smlint.assemble.lookup import Lookup
from smlint.assemble.projects import Project, project_of
from smlint.assemble.scaling import Scaled
from smlint.assemble.strays import doing
from smlint.assemble.targets import Targets, is_this_variant
from smlint.assemble.users import Use, User, identity_of
from smlint.core.model import (
    Alarm,
    InferenceComponent,
    Model,
    MonitoringSchedule,
    ScalableTarget,
    Variant,
)
from smlint.core.resource import (
    Call,
    Deployment,
    Resource,
)
from smlint.core.spans import Span
from smlint.core.tree import elements, member, text
from smlint.core.values import (
    Absent,
    Data,
    Known,
    Many,
    Setting,
    Tree,
    Unknown,
    first,
    reference_of,
)

SIDE_BY_SIDE = ("python", "shell")
"""Languages in which folders of scripts stand side by side that have nothing to do with another."""


class Join(Lookup):
    """A deployment with its scalable `targets`, and what others do by name, `elsewhere`."""

    def __init__(
        self, deployment: Deployment, targets: tuple[Scaled, ...], elsewhere: Elsewhere
    ) -> None:
        super().__init__(deployment)
        self.targets = targets
        self.elsewhere = elsewhere

    @property
    def project(self) -> Project:
        """What this is a stage of."""
        return project_of(self.deployment)

    def model(self, owner: Tree) -> Setting[Model]:
        """The model that `owner`'s `ModelName` means."""
        name = member(owner, "ModelName")
        if isinstance(name, Absent):
            return name
        found = self.models_called(name)
        for item in found:
            return Known(structures.model(item), name.span, name.via)
        if found.more is not None:
            reason = f"which model this is, is not known: {found.more.reason}"
            return Unknown(reason, name.span, name.via, hint=found.more.hint)
        return not_here("model", name)

    def variants(self, found: Tree, user: Use) -> Many[Variant]:
        """The variants in the list `found`, each with its model and its scaling."""
        listed = elements(found)
        alone = len(listed.items) == 1 and listed.more is None
        built: list[Setting[Variant]] = []
        for item in listed:
            scaling = self._scaling(user, text(member(item, "VariantName")), alone, item.span)
            build = partial(self._variant, scaling=scaling)
            built.append(structures.structure(item, build))
        doubt = next((item for item in built if isinstance(item, Unknown)), None)
        known = tuple(item.value for item in built if isinstance(item, Known))
        return Many(known, first(listed.more, doubt))

    def calls(self, config: Resource | None, user: Use, variants: Many[Variant]) -> Many[Call]:
        """What this and other projects do with the endpoint, its configuration and its models."""
        subjects: dict[str, tuple[Identity | Unknown, ...]] = {
            "EndpointName": () if user is None else (_identified(user),),
            "EndpointConfigName": (identity_of(config, "EndpointConfigName"),) if config else (),
            "ModelName": tuple(_meant(variants)),
        }
        own = self.calls_on(subjects)
        others = (
            call
            for argument, meant in subjects.items()
            for identity in meant
            if isinstance(identity, Identity)
            for call in self.elsewhere.calls_on(self.deployment, argument, identity.name)
        )
        named = {(call.operation, call.span): call for call in others}
        return Many((*own, *named.values()), own.more)

    def deletion(self, user: Use, at: Span) -> Unknown | None:
        """Why another project may delete the endpoint `at` a place, though it does not name it.

        Scripts often stand in folders beside each other, each with an endpoint of its own: one that
        deletes is held to mean those that are made in its folder, and one further off only where no
        third one's can be meant. State machines call functions to do it.
        """
        apart = self.deployment.script and self.deployment.language in SIDE_BY_SIDE
        for stray in self.elsewhere.strays_on(self.project, _called(user, at), "deletes"):
            if not apart or len(stray.makers) == 1 or stray.stands_over(self.project):
                return stray.doubt(at)
        return None

    def components(self, user: Use) -> Many[InferenceComponent]:
        """The inference components that are put on the endpoint, each with its scaling."""
        if not isinstance(user, User):
            return Many((), user)
        found = self.components_of(user.identity)
        placed = (structures.inference_component(item, self._copies(item)) for item in found)
        return Many(tuple(placed), found.more)

    def schedules(self, user: Use) -> Many[MonitoringSchedule]:
        """The monitoring schedules that watch the endpoint."""
        if not isinstance(user, User):
            return Many((), user)
        found = self.schedules_of(user.identity)
        return Many(tuple(map(structures.monitoring_schedule, found)), found.more)

    def resources(
        self,
        places: Sequence[Resource | User],
        variants: Sequence[Variant],
        components: Sequence[InferenceComponent],
    ) -> tuple[Resource, ...]:
        """The resources of this deployment that an endpoint is made of, each once.

        Those at `places`, the models, components and whatever scales them, in that order.
        """
        models = (item.model.value for item in variants if isinstance(item.model, Known))
        scaled = [
            *(item.scalable_targets for item in variants),
            *(item.scalable_targets for item in components),
        ]
        targets = [target for scaling in scaled for target in scaling]
        policies = (policy for target in targets for policy in target.policies)
        parts = (*places, *models, *components, *targets, *policies)
        return tuple(self.at(part.address for part in parts))

    def alarms(self, user: Use) -> Many[Alarm]:
        """The alarms that watch a metric of the endpoint."""
        if not isinstance(user, User):
            return Many((), user)
        found = self.alarms_of(user.identity)
        return Many(tuple(map(alarms.alarm, found)), found.more)

    @cached_property
    def _targets(self) -> Targets:
        return Targets(self.targets, self.users, self.addresses)

    def _variant(self, found: Known[Data], scaling: Many[ScalableTarget]) -> Variant:
        return structures.variant(found, self.model(found), scaling)

    def _scaling(
        self, user: Use, name: Setting[str], alone: bool, at: Span
    ) -> Many[ScalableTarget]:
        """The targets that scale the variant called `name`, `at` a place, of `user`'s endpoint.

        There is one at most, so that who may scale it besides matters only where there is none.
        """
        own = self._targets.of_variant(user, name, alone)
        endpoint = _called(user, at)
        others = [
            item.target
            for item in self.elsewhere.scaling(self.project, endpoint)
            if is_this_variant(item, name, alone) is True
        ]
        if own.items or others or own.more is not None:
            return Many((*own, *others), own.more)
        strays = self.elsewhere.strays_on(self.project, endpoint, "scales")
        doubts = (stray.doubt(at) for stray in strays if stray.means(name))
        return Many((), first(self._resized(user, at), *doubts))

    def _resized(self, user: Use, at: Span) -> Unknown | None:
        """Why the instances of the endpoint `at` a place may be changed without a target."""
        if not isinstance(user, User):
            return None
        subjects = {"EndpointName": (_identified(user),)}
        own = self.resizing(subjects)
        others = self.elsewhere.calls_on(self.deployment, "EndpointName", user.identity.name)
        for call in (*own, *filter(calls.resizes, others)):
            return doing(call.operation, call.span, "this endpoint", at)
        return own.more

    def _copies(self, component: Resource) -> Many[ScalableTarget]:
        return self._targets.of_component(identity_of(component, "InferenceComponentName"))


def _meant(variants: Many[Variant]) -> Iterator[Identity]:
    for item in variants:
        if isinstance(item.model, Known):
            yield Identity(item.model.value.address, item.model.value.name)


def _called(user: Use, at: Span) -> Setting[str]:
    """The name of the endpoint `at` a place, which may be one that is not made here."""
    if isinstance(user, User):
        return user.identity.name
    return user if user is not None else Unknown("which endpoint this is of, is not known", at)


def _identified(user: User | Unknown) -> Identity | Unknown:
    """What the endpoint is known by; one that is updated may be one that the same run makes."""
    if not isinstance(user, User):
        return user
    made = None if user.address else reference_of(user.identity.name)
    return user.identity if made is None else Identity(made.address, user.identity.name)
