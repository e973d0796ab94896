"""Files in Terraform's JSON syntax as they are met: generated, commented, damaged, called."""

import json

import pytest

from smlint.core.tree import plain
from smlint.core.values import Known
from tests.frontends.terraform.evaluating import reading, resources, setting
from tests.project import stock

HCL = 'resource "aws_sagemaker_endpoint_configuration" "c" {}\n'
ENDPOINT = {"resource": {"aws_sagemaker_endpoint": {"e": {"endpoint_config_name": "c"}}}}
CDKTF = {
    "//": {
        "metadata": {"backend": "local", "stackName": "ml", "version": "0.20.9"},
        "outputs": {"ml": {"endpoint": "endpoint_E1"}},
    },
    "output": {"endpoint_E1": {"value": "${aws_sagemaker_endpoint.endpoint_A1.name}"}},
    "provider": {"aws": [{"region": "eu-west-1", "default_tags": [{"tags": {"Team": "risk"}}]}]},
    "resource": {
        "aws_sagemaker_endpoint": {
            "endpoint_A1": {
                "//": {"metadata": {"path": "ml/endpoint", "uniqueId": "endpoint_A1"}},
                "endpoint_config_name": "${aws_sagemaker_endpoint_configuration.config_B2.name}",
                "name": "fraud",
            }
        },
        "aws_sagemaker_endpoint_configuration": {
            "config_B2": {
                "//": {"metadata": {"path": "ml/config", "uniqueId": "config_B2"}},
                "production_variants": [
                    {
                        "initial_instance_count": 2,
                        "instance_type": "${var.type_C3}",
                        "model_name": '${join("-", ["fraud", "v1"])}',
                    }
                ],
            }
        },
    },
    "terraform": {
        "backend": {"local": {"path": "/tmp/x.tfstate"}},
        "required_providers": {"aws": {"source": "aws", "version": "5.0.0"}},
    },
    "variable": {"type_C3": {"default": "ml.m5.large", "description": "of the variant"}},
}


def test_what_the_cdk_for_terraform_writes_is_read() -> None:
    path = "cdktf.out/stacks/ml/cdk.tf.json"
    found = stock({path: json.dumps(CDKTF, indent=2)})
    assert found.problems == ()
    (endpoint,) = found.endpoints
    (variant,) = endpoint.variants
    assert plain(endpoint.name) == "fraud"
    assert plain(variant.instance_type) == "ml.m5.large"
    assert plain(variant.initial_instance_count) == 2
    assert variant.instance_type.span.path == path
    assert isinstance(endpoint.tags, Known)
    assert [plain(tag) for tag in endpoint.tags.value.values()] == ["risk"]


def test_a_large_file_of_the_cdk_costs_no_more_than_its_length() -> None:
    many = {f"b{n}": {"bucket": f"x-${{var.type_C3}}-{n}"} for n in range(5000)}
    buckets = {"resource": {"aws_s3_bucket": many}}
    files = {"cdk.tf.json": json.dumps(CDKTF), "more.tf.json": json.dumps(buckets)}
    assert len(resources(files)) == 2


def ignoring(where: str) -> str:
    comment = '"//": "smlint: ignore[SM105] the demo account"'
    text = """
{%s "resource": {
  "aws_sagemaker_endpoint_configuration": {"c": {%s
    "name": "c", "tags": {"x": "y"},
    "production_variants": [
      {"model_name": "m", "instance_type": "ml.t2.medium", "initial_instance_count": 1},
      {%s
       "model_name": "m", "instance_type": "ml.t2.medium", "initial_instance_count": 1}
    ]
  }}
}}
"""
    return text % tuple(f"{comment}," if where == place else "" for place in ("top", "c", "second"))


@pytest.mark.parametrize(("where", "lines"), [("top", (1, 12)), ("c", (3, 10)), ("second", (7, 8))])
def test_a_comment_member_speaks_of_the_object_it_is_in(where: str, lines: object) -> None:
    (comment,) = reading({"main.tf.json": ignoring(where)}).comments
    assert comment.text.startswith("smlint: ignore")
    assert comment.block is not None
    assert (comment.block.line, comment.block.end_line) == lines


def test_comments_that_are_objects_say_nothing() -> None:
    assert reading({"main.tf.json": json.dumps(CDKTF)}).comments == ()
    listed = {**ENDPOINT, "//": ["one", {"two": 2}, " three "]}
    comments = reading({"main.tf.json": json.dumps(listed)}).comments
    assert [comment.text for comment in comments] == ["one", "three"]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('{"resource": {}', "1:1", "the mapping that begins here is not closed"),
        ('{"locals": {"a": 1,}}', "1:20", "the comma before this } is one too many"),
        ("{'locals': {}}", "1:2", "a name in double quotes is expected"),
        ('{"a": [], }', "1:11", "the comma before this } is one too many"),
        ("[" * 500, "1:202", "it is nested more than 200 levels deep"),
        ("", "1:1", "the document ends where a value is expected"),
    ],
)
def test_text_that_is_no_json_costs_its_file(text: str, place: str, message: str) -> None:
    found = reading({"main.tf": HCL, "more.tf.json": text})
    (problem,) = found.problems
    assert (str(problem.span), problem.message) == (f"more.tf.json:{place}", message)
    assert problem.severity == "error"
    assert len(found.deployments) == 1


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("5", "a file is made of JSON objects, but this is a number"),
        ('["x"]', "a file is made of JSON objects, but this is a text"),
        (
            '["x", {}, 1, null]',
            "a file is made of JSON objects, but this is a text; others beside it are none either",
        ),
        ('{"resource": true}', "`resource` is made of JSON objects, but this is a truth value"),
        ('{"locals": [["a"]]}', "`locals` is made of JSON objects, but this is a list"),
        (
            '{"resource": {"aws_sagemaker_endpoint": "x"}}',
            "`resource` `aws_sagemaker_endpoint` is made of JSON objects, but this is a text",
        ),
        ('{"module": {"m": "./m"}}', "`module` `m` is made of JSON objects, but this is a text"),
    ],
)
def test_what_is_of_the_wrong_kind_costs_itself(value: str, message: str) -> None:
    found = reading({"main.tf": HCL, "more.tf.json": value, "x.tf.json": json.dumps(ENDPOINT)})
    (problem,) = found.problems
    assert (problem.message, problem.severity) == (message, "error")
    assert len(found.deployments[0].resources) == 2


def test_a_block_that_is_a_text_is_no_block() -> None:
    config = {"c": {"production_variants": "${local.variants}"}}
    text = json.dumps({"resource": {"aws_sagemaker_endpoint_configuration": config}})
    found = reading({"x.tf.json": text})
    (problem,) = found.problems
    assert problem.message == "`production_variants` is made of JSON objects, but this is a text"


@pytest.mark.parametrize("member", ['"a": 1, "a": 2, "a": 3', '"l": {"b": 1, "b": 2, "b": 3}'])
def test_a_name_that_is_given_twice_is_said(member: str) -> None:
    files = {"main.tf": HCL, "more.tf.json": f'{{"locals": {{{member}}}}}'}
    (problem,) = reading(files).problems
    assert "is set twice in this" in problem.message
    assert problem.severity == "warning"


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    text = json.dumps(ENDPOINT, indent=2)
    plain_found = resources({"main.tf.json": text})
    marked = resources({"main.tf.json": "\N{BYTE ORDER MARK}" + text.replace("\n", "\r\n")})
    assert {name: one.span for name, one in marked.items()} == {
        name: one.span for name, one in plain_found.items()
    }


def test_values_nested_too_deeply_are_unknown() -> None:
    deep: object = 1
    for _ in range(120):
        deep = {"a": deep}
    resource = {"aws_sagemaker_endpoint": {"e": {"name": "n", "tags": deep}}}
    found = reading({"main.tf.json": json.dumps({"resource": resource})})
    assert found.problems == ()
    (endpoint,) = found.deployments[0].resources
    assert plain(setting(endpoint, "EndpointName")) == "n"


@pytest.mark.parametrize("caller", ["main.tf.json", "live/prod/main.tf.json"])
def test_a_caller_in_json_is_the_root_of_what_it_calls(caller: str) -> None:
    source = "../../m" if "/" in caller else "./m"
    call = {"module": {"m": {"source": source, "name": "fraud"}}}
    module = {
        "variable": {"name": {}},
        "resource": {"aws_sagemaker_endpoint": {"e": {"name": "${var.name}"}}},
    }
    files = {caller: json.dumps(call, indent=2), "m/main.tf.json": json.dumps(module)}
    found = reading(files)
    assert found.problems == ()
    (deployment,) = found.deployments
    (endpoint,) = deployment.resources
    assert endpoint.address == "module.m.aws_sagemaker_endpoint.e"
    assert plain(setting(endpoint, "EndpointName")) == "fraud"
