"""The documents on which the choice of an option rests, besides those of the facts."""

from __future__ import annotations

from smlint.core.facts import Citation

READ = "2026-11-21"
GUIDE = "https://docs.aws.amazon.com/sagemaker/latest/dg/"
REFERENCE = "https://docs.aws.amazon.com/sagemaker/latest/APIReference/"
LENS = "https://docs.aws.amazon.com/wellarchitected/latest/machine-learning-lens/"


def _page(base: str, page: str, title: str, claim: str) -> Citation:
    return Citation(title, f"{base}{page}.html", READ, claim)


CHOOSING = _page(
    GUIDE, "hosting-faqs", "Model Hosting FAQs",
    "Requests in batches go to batch transform; endpoints answer each request: serverless for "
    "intermittent traffic, real-time for sustained traffic with low and consistent latency.",
)  # fmt: skip
MODELS = _page(
    GUIDE, "hosting-faqs", "Model Hosting FAQs",
    "Multi-model endpoints are for many models of one framework, multi-container endpoints for "
    "up to 15 containers of different ones.",
)  # fmt: skip
COSTS = _page(
    GUIDE, "inference-cost-optimization", "Inference cost optimization best practices",
    "Real-time is for predictable traffic, serverless for spiky traffic whose latency may vary, "
    "asynchronous for what is insensitive to latency, batch for large sets of data.",
)  # fmt: skip
KINDS = _page(
    GUIDE, "deploy-model-options", "Inference options in Amazon SageMaker AI",
    "Streamed responses are named with the limits of real-time endpoints alone.",
)  # fmt: skip
COLD_STARTS = _page(
    GUIDE, "serverless-endpoints", "Deploy models with Amazon SageMaker Serverless Inference",
    "Requests after an idle time wait for a cold start, except within provisioned concurrency.",
)  # fmt: skip
EXCLUSIONS = _page(
    GUIDE, "serverless-endpoints", "Deploy models with Amazon SageMaker Serverless Inference",
    "GPUs, a VPC and network isolation are among the features that serverless endpoints lack.",
)  # fmt: skip
CONCURRENCY = _page(
    GUIDE, "serverless-endpoints", "Deploy models with Amazon SageMaker Serverless Inference",
    "Invocations beyond the maximum concurrency of an endpoint are throttled.",
)  # fmt: skip
QUEUED = _page(
    GUIDE, "async-inference", "Asynchronous inference",
    "Requests are queued and results are written to S3; no other invocations are accepted.",
)  # fmt: skip
NO_INF1 = _page(
    GUIDE, "deployment-guardrails-exclusions", "Exclusions",
    "Inf1 is among what deployment guardrails exclude, and asynchronous inference with them.",
)  # fmt: skip
OFFLINE = _page(
    GUIDE, "batch-transform", "Batch transform for inference with Amazon SageMaker AI",
    "A job works through data sets in S3 and keeps no persistent endpoint.",
)  # fmt: skip
CHUNKS = _page(
    REFERENCE, "API_CreateTransformJob", "CreateTransformJob, Amazon SageMaker API Reference",
    "Larger payloads are sent in chunks where MaxPayloadInMB is 0, which built-in algorithms do "
    "not read.",
)  # fmt: skip
SHARED = _page(
    GUIDE, "multi-model-endpoints", "Multi-model endpoints",
    "One container serves many models of one framework; those seldom used start cold, and models "
    "with much higher demands on latency are better hosted by themselves.",
)  # fmt: skip
SHARED_TYPES = _page(
    GUIDE, "multi-model-support", "Supported algorithms, frameworks, and instances",
    "Multi-model endpoints run on CPU types, and with Triton on types with a single GPU.",
)  # fmt: skip
CONTAINERS = _page(
    GUIDE, "multi-container-endpoints", "Multi-container endpoints",
    "Containers with different models or frameworks share one endpoint.",
)  # fmt: skip
NO_TARGET = _page(
    REFERENCE, "API_runtime_InvokeEndpointWithResponseStream",
    "InvokeEndpointWithResponseStream, Amazon SageMaker API Reference",
    "A request for a streamed response names no TargetModel.",
)  # fmt: skip
PATTERNS = _page(
    LENS, "mlperf05-bp02", "Machine Learning Lens, MLPERF05-BP02",
    "A persistent endpoint whatever the pattern of the traffic is an anti-pattern.",
)  # fmt: skip
UNUSED = _page(
    LENS, "mlcost04-bp08", "Machine Learning Lens, MLCOST04-BP08",
    "Resources are stopped when they are not in use.",
)  # fmt: skip
