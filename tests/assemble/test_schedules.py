"""The schedules of Model Monitor that watch an endpoint."""

import pytest

from tests.project import endpoints


@pytest.mark.parametrize("kind", ["DataQuality", "ModelExplainability"])
@pytest.mark.parametrize("named", ["!Ref Job", "hourly"])
def test_a_schedule_watches_what_its_job_is_defined_for(kind: str, named: str) -> None:
    template = f"""
Resources:
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: {{EndpointConfigName: made-elsewhere}}
  Job:
    Type: AWS::SageMaker::{kind}JobDefinition
    Properties:
      JobDefinitionName: hourly
      {kind}JobInput: {{EndpointInput: {{EndpointName: !GetAtt Endpoint.EndpointName}}}}
  Schedule:
    Type: AWS::SageMaker::MonitoringSchedule
    Properties:
      MonitoringScheduleConfig: {{MonitoringJobDefinitionName: {named}}}
  Other:
    Type: AWS::SageMaker::MonitoringSchedule
    Properties:
      MonitoringScheduleConfig: {{MonitoringJobDefinitionName: daily}}
"""
    (endpoint,) = endpoints({"template.yaml": template})
    assert [schedule.address for schedule in endpoint.monitoring_schedules] == ["Schedule"]
    assert endpoint.monitoring_schedules.more is None
