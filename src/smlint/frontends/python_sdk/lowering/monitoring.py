"""`*Monitor.create_monitoring_schedule(...)` of the SageMaker SDK: the schedule that it makes.

As read in `model_monitor` of 2.257.7; v3 has the same classes in `sagemaker.core.model_monitor`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from smlint.core.resource import MONITORING_SCHEDULE
from smlint.core.spans import Span
from smlint.core.values import Absent, Known, Tree
from smlint.frontends.python_sdk import syntax
from smlint.frontends.python_sdk.evaluation.machine import Machine
from smlint.frontends.python_sdk.lowering.structures import Members, arguments_of, made_by
from smlint.frontends.python_sdk.values.objects import Arguments, Opaque, Value
from smlint.frontends.python_sdk.values.trees import tree_of

METHOD = re.compile(r"(?:sagemaker\.(?:\w+\.)*)?(\w*Monitor)\(\)\.create_monitoring_schedule")
TYPES: Mapping[str, str] = {
    "DefaultModelMonitor": "DataQuality",
    "ModelQualityMonitor": "ModelQuality",
    "ModelBiasMonitor": "ModelBias",
    "ModelExplainabilityMonitor": "ModelExplainability",
}


def lower(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.Call) -> Value | None:
    """Note the schedule that `callee(...)` makes, where it is one of a monitor of the SDK."""
    found = METHOD.fullmatch(callee.path)
    if found is None:
        return None
    span = syntax.header_of(node, machine.source)
    monitored = arguments.get("endpoint_input", 0)
    if monitored is None:
        monitored = arguments.open
    inputs: Members = {"EndpointName": _endpoint(monitored, span)}
    given: Tree = Known({"EndpointInput": Known(inputs, span)}, span)
    job: Members = {"MonitoringInputs": Known((given,), span)}
    kind = TYPES.get(found[1])
    expression = _given(arguments, "schedule_cron_expression", span)
    schedule: Members = {"ScheduleExpression": expression}
    config: Members = {
        "MonitoringJobDefinition": Known(job, span),
        "MonitoringType": Absent(span) if kind is None else Known(kind, span),
        "ScheduleConfig": Known(schedule, span),
    }
    properties: Members = {
        "MonitoringScheduleName": _given(arguments, "monitor_schedule_name", span),
        "MonitoringScheduleConfig": Known(config, span),
    }
    machine.emit(MONITORING_SCHEDULE, machine.address(span), Known(properties, span), node)
    return None


def _endpoint(monitored: Value | None, span: Span) -> Tree:
    """The name of the endpoint in the input of a schedule: as it is, or in an `EndpointInput`."""
    made = made_by(monitored, "EndpointInput")
    if made is not None:
        monitored = arguments_of(made).get("endpoint_name", 0)
    return Absent(span) if monitored is None else tree_of(monitored)


def _given(arguments: Arguments, name: str, span: Span) -> Tree:
    value = arguments.keywords.get(name, arguments.open)
    return Absent(span) if value is None else tree_of(value)
