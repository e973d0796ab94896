"""One deployment, in which parts are found by what they name and are named by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from smlint.assemble import alarms, calls
from smlint.assemble.calls import Subjects
from smlint.assemble.identity import Answer, Identity, names
from smlint.assemble.index import Index, called, naming
from smlint.assemble.scaling import uncertain
from smlint.assemble.users import User, created, identity_of, updated
from smlint.core.resource import (
    ALARM,
    ENDPOINT,
    INFERENCE_COMPONENT,
    MODEL,
    MONITORING_JOBS,
    MONITORING_SCHEDULE,
    Call,
    Deployment,
    Resource,
)
from smlint.core.tree import elements, member
from smlint.core.values import Absent, Many, Tree


class Lookup:
    """The resources and calls of `deployment`; each index is made when it is first asked."""

    def __init__(self, deployment: Deployment) -> None:
        self.deployment = deployment

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of all resources."""
        return frozenset(resource.address for resource in self.deployment.resources)

    @cached_property
    def users(self) -> tuple[User, ...]:
        """Whatever makes an endpoint, in file order; endpoint resources first."""
        updates = (call for call in self.deployment.calls if call.operation == "UpdateEndpoint")
        return (*map(created, self.of(ENDPOINT)), *map(updated, updates))

    def of(self, kind: str) -> list[Resource]:
        """The resources of a type, in file order."""
        return self._by_type.get(kind, [])

    def names(self, setting: Tree, identity: Identity) -> Answer:
        """Whether `setting` means the resource `identity` of this deployment."""
        return names(setting, identity, self.addresses)

    def users_of(self, config: Identity) -> Many[User]:
        """What makes endpoints of the configuration `config`."""
        return self._users.gather(called(config), lambda item: self.names(_config(item), config))

    def models_called(self, name: Tree) -> Many[Resource]:
        """The models that `name` may mean."""
        return self._models.gather(
            naming(name, self.addresses), lambda item: self.names(name, _model(item))
        )

    def components_of(self, endpoint: Identity) -> Many[Resource]:
        """The inference components that are put on `endpoint`."""
        return self._components.gather(
            called(endpoint), lambda item: self.names(_endpoint(item), endpoint), uncertain
        )

    def schedules_of(self, endpoint: Identity) -> Many[Resource]:
        """The monitoring schedules that watch `endpoint`."""
        return self._schedules.gather(
            called(endpoint), lambda item: self.names(self._watched(item), endpoint), uncertain
        )

    def alarms_of(self, endpoint: Identity) -> Many[Resource]:
        """The alarms that watch a metric of `endpoint`."""
        return self._alarms.gather(
            called(endpoint), lambda item: self.names(alarms.watched(item), endpoint), uncertain
        )

    def calls_on(self, subjects: Subjects) -> Many[Call]:
        """What is done with one of `subjects`."""
        return calls.on(subjects, self._calls, self.names)

    def resizing(self, subjects: Subjects) -> Many[Call]:
        """What changes the number of instances of one of `subjects` by a call."""
        return calls.on(subjects, self._resizing, self.names)

    def at(self, addresses: Iterable[str]) -> Iterator[Resource]:
        """The resources at `addresses`, each once, as far as they are of this deployment."""
        found = dict.fromkeys(addresses)
        return (self._by_address[name] for name in found if name in self._by_address)

    @cached_property
    def _by_type(self) -> Mapping[str, list[Resource]]:
        found: dict[str, list[Resource]] = {}
        for resource in self.deployment.resources:
            found.setdefault(resource.type, []).append(resource)
        return found

    @cached_property
    def _by_address(self) -> Mapping[str, Resource]:
        return {resource.address: resource for resource in self.deployment.resources}

    @cached_property
    def _users(self) -> Index[User]:
        return Index(self.users, lambda item: naming(_config(item), self.addresses))

    @cached_property
    def _models(self) -> Index[Resource]:
        return Index(self.of(MODEL), lambda item: called(_model(item)))

    @cached_property
    def _components(self) -> Index[Resource]:
        components = self.of(INFERENCE_COMPONENT)
        return Index(components, lambda item: naming(_endpoint(item), self.addresses))

    @cached_property
    def _calls(self) -> Index[Call]:
        return self._indexed(self.deployment.calls)

    @cached_property
    def _resizing(self) -> Index[Call]:
        return self._indexed(filter(calls.resizes, self.deployment.calls))

    def _indexed(self, found: Iterable[Call]) -> Index[Call]:
        return Index(found, lambda item: naming(calls.subject(item)[1], self.addresses))

    @cached_property
    def _schedules(self) -> Index[Resource]:
        made = self.of(MONITORING_SCHEDULE)
        return Index(made, lambda item: naming(self._watched(item), self.addresses))

    @cached_property
    def _alarms(self) -> Index[Resource]:
        return Index(self.of(ALARM), lambda item: naming(alarms.watched(item), self.addresses))

    def _watched(self, schedule: Resource) -> Tree:
        """The endpoint that a schedule's job watches, whether defined in place or by itself."""
        config = member(schedule.properties, "MonitoringScheduleConfig")
        name = member(config, "MonitoringJobDefinitionName")
        for kind, given in MONITORING_JOBS.items():
            for job in () if isinstance(name, Absent) else self.of(kind):
                if self.names(name, identity_of(job, "JobDefinitionName")) is True:
                    return member(job.properties, given, "EndpointInput", "EndpointName")
        inputs = elements(member(config, "MonitoringJobDefinition", "MonitoringInputs"))
        found = (member(item, "EndpointInput", "EndpointName") for item in inputs)
        named = (item for item in found if not isinstance(item, Absent))
        return next(named, Absent(schedule.span) if inputs.more is None else inputs.more)


def _config(user: User) -> Tree:
    return member(user.properties, "EndpointConfigName")


def _endpoint(component: Resource) -> Tree:
    return member(component.properties, "EndpointName")


def _model(resource: Resource) -> Identity:
    return identity_of(resource, "ModelName")
