"""The members of Application Auto Scaling's targets, policies and scheduled actions."""

from __future__ import annotations

from smlint.frontends.terraform.resources.shapes.notation import many, members, one

METRIC_STAT = one(
    "MetricStat",
    "stat unit",
    metric=one(
        "Metric",
        "metric_name namespace",
        dimensions=many("Dimensions", "name value"),
        dimension=many("Dimensions", "name value"),
    ),
)
QUERY = "expression id label return_data"
PREDEFINED = "predefined_metric_type resource_label"
STEP = "metric_interval_lower_bound metric_interval_upper_bound scaling_adjustment"
QUERIES = many("MetricDataQueries", QUERY, metric_stat=METRIC_STAT)
METRIC_SPECIFICATION = many(
    "MetricSpecifications",
    "target_value",
    predefined_metric_pair_specification=one("PredefinedMetricPairSpecification", PREDEFINED),
    predefined_scaling_metric_specification=one("PredefinedScalingMetricSpecification", PREDEFINED),
    predefined_load_metric_specification=one("PredefinedLoadMetricSpecification", PREDEFINED),
    customized_scaling_metric_specification=one(
        "CustomizedScalingMetricSpecification",
        metric_data_queries=QUERIES,
        metric_data_query=QUERIES,
    ),
    customized_load_metric_specification=one(
        "CustomizedLoadMetricSpecification", metric_data_queries=QUERIES, metric_data_query=QUERIES
    ),
    customized_capacity_metric_specification=one(
        "CustomizedCapacityMetricSpecification",
        metric_data_queries=QUERIES,
        metric_data_query=QUERIES,
    ),
)

TARGET_MEMBERS = members(
    "service_namespace resource_id scalable_dimension min_capacity max_capacity tags",
    role_arn="RoleARN",
    suspended_state=one(
        "SuspendedState",
        "dynamic_scaling_in_suspended dynamic_scaling_out_suspended scheduled_scaling_suspended",
    ),
    scheduled_actions=many(
        "ScheduledActions",
        "schedule scheduled_action_name start_time end_time timezone",
        scalable_target_action=one("ScalableTargetAction", "min_capacity max_capacity"),
    ),
)

POLICY_MEMBERS = members(
    "policy_name policy_type service_namespace resource_id scalable_dimension scaling_target_id",
    name="PolicyName",
    target_tracking_scaling_policy_configuration=one(
        "TargetTrackingScalingPolicyConfiguration",
        "target_value scale_in_cooldown scale_out_cooldown disable_scale_in",
        predefined_metric_specification=one("PredefinedMetricSpecification", PREDEFINED),
        customized_metric_specification=one(
            "CustomizedMetricSpecification",
            "metric_name namespace statistic unit",
            dimensions=many("Dimensions", "name value"),
            metrics=many("Metrics", QUERY, metric_stat=METRIC_STAT),
        ),
    ),
    step_scaling_policy_configuration=one(
        "StepScalingPolicyConfiguration",
        "adjustment_type cooldown metric_aggregation_type min_adjustment_magnitude",
        step_adjustment=many("StepAdjustments", STEP),
        step_adjustments=many("StepAdjustments", STEP),
    ),
    predictive_scaling_policy_configuration=one(
        "PredictiveScalingPolicyConfiguration",
        "mode scheduling_buffer_time max_capacity_breach_behavior max_capacity_buffer",
        metric_specification=METRIC_SPECIFICATION,
        metric_specifications=METRIC_SPECIFICATION,
    ),
)

SCHEDULED_ACTION_MEMBERS = members(
    "service_namespace resource_id scalable_dimension schedule start_time end_time timezone"
    " scheduled_action_name",
    name="ScheduledActionName",
    scalable_target_action=one("ScalableTargetAction", "min_capacity max_capacity"),
)
