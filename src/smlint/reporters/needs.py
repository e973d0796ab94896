"""What a rule has to be told before it can speak, for people, with how to tell it."""

from __future__ import annotations

from collections.abc import Mapping

from smlint.core.rule import Rule

TOLD: Mapping[str, str] = {
    "endpoint.environment": "the environment, which is told by tags, variables or names, or "
    "declared (`environment=production`)",
    "workload.latency": "how long callers can wait (`latency=200ms`)",
    "workload.payload": "the size of the largest request or answer (`payload=10MB`)",
    "workload.processing_time": "how long the model works on a request (`processing_time=40s`)",
    "workload.streaming": "whether answers are streamed (`streaming=true`)",
    "workload.traffic": "how requests come (`traffic=steady`, `variable`, `sporadic` or `bulk`)",
    "workload.requests_per_second": "the peak (`requests_per_second=50`)",
    "workload.model_size": "the size of the model (`model_size=20GB`)",
}
"""By what is needed: its name for people, and how it is declared."""


def needs_told(rule: Rule) -> str:
    """A sentence or two on what `rule` needs to know, of the workload or of the environment."""
    if not rule.needs:
        return "Nothing: the files alone decide."
    told = " and ".join(TOLD.get(path, f"`{path}`") for path in rule.needs)
    said = f"{told[:1].upper()}{told[1:]}. Without that the rule is quiet."
    if any(path.startswith("workload.") for path in rule.needs):
        return f"{said} It is declared in a comment, `# smlint: …`, or in the configuration."
    return said
