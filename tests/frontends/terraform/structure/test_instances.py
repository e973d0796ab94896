"""`count`, `for_each`, `dynamic` and module calls."""

from __future__ import annotations

import json

import pytest

from smlint.core.tree import plain
from smlint.core.values import Absent, Reference, Unknown, reference_of
from tests.frontends.terraform.evaluating import reading, resources, setting

ENDPOINT = """
resource "aws_sagemaker_endpoint" "e" {
  %s
  name = "%s"
  endpoint_config_name = "c"
}
variable "unknown" {}
"""


def endpoints(number: str, name: str = "e", more: str = "") -> dict[str, object]:
    found = resources(ENDPOINT % (number, name) + more)
    return {address: plain(setting(one, "EndpointName")) for address, one in found.items()}


def test_count_and_for_each_give_an_instance_each() -> None:
    assert endpoints("count = 2", "e-${count.index}") == {
        "aws_sagemaker_endpoint.e[0]": "e-0",
        "aws_sagemaker_endpoint.e[1]": "e-1",
    }
    assert endpoints('for_each = { b = "x", a = "y" }', "${each.key}-${each.value}") == {
        'aws_sagemaker_endpoint.e["a"]': "a-y",
        'aws_sagemaker_endpoint.e["b"]': "b-x",
    }
    assert endpoints('for_each = toset(["b", "a"])', "${each.value}") == {
        'aws_sagemaker_endpoint.e["a"]': "a",
        'aws_sagemaker_endpoint.e["b"]': "b",
    }


@pytest.mark.parametrize(
    "number",
    [
        "count = 0",
        "for_each = {}",
        "for_each = toset([])",
        "for_each = true ? [] : toset(var.unknown)",
    ],
)
def test_none_is_none(number: str) -> None:
    assert reading({"main.tf": ENDPOINT % (number, "e")}).deployments == ()


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("count = var.unknown", "var.unknown has no default, and no file gives it a value"),
        ("for_each = var.unknown", "var.unknown has no default, and no file gives it a value"),
        (
            "for_each = toset([var.unknown])",
            "var.unknown has no default, and no file gives it a value",
        ),
        ("count = false", "terraform would refuse count: a number is required"),
        (
            "count = -1",
            "terraform would refuse count: a whole number that is not negative is required",
        ),
        (
            'for_each = ["a"]',
            (
                "terraform would refuse for_each: a map or a set of strings is required, "
                "but this is tuple"
            ),
        ),
        ("count = 5000", "there are 5,000 instances; smlint tells up to 1,000 apart"),
    ],
)  # fmt: skip
def test_an_unknown_number_is_one_resource_that_may_not_exist(number: str, reason: str) -> None:
    found = resources(ENDPOINT % (number, "x"))
    assert list(found) == ["aws_sagemaker_endpoint.e[?]"]
    exists = found["aws_sagemaker_endpoint.e[?]"].metadata["exists"]
    assert isinstance(exists, Unknown)
    assert exists.reason == reason


def test_each_of_an_unknown_number_is_unknown_and_one_thing() -> None:
    found = resources(ENDPOINT % ("for_each = var.unknown", "x-${each.key}"))
    name = setting(found["aws_sagemaker_endpoint.e[?]"], "EndpointName")
    assert isinstance(name, Unknown)
    assert name.parts == ("x-", Reference("aws_sagemaker_endpoint.e[?]", "each.key"))


CONFIG = """
resource "aws_sagemaker_endpoint_configuration" "c" {
  %s
  production_variants {
    variant_name = "v"
  }
}
resource "aws_sagemaker_endpoint" "e" {
  endpoint_config_name = %s
}
variable "unknown" {}
"""


@pytest.mark.parametrize(
    ("number", "reference", "address"),
    [
        ("", "aws_sagemaker_endpoint_configuration.c.name", "c"),
        ("count = 1", "aws_sagemaker_endpoint_configuration.c[0].name", "c[0]"),
        ("count = 1", "aws_sagemaker_endpoint_configuration.c.*.name[0]", "c[0]"),
        ("count = 1", "one(aws_sagemaker_endpoint_configuration.c[*].id)", "c[0]"),
        ("count = 1", 'join("", aws_sagemaker_endpoint_configuration.c.*.name)', "c[0]"),
        ("count = 1", 'format("%s", aws_sagemaker_endpoint_configuration.c[0].name)', "c[0]"),
        ("count = 2", "element(aws_sagemaker_endpoint_configuration.c[*].name, 3)", "c[1]"),
        ("for_each = { a = 1 }", 'aws_sagemaker_endpoint_configuration.c["a"].name', 'c["a"]'),
        (
            "for_each = { a = 1 }",
            "values(aws_sagemaker_endpoint_configuration.c)[0].name",
            'c["a"]',
        ),
        ("count = var.unknown", "aws_sagemaker_endpoint_configuration.c[0].name", "c[?]"),
        (
            "count = var.unknown",
            "try(aws_sagemaker_endpoint_configuration.c[0].name, null)",
            "c[?]",
        ),
        ("count = 0", "try(aws_sagemaker_endpoint_configuration.c[0].name, null)", ""),
    ],
)  # fmt: skip
def test_references_to_instances(number: str, reference: str, address: str) -> None:
    found = resources(CONFIG % (number, reference))
    name = setting(found["aws_sagemaker_endpoint.e"], "EndpointConfigName")
    if address == "":
        assert isinstance(name, Absent)
    else:
        full = f"aws_sagemaker_endpoint_configuration.{address}"
        assert reference_of(name) == Reference(full, "EndpointConfigName")


DYNAMIC = """
variable "serverless" { %s }
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    dynamic "serverless_config" {
      for_each = var.serverless ? [1] : []
      content {
        max_concurrency   = 5
        memory_size_in_mb = serverless_config.value * 1024
      }
    }
  }
}
"""


def test_dynamic_blocks() -> None:
    path = "ProductionVariants[].ServerlessConfig"
    address = "aws_sagemaker_endpoint_configuration.c"
    on = setting(resources(DYNAMIC % "default = true")[address], path)
    assert plain(on) == {"MaxConcurrency": 5, "MemorySizeInMB": 1024}
    assert on.span.line == 5
    off = setting(resources(DYNAMIC % "default = false")[address], path)
    assert isinstance(off, Absent)
    for found in (on, off):
        assert [hop.kind for hop in found.via] == ["default"]
    unknown = setting(resources(DYNAMIC % "")[address], path)
    assert isinstance(unknown, Unknown)
    assert unknown.reason == "var.serverless has no default, and no file gives it a value"


def test_pieces_of_a_default_are_by_default_too() -> None:
    found = resources(DYNAMIC % "default = true")["aws_sagemaker_endpoint_configuration.c"]
    concurrency = setting(found, "ProductionVariants[].ServerlessConfig.MaxConcurrency")
    assert [hop.kind for hop in concurrency.via] == ["default"]


def test_dynamic_blocks_with_iterator_and_nesting() -> None:
    text = """
    resource "aws_sagemaker_endpoint_configuration" "c" {
      dynamic "production_variants" {
        for_each = { b = [1], a = [] }
        iterator = it
        content {
          variant_name = it.key
          dynamic "serverless_config" {
            for_each = it.value
            content {
              max_concurrency = serverless_config.value
              memory_size_in_mb = length(it.value) * 1024
            }
          }
        }
      }
    }
    """
    found = resources(text)["aws_sagemaker_endpoint_configuration.c"]
    assert plain(setting(found, "ProductionVariants")) == [
        {"VariantName": "a", "ServerlessConfig": None},
        {"VariantName": "b", "ServerlessConfig": {"MaxConcurrency": 1, "MemorySizeInMB": 1024}},
    ]


MODULE = {
    "modules/ep/main.tf": """
variable "name" {}
variable "type" { default = "ml.m5.large" }
variable "size" {
  type = object({ count = optional(number, 3), zone = optional(string) })
  default = {}
}
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    instance_type          = var.type
    initial_instance_count = var.size.count
  }
}
resource "aws_sagemaker_endpoint" "e" {
  name                 = "${var.name}-ep"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.c.name
}
output "name" { value = aws_sagemaker_endpoint.e.name }
""",
}


def test_modules_are_judged_through_their_callers() -> None:
    caller = """
module "ml" {
  source = "./modules/ep"
  name   = "a"
  type   = local.t
}
locals { t = "ml.c5.large" }
"""
    files = {**MODULE, "main.tf": caller}
    found = resources(files)
    assert sorted(found) == [
        "module.ml.aws_sagemaker_endpoint.e",
        "module.ml.aws_sagemaker_endpoint_configuration.c",
    ]
    config = found["module.ml.aws_sagemaker_endpoint_configuration.c"]
    type_ = setting(config, "ProductionVariants[].InstanceType")
    assert plain(type_) == "ml.c5.large"
    assert [(hop.note, hop.span.path, hop.kind) for hop in type_.via] == [
        ("var.type", "modules/ep/main.tf", "reference"),
        ("argument type", "main.tf", "reference"),
        ("local.t", "main.tf", "reference"),
    ]
    count = setting(config, "ProductionVariants[].InitialInstanceCount")
    assert plain(count) == 3
    assert [hop.kind for hop in count.via] == ["reference", "reference"]


def test_an_uncalled_module_is_judged_on_its_own() -> None:
    found = reading(MODULE)
    assert [one.path for one in found.deployments] == ["modules/ep"]
    type_ = setting(found.deployments[0].resources[0], "ProductionVariants[].InstanceType")
    assert [hop.kind for hop in type_.via] == ["default"]


def test_modules_with_for_each_and_outputs() -> None:
    files = {
        **MODULE,
        "root/main.tf": """
module "ml" {
  for_each = toset(["fraud", "churn"])
  source   = "..//modules/ep"
  name     = each.key
}
resource "aws_appautoscaling_target" "t" {
  for_each           = module.ml
  service_namespace  = "sagemaker"
  resource_id        = "endpoint/${each.value.name}/variant/v"
}
""",
    }
    found = resources(files)
    assert 'module.ml["fraud"].aws_sagemaker_endpoint.e' in found
    target = setting(found['aws_appautoscaling_target.t["fraud"]'], "ResourceId")
    assert plain(target) == "endpoint/fraud-ep/variant/v"


def test_a_module_that_may_not_exist() -> None:
    caller = """
variable "n" {}
module "ml" {
  count  = var.n
  source = "./modules/ep"
  name   = "a"
}
"""
    files = {**MODULE, "main.tf": caller}
    found = resources(files)
    assert min(found) == "module.ml[?].aws_sagemaker_endpoint.e"
    assert all(isinstance(one.metadata["exists"], Unknown) for one in found.values())


def test_modules_in_modules() -> None:
    files = {
        **MODULE,
        "main.tf": 'module "outer" {\n  source = "./modules/outer"\n  prefix = "p"\n}',
        "modules/outer/main.tf": """
variable "prefix" {}
module "inner" {
  source = "../ep"
  name   = "${var.prefix}-in"
}
""",
    }  # fmt: skip
    found = resources(files)["module.outer.module.inner.aws_sagemaker_endpoint.e"]
    assert plain(setting(found, "EndpointName")) == "p-in-ep"


@pytest.mark.parametrize(
    ("source", "severity"),
    [
        ("./missing", "warning"),
        ("acme/sagemaker/aws", "note"),
        ("git::https://example.com/x.git", None),
    ],
)  # fmt: skip
def test_modules_that_are_not_there(source: str, severity: str | None) -> None:
    text = f'module "m" {{\n  source = "{source}"\n}}\n' + ENDPOINT % ("", "${module.m.name}")
    found = reading({"main.tf": text})
    name = setting(found.deployments[0].resources[0], "EndpointName")
    assert isinstance(name, Unknown)
    assert reference_of(name) == Reference("module.m", "name")
    assert [problem.severity for problem in found.problems] == [severity or "note"]


def test_a_module_from_elsewhere_that_nobody_asks_is_no_problem() -> None:
    text = 'module "vpc" {\n  source = "acme/vpc/aws"\n}\n' + ENDPOINT % ("", "e")
    assert reading({"main.tf": text}).problems == ()


def test_a_module_that_calls_itself_ends() -> None:
    files = {"a/main.tf": 'module "b" {\n  source = "../b"\n}\n' + ENDPOINT % ("", "a"),
             "b/main.tf": 'module "a" {\n  source = "../a"\n}\n'}  # fmt: skip
    found = reading(files)
    assert [problem.message for problem in found.problems] == [
        "module b calls itself",
        "module a calls itself",
    ]
    assert found.deployments


def test_known_twins() -> None:
    text = """
    variable "async" { default = false }
    locals { kind = { async = var.async, real_time = !var.async } }
    resource "aws_sagemaker_endpoint_configuration" "a" {
      count = local.kind.async ? 1 : 0
    }
    resource "aws_sagemaker_endpoint_configuration" "r" {
      count = local.kind.real_time ? 1 : 0
    }
    """
    assert list(resources(text)) == ["aws_sagemaker_endpoint_configuration.r[0]"]


BLOCKS = """
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    instance_type = "ml.m5.large"
    core_dump_config {
      destination_s3_uri = "s3://b"
    }
  }
  dynamic "shadow_production_variants" {
    for_each = %s
    content {
      variant_name = "s"
    }
  }
  dynamic "async_inference_config" {
    for_each = []
    content {}
  }
  tags = { team = "red" }
}
resource "aws_sagemaker_endpoint" "e" {
  name = %s
}
variable "unknown" {}
"""
CONFIGURED = "aws_sagemaker_endpoint_configuration.c"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("production_variants[0].instance_type", "ml.m5.large"),
        ("production_variants[0].core_dump_config[0].destination_s3_uri", "s3://b"),
        ("production_variants[*].instance_type", ["ml.m5.large"]),
        ("tags.team", "red"),
        ("shadow_production_variants[0].variant_name", "s"),
        ("length(c.shadow_production_variants)", 2),
    ],
)
def test_what_is_written_in_a_block_is_seen(expression: str, expected: object) -> None:
    whole = expression if "(" in expression else f"c.{expression}"
    text = BLOCKS % ("[1, 2]", f"jsonencode({whole})".replace("c.", f"{CONFIGURED}.", 1))
    name = setting(resources(text)["aws_sagemaker_endpoint.e"], "EndpointName")
    assert json.loads(str(plain(name))) == expected


@pytest.mark.parametrize(
    "expression",
    [
        "try(c.production_variants[0].variant_name, null)",
        "try(c.production_variants[0].core_dump_config[0].kms_key_id, null)",
        "try(c.async_inference_config[0].kms_key_id, null)",
        "length(c.async_inference_config)",
        "length(c.shadow_production_variants)",
        'lookup(c.production_variants[0], "variant_name", "none")',
    ],
)
def test_what_a_provider_may_fill_in_or_make_is_not_known(expression: str) -> None:
    text = BLOCKS % ("var.unknown", expression.replace("c.", f"{CONFIGURED}.", 1))
    name = setting(resources(text)["aws_sagemaker_endpoint.e"], "EndpointName")
    assert isinstance(name, Unknown)


def variants(for_each: str, content: str, more: str = "") -> object:
    text = f"""
    resource "aws_sagemaker_endpoint_configuration" "c" {{
      for_each = {{ x = ["b", "a"] }}
      dynamic "production_variants" {{
        for_each = {for_each}
        {more}
        content {{
          {content}
        }}
      }}
    }}
    variable "unknown" {{}}
    """
    found = resources(text)['aws_sagemaker_endpoint_configuration.c["x"]']
    return plain(setting(found, "ProductionVariants"))


@pytest.mark.parametrize(
    ("for_each", "content", "names"),
    [
        ("each.value", "variant_name = production_variants.value", ["b", "a"]),
        ("toset(each.value)", "variant_name = production_variants.key", ["a", "b"]),
        ("{ k = each.key }", 'variant_name = join("", values(production_variants))', ["kx"]),
        (
            "[for v in each.value : upper(v)]",
            "variant_name = production_variants.value",
            ["B", "A"],
        ),
        ('{ b = null, a = "y" }', 'variant_name = "${production_variants.key}"', ["a", "b"]),
        (
            "[{ n = var.unknown }, { n = 1 }]",
            "variant_name = production_variants.value.n",
            [None, 1],
        ),
    ],
)
def test_dynamic_over_all_kinds(for_each: str, content: str, names: list[object]) -> None:
    assert variants(for_each, content) == [{"VariantName": name} for name in names]


@pytest.mark.parametrize("for_each", ["null", '"text"', "3", "var.unknown", "[var.unknown]..."])
def test_dynamic_over_what_is_no_collection_is_unknown(for_each: str) -> None:
    assert variants(for_each, 'variant_name = "v"') == [None]


def test_dynamic_in_dynamic_sees_both_elements() -> None:
    inner = """
      variant_name = outer.value
      dynamic "serverless_config" {
        for_each = [outer.key]
        iterator = "inner"
        content {
          max_concurrency = inner.value + 10
        }
      }
    """
    assert variants("each.value", inner, "iterator = outer\n        labels = [outer.value]") == [
        {"VariantName": "b", "ServerlessConfig": {"MaxConcurrency": 10}},
        {"VariantName": "a", "ServerlessConfig": {"MaxConcurrency": 11}},
    ]
