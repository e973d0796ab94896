"""What members of monitoring schedules and their jobs tell what is watched, and when."""

from __future__ import annotations

from smlint.frontends.terraform.resources.shapes.notation import Members, many, members, one

WATCHED = one("EndpointInput", "endpoint_name")

SCHEDULE_MEMBERS = members(
    "monitoring_schedule_name tags",
    name="MonitoringScheduleName",
    monitoring_schedule_config=one(
        "MonitoringScheduleConfig",
        "monitoring_job_definition_name monitoring_type",
        schedule_config=one("ScheduleConfig", "schedule_expression"),
        monitoring_job_definition=one(
            "MonitoringJobDefinition",
            monitoring_inputs=many("MonitoringInputs", endpoint_input=WATCHED),
        ),
    ),
)


def job_members(job: str, given: str) -> Members:
    """Those of the definition of a `job` (`data_quality`), whose input the API calls `given`."""
    regular = members("job_definition_name tags", name="JobDefinitionName")
    return {**regular, f"{job}_job_input": one(given, endpoint_input=WATCHED)}
