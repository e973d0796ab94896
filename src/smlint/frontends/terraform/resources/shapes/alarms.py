"""The members of CloudWatch alarms."""

from __future__ import annotations

from smlint.frontends.terraform.resources.shapes.notation import many, members, named, one

PROMQL = one("PromQLCriteria", "query pending_period recovery_period")
QUERY = "id expression label period return_data account_id"

ALARM_MEMBERS = members(
    "alarm_name alarm_description actions_enabled alarm_actions insufficient_data_actions"
    " metric_name namespace statistic extended_statistic period unit evaluation_periods"
    " datapoints_to_alarm threshold threshold_metric_id comparison_operator treat_missing_data"
    " evaluate_low_sample_count_percentile evaluation_interval tags",
    ok_actions="OKActions",
    evaluate_low_sample_count_percentiles="EvaluateLowSampleCountPercentile",
    dimensions=named("Dimensions"),
    evaluation_criteria=one("EvaluationCriteria", promql_criteria=PROMQL, prom_ql_criteria=PROMQL),
    evaluation_window=one(
        "EvaluationWindow",
        wall_clock_window=one("WallClockWindow", "timezone"),
        sliding_window=one("SlidingWindow"),
    ),
    warm_up_configuration=one(
        "WarmUpConfiguration",
        "warm_up_period_duration_in_minutes only_start_evaluating_after_warm_up_period_ends",
    ),
    action_configuration=one(
        "ActionConfiguration",
        alarm_tags_propagation=one(
            "AlarmTagsPropagation", "enabled included_tag_keys excluded_tag_keys"
        ),
    ),
    metric_query=many(
        "Metrics",
        QUERY,
        metric=one(
            "MetricStat",
            "period stat unit",
            metric_name="Metric.MetricName",
            namespace="Metric.Namespace",
            dimensions=named("Metric.Dimensions"),
        ),
    ),
    metrics=many(
        "Metrics",
        QUERY,
        metric_stat=one(
            "MetricStat",
            "period stat unit",
            metric=one("Metric", "metric_name namespace", dimensions=named("Dimensions")),
        ),
    ),
)
