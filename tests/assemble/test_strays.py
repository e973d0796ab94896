from collections.abc import Sequence
from dataclasses import replace

import pytest

from smlint.assemble import assemble
from smlint.core.model import Endpoint
from smlint.core.resource import (
    ENDPOINT,
    ENDPOINT_CONFIG,
    SCALABLE_TARGET,
    Call,
    Deployment,
    Resource,
)
from smlint.core.values import Absent, Gap, Known, Unknown
from tests.build import call, deployment, reference, resource, span, unknown

INSTANCES = "sagemaker:variant:DesiredInstanceCount"


def made(path: str, name: object = None, variant: str = "AllTraffic") -> Deployment:
    """An endpoint of a template at `path`."""
    config = resource(
        ENDPOINT_CONFIG,
        "Config",
        ProductionVariants=[{"VariantName": variant, "InstanceType": "ml.m5.large"}],
    )
    named = reference("Config", "EndpointConfigName")
    endpoint = resource(ENDPOINT, "Endpoint", EndpointName=name, EndpointConfigName=named)
    return deployment(config, endpoint, language="cloudformation", path=path)


def script(path: str, *things: Resource | Call) -> Deployment:
    calls = tuple(one for one in things if isinstance(one, Call))
    resources = tuple(one for one in things if isinstance(one, Resource))
    return deployment(*resources, calls=calls, language="python", path=path, script=True)


def target(*parts: str | Gap, dimension: str = INSTANCES) -> Resource:
    """A target of which only the text in `parts` is known."""
    scaled = Unknown("an event names it", span("scale.py"), parts=parts)
    return resource(SCALABLE_TARGET, "t", ResourceId=scaled, ScalableDimension=dimension)


def of_some(variant: str = "AllTraffic") -> Resource:
    return target("endpoint/", Gap(), f"/variant/{variant}")


def resize(name: object, **wanted: object) -> Call:
    asked = [{"VariantName": "AllTraffic", **wanted}]
    return call(
        "UpdateEndpointWeightsAndCapacities",
        EndpointName=name,
        DesiredWeightsAndCapacities=asked,
    )


def scaling(endpoint: Endpoint) -> str:
    """Why it may be scaled, though no target is known; empty where it surely is not."""
    (variant,) = endpoint.variants.items
    assert not variant.scalable_targets.items
    return "" if variant.scalable_targets.more is None else variant.scalable_targets.more.reason


def scaled(*deployments: Deployment) -> Sequence[bool]:
    """Of each endpoint, in order, whether it may be scaled."""
    return [bool(scaling(endpoint)) for endpoint in assemble(deployments)]


def test_a_target_of_some_endpoint_leaves_open_whether_those_near_it_are_scaled() -> None:
    (found,) = assemble([made("infra/app.yaml"), script("functions/scale.py", of_some())])
    assert "registers a scalable target of an endpoint that is not known" in scaling(found)
    assert scaled(made("infra/app.yaml"), script("functions/scale.py", target())) == [True]


def test_the_smallest_folder_around_it_is_near() -> None:
    stray = script("fraud/functions/scale.py", of_some())
    assert scaled(made("fraud/infra/app.yaml"), made("chat/app.yaml"), stray) == [True, False]
    assert scaled(made("chat/app.yaml"), made("search/app.yaml"), stray) == [True, True]
    here = made("fraud/functions/app.yaml")
    assert scaled(here, made("fraud/infra/app.yaml"), stray) == [True, False]
    assert scaled(made("/code/app.yaml"), script("/code/b/scale.py", of_some())) == [True]
    assert scaled(made("/code/app.yaml"), script("scale.py", of_some())) == [True]
    folder = deployment(of_some(), path="./fraud")
    assert scaled(made("./fraud/app.yaml"), made("./chat/app.yaml"), folder) == [True, False]


def test_what_may_be_about_an_endpoint_of_its_own_project_is_about_that() -> None:
    own = made("fraud/app.yaml", unknown())
    both = deployment(*own.resources, of_some(), language="cloudformation", path=own.path)
    assert scaled(both, made("fraud/other.yaml")) == [True, False]


def test_who_starts_and_stops_endpoints_of_others_is_about_theirs() -> None:
    name = reference("handler:event")
    start = resource(ENDPOINT, "start", EndpointName=name, EndpointConfigName=unknown())
    stop = call("DeleteEndpoint", EndpointName=name)
    found = assemble([made("app.yaml"), script("manage.py", start, stop)])
    assert isinstance(found[0].deleted, Unknown)
    other = script("far/start.py", resource(ENDPOINT, "s", EndpointName=unknown()))
    (own, *_) = assemble(
        [script("b/deploy.py", *made("x").resources), other, script("b/s.py", stop)]
    )
    assert isinstance(own.cleanup, Unknown)
    config = resource(ENDPOINT_CONFIG, "own", EndpointConfigName="own")
    found = assemble([made("app.yaml"), script("manage.py", config, start, stop)])
    assert isinstance(found[0].deleted, Absent)


def test_names_and_variants_that_cannot_be_meant_are_not_suspected() -> None:
    stray = script("scale.py", target("endpoint/fraud-", Gap(), "/variant/A"))
    fits, other = made("a.yaml", "fraud-prod", "A"), made("b.yaml", "chat", "A")
    assert scaled(fits, other, made("c.yaml", "fraud-dev", "B"), stray) == [True, False, False]


def test_a_name_that_nothing_bears_may_be_one_that_is_not_known() -> None:
    stray = script("scale.py", target("endpoint/fraud/variant/AllTraffic"))
    hidden, other = made("a.yaml", unknown()), made("b.yaml", "chat")
    first, second = assemble([hidden, other, stray])
    assert scaling(first).endswith('of an endpoint "fraud": it may be this one')
    assert not scaling(second)
    claimed = made("c.yaml", "fraud")
    found = assemble([hidden, claimed, stray])
    assert [len(one.variants.items[0].scalable_targets.items) for one in found] == [0, 1]
    assert not scaling(found[0])


@pytest.mark.parametrize(
    "thing",
    [
        target("inference-component/", Gap()),
        target(dimension="sagemaker:inference-component:DesiredCopyCount"),
        target("service/", Gap()),
        resize(unknown(), DesiredWeight=1),
        call("InvokeEndpoint", EndpointName=unknown()),
    ],
)
def test_what_scales_no_variant_is_no_doubt(thing: Resource | Call) -> None:
    assert scaled(made("app.yaml"), script("scale.py", thing)) == [False]


def test_setting_the_number_of_instances_is_scaling_too() -> None:
    some = script("scale.py", resize(unknown(), DesiredInstanceCount=2))
    assert scaled(made("app.yaml"), some) == [True]
    named = script("scale.py", resize("fraud", DesiredInstanceCount=2))
    assert scaled(made("app.yaml", "fraud"), made("b.yaml", "chat"), named) == [True, False]
    listed = call(
        "UpdateEndpointWeightsAndCapacities",
        EndpointName="fraud",
        DesiredWeightsAndCapacities=unknown(),
    )
    assert scaled(made("app.yaml", "fraud"), script("scale.py", listed)) == [True]


def test_who_is_scaled_already_is_not_scaled_again() -> None:
    known = target("endpoint/fraud/variant/AllTraffic")
    found = assemble([made("a.yaml", "fraud"), script("b.py", known), script("c.py", of_some())])
    assert found[0].variants.items[0].scalable_targets.more is None


def test_a_deletion_of_some_endpoint_is_one_of_those_near_it() -> None:
    stray = script("stop.py", call("DeleteEndpoint", EndpointName=unknown()))
    (found,) = assemble([made("app.yaml"), stray])
    assert isinstance(found.deleted, Unknown)
    assert "deletes an endpoint that is not known" in found.deleted.reason
    assert isinstance(found.cleanup, Absent)
    (found,) = assemble([script("deploy.py", *made("x").resources), stray])
    assert isinstance(found.cleanup, Unknown)


def test_what_is_deleted_by_name_is_deleted() -> None:
    stray = script("stop.py", call("DeleteEndpoint", EndpointName="fraud"))
    first, second = assemble([made("app.yaml", "fraud"), made("b.yaml", unknown()), stray])
    assert isinstance(first.deleted, Known)
    assert isinstance(second.deleted, Absent)


def test_a_configuration_without_an_endpoint_may_be_any_ones() -> None:
    config, _ = made("app.yaml").resources
    alone = deployment(config, language="cloudformation", path="app.yaml")
    assert scaled(alone, script("scale.py", of_some())) == [True]


def test_a_script_that_deletes_may_mean_each_endpoint_that_is_made_in_its_folder() -> None:
    stop = call("DeleteEndpoint", EndpointName=unknown())
    scripts = [script(path, *made("x").resources) for path in ("a/a.py", "a/steps/b.py", "c/c.py")]
    found = assemble([*scripts, script("a/stop.py", stop)])
    assert [type(item.cleanup) for item in found] == [Unknown, Unknown, Known]
    found = assemble([*scripts, script("stop.py", stop)])
    assert [type(item.cleanup) for item in found] == [Unknown, Unknown, Unknown]


def test_of_several_scripts_elsewhere_none_is_known_to_be_the_one_that_is_meant() -> None:
    stray = script("tools/stop.py", call("DeleteEndpoint", EndpointName=unknown()))
    scripts = [script(path, *made("x").resources) for path in ("a.py", "b.py")]
    assert [item.cleanup for item in assemble([*scripts, stray])] == [Known("none", span())] * 2
    found = assemble([made("a.yaml"), made("b.yaml"), stray])
    assert [type(item.deleted) for item in found] == [Unknown, Unknown]
    programs = [replace(one, script=False) for one in scripts]
    assert [type(item.deleted) for item in assemble([*programs, stray])] == [Unknown, Unknown]
    machines = [replace(one, language="step_functions") for one in scripts]
    assert [type(item.cleanup) for item in assemble([*machines, stray])] == [Unknown, Unknown]


def test_a_name_that_is_hidden_puts_nobody_out_of_sight() -> None:
    stray = script("near/scale.py", target("endpoint/fraud-", Gap(), "/variant/AllTraffic"))
    for name, fits in (("chat", False), (unknown(), True)):
        assert scaled(made("near/app.yaml", name), made("far/app.yaml"), stray) == [fits, False]
