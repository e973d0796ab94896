"""The intermediate form: AWS resources and calls in the shape of the AWS API.

Every frontend lowers to this, and everything after it knows no language. Types are written as
CloudFormation writes them, members as the API does (`ProductionVariants[].ServerlessConfig`):
CloudFormation and boto3 already speak it, Terraform is its snake_case, and the SageMaker SDK's
`deploy()` ends in exactly these requests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Literal, Protocol

from smlint.core.assumption import Branch
from smlint.core.frozen import dataclass
from smlint.core.inputs import Inputs
from smlint.core.problem import Problem
from smlint.core.source import Comment, Source
from smlint.core.spans import Span
from smlint.core.values import NOTHING, Setting, Tree, Unknown
from smlint.core.workspace import Workspace

MODEL = "AWS::SageMaker::Model"
ENDPOINT_CONFIG = "AWS::SageMaker::EndpointConfig"
ENDPOINT = "AWS::SageMaker::Endpoint"
INFERENCE_COMPONENT = "AWS::SageMaker::InferenceComponent"
TRANSFORM_JOB = "AWS::SageMaker::TransformJob"
MONITORING_SCHEDULE = "AWS::SageMaker::MonitoringSchedule"
MONITORING_JOBS: Mapping[str, str] = {
    f"AWS::SageMaker::{kind}JobDefinition": f"{kind}JobInput"
    for kind in ("DataQuality", "ModelQuality", "ModelBias", "ModelExplainability")
}
"""Definitions of monitoring jobs, and the member of each that says what is monitored."""
SCALABLE_TARGET = "AWS::ApplicationAutoScaling::ScalableTarget"
SCALING_POLICY = "AWS::ApplicationAutoScaling::ScalingPolicy"
SCHEDULED_ACTION = "AWS::ApplicationAutoScaling::ScheduledAction"
"""Has no CloudFormation type of its own there (it is written inside the target); named likewise."""
ALARM = "AWS::CloudWatch::Alarm"

SYNCHRONOUS = ("InvokeEndpoint", "InvokeEndpointWithResponseStream")
"""The operations that wait for the answer of an endpoint."""
MAKES: Mapping[str, str] = {
    "CreateModel": MODEL,
    "CreateEndpointConfig": ENDPOINT_CONFIG,
    "CreateEndpoint": ENDPOINT,
    "CreateInferenceComponent": INFERENCE_COMPONENT,
    "CreateTransformJob": TRANSFORM_JOB,
    "CreateMonitoringSchedule": MONITORING_SCHEDULE,
    "RegisterScalableTarget": SCALABLE_TARGET,
    "PutScalingPolicy": SCALING_POLICY,
    "PutScheduledAction": SCHEDULED_ACTION,
    "PutMetricAlarm": ALARM,
}
"""The operations that make something, and the type of what they make."""

MADE_BY: Mapping[str, str] = {made: operation for operation, made in MAKES.items()}
"""The operation that makes a resource of a type."""

Reach = Literal["guaranteed", "always", "scheduled", "conditional", "elsewhere"]
"""Whether a run of the script comes to a call; from the surest down.

`always`: on the straight path, unless something before it fails. `guaranteed`: also when something
fails (`finally`, a context manager, `atexit`, what a test framework does after a test).
`scheduled`: after the run, by what the run leaves behind for it (a timer, EventBridge).
`conditional`: only on some paths. `elsewhere`: not in this run, but in a function that nobody in
these files calls, or in another file.
"""


@dataclass(frozen=True, slots=True)
class Resource:
    """One AWS resource that a deployment would create.

    `address` is unique in its deployment and reads as its language writes it
    (`module.ml["fraud"].aws_sagemaker_endpoint.this`, a logical id, `deploy.py:12:5`). `properties`
    is in API shape. `span` is the header, where a reader would point; `extent` the whole block or
    call, `callers` the calls of modules through which it comes about, outermost first. `metadata`
    is what the language says about the resource rather than of it
    (`create_before_destroy`; a template's `Metadata: {smlint: …}` under `smlint`; `verbatim` where
    a script writes the request itself, so that what is not there is not sent).
    """

    type: str
    address: str
    properties: Tree
    span: Span
    extent: Span
    metadata: Mapping[str, Tree] = field(default_factory=dict)
    callers: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """What a script does at a place: an API operation, by its API name (`DeleteEndpoint`).

    `arguments` is in API shape. Creating calls are `Resource`s instead. `verbatim` is true
    where a script writes the request itself. `read_timeout` is how many seconds its client waits
    for an answer, absent where no client is seen.
    """

    operation: str
    arguments: Tree
    span: Span
    extent: Span
    reach: Reach = "always"
    verbatim: bool = field(default=False, compare=False)
    read_timeout: Setting[float] = field(default=NOTHING, compare=False)


@dataclass(frozen=True, slots=True)
class Unread:
    """What code that is not read seems to do with some endpoint: an operation, by its API name."""

    operation: str
    name: Unknown
    span: Span


@dataclass(frozen=True, slots=True)
class Stage:
    """One way to deploy the same code: a var-file, a parameter file, a workspace.

    `name` is for people and unique among the stages of a project (`prod.tfvars`, `default`); `span`
    is the file that makes the stage, or None for the defaults. `whole` is true where that file says
    all that is deployed, as a plan does, and not only with which values. `branch` is assumed of
    what no file says: a stage has as many deployments of that name as there are choices.
    """

    name: str
    span: Span | None = None
    whole: bool = False
    branch: Branch = ()


DEFAULT_STAGE = Stage("default")


@dataclass(frozen=True, slots=True)
class Deployment:
    """What one apply, stack or script run would create, in one stage.

    `path` names the project: a Terraform root directory, a template, a script. `inputs` are its
    variables or parameters by name, with the values they have in this stage: one called
    `environment` tells which environment this is. `script` is true where what is created stays
    until something deletes it: nothing else keeps account of it. `output` is the directory in which
    the project's tool writes what it makes of it; what is read there stands for the project.
    `unread` is what its code does that is in another language, or run by a command.
    """

    language: str
    path: str
    stage: Stage
    resources: tuple[Resource, ...]
    calls: tuple[Call, ...] = ()
    inputs: Mapping[str, Setting[str]] = field(default_factory=dict)
    script: bool = False
    output: str = ""
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a frontend made of the projects it read.

    `sources` are the files that spans may point into, apart from those of which no text must be
    shown; `comments` theirs, in file order.
    """

    deployments: tuple[Deployment, ...] = ()
    problems: tuple[Problem, ...] = ()
    comments: tuple[Comment, ...] = ()
    sources: tuple[Source, ...] = ()


class Frontend(Protocol):
    """Reads projects of one language."""

    def read(
        self, files: Sequence[str], hits: Sequence[str], workspace: Workspace, inputs: Inputs
    ) -> Reading:
        """The deployments of every project that has something to do with SageMaker endpoints.

        `files` are all paths of the run with the frontend's suffixes, `hits` those of them that
        hold one of its markers; both sorted. What uses a hit may be among the other files.
        `inputs` is what the user gives beside the files, as far as it is meant for the language.
        Bad input becomes a `Problem`, never an exception, and costs no more than itself.
        """
