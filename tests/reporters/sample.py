"""One report and one endpoint in which everything that reporters write occurs."""

from __future__ import annotations

from smlint.core.cost import Cost
from smlint.core.facts import Citation, Fact
from smlint.core.layout import Layout
from smlint.core.model import (
    Endpoint,
    ManagedInstanceScaling,
    ScalableTarget,
    ScalingPolicy,
    ServerlessConfig,
    Variant,
)
from smlint.core.problem import Problem
from smlint.core.report import Finding, Link, Note, Report, Undecided
from smlint.core.resource import Call, Stage
from smlint.core.rule import Example, Rule
from smlint.core.source import Source
from smlint.core.spans import Span
from smlint.core.values import Absent, Hop, Known, Many, Setting, Unknown
from smlint.core.workload import Workload

MAIN = Source(
    "infra/main.tf",
    'resource "aws_sagemaker_endpoint_configuration" "fraud" {\n'
    "  production_variants {\n"
    "\tserverless_config { # \N{GREEK SMALL LETTER MU}, \N{CJK UNIFIED IDEOGRAPH-672C}\n"
    "      memory_size_in_mb = var.memory\n"
    "    }\n"
    "  }\n"
    "}\n",
)
VALUES = Source("infra/prod.tfvars", "\n\n\nmemory = 3000\n")
NOTEBOOK = Source("nb, 1.ipynb", "", cells=(Source("nb, 1.ipynb", "a = 1\nb.deploy()\n", 3),))
LONG = Source("long.json", "[" + "1, " * 200 + '"here"' + ", 2" * 200 + "]")

SERVERLESS = Span("infra/main.tf", 3, 2, 3, 19)
MEMORY = Span("infra/main.tf", 4, 27, 4, 37)
THERE = Span("infra/prod.tfvars", 4, 10, 4, 14)
DEPLOY = Span("nb, 1.ipynb", 2, 1, 2, 11, 3)
DEEP = Span("long.json", 1, 602, 1, 608)

STEP = Citation("ServerlessConfig", "https://docs.example/step", "2026-11-21", "Steps of 1 GB.")
FACTS = (
    Fact("memory-step", 1000, "MB", (STEP,), overridden=True, documented=1024, at=THERE),
    Fact("old-step", 64, "MB", (STEP, STEP), "Out of date.", in_force=False, see=("memory-step",)),
)

RULE = Rule(
    id="SM901",
    name="serverless-memory-step",
    title="Memory size that serverless endpoints do not have",
    category="correctness",
    severity="error",
    sources=(
        Citation("ServerlessConfig", "https://docs.example/step", "2026-11-21", "Steps of 1 GB."),
    ),
    explanation="Memory comes in steps.\n\nSix of them.",
    remedy="Use 1024, 2048, 3072, 4096, 5120 or 6144.",
    bad=(Example("terraform", 'x = "```"\n', (("prod.tfvars", "memory = 3000\n"),)),),
    good=(Example("python", "x = 3072\n"),),
    check=lambda _endpoint, _facts: (),
    needs=("workload.latency",),
)

FINDINGS = (
    Finding(
        rule_id="SM901",
        rule_name="serverless-memory-step",
        severity="error",
        span=MEMORY,
        message="3000 MB is not a memory size: 50 % more,\nor less",
        remedy="Use 3072.",
        instead='resource "x" "y" {\n  memory = 3072\n\n  # without \x1b[1m\n}',
        endpoints=("fraud",),
        stages=("prod.tfvars", "dev.tfvars"),
        fingerprint="0123456789abcdef",
        related=(Note(SERVERLESS, "the variant is serverless"), Note(THERE, "prod.tfvars")),
        sources=(Link("ServerlessConfig", "https://docs.example/step"),),
        certainty="by-default",
    ),
    Finding(
        rule_id="SM501",
        rule_name="deploy-without-delete",
        severity="warning",
        span=DEPLOY,
        message="nothing deletes \x1b[31mthis\x1b[0m endpoint",
        remedy="",
        endpoints=(),
        stages=("default",),
        fingerprint="fedcba9876543210",
        cost=Cost(167.9, 125.925, "1 x ml.m5.xlarge at $0.23/h", (("fraud", 167.9),)),
    ),
    Finding(
        rule_id="SM901",
        rule_name="serverless-memory-step",
        severity="note",
        span=DEEP,
        message="deep in a line",
        remedy="Use 3072.",
        endpoints=("deep",),
        stages=(),
        fingerprint="00000000ffffffff",
        certainty="under-condition",
        assumptions=('--env is "prod"',),
    ),
)

UNDECIDED = (
    Undecided(
        rule_id="SM101",
        rule_name="serverless-low-latency",
        span=MEMORY,
        reason="var.x has no default",
        endpoints=("fraud",),
        stages=(),
        hint="give it a value",
        others=(("SM301", "no-autoscaling"),),
    ),
)

PROBLEMS = (
    Problem(Span("nosuch.tf"), "there is no such file", "check the path"),
    Problem(Span("infra/main.tf", 1, 1, 1, 9), "this block is odd", "mend it", "warning"),
    Problem(Span("infra/main.tf", 5, 5, 5, 6), "this is not needed", "remove it", "note"),
)

REPORT = Report(
    findings=FINDINGS,
    undecided=UNDECIDED,
    problems=PROBLEMS,
    suppressed=((FINDINGS[1], "a demo"),),
    endpoints=4,
    files=12,
    layout=Layout("/repo/sub", ("/repo",)),
    sources={source.path: source for source in (MAIN, VALUES, NOTEBOOK, LONG)},
)

AT = Span("infra/main.tf", 2, 3, 2, 22)
ABSENT = Absent(AT)
NONE: Many[ScalableTarget] = Many()


def _unknown(reason: str) -> Unknown:
    return Unknown(reason, MEMORY, (Hop("var.x", SERVERLESS),))


def variant(
    *,
    name: Setting[str] = ABSENT,
    serverless: Setting[ServerlessConfig] = ABSENT,
    managed: Setting[ManagedInstanceScaling] = ABSENT,
    scalable_targets: Many[ScalableTarget] = NONE,
) -> Variant:
    return Variant(
        name=name,
        model_name=ABSENT,
        model=ABSENT,
        instance_type=_unknown("var.type has no default"),
        initial_instance_count=Known(2, MEMORY),
        initial_variant_weight=ABSENT,
        volume_size_in_gb=ABSENT,
        accelerator_type=ABSENT,
        serverless_config=serverless,
        managed_instance_scaling=managed,
        routing_strategy=ABSENT,
        ml_reservation_arn=ABSENT,
        instance_pools=Many(),
        model_data_download_timeout_in_seconds=ABSENT,
        container_startup_health_check_timeout_in_seconds=ABSENT,
        enable_ssm_access=ABSENT,
        inference_ami_version=ABSENT,
        scalable_targets=scalable_targets,
        span=AT,
        extent=AT,
    )


WAY = (Hop("var.memory", MEMORY), Hop("prod.tfvars", THERE, "stage"))
POLICY = ScalingPolicy(
    address="aws_appautoscaling_policy.fraud",
    name=ABSENT,
    policy_type=Known("TargetTrackingScaling", AT),
    target_value=Known(70.0, AT),
    predefined_metric=ABSENT,
    customized_metric=ABSENT,
    customized_namespace=ABSENT,
    customized_statistic=ABSENT,
    customized_dimensions=ABSENT,
    target_tracking=Known(True, AT),
    step_scaling=Known(False, AT),
    disable_scale_in=ABSENT,
    scale_in_cooldown=ABSENT,
    scale_out_cooldown=ABSENT,
    cooldown=ABSENT,
    alarms=Many(),
    span=AT,
    extent=AT,
)
TARGET = ScalableTarget(
    address="aws_appautoscaling_target.fraud",
    resource_id=Known("endpoint/fraud/variant/AllTraffic", AT),
    scalable_dimension=Known("sagemaker:variant:DesiredInstanceCount", AT),
    min_capacity=Known(1, AT),
    max_capacity=_unknown("var.max has no default"),
    policies=Many((POLICY,), _unknown("count is not known")),
    scheduled_actions=Many(),
    span=AT,
    extent=AT,
)
CONFIG = ServerlessConfig(
    memory_size_in_mb=Known(3000, MEMORY, WAY),
    max_concurrency=_unknown("var.mc has no default"),
    provisioned_concurrency=ABSENT,
    span=SERVERLESS,
)

ENDPOINT = Endpoint(
    address="aws_sagemaker_endpoint_configuration.fraud",
    language="terraform",
    path="infra",
    stage=Stage("prod.tfvars", THERE),
    span=AT,
    extent=AT,
    kind=Known("serverless", SERVERLESS),
    name=Known("fraud", AT),
    variants=Many(
        (
            variant(name=Known("AllTraffic", AT), serverless=Known(CONFIG, SERVERLESS)),
            variant(
                managed=Known(
                    ManagedInstanceScaling(Known("ENABLED", AT), Known(1, AT), ABSENT, AT), AT
                ),
                scalable_targets=Many((TARGET,)),
            ),
            variant(serverless=_unknown("var.serverless has no default")),
        ),
        _unknown("for_each is not known"),
    ),
    tags=Known({"team": Known("fraud", AT), "env": _unknown("var.env")}, AT),
    calls=Many((Call("DeleteEndpoint", ABSENT, AT, AT, "guaranteed"),)),
    cleanup=Known("guaranteed", AT),
    environment=Known("production", THERE, (Hop("stage prod.tfvars", THERE, "stage"),)),
    workload=Workload(latency=Known(0.2, AT)),
)
BARE = Endpoint(
    address="deploy.py:12:5",
    language="python",
    path="nb, 1.ipynb",
    stage=Stage("default"),
    span=DEPLOY,
    extent=DEPLOY,
    kind=_unknown("its variants are not known"),
    name=_unknown("it is an argument"),
    variants=Many((variant(scalable_targets=Many((), _unknown("who knows"))),)),
    environment=_unknown("var.env"),
)
