"""Schedules of Model Monitor, which takes no new customers."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_resource_of
from smlint.core.facts import Citation, Facts
from smlint.core.model import Deployed
from smlint.core.resource import MONITORING_SCHEDULE, Resource
from smlint.core.rule import Example, Match, Rule


@per_resource_of(MONITORING_SCHEDULE)
def check(resource: Resource, deployed: Deployed, _: Facts) -> Iterator[Match]:
    """Match the first schedule of a deployment: what is said holds of all of them at once."""
    made = deployed.deployment.resources
    if resource is next(one for one in made if one.type == MONITORING_SCHEDULE):
        yield Match(
            resource.span,
            "this is a schedule of Model Monitor, which is closed to new customers and gets no new "
            "features",
        )


RULE = Rule(
    id="SM962",
    name="monitor-closed",
    title="Model Monitor, which is closed to new customers",
    category="correctness",
    severity="note",
    preset="all",
    sources=(
        Citation(
            "Amazon SageMaker Model Monitor availability change",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-availability-change.html",
            "2026-11-21",
            "Model Monitor is not open to new customers any more. Those who have it can use it "
            "on; new features are not planned.",
        ),
    ),
    explanation=(
        "An account that never used Model Monitor cannot begin to: the schedule is refused there. "
        "Where it is in use it goes on working, with corrections but without new features, so "
        "that it is no ground to build on. AWS names open-source monitoring with Evidently and "
        "MLflow, dashboards in QuickSight and the metrics of CloudWatch as its successors; data "
        "capture, which they read, stays. The rule speaks once, of the first schedule that is made."
    ),
    remedy=(
        "Judge captured data with a job of your own or AWS's open-source solutions, and watch "
        "latency and errors with CloudWatch."
    ),
    bad=(
        Example(
            "terraform",
            """\
resource "aws_sagemaker_endpoint" "search" {
  name                 = "search"
  endpoint_config_name = "search-2026-11"
}

resource "aws_sagemaker_monitoring_schedule" "search" { # <- here
  name = "search"
  monitoring_schedule_config {
    monitoring_job_definition_name = aws_sagemaker_data_quality_job_definition.search.name
    monitoring_type                = "DataQuality"
  }
}

resource "aws_sagemaker_data_quality_job_definition" "search" {
  name = "search"
  data_quality_job_input {
    endpoint_input {
      endpoint_name = aws_sagemaker_endpoint.search.name
    }
  }
}
""",
        ),
        Example(
            "cloudformation",
            """\
Resources:
  SearchEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: search
      EndpointConfigName: search
  SearchMonitor: # <- here
    Type: AWS::SageMaker::MonitoringSchedule
    Properties:
      MonitoringScheduleName: search
      MonitoringScheduleConfig:
        MonitoringType: DataQuality
        MonitoringJobDefinitionName: search
        ScheduleConfig:
          ScheduleExpression: cron(0 * ? * * *)
""",
        ),
        Example(
            "python",
            """\
from sagemaker import ModelPackage
from sagemaker.model_monitor import DefaultModelMonitor

package = ModelPackage(role="ml", model_package_arn="search")
predictor = package.deploy(initial_instance_count=1, instance_type="ml.c5.xlarge")
monitor = DefaultModelMonitor(role="ml")
monitor.create_monitoring_schedule(  # <- here
    endpoint_input=predictor.endpoint_name,
    schedule_cron_expression="cron(0 * ? * * *)",
)
""",
        ),
    ),
    good=(
        Example(
            "cloudformation",
            """\
Resources:
  SearchConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: search
          InstanceType: ml.c5.xlarge
          InitialInstanceCount: 2
          InitialVariantWeight: 1
  SearchEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt SearchConfig.EndpointConfigName
  SearchErrors:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/SageMaker
      MetricName: Invocation5XXErrors
      Dimensions:
        - {Name: EndpointName, Value: !GetAtt SearchEndpoint.EndpointName}
        - {Name: VariantName, Value: AllTraffic}
      Statistic: Sum
      Period: 60
      EvaluationPeriods: 1
      Threshold: 1
      ComparisonOperator: GreaterThanOrEqualToThreshold
""",
        ),
    ),
    check_deployed=check,
)
