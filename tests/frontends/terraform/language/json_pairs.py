"""Configurations of SageMaker in both syntaxes of Terraform: native first, then JSON."""

from typing import NamedTuple


class Pair(NamedTuple):
    """The same module twice; `others` are files that belong to both."""

    native: str
    json: str
    others: dict[str, str] = {}  # noqa: RUF012 - never changed


PAIRS = {
    "a block is an object": Pair(
        """
resource "aws_sagemaker_endpoint_configuration" "c" {
  name        = "c"
  kms_key_arn = null
  production_variants {
    model_name = "m"
    serverless_config {
      memory_size_in_mb = 1024 * 2
      max_concurrency   = 5
    }
  }
  tags = { Team = "risk", "//" = "kept" }
}
""",
        """
{"resource": {"aws_sagemaker_endpoint_configuration": {"c": {
  "name": "c",
  "kms_key_arn": null,
  "production_variants": {
    "//": "left out",
    "model_name": "m",
    "serverless_config": {"memory_size_in_mb": "${1024 * 2}", "max_concurrency": 5}
  },
  "tags": {"Team": "risk", "//": "kept"}
}}}}
""",
    ),
    "blocks are a list of objects": Pair(
        """
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    variant_name  = "a"
    instance_type = "ml.m5.large"
  }
  production_variants {
    variant_name  = "b"
    instance_type = "ml.m5.xlarge"
    managed_instance_scaling {
      min_instance_count = 1
    }
  }
}
""",
        """
{"resource": [{"aws_sagemaker_endpoint_configuration": [{"c": [{
  "production_variants": [
    {"variant_name": "a", "instance_type": "ml.m5.large", "managed_instance_scaling": []},
    {"variant_name": "b", "instance_type": "ml.m5.xlarge",
     "managed_instance_scaling": [{"min_instance_count": 1}]}
  ],
  "data_capture_config": null,
  "async_inference_config": []
}]}]}]}
""",
    ),
    "dynamic": Pair(
        """
variable "variants" {
  default = [{ name = "a", type = "ml.m5.large" }, { name = "b", type = "ml.g5.xlarge" }]
}

resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    variant_name = "first"
  }
  dynamic "production_variants" {
    for_each = var.variants
    iterator = one
    content {
      variant_name  = one.value.name
      instance_type = one.value.type
      dynamic "serverless_config" {
        for_each = one.key == 0 ? [1] : []
        content {
          max_concurrency = one.key + serverless_config.value
        }
      }
    }
  }
}
""",
        """
{
  "variable": {"variants": {"default": [
    {"name": "a", "type": "ml.m5.large"}, {"name": "b", "type": "ml.g5.xlarge"}
  ]}},
  "resource": {"aws_sagemaker_endpoint_configuration": {"c": {
    "production_variants": {"variant_name": "first"},
    "dynamic": {"production_variants": {
      "for_each": "${var.variants}",
      "iterator": "one",
      "content": {
        "variant_name": "${one.value.name}",
        "instance_type": "${one.value.type}",
        "dynamic": [{"serverless_config": [{
          "for_each": "${one.key == 0 ? [1] : []}",
          "content": {"max_concurrency": "${one.key + serverless_config.value}"}
        }]}]
      }
    }}
  }}}
}
""",
    ),
    "references": Pair(
        """
resource "aws_sagemaker_model" "m" {
  name               = "m-${var.stage}"
  execution_role_arn = aws_iam_role.r.arn
  primary_container {
    image       = "${data.aws_caller_identity.me.account_id}.example.com/x:1"
    environment = { WORKERS = 2, STAGE = var.stage }
  }
}

variable "stage" {}

data "aws_caller_identity" "me" {}

resource "aws_iam_role" "r" {
  tags = { Team = "risk" }
  inline_policy {
    name = "p"
  }
}

resource "aws_sagemaker_endpoint_configuration" "c" {
  name = aws_iam_role.r.inline_policy[0].name
  tags = merge(aws_iam_role.r.tags, { Own = "x" })
  production_variants {
    model_name = aws_sagemaker_model.m.name
  }
}

resource "aws_sagemaker_endpoint" "e" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.c.name
  depends_on           = [aws_iam_role.r]
}
""",
        """
{
  "variable": {"stage": {}},
  "data": {"aws_caller_identity": {"me": {}}},
  "resource": {
    "aws_sagemaker_model": {"m": {
      "name": "m-${var.stage}",
      "execution_role_arn": "${aws_iam_role.r.arn}",
      "primary_container": {
        "image": "${data.aws_caller_identity.me.account_id}.example.com/x:1",
        "environment": {"WORKERS": 2, "STAGE": "${var.stage}"}
      }
    }},
    "aws_iam_role": {"r": {"tags": {"Team": "risk"}, "inline_policy": {"name": "p"}}},
    "aws_sagemaker_endpoint_configuration": {"c": {
      "name": "${aws_iam_role.r.inline_policy[0].name}",
      "tags": "${merge(aws_iam_role.r.tags, { Own = \\"x\\" })}",
      "production_variants": [{"model_name": "${aws_sagemaker_model.m.name}"}]
    }},
    "aws_sagemaker_endpoint": {"e": {
      "endpoint_config_name": "${aws_sagemaker_endpoint_configuration.c.name}",
      "depends_on": ["aws_iam_role.r"]
    }}
  }
}
""",
    ),
    "default tags of a provider with an alias": Pair(
        """
provider "aws" {
  default_tags {
    tags = { Env = "dev" }
  }
}

provider "aws" {
  alias = "east"
  default_tags {
    tags = { Env = upper("prod") }
  }
}

resource "aws_sagemaker_endpoint" "e" {
  provider             = aws.east
  endpoint_config_name = "c"
}

module "m" {
  source    = "./m"
  providers = { aws = aws.east }
}
""",
        """
{
  "provider": {"aws": [
    {"default_tags": {"tags": {"Env": "dev"}}},
    {"alias": "east", "default_tags": [{"tags": {"Env": "${upper(\\"prod\\")}"}}]}
  ]},
  "resource": {"aws_sagemaker_endpoint": {"e": {
    "provider": "aws.east", "endpoint_config_name": "c"
  }}},
  "module": {"m": {"source": "./m", "providers": {"aws": "aws.east"}}}
}
""",
        {"m/e.tf": 'resource "aws_sagemaker_endpoint" "e" { endpoint_config_name = "c" }\n'},
    ),
    "the provider that has no blocks": Pair(
        """
resource "awscc_sagemaker_endpoint_config" "c" {
  endpoint_config_name = "c"
  production_variants = [{
    variant_name      = "a"
    serverless_config = { max_concurrency = 3, memory_size_in_mb = 2048 }
  }]
  data_capture_config = { enable_capture = true }
  tags                = [{ key = "Team", value = "risk" }]
}
""",
        """
{"resource": {"awscc_sagemaker_endpoint_config": {"c": {
  "endpoint_config_name": "c",
  "production_variants": [{
    "variant_name": "a",
    "serverless_config": {"max_concurrency": 3, "memory_size_in_mb": 2048}
  }],
  "data_capture_config": {"enable_capture": true},
  "tags": [{"key": "Team", "value": "risk"}]
}}}}
""",
    ),
    "instances and lifecycle": Pair(
        """
resource "aws_sagemaker_endpoint_configuration" "c" {
  for_each = { fraud = 1, churn = 2 }
  name     = "${each.key}-${each.value}"
  production_variants {
    initial_instance_count = each.value
  }
  lifecycle {
    create_before_destroy = true
    ignore_changes        = [production_variants[0].initial_instance_count, tags]
  }
}

resource "aws_sagemaker_endpoint" "e" {
  count                = length(local.names)
  name                 = local.names[count.index]
  endpoint_config_name = aws_sagemaker_endpoint_configuration.c[local.names[count.index]].name
}

locals {
  names = ["fraud", "churn"]
}
""",
        """
{
  "resource": {
    "aws_sagemaker_endpoint_configuration": {"c": {
      "for_each": {"fraud": 1, "churn": 2},
      "name": "${each.key}-${each.value}",
      "production_variants": {"initial_instance_count": "${each.value}"},
      "lifecycle": [{
        "create_before_destroy": true,
        "ignore_changes": ["production_variants[0].initial_instance_count", "tags"]
      }]
    }},
    "aws_sagemaker_endpoint": {"e": {
      "count": "${length(local.names)}",
      "name": "${local.names[count.index]}",
      "endpoint_config_name":
        "${aws_sagemaker_endpoint_configuration.c[local.names[count.index]].name}"
    }}
  },
  "locals": {"names": ["fraud", "churn"]}
}
""",
    ),
    "scaling and deployment": Pair(
        """
resource "aws_appautoscaling_target" "t" {
  service_namespace  = "sagemaker"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  resource_id        = "endpoint/${aws_sagemaker_endpoint.e.name}/variant/a"
  min_capacity       = 1
  max_capacity       = 4
}

resource "aws_appautoscaling_policy" "p" {
  name               = "p"
  service_namespace  = aws_appautoscaling_target.t.service_namespace
  scalable_dimension = aws_appautoscaling_target.t.scalable_dimension
  resource_id        = aws_appautoscaling_target.t.resource_id
  step_scaling_policy_configuration {
    cooldown = 60
    step_adjustment {
      scaling_adjustment          = 1
      metric_interval_lower_bound = 1.0
      metric_interval_upper_bound = 2.5
    }
    step_adjustment {
      scaling_adjustment          = -1
      metric_interval_upper_bound = 1.0
    }
  }
}

resource "aws_sagemaker_endpoint" "e" {
  name = "e"
  deployment_config {
    auto_rollback_configuration {
      alarms {
        alarm_name = "errors"
      }
    }
    blue_green_update_policy {
      termination_wait_in_seconds = 60
      traffic_routing_configuration {
        type                     = "CANARY"
        wait_interval_in_seconds = 30
      }
    }
  }
}
""",
        """
{"resource": {
  "aws_appautoscaling_target": {"t": {
    "service_namespace": "sagemaker",
    "scalable_dimension": "sagemaker:variant:DesiredInstanceCount",
    "resource_id": "endpoint/${aws_sagemaker_endpoint.e.name}/variant/a",
    "min_capacity": 1,
    "max_capacity": 4
  }},
  "aws_appautoscaling_policy": {"p": {
    "name": "p",
    "service_namespace": "${aws_appautoscaling_target.t.service_namespace}",
    "scalable_dimension": "${aws_appautoscaling_target.t.scalable_dimension}",
    "resource_id": "${aws_appautoscaling_target.t.resource_id}",
    "step_scaling_policy_configuration": {
      "cooldown": 60,
      "step_adjustment": [
        {"scaling_adjustment": 1, "metric_interval_lower_bound": 1.0,
         "metric_interval_upper_bound": 2.5},
        {"scaling_adjustment": -1, "metric_interval_upper_bound": 1.0}
      ]
    }
  }},
  "aws_sagemaker_endpoint": {"e": {
    "name": "e",
    "deployment_config": {
      "auto_rollback_configuration": {"alarms": {"alarm_name": "errors"}},
      "blue_green_update_policy": {
        "termination_wait_in_seconds": 60,
        "traffic_routing_configuration": {"type": "CANARY", "wait_interval_in_seconds": 30}
      }
    }
  }}
}}
""",
    ),
}
