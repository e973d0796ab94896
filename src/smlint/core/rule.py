"""Rules: one type, whether written in YAML or in Python, and how a check speaks.

A check looks at one subject and yields a `Match` where the rule is broken. It never touches an
unknown: `need(setting)` hands out the value of a known setting and ends the check of this subject
as undecided where there is none to hand out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Literal, NamedTuple, TypeAlias, TypeVar, get_args

from smlint.core.cost import Cost
from smlint.core.facts import Citation, Facts
from smlint.core.frozen import dataclass
from smlint.core.model import Container, Deployed, Endpoint, ScalableTarget, Variant
from smlint.core.problem import Severity
from smlint.core.resource import Call, Resource
from smlint.core.spans import Span
from smlint.core.subjects import Subject, parts
from smlint.core.tree import settings_at, steps
from smlint.core.values import Absent, Known, Many, Setting, Tree, Unknown

T = TypeVar("T")

Category = Literal[
    "latency", "payload", "scaling", "cost", "cleanup",
    "reliability", "deployment", "security", "correctness", "sdk",
]  # fmt: skip

Preset = Literal["recommended", "strict", "all"]
GENERAL_PRESETS: tuple[Preset, ...] = get_args(Preset)
"""Sets of rules, each of which holds the one before it.

`recommended` is what surely fails or surely costs, `strict` adds what documents recommend, `all`
what is a matter of opinion.
"""

OWN = "SM"
"""The letters in the ids of smlint's own rules, those that are yet to come among them."""


class Undetermined(Exception):
    """Raised by `need`: the check met a value that is not known."""

    def __init__(self, unknown: Unknown) -> None:
        super().__init__(unknown.reason)
        self.unknown = unknown


CLIENT = "Client"
"""The type of what the client is told that calls an endpoint: `read_timeout`, in seconds."""


class Evidence(NamedTuple):
    """A setting that made the rule match, and what it shows ("declared here", "set here")."""

    note: str
    setting: Tree


Written: TypeAlias = "str | int | float | bool | Sequence[Written] | Mapping[str, Written] | None"
"""What is written in a resource, in API shape; None where something is to be removed."""

ENDPOINT_NAME = "${endpoint}"
"""In what is written: the name of the endpoint, to which each language refers in its own way."""


POLICY_ARN = "${policy}"
"""In what is written: the ARN of the scaling policy that comes with it, or that it is about."""


class Instead(NamedTuple):
    """What to write: members of a resource of `type`, or of the request of an operation.

    `type` is CloudFormation's name (`AWS::SageMaker::EndpointConfig`), or the operation's
    (`DeleteEndpoint`), or `CLIENT`. `properties` hold only what matters; the rest of the resource
    stays. `first` is Terraform's to be told: the new one is created before the old one is
    destroyed. `always` is true of a request that is to be sent though something fails before it.
    """

    type: str
    properties: Mapping[str, Written]
    first: bool = False
    always: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """The rule is broken at `at`, for the reasons in `because`.

    `blocks` are the blocks around the place, outermost first; the decorators below add those of
    the subject. `cost` is what breaking the rule costs, `instead` what to write in place of what is
    written. `about` is the resource where that is not an endpoint, and `endpoints` those concerned
    where the rule looks at more than one, or where `about` is a part of none.
    """

    at: Span
    message: str
    because: tuple[Evidence, ...] = ()
    blocks: tuple[Span, ...] = ()
    cost: Cost | None = None
    instead: tuple[Instead, ...] = ()
    about: Resource | None = None
    endpoints: tuple[Endpoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """The rule cannot be judged for a subject, because of `unknown`."""

    unknown: Unknown


OF_ENDPOINT = "endpoint."
Outcome: TypeAlias = Match | Doubt
Check: TypeAlias = Callable[[Endpoint, Facts], Iterable[Outcome]]
DeployedCheck: TypeAlias = Callable[[Deployed, Facts], Iterable[Outcome]]


class Example(NamedTuple):
    """Code that breaks a rule or keeps it. Runs alone, as a test and as documentation.

    In `bad` examples the lines on which findings begin end in `# <- here`. `files` are further
    files of the project, by path.
    """

    language: str
    code: str
    files: tuple[tuple[str, str], ...] = ()


def silent(_: object, __: Facts) -> Iterable[Outcome]:
    """The check of a rule that has nothing to say of subjects of a kind."""
    return ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A documented rule.

    id: `SM` and a number, never reused. name: kebab-case, accepted wherever an id is. needs: what
    has to be declared, or told by the files, before the rule can speak (`workload.latency`,
    `endpoint.environment`): of an endpoint that lacks one of these it is not asked. sources: the
    documents that say so.
    remedy: what to do instead. `preset` is the smallest of the general presets that holds the rule:
    who brings rules of their own wants them to run.
    `check` looks at endpoints one by one, `check_deployed` at all that a deployment makes.
    `origin` is the file that defines the rule.
    """

    id: str
    name: str
    title: str
    category: Category
    severity: Severity
    sources: tuple[Citation, ...]
    explanation: str
    remedy: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    check: Check = silent
    check_deployed: DeployedCheck = silent
    preset: Preset = "recommended"
    needs: tuple[str, ...] = ()
    origin: str = ""


def need(setting: Setting[T]) -> T | None:
    """The value of `setting`, None where it is absent; raises `Undetermined` where unknown."""
    if isinstance(setting, Known):
        return setting.value
    if isinstance(setting, Absent):
        return None
    raise Undetermined(setting)


def need_all(many: Many[T]) -> tuple[T, ...]:
    """All items of `many`; raises `Undetermined` where there may be more."""
    if many.more is not None:
        raise Undetermined(many.more)
    return many.items


def per_endpoint(check: Callable[[Endpoint, Facts], Iterable[Match]]) -> Check:
    """A check of each endpoint as a whole."""
    return Each("endpoint", check)


def per_variant(check: Callable[[Endpoint, Variant, Facts], Iterable[Match]]) -> Check:
    """A check of each production variant."""
    return Each("variant", check)


def per_container(check: Callable[[Endpoint, Container, Facts], Iterable[Match]]) -> Check:
    """A check of each container of each production variant's model."""
    return Each("container", check)


def per_scalable_target(
    check: Callable[[Endpoint, Variant | None, ScalableTarget, Facts], Iterable[Match]],
) -> Check:
    """A check of each scalable target; the variant is None for an inference component's."""
    return Each("scalable_target", check)


def per_call(check: Callable[[Endpoint, Call, Facts], Iterable[Match]]) -> Check:
    """A check of each call that a script makes on the endpoint."""
    return Each("call", check)


def per_deployment(check: Callable[[Deployed, Facts], Iterable[Match]]) -> DeployedCheck:
    """A check of everything that a deployment makes, together."""

    def run(deployed: Deployed, facts: Facts) -> Iterator[Outcome]:
        yield from _guarded(check(deployed, facts), ())

    return run


def per_deployment_with(
    *kinds: str,
) -> Callable[[Callable[[Deployed, Facts], Iterable[Match]]], DeployedCheck]:
    """A check of deployments that have resources of these types, or requests for these operations.

    Requests count that others send to an endpoint of the deployment.
    """
    return lambda check: Where(per_deployment(check), dict.fromkeys(kinds, ("",)))


def per_resource(check: Callable[[Resource, Deployed, Facts], Iterable[Match]]) -> DeployedCheck:
    """A check of each resource, whether or not it belongs to an endpoint."""
    return EachResource(check)


def per_resource_of(
    *types: str,
) -> Callable[[Callable[[Resource, Deployed, Facts], Iterable[Match]]], DeployedCheck]:
    """A check of each resource of these types, whether or not it belongs to an endpoint."""
    return lambda check: EachResource(check, types)


def having(*members: str) -> Callable[[Check], Check]:
    """Of a check of parts of an endpoint: ask it of those only that have, or may have, `members`.

    A rule that says nothing of others says so here, and is not imported for them. A member of the
    endpoint that a part belongs to is called as in `endpoint.async_inference_config`.
    """

    def narrowed(check: Check) -> Check:
        assert isinstance(check, Each)
        return Each(check.subject, check.check, members)

    return narrowed


@dataclass(frozen=True, slots=True)
class Each:
    """A check of each part of an endpoint that is a `subject`; not asked where there is none.

    Nor of those that lack one of the members that they are to be `having`.
    """

    subject: Subject
    check: Callable[..., Iterable[Match]]
    having: tuple[str, ...] = ()

    def __call__(self, endpoint: Endpoint, facts: Facts) -> Iterator[Outcome]:
        """What it says of each part, and what is not known of which parts there are."""
        for part in parts(self.subject, endpoint):
            if isinstance(part, Unknown):
                yield Doubt(part)
            elif not any(_lacks(part.arguments, name) for name in self.having):
                yield from _guarded(self.check(*part.arguments, facts), part.blocks)


@dataclass(frozen=True, slots=True)
class EachResource:
    """A check of each resource of a deployment; of `types` only, where there are any."""

    check: Callable[[Resource, Deployed, Facts], Iterable[Match]]
    types: tuple[str, ...] = ()

    def __call__(self, deployed: Deployed, facts: Facts) -> Iterator[Outcome]:
        """What it says of each resource, which is what the finding is about."""
        for resource in deployed.deployment.resources:
            if self.types and resource.type not in self.types:
                continue
            for outcome in _guarded(self.check(resource, deployed, facts), (resource.extent,)):
                if isinstance(outcome, Match):
                    yield replace(outcome, about=resource)
                else:
                    yield outcome


@dataclass(frozen=True, slots=True)
class Where:
    """A check of deployments in which something is written at one of certain `places`.

    These are paths in resources of a type, or in requests for an operation; an empty one is there
    wherever such a resource or request is.
    """

    check: DeployedCheck
    places: Mapping[str, tuple[str, ...]]

    def __call__(self, deployed: Deployed, facts: Facts) -> Iterator[Outcome]:
        """What it says of a deployment in which something is there, or may be."""
        if any(True for _ in self._found(deployed)):
            yield from self.check(deployed, facts)

    def _found(self, deployed: Deployed) -> Iterator[Tree]:
        sent = chain.from_iterable(endpoint.calls for endpoint in deployed.endpoints)
        calls = chain(deployed.deployment.calls, sent)
        made = ((one.type, one.properties) for one in deployed.deployment.resources)
        called = ((call.operation, call.arguments) for call in calls)
        for kind, tree in chain(made, called):
            for path in self.places.get(kind, ()):
                yield from settings_at(tree, steps(path))


def _lacks(arguments: tuple[object, ...], name: str) -> bool:
    """Whether a part of an endpoint, or the endpoint itself, surely has no such member."""
    owner = arguments[0] if name.startswith(OF_ENDPOINT) else arguments[-1]
    member = getattr(owner, name.removeprefix(OF_ENDPOINT))
    if isinstance(member, Many):
        return not member.items and member.more is None
    return isinstance(member, Absent) or member == ()


def _guarded(matches: Iterable[Match], blocks: tuple[Span, ...]) -> Iterator[Outcome]:
    try:
        for match in matches:
            yield replace(match, blocks=(*blocks, *match.blocks))
    except Undetermined as met:
        yield Doubt(met.unknown)
