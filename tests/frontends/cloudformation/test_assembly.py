"""Cloud assemblies of the CDK: the recorded one of `cdk_app`, and others by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from smlint.config import Config
from smlint.core.model import Endpoint
from smlint.core.report import Report
from smlint.core.resource import Deployment, Reading, Resource
from smlint.core.tree import elements, member, plain
from smlint.core.values import Known, Tree, Unknown
from smlint.core.workspace import MemoryWorkspace
from smlint.examples import discovered
from smlint.rulebook import book
from smlint.run import lint
from tests.project import endpoints

Read = Callable[..., Reading]

APP = Path(__file__).parent / "cdk_app"
FILES = {
    f"service/{path.relative_to(APP).as_posix()}": path.read_text("utf-8")
    for path in sorted(APP.rglob("*"))
    if path.suffix in (".py", ".json")
}
PRODUCTION = "service/cdk.out/assembly-Production/"


RULES = (Config(), book(Config()))


def report(files: Mapping[str, str]) -> Report:
    return lint(discovered(files), *RULES, workspace=MemoryWorkspace(files))


def line_of(text: str) -> int:
    lines = FILES["service/app.py"].splitlines()
    (number,) = (number for number, line in enumerate(lines, 1) if text in line)
    return number


def named(found: tuple[Endpoint, ...], address: str) -> Endpoint:
    (one,) = (endpoint for endpoint in found if endpoint.address == address)
    return one


def test_each_stage_of_the_app_has_its_own_endpoints() -> None:
    found = endpoints(FILES)
    told = {(one.address, one.stage.name, plain(one.kind), plain(one.environment)) for one in found}
    assert told == {
        ("Staging/Inference/SummaryConfig", "Staging/Inference", "serverless", "non-production"),
        ("Production/Inference/SummaryConfig", "Production/Inference", "serverless", "production"),
        ("Staging/Inference/Ranking/Config", "Staging/Inference", "realtime", "non-production"),
        ("Production/Inference/Ranking/Config", "Production/Inference", "realtime", "production"),
    }
    (variant,) = named(found, "Production/Inference/SummaryConfig").variants
    assert isinstance(variant.serverless_config, Known)
    assert plain(variant.serverless_config.value.memory_size_in_mb) == 3000


def test_a_nested_stack_is_deployed_with_its_parent() -> None:
    (variant,) = named(endpoints(FILES), "Staging/Inference/Ranking/Config").variants
    (target,) = variant.scalable_targets
    assert (plain(target.min_capacity), plain(target.max_capacity)) == (2, 4)
    assert "parameters of RankingNestedStack" in " ".join(h.note for h in target.max_capacity.via)
    (policy,) = target.policies
    assert plain(policy.target_value) == 100


def test_the_environment_of_a_stack_is_known_from_the_manifest() -> None:
    (variant,) = named(endpoints(FILES), "Production/Inference/SummaryConfig").variants
    assert isinstance(variant.model, Known)
    (container,) = variant.model.value.containers
    assert plain(container.image) == (
        "222222222222.dkr.ecr.eu-west-1.amazonaws.com/inference/pytorch:2.3-cpu-py311"
    )
    hops = [(hop.note, hop.span.path.rsplit("/", 1)[-1]) for hop in container.image.via]
    assert ("Production/Inference", "manifest.json") in hops


def test_findings_point_to_the_line_of_the_program() -> None:
    found = report(FILES)
    assert found.problems == ()
    (finding,) = (one for one in found.findings if one.rule_name == "serverless-memory-step")
    assert (finding.span.path, finding.span.line) == (
        "service/app.py",
        line_of('"SummaryConfig"') - 2,  # the call, which begins two lines before its name
    )
    assert finding.stages == ("Production/Inference",)
    (note, *_) = finding.related
    template = f"{PRODUCTION}ProductionInference8E9231E6.template.json"
    assert note.span.path == template
    assert '"MemorySizeInMB": 3000' in FILES[template].splitlines()[note.span.line - 1]
    assert "service/app.py" in found.sources


def test_a_comment_of_the_program_silences_what_stands_at_its_line() -> None:
    at = line_of('"SummaryConfig"') - 2
    lines = FILES["service/app.py"].splitlines(keepends=True)
    lines[at - 1] = lines[at - 1].replace("\n", "  # smlint: ignore[serverless-memory-step] why\n")
    files = {**FILES, "service/app.py": "".join(lines)}
    told = lint(discovered(files), *RULES, as_of=date(2026, 1, 1), workspace=MemoryWorkspace(files))
    assert [one.rule_name for one, _ in told.suppressed] == ["serverless-memory-step"]
    assert told.problems == ()


def test_without_traces_findings_point_into_the_template() -> None:
    files = {path: text for path, text in FILES.items() if not path.endswith(".metadata.json")}
    (finding,) = (
        one for one in report(files).findings if one.rule_name == "serverless-memory-step"
    )
    assert finding.span.path == f"{PRODUCTION}ProductionInference8E9231E6.template.json"


def test_the_files_beside_the_templates_are_no_templates(reading: Read) -> None:
    assert "AWS::SageMaker::" in FILES["service/cdk.out/tree.json"]
    others = {path: text for path, text in FILES.items() if ".template." not in path}
    found = reading({path: text for path, text in others.items() if path.endswith(".json")})
    assert found == Reading()


CONFIG = {
    "Type": "AWS::SageMaker::EndpointConfig",
    "Properties": {
        "ProductionVariants": [
            {"InstanceType": "ml.m5.large", "InitialInstanceCount": {"Ref": "Count"}}
        ],
        "Tags": [{"Key": "where", "Value": {"Ref": "AWS::Region"}}],
    },
    "Metadata": {"aws:cdk:path": "Api/Endpoint/Config"},
}
TEMPLATE = {"Parameters": {"Count": {"Type": "Number"}}, "Resources": {"Config5F3A": CONFIG}}


def assembly(
    *, trace: list[str] | None = None, stack: dict[str, Any] | None = None, **properties: object
) -> dict[str, str]:
    """An app whose only stack makes one configuration, with metadata in the old form."""
    metadata = [{"type": "aws:cdk:logicalId", "data": "Config5F3A", "trace": trace or []}]
    artifact = {
        "type": "aws:cloudformation:stack",
        "environment": "aws://unknown-account/unknown-region",
        "properties": {"templateFile": "Api.template.json", **properties},
        "metadata": {"/Api/Endpoint/Config": metadata},
        **(stack or {}),
    }
    manifest = {"version": "21.0.0", "artifacts": {"Api": artifact}}
    return {
        "app/lib/api.ts": "one\n  two\nthree\n",
        "app/cdk.out/manifest.json": json.dumps(manifest),
        "app/cdk.out/Api.template.json": json.dumps(TEMPLATE),
    }


def only(found: Reading) -> tuple[Deployment, Resource]:
    assert found.problems == ()
    (deployment,) = found.deployments
    (resource,) = deployment.resources
    return deployment, resource


def count(resource: Resource) -> Tree:
    (variant,) = elements(member(resource.properties, "ProductionVariants"))
    return member(variant, "InitialInstanceCount")


def test_addresses_are_the_paths_of_the_program(reading: Read) -> None:
    _, resource = only(reading({"t.json": json.dumps(TEMPLATE)}))
    assert resource.address == "Api/Endpoint/Config"
    twice = {**TEMPLATE, "Resources": {"One": CONFIG, "Other": CONFIG}}
    (deployment,) = reading({"t.json": json.dumps(twice)}).deployments
    assert [one.address for one in deployment.resources] == ["One", "Other"]


def test_parameters_of_the_manifest_are_given_and_others_are_open(reading: Read) -> None:
    _, resource = only(reading(assembly(parameters={"Count": "3"})))
    found = count(resource)
    assert isinstance(found, Known)
    assert found.value == 3
    assert found.via[-1].kind == "stage"
    _, resource = only(reading(assembly()))
    assert isinstance(count(resource), Unknown)


@pytest.mark.parametrize(
    ("environment", "region"),
    [
        ("aws://1/eu-west-1", "eu-west-1"),
        ("aws://unknown-account/cn-north-1", "cn-north-1"),
        ("aws://1/unknown-region", None),
        ("eu-west-1", None),
    ],
)
def test_the_region_is_known_where_the_environment_names_it(
    reading: Read, environment: str, region: str | None
) -> None:
    _, resource = only(reading(assembly(stack={"environment": environment})))
    assert plain(member(resource.properties, "Tags", "where")) == region


@pytest.mark.parametrize(
    "frame",
    [
        "new Api (/home/ci/app/lib/api.ts:2:3)",
        "/home/ci/app/lib/api.ts:2:3",
        "    at Object.<anonymous> (file:///ci/app/lib/api.ts:2:3)",
        "new Api (C:\\work\\app\\lib\\api.ts:2:3)",
        "__init__ (lib/api.ts:2)",
    ],
)
def test_the_nearest_call_within_the_tree_is_where_a_resource_is_made(
    reading: Read, frame: str
) -> None:
    others = ["Kernel (/x/node_modules/jsii/lib/api.ts:1:1)", "node:internal/api.ts:1:1", "…"]
    found = reading(
        assembly(
            trace=[*others, "new Elsewhere (/opt/lib/api.js:1:1)", frame, "last (lib/api.ts:1)"]
        )
    )
    _, resource = only(found)
    assert str(resource.span) == "app/lib/api.ts:2:3"
    assert resource.extent == resource.span
    assert count(resource).via[0].span.path == "app/cdk.out/Api.template.json"
    assert "app/lib/api.ts" in [source.path for source in found.sources]


@pytest.mark.parametrize(
    "frame",
    [
        "a (lib/api.ts:9)",
        "a (/opt/other.ts:1:1)",
        "a (x:y)",
        "",
        "a (lib/api.ts:0)",
        f"a (lib/api.ts:{'1' * 5_000})",
    ],
)
def test_a_call_that_is_not_in_the_tree_is_no_place(reading: Read, frame: str) -> None:
    _, resource = only(reading(assembly(trace=[frame])))
    assert resource.span.path == "app/cdk.out/Api.template.json"


def test_the_tags_of_a_stack_are_those_of_its_resources(reading: Read) -> None:
    _, resource = only(reading(assembly(tags={"team": "search", "where": "nowhere"})))
    tags = member(resource.properties, "Tags")
    assert plain(member(tags, "team")) == "search"
    assert isinstance(member(tags, "where"), Unknown)


def test_what_an_earlier_synthesis_left_behind_is_not_deployed(reading: Read) -> None:
    files = assembly()
    files["app/cdk.out/Old.template.json"] = files["app/cdk.out/Api.template.json"]
    deployment, _ = only(reading(files))
    assert deployment.path == "app/cdk.out/Api.template.json"


def test_an_assembly_without_stacks_of_its_own_deploys_nothing(reading: Read) -> None:
    manifest = {"artifacts": {"assembly-Prod": {"type": "cdk:cloud-assembly"}}}
    files = assembly() | {"app/cdk.out/manifest.json": json.dumps(manifest)}
    assert reading(files).deployments == ()


def test_a_damaged_manifest_is_a_problem_and_its_templates_are_read(reading: Read) -> None:
    files = assembly()
    files["app/cdk.out/manifest.json"] += "}"
    found = reading(files, ("app/cdk.out/Api.template.json",))
    (problem,) = found.problems
    assert problem.span.path == "app/cdk.out/manifest.json"
    assert [one.stage.name for one in found.deployments] == ["default"]


@pytest.mark.parametrize(
    "manifest", ["{", '{"name": "an app"}', '{"artifacts": {"a": {"type": "npm"}}}', '"artifacts"']
)
def test_a_manifest_of_something_else_says_nothing(reading: Read, manifest: str) -> None:
    files = {"manifest.json": manifest, "t.json": json.dumps(TEMPLATE)}
    deployment, _ = only(reading(files, ("t.json",)))
    assert deployment.stage.name == "default"


def test_copies_that_the_cdk_uploads_are_not_read_again() -> None:
    script = "import boto3\nboto3.client('sagemaker').create_endpoint(EndpointName='a')\n"
    copies = (f"asset.{'0f' * 32}/deploy.py", f"asset.{'0f' * 32}.py")
    files = {"app/deploy.py": script, **{f"app/cdk.out/{name}": script for name in copies}}
    assert [one.path for one in endpoints(files)] == ["app/deploy.py"]
