"""From what belongs together to endpoints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from smlint.assemble import calls
from smlint.assemble.elsewhere import not_here
from smlint.assemble.join import Join
from smlint.assemble.regions import region_of
from smlint.assemble.rollout import deployment_config
from smlint.assemble.scaling import uncertain
from smlint.assemble.structures import (
    async_inference_config,
    data_capture_config,
    explainer_config,
    structure,
    transform_job,
    variant,
    vpc_config,
)
from smlint.assemble.units import Made, in_other_region, units
from smlint.assemble.users import Use, User, identity_of, name_of, owner_of
from smlint.core.model import INAPPLICABLE, Cleanup, Dropped, Endpoint, Kind, Variant
from smlint.core.resource import ENDPOINT_CONFIG, TRANSFORM_JOB, Call, Resource
from smlint.core.spans import Span
from smlint.core.tree import elements, mapping, member, plain, text, truth
from smlint.core.values import Absent, Known, Many, Setting, Tree, Unknown, first


def endpoints(join: Join) -> Iterator[Endpoint]:
    """Every configuration with each of its users, endpoints without one, and batch jobs."""
    made = tuple(_made(join))
    for (config, user), unit in zip(made, units(join.deployment, made), strict=True):
        yield _endpoint(join, config, user, unit)
    yield from (_batch(join, job) for job in join.of(TRANSFORM_JOB))


def _made(join: Join) -> Iterator[Made]:
    used: set[int] = set()
    for config in join.of(ENDPOINT_CONFIG):
        found = join.users_of(identity_of(config, "EndpointConfigName"))
        used.update(map(id, found))
        for user in tuple(_distinct(join, config, found.items)) or (found.more,):
            yield config, user
    for user in join.users:
        if user.created and id(user) not in used:
            yield None, user


def _distinct(join: Join, config: Resource, users: Sequence[User]) -> Iterator[User]:
    """`users` without those of a script that make an endpoint which another one makes.

    A script creates it, or updates it where it exists: that is one endpoint. The call that makes
    `config` too is the one that counts, where there is one.
    """
    kept: list[User] = []
    near = (user for user in users if not in_other_region(config.metadata, user.metadata))
    for user in sorted(near, key=lambda user: user.extent != config.extent):
        again = (join.names(user.identity.name, other.identity) is True for other in kept)
        if not (join.deployment.script and any(again)):
            kept.append(user)
            yield user


def _endpoint(join: Join, config: Resource | None, user: Use, unit: str) -> Endpoint:
    """What `user` makes of `config`: at least one of them is written here."""
    places = [place for place in (config, user) if isinstance(place, (Resource, User))]
    span = places[0].span
    properties = config.properties if config else _not_here(places[0])
    configured = _configured(join, places[0], properties, user)
    variants = (*configured.variants, *configured.shadow_variants)
    owner = owner_of(user, span)
    made = join.calls(config, user, configured.variants)
    deletion = join.deletion(user, span)
    components = join.components(user)
    before = config.metadata.get("create_before_destroy") if config else None
    return replace(
        configured,
        name=name_of(user, span),
        config_name=text(member(config.properties if config else owner, "EndpointConfigName")),
        deployment_config=structure(member(owner, "DeploymentConfig"), deployment_config),
        monitoring_schedules=join.schedules(user),
        retain_all_variant_properties=truth(member(owner, "RetainAllVariantProperties")),
        inference_components=components,
        alarms=join.alarms(user),
        tags=_tags(member(owner, "Tags"), member(properties, "Tags")),
        calls=made,
        cleanup=_cleanup(user, made, deletion) if join.deployment.script else INAPPLICABLE,
        deleted=calls.deleted(made, deletion),
        create_before_destroy=Absent(span) if before is None else truth(before),
        ignores_changes=_ignores_changes(join, config, user, span),
        exists=_exists(config, user),
        refused=_refused(places),
        dropped=tuple(_dropped(places)),
        blocks=_blocks(places),
        declarations=tuple(p.metadata["smlint"] for p in places if "smlint" in p.metadata),
        unit=unit,
        region=region_of(places, variants),
        resources=join.resources(places, variants, components.items),
    )


def _configured(join: Join, place: Resource | User, properties: Tree, user: Use) -> Endpoint:
    """The endpoint as far as the `properties` of its configuration say; `place` has it written."""
    variants = join.variants(member(properties, "ProductionVariants"), user)
    asynchronous = member(properties, "AsyncInferenceConfig")
    capture = member(properties, "DataCaptureConfig")
    return Endpoint(
        address=place.address,
        language=join.deployment.language,
        path=join.deployment.path,
        stage=join.deployment.stage,
        span=place.span,
        extent=place.extent,
        kind=_kind(variants, asynchronous),
        name=INAPPLICABLE,
        variants=variants,
        shadow_variants=join.variants(member(properties, "ShadowProductionVariants"), user),
        async_inference_config=structure(asynchronous, async_inference_config),
        data_capture_config=structure(capture, data_capture_config),
        vpc_config=structure(member(properties, "VpcConfig"), vpc_config),
        enable_network_isolation=truth(member(properties, "EnableNetworkIsolation")),
        kms_key_id=text(member(properties, "KmsKeyId")),
        execution_role_arn=text(member(properties, "ExecutionRoleArn")),
        explainer_config=structure(member(properties, "ExplainerConfig"), explainer_config),
        inputs=join.deployment.inputs,
    )


def _batch(join: Join, job: Resource) -> Endpoint:
    properties = job.properties
    resources = member(properties, "TransformResources")
    instances = structure(
        resources,
        lambda found: variant(found, join.model(properties), Many(), "InstanceCount"),
    )
    return Endpoint(
        address=job.address,
        language=join.deployment.language,
        path=join.deployment.path,
        stage=join.deployment.stage,
        span=job.span,
        extent=job.extent,
        kind=Known("batch", job.span),
        name=text(member(properties, "TransformJobName")),
        variants=_one(instances),
        transform_job=structure(properties, transform_job),
        kms_key_id=text(member(resources, "VolumeKmsKeyId")),
        tags=_tags(member(properties, "Tags"), INAPPLICABLE),
        inputs=join.deployment.inputs,
        exists=_exists(job, None),
        blocks=(*job.callers, job.extent),
        region=region_of((job,)),
        resources=join.resources((job,), _one(instances).items, ()),
    )


def _not_here(place: Resource | User) -> Unknown:
    return not_here("endpoint configuration", member(place.properties, "EndpointConfigName"))


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


def _cleanup(user: Use, made: Many[Call], deletion: Unknown | None) -> Setting[Cleanup]:
    if isinstance(user, User):
        return calls.cleanup(made, deletion, user.span)
    return INAPPLICABLE if user is None else user


def _ignores_changes(join: Join, config: Resource | None, user: Use, span: Span) -> Setting[bool]:
    """Whether changes of whatever is written are ignored; name and tags do not count.

    So they are where the endpoint does not look at which configuration is named.
    """
    for one in join.users if isinstance(user, Unknown) else (user,):
        if isinstance(one, User):
            left_alone = _leaves_configuration(one)
            if not isinstance(left_alone, Absent):
                return user if isinstance(user, Unknown) else left_alone
    ignored = config.metadata.get("ignore_changes") if config else None
    if config is None or ignored is None:
        return Absent(span)
    members = mapping(config.properties)
    if not isinstance(ignored, Known) or not isinstance(members, Known):
        return ignored if isinstance(ignored, Unknown) else Absent(span)
    left = {"EndpointConfigName", "Tags", *(plain(item) for item in elements(ignored))}
    heeded = [item for name, item in members.value.items() if name not in left]
    if any(isinstance(item, Known) for item in heeded):
        return Known(False, ignored.span)
    doubt = next((item for item in heeded if isinstance(item, Unknown)), None)
    return Known(True, ignored.span) if doubt is None else doubt


def _leaves_configuration(user: User) -> Setting[bool]:
    """Whether `user` ignores another configuration; absent where it does not."""
    named = user.metadata.get("ignore_changes", Absent(user.span))
    listed = elements(named)
    if any(plain(item) == "EndpointConfigName" for item in listed):
        return Known(True, named.span)
    doubt = next((item for item in listed if isinstance(item, Unknown)), listed.more)
    return Absent(user.span) if doubt is None else doubt


def _refused(places: Sequence[Resource | User]) -> Setting[str]:
    """Why a library raises instead of making the endpoint."""
    said = (place.metadata.get("refused") for place in places)
    reason = next((tree for tree in said if tree is not None), None)
    return INAPPLICABLE if reason is None else text(reason)


def _dropped(places: Sequence[Resource | User]) -> Iterator[Dropped]:
    """The arguments that the call which makes the configuration does nothing with."""
    arguments = mapping(places[0].metadata.get("dropped", INAPPLICABLE))
    if isinstance(arguments, Known):
        for name, reason in arguments.value.items():
            yield Dropped(name, str(plain(reason)), reason.span)


def _exists(config: Resource | None, user: Use) -> Setting[bool]:
    if config is not None and "refused" in config.metadata:
        return Known(False, config.span)
    doubt = first(
        uncertain(config) if config else None, user.exists if isinstance(user, User) else None
    )
    return INAPPLICABLE if doubt is None else doubt


def _tags(first: Tree, second: Tree) -> Setting[Mapping[str, Setting[str]]]:
    """The tags of an endpoint and of its configuration; the endpoint's win."""
    maps = [mapping(second), mapping(first)]
    for doubt in maps:
        if isinstance(doubt, Unknown):
            return doubt
    known = [item for item in maps if isinstance(item, Known)]
    if not known:
        return Absent(first.span, (*first.via, *second.via))
    merged = {name: text(value) for item in known for name, value in item.value.items()}
    return Known(merged, known[-1].span, known[-1].via)


def _blocks(places: Sequence[Resource | User]) -> tuple[Span, ...]:
    callers = chain.from_iterable(place.callers for place in places)
    return tuple(dict.fromkeys((*callers, *(place.extent for place in places))))


def _one(variant: Setting[Variant]) -> Many[Variant]:
    if isinstance(variant, Known):
        return Many((variant.value,))
    return Many((), variant if isinstance(variant, Unknown) else None)
