"""Where the findings of a plan stand, and what the comments there say."""

import json
from collections.abc import Mapping

import pytest

from smlint.config import Config
from smlint.core.report import Report
from smlint.core.spans import Span
from smlint.core.values import Known, Tree
from smlint.core.workspace import MemoryWorkspace
from smlint.examples import ALL_RULES, discovered
from smlint.reporters import FORMATS, Options, reporter
from smlint.rulebook import book
from smlint.run import inventory, lint
from tests.frontends.terraform.shown.planned import NAMES, SECRET, only, variant
from tests.frontends.terraform.shown.writing import change, plan
from tests.project import endpoints, stock

CONFIG = Config()
BOOK = book(CONFIG)
FILES = {
    "infra/main.tf": """\
variable "kind" {
  default = "ml.t2.medium"
}

variable "variants" {}

resource "aws_sagemaker_endpoint_configuration" "c" {
  dynamic "production_variants" {
    for_each = var.variants
    content {
      variant_name           = production_variants.value
      instance_type          = var.kind
      initial_instance_count = data.external.sizes.result[production_variants.key]
    }
  }
  tags = {
    "smlint:latency" = "2s"
  }
}

data "external" "sizes" {}
""",
}


def text_at(span: Span, files: Mapping[str, str]) -> str:
    assert span.line == span.end_line, span
    return files[span.path].splitlines()[span.line - 1][span.column - 1 : span.end_column - 1]


def dynamic(*counts: int) -> str:
    variants = [
        {"variant_name": name, "instance_type": "ml.t2.medium", "initial_instance_count": count}
        for name, count in zip("ab", counts, strict=True)
    ]
    after = {"production_variants": variants, "tags": {"smlint:latency": "2s"}}
    return plan(
        [change(NAMES["config"], after)], {}, {"kind": "ml.t2.medium", "variants": ["a", "b"]}
    )


def test_values_stand_where_the_code_has_them() -> None:
    *_, found = endpoints({**FILES, "infra/plans/dev/plan.json": dynamic(2, 3)})
    assert (found.path, found.stage.name) == ("infra", "plan.json")
    assert found.span.path == "infra/main.tf"
    first, second = found.variants

    def shown(setting: Tree) -> tuple[object, str, list[str]]:
        assert isinstance(setting, Known)
        return setting.value, text_at(setting.span, FILES), [hop.note for hop in setting.via]

    assert shown(first.name) == ("a", "production_variants.value", shown(first.name)[2])
    assert shown(second.name)[0] == "b"
    value, text, notes = shown(second.initial_instance_count)
    assert (value, text) == (3, "data.external.sizes.result[production_variants.key]")
    assert notes[-1] == "plan.json"
    assert shown(first.instance_type)[1] == "var.kind"
    assert isinstance(found.tags, Known)
    assert shown(found.tags.value["smlint:latency"])[1] == '"2s"'
    assert isinstance(found.workload.latency, Known)


def test_blocks_of_a_set_are_found_by_what_they_hold() -> None:
    files = {
        "main.tf": """\
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    variant_name  = "one"
    instance_type = "ml.m5.large"
  }
  production_variants {
    variant_name  = "two"
    instance_type = var.kind
  }
}

variable "kind" {}
"""
    }
    variants = [
        {"variant_name": "two", "instance_type": "ml.m5.xlarge"},
        {"variant_name": "one", "instance_type": "ml.m5.large"},
    ]
    text = plan(
        [change(NAMES["config"], {"production_variants": variants})], {}, {"kind": "ml.m5.xlarge"}
    )
    found = only(text, files)
    assert [variant.span.line for variant in found.variants] == [6, 2]


def test_a_root_that_declares_other_things_is_not_the_plan_s() -> None:
    files = {"main.tf": 'resource "aws_sagemaker_endpoint_configuration" "other" {}\n'}
    found = only(plan([change(NAMES["config"], variant(instance_type="t"))]), files)
    assert found.span.path == "plan.json"


ENDPOINT = """\
# smlint: latency=100ms
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    variant_name = "one"
    # smlint: ignore[single-instance-prod] it is a test
    instance_type = var.kind
    initial_instance_count = 1
  }
  tags = { Environment = "prod" }
}

variable "kind" {}
"""


def report(
    files: Mapping[str, str], selected: set[str] | None = None, config: Config = CONFIG
) -> Report:
    found = discovered(files)
    found.selected = selected
    return lint(found, config, BOOK, workspace=MemoryWorkspace(files))


def test_findings_of_the_files_and_of_the_plan_are_one() -> None:
    after = {
        **variant(instance_type="ml.t9.medium", initial_instance_count=1),
        "tags_all": {"Environment": "prod"},
    }
    text = plan([change(NAMES["config"], after)], {}, {"kind": "ml.t9.medium"})
    code = {"main.tf": ENDPOINT}
    both = report({**code, "plan.json": text})
    named = report({**code, "plan.json": text}, {"plan.json"})
    alone = report(code)
    stages = {finding.rule_name: finding.stages for finding in both.findings}
    assert stages == {
        "single-instance-prod": ("default", "plan.json"),
        "no-autoscaling": ("default", "plan.json"),
        "instance-type-unknown": ("plan.json",),
    }
    assert [f.span for f in both.findings if len(f.stages) == 2] == [f.span for f in alone.findings]
    assert len(named.findings) == len(both.findings)
    assert (named.endpoints, both.endpoints) == (1, 2)


def test_comments_of_the_files_count_where_the_plan_alone_is_named() -> None:
    after = {
        **variant(instance_type="ml.t2.medium", initial_instance_count=1),
        "tags_all": {"Environment": "prod"},
    }
    text = plan([change(NAMES["config"], after)], {}, {"kind": "ml.t2.medium"})
    files = {"main.tf": ENDPOINT, "plan.json": text}
    found = discovered(files)
    found.hits["terraform"].remove("main.tf")
    found.selected = {"plan.json"}
    stock = inventory(found, CONFIG, MemoryWorkspace(files))
    (one,) = stock.endpoints
    assert isinstance(one.workload.latency, Known)
    assert [ignore.span.path for ignore in stock.ignores] == ["main.tf"]


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("beside", [True, False])
def test_no_report_shows_what_is_sensitive(format_: str, beside: bool) -> None:
    after = {
        **variant(instance_type="ml.t2.medium", initial_instance_count=1, model_name=SECRET),
        "tags_all": {"Environment": "prod", "Token": SECRET},
    }
    hidden = {"production_variants": [{"model_name": True}], "tags_all": {"Token": True}}
    text = plan(
        [change(NAMES["config"], after, sensitive=hidden)],
        {"variables": {"kind": {"sensitive": True}}},
        {"kind": SECRET},
    )
    files = {**({"main.tf": ENDPOINT} if beside else {}), "plan.json": text}
    found = report(files, config=ALL_RULES)
    assert found.findings
    shown = reporter(format_, {})(found, Options(show_undecided=True, rules=BOOK.rules))
    assert "single-instance-prod" in shown
    assert SECRET not in shown


def test_what_a_module_from_elsewhere_makes_is_shown_at_its_call() -> None:
    files = {
        "main.tf": """\
module "ml" {
  source = "example.com/ml/sagemaker"
}
"""
    }
    text = plan([change(f"module.ml.{NAMES['config']}", variant(instance_type="ml.m5.large"))])
    found = stock({**files, "plan.json": text})
    (one,) = found.endpoints
    (only_one,) = one.variants
    assert isinstance(only_one.instance_type, Known)
    assert text_at(only_one.instance_type.span, files) == 'module "ml"'
    assert [hop.span.path for hop in only_one.instance_type.via] == ["plan.json"]


KEYS = (
    "plain",
    "a.b",
    "a]b",
    'q"q',
    "back\\slash",
    "\N{LATIN SMALL LETTER U WITH DIAERESIS}",
    "module.x",
    "${d}",
    "%{p}",
)


@pytest.mark.parametrize("key", KEYS)
def test_any_key_leads_to_the_code(key: str) -> None:
    quoted = json.dumps(key, ensure_ascii=False).replace("${", "$${").replace("%{", "%%{")
    files = {
        "main.tf": """\
module "ml" {
  source   = "./ml"
  for_each = toset(var.teams)
}

variable "teams" {}
""",
        "ml/main.tf": 'resource "aws_sagemaker_endpoint_configuration" "c" {}\n',
    }
    address = f"module.ml[{quoted}].{NAMES['config']}"
    entry = {**change(NAMES["config"], {}), "address": address}
    entry["module_address"] = f"module.ml[{quoted}]"
    found = only(plan([entry], {}, {"teams": [key]}), files)
    assert (found.address, found.span.path) == (address, "ml/main.tf")
    unknown = only(plan([entry], {}, {}), files)
    assert (unknown.address, unknown.span.path) == (address, "ml/main.tf")


def test_code_that_is_too_deep_costs_the_places_and_no_more() -> None:
    depth = 3000
    files = {
        "main.tf": f"""\
resource "aws_sagemaker_endpoint_configuration" "c" {{
  tags = {"[" * depth}{"]" * depth}
}}
"""
    }
    text = plan([change(NAMES["config"], {**variant(instance_type="t"), "tags": {"a": "b"}})])
    assert any(
        one.stage.name == "plan.json" for one in stock({**files, "plan.json": text}).endpoints
    )
