"""The questions with which people come to the rules, and which rules have to do with each."""

from __future__ import annotations

from typing import NamedTuple

from smlint.core.rule import Category, Rule


class Question(NamedTuple):
    """What somebody asks, and how to go about it.

    The rules on it are those of `categories`, but for those named in `without`, and those of other
    categories that are named in `rules`.
    """

    asked: str
    answer: str
    categories: tuple[Category, ...] = ()
    rules: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def concerns(self, rule: Rule) -> bool:
        """Whether `rule` is among those on it."""
        own = rule.category in self.categories and rule.name not in self.without
        return own or rule.name in self.rules


FAILED_CALLS = (
    "async-sync-invoke", "sync-async-invoke", "invocation-target", "mme-single-archive",
    "zero-weights",
)  # fmt: skip
WITHOUT_EFFECT = (
    "ami-accelerator", "async-no-output", "capture-tf-default", "capture-zero",
    "model-prefix-no-slash", "monitor-closed", "transform-strategy-needs-split",
)  # fmt: skip
METRICS = (
    "latency-in-microseconds", "metric-wrong-dimensions", "metric-wrong-namespace",
    "metric-wrong-statistic",
)  # fmt: skip

QUESTIONS = (
    Question(
        "Which kind of endpoint do I need?",
        "Ask `smlint fit`: it goes through real-time, serverless, asynchronous, batch transform, "
        "multi-model and multi-container for the payload, times, traffic and model that you tell "
        "it, and gives each reason with its document. `smlint facts` lists the limits it goes by. "
        "The rules here say that an endpoint is of the wrong kind for what is declared of it.",
        (),
        (
            "serverless-low-latency",
            "async-low-latency",
            "mme-low-latency",
            "zero-scale-low-latency",
            "sync-processing-over-60s",
            "streaming-over-8min",
            "async-processing-over-1h",
            "serverless-steady-traffic",
            "serverless-model-gt-memory",
            "payload-over-realtime",
            "payload-over-serverless",
            "payload-over-async",
            "realtime-for-intermittent",
            "realtime-for-latency-tolerant",
            "endpoint-for-batch",
            "gpu-for-classic-ml",
            "many-single-model-endpoints",
        ),
    ),
    Question(
        "It costs too much",
        "Instances are billed by the hour for as long as an endpoint exists, called or not. See "
        "whether it has to be a real-time endpoint at all (`smlint fit`), whether it can go to "
        "zero, and whether something deletes it. Findings say what an endpoint costs a month where "
        "the price is known; `smlint facts ml.g5.xlarge` shows what is known of a type, and "
        "`--prices` takes a price list of your own. `smlint check --preset cost` runs the rules "
        "on cost and cleanup alone.",
        ("cost", "cleanup"),
        ("no-autoscaling", "serverless-steady-traffic"),
    ),
    Question(
        "It answers too late, or times out",
        "Each kind of endpoint waits for a container only so long, and some of them start a "
        "container first. Declare what callers need (`latency`, `processing_time`), and the rules "
        "say which kind cannot do it; `smlint fit` says which can.",
        ("latency",),
        (
            "no-autoscaling",
            "autoscale-target-too-high",
            "autoscale-max-too-low",
            "autoscale-standard-metric-llm",
            "async-zero-no-wakeup",
            "burstable-prod",
        ),
    ),
    Question(
        "My request or answer is too large",
        "The limits differ by a factor of 250 between the kinds of endpoints, and no quota raises "
        "them: `smlint facts` lists them with their documents. Declare `payload`, and "
        "`smlint fit --payload 10MB` says what takes it.",
        ("payload",),
    ),
    Question(
        "It will not deploy",
        "What AWS would refuse is told before it is sent: values that the API does not take, and "
        "combinations that the documents exclude. So is what AWS takes and then cannot start.",
        ("correctness",),
        (
            "sdk-deploy-refused",
            "fixed-config-name-tf",
            "fixed-config-name-cfn",
            "serverless-rolling",
            "update-type-while-autoscaled",
            "policy-without-target",
            "autoscale-burstable",
            "realtime-min-zero",
            "concurrency-min-zero",
            "serverless-cfn-autoscale",
            "retired-instance",
            "big-model-default-volume",
            "big-model-default-download",
            "big-model-default-health",
            "no-instance-pool-accelerator",
        ),
        (*FAILED_CALLS, *WITHOUT_EFFECT, *METRICS),
    ),
    Question(
        "It is deployed, but calls fail",
        "An endpoint takes the calls of its kind only, and some have to be told which of their "
        "models is meant. Declared sizes and times are held against its limits.",
        (),
        (
            *FAILED_CALLS,
            "container-hostnames",
            "zero-scale-low-latency",
            "ic-zero-no-wakeup",
            "sync-processing-over-60s",
            "sync-processing-50-60s",
            "async-default-timeout",
            "serverless-account-concurrency",
            "payload-over-realtime",
            "payload-over-serverless",
            "payload-over-async",
        ),
    ),
    Question(
        "It does not do what I wrote",
        "Libraries drop arguments, tools have defaults of their own, and some settings have no "
        "effect where something else is missing. Nothing fails, so nobody notices.",
        ("sdk",),
        (
            *WITHOUT_EFFECT,
            "prefix-aware-single-instance",
            "target-without-policy",
            "autoscale-no-headroom",
            "ic-zero-instances-not-zero",
            "guardrail-inf1-marketplace",
            "kms-on-nvme",
            "image-latest",
            "update-resets-capacity",
        ),
        ("sdk-deploy-refused",),
    ),
    Question(
        "It does not scale, or not back",
        "A target without a policy does nothing, a policy without a metric that exists at zero "
        "never wakes anything, and some instances cannot be scaled at all. What the peak takes is "
        "arithmetic, once `requests_per_second` is declared.",
        ("scaling",),
        (
            "autoscale-disable-scale-in",
            "async-min-not-zero",
            "async-no-autoscaling",
            "ic-zero-instances-not-zero",
            "autoscale-bad-resource-id",
            "autoscale-min-gt-max",
            "autoscale-dimension-metric-mismatch",
            "autoscale-unknown-metric",
            "managed-scaling-range",
            "tf-policy-type-default",
            "step-adjustments-overlap",
            "same-metric-twice",
            "update-resets-capacity",
            "metric-wrong-namespace",
            "metric-wrong-dimensions",
            "metric-wrong-statistic",
        ),
    ),
    Question(
        "My alarm never goes off, or never stops",
        "CloudWatch takes any name, dimension and unit, also those under which nobody publishes "
        "anything. The rules know how SageMaker publishes the metrics of endpoints.",
        (),
        (
            *METRICS,
            "wake-alarm-never-fires",
            "step-policy-without-alarm",
            "metric-of-another-endpoint",
            "autoscale-target-unit",
        ),
    ),
    Question(
        "It goes down, or an update breaks it",
        "One instance in one zone is one failure away from none, and an update without alarms goes "
        "on when it fails. `smlint check --preset reliability` runs these rules and those on "
        "scaling alone.",
        ("reliability", "deployment"),
        ("deploy-timeout-too-small", "rolling-multi-variant", "autoscale-fast-scale-in"),
    ),
    Question(
        "Who can see the data?",
        "Keys, networks and isolation of what the containers read and write. "
        "`smlint check --preset security` runs these rules alone.",
        ("security",),
        ("isolation-needs-network", "serverless-vpc", "serverless-network-isolation"),
    ),
)
"""In the order in which they stand on the page."""
