"""Manifests, with what is around them in a repository."""

import json

import pytest

from smlint.core.model import Endpoint
from smlint.core.values import Absent, Known, Unknown
from tests.project import endpoints, reading
from tests.rosetta.kubernetes import KUBERNETES

CONFIG = """\
apiVersion: sagemaker.services.k8s.aws/v1alpha1
kind: EndpointConfig
metadata: {name: NAME}
spec:
  endpointConfigName: NAME
  # smlint: latency=200ms
  productionVariants:
    - {variantName: AllTraffic, modelName: m, instanceType: ml.m5.large, initialInstanceCount: 2}
  tags: [{key: team, value: risk}]
"""
ENDPOINT = """\
apiVersion: sagemaker.services.k8s.aws/v1alpha1
kind: Endpoint
metadata: {name: NAME}
spec: {endpointName: NAME, endpointConfigName: NAME}
"""
BOTH = f"{CONFIG}---\n{ENDPOINT}"


def named(text: str, name: str, namespace: str = "") -> str:
    where = f", namespace: {namespace}" if namespace else ""
    return text.replace("metadata: {name: NAME", f"metadata: {{name: NAME{where}").replace(
        "NAME", name
    )


def only(files: dict[str, str]) -> Endpoint:
    (found,) = endpoints(files)
    return found


def test_the_manifests_of_a_directory_are_one_deployment() -> None:
    found = only({"a/config.yaml": named(CONFIG, "fraud"), "a/e.yml": named(ENDPOINT, "fraud")})
    assert (found.address, found.path) == ("EndpointConfig/fraud", "a")
    assert isinstance(found.name, Known)
    assert found.name.value == "fraud"
    assert isinstance(found.workload.latency, Known)
    assert isinstance(found.tags, Known)
    assert {*found.tags.value} == {"team"}


def test_those_of_two_directories_are_two() -> None:
    files = {"base/all.yaml": named(BOTH, "fraud"), "overlays/prod/all.yaml": named(BOTH, "fraud")}
    base, overlay = endpoints(files)
    assert isinstance(base.environment, Absent)
    assert isinstance(overlay.environment, Known)
    assert overlay.environment.value == "production"


def test_files_that_write_the_same_object_are_applied_one_instead_of_the_other() -> None:
    dev, prod = endpoints({"dev.yaml": named(BOTH, "fraud"), "prod.yaml": named(BOTH, "fraud")})
    assert [dev.path, prod.path] == ["dev.yaml", "prod.yaml"]
    assert isinstance(prod.environment, Known)
    assert prod.environment.value == "production"


def test_each_namespace_is_a_stage() -> None:
    text = "---\n".join((named(BOTH, "fraud", "dev"), named(BOTH, "fraud", "prod")))
    dev, prod = endpoints({"all.yaml": text})
    assert [dev.stage.name, prod.stage.name] == ["dev", "prod"]
    assert isinstance(dev.environment, Known)
    assert dev.environment.value == "non-production"


def test_one_namespace_is_the_stage_of_all() -> None:
    files = {"c.yaml": named(CONFIG, "fraud"), "e.yaml": named(ENDPOINT, "fraud", "ml-prod")}
    found = only(files)
    assert isinstance(found.config_name, Known)
    assert isinstance(found.environment, Known)
    assert found.environment.value == "production"


def test_lists_and_json_are_read() -> None:
    config = {"endpointConfigName": "fraud", "productionVariants": [{"variantName": "one"}]}
    items = [
        {"apiVersion": "sagemaker.services.k8s.aws/v1alpha1", "kind": kind, "spec": spec}
        for kind, spec in (
            ("EndpointConfig", config),
            ("Endpoint", {"endpointName": "fraud", "endpointConfigName": "fraud"}),
        )
    ]
    text = json.dumps({"apiVersion": "v1", "kind": "List", "items": items})
    assert isinstance(only({"all.json": text}).config_name, Known)


@pytest.mark.parametrize("name", ["'${NAME}'", "$NAME", "$(NAME)", "'{{ .Values.name }}-fraud'"])
def test_what_is_put_in_later_is_unknown_and_still_joins(name: str) -> None:
    found = only({"all.yaml": named(BOTH, name)})
    assert isinstance(found.name, Unknown)
    assert "is put in before the manifest is applied" in found.name.reason
    assert [variant.span.line for variant in found.variants] == [8]


def test_a_template_that_is_no_yaml_is_told_once() -> None:
    text = named(BOTH, "{{ .Values.name }}")
    found = reading({"templates/all.yaml": text})
    assert found.deployments == ()
    (problem,) = found.problems
    assert (problem.severity, problem.span.line) == ("note", 3)
    assert "this is a template" in problem.message


def test_what_is_no_yaml_for_another_reason_is_an_error() -> None:
    (problem,) = reading({"all.yaml": named(BOTH, "[")}).problems
    assert problem.severity == "error"


@pytest.mark.parametrize("kustomization", ["", "patches: [{path: e.yaml}]"])
def test_a_patch_is_told_and_deploys_nothing(kustomization: str) -> None:
    patch = named(ENDPOINT, "fraud")
    if not kustomization:
        patch = patch.replace(", endpointConfigName: fraud", "")
    files = {"base/all.yaml": named(BOTH, "fraud"), "dev/e.yaml": patch}
    if kustomization:
        files["dev/kustomization.yaml"] = kustomization
    found = reading(files)
    assert [deployment.path for deployment in found.deployments] == ["base"]
    (problem,) = found.problems
    assert (problem.severity, problem.span.path) == ("note", "dev/e.yaml")
    told = "this patches Endpoint/fraud" if kustomization else "lacks endpointConfigName"
    assert told in problem.message


def test_a_broken_kustomization_costs_only_itself() -> None:
    files = {"all.yaml": named(BOTH, "fraud"), "kustomization.yaml": "patches: ["}
    assert isinstance(only(files).name, Known)


def test_other_objects_are_left_alone() -> None:
    job = "apiVersion: sagemaker.services.k8s.aws/v1alpha1\nkind: TrainingJob\nspec: {}\n"
    found = reading({"job.yaml": job, "list.yaml": f"- {json.dumps(job)}\n"})
    assert (found.deployments, found.problems) == ((), ())


def test_a_template_of_cloudformation_beside_them_stays_one() -> None:
    template = """\
Resources:
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: {EndpointName: other, EndpointConfigName: other}
"""
    found = reading({"t.yaml": template, **KUBERNETES["async"]})
    assert sorted(item.language for item in found.deployments) == ["cloudformation", "kubernetes"]


@pytest.mark.parametrize(
    "text",
    [
        "apiVersion: sagemaker.services.k8s.aws/v1alpha1\nkind: Endpoint\n",
        "apiVersion: sagemaker.services.k8s.aws/v1alpha1\nkind: [Endpoint]\nspec: 1\n",
        "apiVersion: {sagemaker.services.k8s.aws/v1alpha1: 1}\nkind: Endpoint\nspec: null\n",
        "kind: List\nitems: [sagemaker.services.k8s.aws/v1alpha1, {}]\n",
        named(BOTH, "fraud").replace("metadata: {name: fraud}", "metadata: x"),
        named(BOTH, "fraud").replace("- {variantName", "- 1\n    - {variantName"),
        named(BOTH, "fraud").replace("[{key: team, value: risk}]", "[1, {value: 1}, null]"),
    ],
)
def test_what_is_not_as_expected_is_no_fault(text: str) -> None:
    assert all("smlint failed" not in item.message for item in reading({"a.yaml": text}).problems)
