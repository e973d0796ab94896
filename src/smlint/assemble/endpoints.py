"""One deployment's endpoints: each configuration with its users, models, scaling and calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain

from smlint.assemble import calls
from smlint.assemble.identity import (
    Answer,
    Identity,
    ResourceId,
    both,
    known_equal,
    names,
    same_text,
)
from smlint.assemble.scaling import Scaled, gather, uncertain
from smlint.assemble.structures import (
    async_inference_config,
    data_capture_config,
    deployment_config,
    inference_component,
    model,
    structure,
    transform_job,
    variant,
    vpc_config,
)
from smlint.assemble.users import Use, User, created, identity_of, name_of, owner_of, updated
from smlint.core.model import (
    Cleanup,
    Endpoint,
    InferenceComponent,
    Kind,
    Model,
    ScalableTarget,
    Variant,
)
from smlint.core.resource import (
    ENDPOINT,
    ENDPOINT_CONFIG,
    INFERENCE_COMPONENT,
    MODEL,
    TRANSFORM_JOB,
    Call,
    Deployment,
    Resource,
)
from smlint.core.spans import Span
from smlint.core.tree import elements, mapping, member, text, truth
from smlint.core.values import Absent, Data, Known, Many, Setting, Tree, Unknown, first
from smlint.core.workload import NOWHERE


@dataclass(frozen=True)
class Join:
    """A deployment whose scalable targets are already put together."""

    deployment: Deployment
    targets: tuple[Scaled, ...]

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of all resources."""
        return frozenset(resource.address for resource in self.deployment.resources)

    @cached_property
    def users(self) -> tuple[User, ...]:
        """Whatever makes an endpoint, in file order; endpoint resources first."""
        updates = (call for call in self.deployment.calls if call.operation == "UpdateEndpoint")
        return (*map(created, self._of(ENDPOINT)), *map(updated, updates))

    def endpoints(self, elsewhere: tuple[Join, ...]) -> Iterator[Endpoint]:
        """Every configuration with each of its users, endpoints without one, and batch jobs."""
        used: set[int] = set()
        for config in self._of(ENDPOINT_CONFIG):
            identity = identity_of(config, "EndpointConfigName")
            found = gather(
                (user, self.names(member(user.properties, "EndpointConfigName"), identity), None)
                for user in self.users
            )
            used.update(map(id, found))
            for user in found.items or (found.more,):
                yield self._endpoint(config, user, elsewhere)
        for user in self.users:
            if user.created and id(user) not in used:
                yield self._endpoint(None, user, elsewhere)
        yield from map(self._batch, self._of(TRANSFORM_JOB))

    def names(self, setting: Tree, identity: Identity) -> Answer:
        """Whether `setting` means the resource `identity` of this deployment."""
        return names(setting, identity, self.addresses)

    def _of(self, kind: str) -> list[Resource]:
        return [resource for resource in self.deployment.resources if resource.type == kind]

    def _endpoint(
        self,
        config: Resource | None,
        user: Use,
        elsewhere: tuple[Join, ...],
    ) -> Endpoint:
        places = [place for place in (config, user) if isinstance(place, (Resource, User))]
        place = places[0]
        properties = config.properties if config else _not_here(place)
        owner = owner_of(user, place.span)
        variants = self._variants(member(properties, "ProductionVariants"), user, elsewhere)
        asynchronous = member(properties, "AsyncInferenceConfig")
        subjects = calls.Subjects(
            endpoint=user.identity if isinstance(user, User) else user,
            config=identity_of(config, "EndpointConfigName") if config else None,
            models=tuple(_models(variants)),
        )
        others = (call for join in elsewhere for call in join.deployment.calls)
        made = calls.on(subjects, self.deployment.calls, others, self.names)
        capture = member(properties, "DataCaptureConfig")
        shadows = self._variants(member(properties, "ShadowProductionVariants"), user, elsewhere)
        before = config.metadata.get("create_before_destroy") if config else None
        return Endpoint(
            address=config.address if config else place.address,
            language=self.deployment.language,
            path=self.deployment.path,
            stage=self.deployment.stage,
            span=place.span,
            extent=place.extent,
            kind=_kind(variants, asynchronous),
            name=name_of(user, place.span),
            config_name=text(member(config.properties if config else owner, "EndpointConfigName")),
            variants=variants,
            shadow_variants=shadows,
            async_inference_config=structure(asynchronous, async_inference_config),
            data_capture_config=structure(capture, data_capture_config),
            deployment_config=structure(member(owner, "DeploymentConfig"), deployment_config),
            vpc_config=structure(member(properties, "VpcConfig"), vpc_config),
            enable_network_isolation=truth(member(properties, "EnableNetworkIsolation")),
            kms_key_id=text(member(properties, "KmsKeyId")),
            execution_role_arn=text(member(properties, "ExecutionRoleArn")),
            inference_components=self._components(user),
            tags=_tags(member(owner, "Tags"), member(properties, "Tags")),
            calls=made,
            cleanup=_cleanup(user, made) if self.deployment.script else NOWHERE,
            create_before_destroy=Absent(place.span) if before is None else truth(before),
            inputs=self.deployment.inputs,
            exists=_exists(config, user),
            blocks=_blocks(places),
            declarations=tuple(p.metadata["smlint"] for p in places if "smlint" in p.metadata),
        )

    def _batch(self, job: Resource) -> Endpoint:
        properties = job.properties
        resources = member(properties, "TransformResources")
        instances = structure(
            resources,
            lambda found: variant(found, self._model(properties), Many(), "InstanceCount"),
        )
        return Endpoint(
            address=job.address,
            language=self.deployment.language,
            path=self.deployment.path,
            stage=self.deployment.stage,
            span=job.span,
            extent=job.extent,
            kind=Known("batch", job.span),
            name=text(member(properties, "TransformJobName")),
            variants=_one(instances),
            transform_job=structure(properties, transform_job),
            kms_key_id=text(member(resources, "VolumeKmsKeyId")),
            tags=_tags(member(properties, "Tags"), NOWHERE),
            inputs=self.deployment.inputs,
            exists=_exists(job, None),
            blocks=(*job.callers, job.extent),
        )

    def _model(self, owner: Tree) -> Setting[Model]:
        """The model that `owner`'s `ModelName` means."""
        name = member(owner, "ModelName")
        if isinstance(name, Absent):
            return name
        models = self._of(MODEL)
        answers = [(item, self.names(name, identity_of(item, "ModelName"))) for item in models]
        for item, answer in answers:
            if answer is True:
                return Known(model(item), name.span, name.via)
        doubt = next((answer for _, answer in answers if isinstance(answer, Unknown)), None)
        reason = "the model is not defined in these files" if doubt is None else doubt.reason
        return Unknown(reason, name.span, name.via)

    def _variants(self, found: Tree, user: Use, elsewhere: tuple[Join, ...]) -> Many[Variant]:
        listed = elements(found)
        alone = len(listed.items) == 1 and listed.more is None
        built: list[Setting[Variant]] = []
        for item in listed:
            scaling = self._scaling(user, text(member(item, "VariantName")), alone, elsewhere)
            build = partial(self._variant, scaling=scaling)
            built.append(structure(item, build))
        doubt = next((item for item in built if isinstance(item, Unknown)), None)
        known = tuple(item.value for item in built if isinstance(item, Known))
        return Many(known, first(listed.more, doubt))

    def _variant(self, found: Known[Data], scaling: Many[ScalableTarget]) -> Variant:
        return variant(found, self._model(found), scaling)

    def _scaling(
        self, user: Use, name: Setting[str], alone: bool, elsewhere: tuple[Join, ...]
    ) -> Many[ScalableTarget]:
        """The targets that scale the variant called `name` of the endpoint that `user` makes."""
        own = gather(
            (item.target, self._scales(item, user, name, alone), item.exists)
            for item in self.targets
        )
        others = (
            (item.target, _scales_by_name(item, user, name, alone), None)
            for join in elsewhere
            for item in join.targets
        )
        return Many((*own, *gather(others)), own.more)

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

    def _components(self, user: Use) -> Many[InferenceComponent]:
        if not isinstance(user, User):
            return Many((), user)
        return gather(
            (
                inference_component(resource, self._copies(resource)),
                self.names(member(resource.properties, "EndpointName"), user.identity),
                uncertain(resource),
            )
            for resource in self._of(INFERENCE_COMPONENT)
        )

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


def _not_here(place: Resource | User) -> Unknown:
    name = member(place.properties, "EndpointConfigName")
    shown = f' "{name.value}"' if isinstance(name, Known) else ""
    reason = f"the endpoint configuration{shown} is not defined in these files"
    return Unknown(reason, name.span, name.via)


def _kind(variants: Many[Variant], asynchronous: Tree) -> Setting[Kind]:
    """How the endpoint answers: a serverless variant or an async configuration decides."""
    configs = [item.serverless_config for item in variants]
    for config in configs:
        if isinstance(config, Known):
            return Known("serverless", config.span, config.via)
    if isinstance(asynchronous, Known):
        return Known("async", asynchronous.span, asynchronous.via)
    for doubt in (*configs, asynchronous, variants.more if not variants.items else None):
        if isinstance(doubt, Unknown):
            return doubt
    span = variants.items[0].span if variants.items else asynchronous.span
    return Known("realtime", span)


def _same_variant(named: Setting[str], name: Setting[str], alone: bool) -> Answer:
    """Whether a target's variant is this one: the only one is meant whatever its name turns out."""
    answer = True if isinstance(name, Absent) else same_text(named, name)
    return True if alone and isinstance(answer, Unknown) else answer


def _scales_by_name(item: Scaled, user: Use, name: Setting[str], alone: bool) -> bool:
    """Whether a target of another project scales the variant: by known names alone."""
    return (
        isinstance(user, User)
        and isinstance(item.scales, ResourceId)
        and item.scales.kind == "variant"
        and known_equal(item.scales.name, user.identity.name)
        and _same_variant(item.scales.variant, name, alone) is True
    )


def _cleanup(user: Use, made: Many[Call]) -> Setting[Cleanup]:
    if isinstance(user, User):
        return calls.cleanup(made)
    return NOWHERE if user is None else user


def _exists(config: Resource | None, user: Use) -> Setting[bool]:
    doubt = first(
        uncertain(config) if config else None, user.exists if isinstance(user, User) else None
    )
    return NOWHERE if doubt is None else doubt


def _tags(first: Tree, second: Tree) -> Setting[Mapping[str, Setting[str]]]:
    """The tags of an endpoint and of its configuration; the endpoint's win."""
    maps = [mapping(second), mapping(first)]
    for doubt in maps:
        if isinstance(doubt, Unknown):
            return doubt
    known = [item for item in maps if isinstance(item, Known)]
    if not known:
        return Absent(first.span)
    merged = {name: text(value) for item in known for name, value in item.value.items()}
    return Known(merged, known[-1].span, known[-1].via)


def _blocks(places: Sequence[Resource | User]) -> tuple[Span, ...]:
    callers = chain.from_iterable(place.callers for place in places)
    return tuple(dict.fromkeys((*callers, *(place.extent for place in places))))


def _one(variant: Setting[Variant]) -> Many[Variant]:
    if isinstance(variant, Known):
        return Many((variant.value,))
    return Many((), variant if isinstance(variant, Unknown) else None)
