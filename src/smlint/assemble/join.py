"""One deployment: what belongs together in it, and to what other projects do by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from smlint.assemble import calls, structures
from smlint.assemble.elsewhere import Elsewhere, Project, project_of
from smlint.assemble.identity import Answer, Identity, ResourceId, both, names, same_text
from smlint.assemble.scaling import Scaled, gather, uncertain
from smlint.assemble.users import Use, User, created, identity_of, updated
from smlint.core.model import InferenceComponent, Model, ScalableTarget, Variant
from smlint.core.resource import (
    ENDPOINT,
    INFERENCE_COMPONENT,
    MODEL,
    Call,
    Deployment,
    Resource,
)
from smlint.core.tree import elements, member, text
from smlint.core.values import Absent, Data, Known, Many, Setting, Tree, Unknown, first


@dataclass(frozen=True)
class Join:
    """A deployment with its scalable targets, and what others do by name."""

    deployment: Deployment
    targets: tuple[Scaled, ...]
    elsewhere: Elsewhere

    @property
    def project(self) -> Project:
        """What this is a stage of."""
        return project_of(self.deployment)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of all resources."""
        return frozenset(resource.address for resource in self.deployment.resources)

    @cached_property
    def users(self) -> tuple[User, ...]:
        """Whatever makes an endpoint, in file order; endpoint resources first."""
        updates = (call for call in self.deployment.calls if call.operation == "UpdateEndpoint")
        return (*map(created, self.of(ENDPOINT)), *map(updated, updates))

    @cached_property
    def _by_type(self) -> Mapping[str, list[Resource]]:
        found: dict[str, list[Resource]] = {}
        for resource in self.deployment.resources:
            found.setdefault(resource.type, []).append(resource)
        return found

    def of(self, kind: str) -> list[Resource]:
        """The resources of a type, in file order."""
        return self._by_type.get(kind, [])

    def names(self, setting: Tree, identity: Identity) -> Answer:
        """Whether `setting` means the resource `identity` of this deployment."""
        return names(setting, identity, self.addresses)

    def model(self, owner: Tree) -> Setting[Model]:
        """The model that `owner`'s `ModelName` means."""
        name = member(owner, "ModelName")
        if isinstance(name, Absent):
            return name
        models = self.of(MODEL)
        answers = [(item, self.names(name, identity_of(item, "ModelName"))) for item in models]
        for item, answer in answers:
            if answer is True:
                return Known(structures.model(item), name.span, name.via)
        doubt = next((answer for _, answer in answers if isinstance(answer, Unknown)), None)
        reason = "the model is not defined in these files" if doubt is None else doubt.reason
        return Unknown(reason, name.span, name.via)

    def variants(self, found: Tree, user: Use) -> Many[Variant]:
        """The variants in the list `found`, each with its model and its scaling."""
        listed = elements(found)
        alone = len(listed.items) == 1 and listed.more is None
        built: list[Setting[Variant]] = []
        for item in listed:
            scaling = self._scaling(user, text(member(item, "VariantName")), alone)
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
            "ModelName": tuple(_models(variants)),
        }
        own = calls.on(subjects, self.deployment.calls, self.names)
        others = (
            call
            for argument, meant in subjects.items()
            for identity in meant
            if isinstance(identity, Identity)
            for call in self.elsewhere.calls_on(self.project, argument, identity.name)
        )
        named = {(call.operation, call.span): call for call in others}
        return Many((*own, *named.values()), own.more)

    def components(self, user: Use) -> Many[InferenceComponent]:
        """The inference components that are put on the endpoint, each with its scaling."""
        if not isinstance(user, User):
            return Many((), user)
        found = gather(
            (
                resource,
                self.names(member(resource.properties, "EndpointName"), user.identity),
                uncertain(resource),
            )
            for resource in self.of(INFERENCE_COMPONENT)
        )
        placed = (structures.inference_component(item, self._copies(item)) for item in found)
        return Many(tuple(placed), found.more)

    def _variant(self, found: Known[Data], scaling: Many[ScalableTarget]) -> Variant:
        return structures.variant(found, self.model(found), scaling)

    def _scaling(self, user: Use, name: Setting[str], alone: bool) -> Many[ScalableTarget]:
        """The targets that scale the variant called `name` of the endpoint that `user` makes."""
        own = gather(
            (item.target, self._scales(item, user, name, alone), item.exists)
            for item in self.targets
        )
        if not isinstance(user, User):
            return own
        others = (
            item.target
            for item in self.elsewhere.scaling(self.project, user.identity.name)
            if isinstance(item.scales, ResourceId)
            and item.scales.kind == "variant"
            and _same_variant(item.scales.variant, name, alone) is True
        )
        return Many((*own, *others), own.more)

    def _scales(self, item: Scaled, user: Use, name: Setting[str], alone: bool) -> Answer:
        match item.scales:
            case ResourceId("variant", endpoint, variant_name):
                if isinstance(user, User):
                    owns = self.names(endpoint, user.identity)
                elif isinstance(user, Unknown):
                    owns = user
                elif any(self.names(endpoint, known.identity) is True for known in self.users):
                    owns = False
                else:
                    owns = Unknown("it scales an endpoint not made in these files", endpoint.span)
                return both(owns, _same_variant(variant_name, name, alone))
            case Unknown() as unknown:
                return unknown
        return False

    def _copies(self, component: Resource) -> Many[ScalableTarget]:
        identity = identity_of(component, "InferenceComponentName")
        return gather(
            (item.target, self.names(item.scales.name, identity), item.exists)
            for item in self.targets
            if isinstance(item.scales, ResourceId) and item.scales.kind == "inference-component"
        )


def _models(variants: Many[Variant]) -> Iterator[Identity]:
    for item in variants:
        if isinstance(item.model, Known):
            yield Identity(item.model.value.address, item.model.value.name)


def _same_variant(named: Setting[str], name: Setting[str], alone: bool) -> Answer:
    """Whether a target's variant is this one: the only one is meant whatever its name turns out."""
    answer = True if isinstance(name, Absent) else same_text(named, name)
    return True if alone and isinstance(answer, Unknown) else answer


def _identified(user: User | Unknown) -> Identity | Unknown:
    return user.identity if isinstance(user, User) else user
