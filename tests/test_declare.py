from dataclasses import replace

import pytest

from smlint.core.environment import Words
from smlint.core.resource import Stage
from smlint.core.values import Absent, Known, Setting, Unknown
from smlint.declare import Context, _from_path, declare
from tests.project import endpoints, stock

CONFIG = """
resource "aws_sagemaker_endpoint_configuration" "c" {
  name = "%s"
  production_variants {
    variant_name           = "A"
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
%s}
"""


def config(name: str = "fraud", more: str = "") -> str:
    return CONFIG % (name, more)


def value(setting: Setting[object]) -> object:
    return setting.value if isinstance(setting, Known) else type(setting).__name__


def environment(files: dict[str, str]) -> object:
    (endpoint,) = endpoints(files)
    return value(endpoint.environment)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("fraud-prod", "production"),
        ("FraudProdEu", "production"),
        ("prod_eu", "production"),
        ("production", "production"),
        ("fraud-nonprod", "non-production"),
        ("fraud-non-prod-1", "non-production"),
        ("pre-prod", "non-production"),
        ("staging", "non-production"),
        ("product-search", None),
        ("device", None),
        ("latest", None),
        ("dev-and-prod", None),
        ("ProductionVariants", None),
        ("07-ml-model-development", None),
        ("model-development-dev", "non-production"),
        ("shadow-test-config", None),
        ("deploy_flux_dev_pipe.ipynb", None),
        ("flux-1-dev", None),
        ("FLUX.1-dev-staging", "non-production"),
        ("influx-dev", "non-production"),
        ("search-ab-testing-prod", "production"),
        ("fraud-development", "non-production"),
        ("", None),
    ],
)
def test_words_are_whole_words_and_the_longest_wins(text: str, meaning: str | None) -> None:
    assert Words().within(text) == meaning


def test_a_comment_counts_on_above_and_inside_what_it_is_about() -> None:
    written = "# smlint: latency=200ms"
    block = config()
    places = {
        "above": f"{written}\n{block.strip()}",
        "above other comments": f"{written}\n# the fraud model\n{block.strip()}",
        "on": block.replace('"c" {', f'"c" {{ {written}'),
        "inside": block.replace("  name", f"  {written}\n  name"),
        "at the variant": block.replace("  production", f"  {written}\n  production"),
    }
    for place, text in places.items():
        (endpoint,) = endpoints({"main.tf": text})
        assert value(endpoint.workload.latency) == 0.2, place


def test_a_comment_apart_from_every_endpoint_is_noted_and_declares_nothing() -> None:
    found = stock({"main.tf": f"# smlint: latency=200ms\n\n{config()}"})
    assert value(found.endpoints[0].workload.latency) == "Absent"
    (problem,) = found.problems
    assert problem.severity == "note"
    assert problem.span.line == 1


def test_the_innermost_comment_wins_and_tags_come_after_comments() -> None:
    tags = '  tags = { "smlint:latency" = "3s", "smlint:traffic" = "steady" }\n'
    text = config(more=tags).replace("  production", "  # smlint: latency=1s\n  production")
    (endpoint,) = endpoints({"main.tf": f"# smlint: latency=2s\n{text.strip()}"})
    assert value(endpoint.workload.latency) == 1
    assert value(endpoint.workload.traffic) == "steady"


def test_a_comment_at_a_module_call_is_about_what_the_module_makes() -> None:
    call = '# smlint: latency=2s traffic=bulk\nmodule "fraud" {\n  source = "./m"\n}\n'
    inner = config().strip()
    (endpoint,) = endpoints({"main.tf": call, "m/main.tf": f"# smlint: latency=1s\n{inner}"})
    assert value(endpoint.workload.latency) == 1
    assert value(endpoint.workload.traffic) == "bulk"


@pytest.mark.parametrize(
    ("declaration", "column", "complaint"),
    [
        ("latency=200", 19, "has no unit"),
        ("latency=fast", 19, "is not a duration"),
        ("latncy=200ms", 11, "did you mean latency?"),
        ("traffic=sometimes", 19, "is none of steady, variable, sporadic, bulk"),
        ("environment=blue", 23, "is none of the words"),
    ],
)
def test_a_wrong_declaration_is_a_problem_at_what_is_wrong(
    declaration: str, column: int, complaint: str
) -> None:
    found = stock({"main.tf": f"# smlint: {declaration}\n{config().strip()}"})
    (problem,) = found.problems
    assert complaint in problem.message
    assert problem.severity == "warning"
    assert (problem.span.line, problem.span.column) == (1, column)


def test_a_declaration_stands_above_every_other_evidence_of_the_environment() -> None:
    tags = '  tags = { Environment = "dev" }\n'
    text = config("fraud-dev", tags).strip()
    assert environment({"main.tf": f"# smlint: environment=production\n{text}"}) == "production"


def test_tags_come_before_variables_stages_paths_and_names() -> None:
    tags = '  tags = { env = "prod" }\n'
    variable = 'variable "environment" { default = "dev" }\n'
    assert environment({"envs/dev/main.tf": variable + config("x-dev", tags)}) == "production"
    assert environment({"envs/prod/main.tf": variable + config("x-prod")}) == "non-production"
    assert environment({"envs/prod/main.tf": config("x-dev")}) == "production"
    assert environment({"main.tf": config("x-dev")}) == "non-production"
    assert environment({"main.tf": config("x")}) == "Absent"


def test_the_file_of_a_stage_tells_the_environment() -> None:
    files = {"main.tf": config(), "dev.tfvars": "", "prod.tfvars": ""}
    found = {item.stage.name: value(item.environment) for item in endpoints(files)}
    assert found == {"dev.tfvars": "non-production", "prod.tfvars": "production"}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("envs/prod", "production"),
        ("live/prod/dev-tools", "production"),
        ("live/accounts/fraud-dev", "non-production"),
        ("config/prod/eu.tfvars", "production"),
        ("common.tfvars + prod.tfvars", "production"),
        ("dev.tfvars + common.tfvars + --var image", "non-production"),
        ("workspace dev", "non-production"),
        ("live/fraud", "Absent"),
    ],
)
def test_the_name_of_a_stage_tells_the_environment(name: str, meant: str) -> None:
    (plain,) = endpoints({"main.tf": config()})
    staged = replace(plain, stage=Stage(name, plain.span))
    context = Context(Words(), (), (), (), str)
    (found,), _ = declare((staged,), context)
    assert value(found.environment) == meant


def test_stronger_evidence_that_is_unknown_is_not_passed_over() -> None:
    variable = 'variable "environment" { type = string }\n'
    (endpoint,) = endpoints({"envs/prod/main.tf": variable + config("x-prod")})
    assert isinstance(endpoint.environment, Unknown)
    assert "environment" in endpoint.environment.reason


def test_the_environment_says_where_it_comes_from() -> None:
    (endpoint,) = endpoints({"envs/prod/main.tf": config()})
    assert [hop.note for hop in endpoint.environment.via] == ["path envs/prod"]


def test_metadata_of_a_template_declares() -> None:
    template = """
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Metadata:
      smlint:
        workload: {latency: 200ms, processing-time: 90s}
    Properties:
      ProductionVariants:
        - {VariantName: A, InstanceType: ml.m5.large, InitialInstanceCount: 1}
"""
    (endpoint,) = endpoints({"template.yaml": template})
    assert value(endpoint.workload.latency) == 0.2
    assert value(endpoint.workload.processing_time) == 90
    assert isinstance(endpoint.workload.payload, Absent)


@pytest.mark.parametrize(
    ("path", "meaning"),
    [
        ("envs/test", "non-production"),
        ("library/test/lambda", None),
        ("demo", None),
        ("dev/fraud", "non-production"),
        ("live/prod/eu", "production"),
        ("deploy_prod.py", "production"),
        ("infra/test/app.py", "non-production"),
        ("infra/test/test_app.py", None),
        ("infra/dev/test_app.py", "non-production"),
        ("deploy_v3_prod.ipynb", None),
        ("prod.ipynb", "production"),
        ("deploy_dev.ipynb", "non-production"),
        ("prod/deploy_v3.ipynb", "production"),
        ("test_deploy.py", None),
        ("product/main.py", None),
        (".", None),
    ],
)
def test_paths_tell_the_environment_where_their_words_mean_nothing_else(
    path: str, meaning: str | None
) -> None:
    assert _from_path(path, Words()) == meaning


def test_the_type_of_an_environment_is_believed_before_its_name() -> None:
    variables = """
variable "environment_name" { type = string }
variable "environment_type" { default = "prod" }
"""
    assert environment({"main.tf": variables + config()}) == "production"
