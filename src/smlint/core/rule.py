"""Rules: one type, whether written in YAML or in Python, and how a check speaks.

A check looks at one subject and yields a `Match` where the rule is broken. It never touches an
unknown: `need(setting)` hands out the value of a known setting and ends the check of this subject
as undecided where there is none to hand out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias, TypeVar, get_args

from smlint.core.cost import Cost
from smlint.core.facts import Citation, Facts
from smlint.core.frozen import dataclass
from smlint.core.model import Deployed, Endpoint
from smlint.core.problem import Severity
from smlint.core.resource import Resource
from smlint.core.spans import Span
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

    `blocks` are the blocks around the place, outermost first; the decorators of `checks` add those
    of the subject. `cost` is what breaking the rule costs, `instead` what to write in place of what
    is written. `about` is the resource where that is not an endpoint, and `endpoints` those
    concerned where the rule looks at more than one, or where `about` is a part of none.
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


Outcome: TypeAlias = Match | Doubt
Check: TypeAlias = Callable[[Endpoint, Facts], Iterable[Outcome]]
DeployedCheck: TypeAlias = Callable[[Deployed, Facts], Iterable[Outcome]]


class Example(NamedTuple):
    """Code that breaks a rule or keeps it. Runs alone, as a test and as documentation.

    In `bad` examples the lines on which findings begin end in `# <- here`. `files` are further
    files of the project, by path. `place` is where it stands, if in the file of a policy.
    """

    language: str
    code: str
    files: tuple[tuple[str, str], ...] = ()
    place: str = ""


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
