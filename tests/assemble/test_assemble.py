from dataclasses import replace

from smlint.assemble import assemble
from smlint.core.model import Endpoint
from smlint.core.resource import (
    ENDPOINT,
    ENDPOINT_CONFIG,
    INFERENCE_COMPONENT,
    MODEL,
    SCALABLE_TARGET,
    SCALING_POLICY,
    SCHEDULED_ACTION,
    TRANSFORM_JOB,
    Call,
    Deployment,
    Resource,
    Stage,
)
from smlint.core.values import Absent, Known, Setting, Unknown, joined
from tests.build import call, deployment, reference, resource, span, tree, unknown

CONFIG = "aws_sagemaker_endpoint_configuration.c"
ENDPOINT_ADDRESS = "aws_sagemaker_endpoint.e"
TARGET = "aws_appautoscaling_target.t"


def config(address: str = CONFIG, **more: object) -> Resource:
    variant = {"VariantName": "AllTraffic", "InstanceType": "ml.m5.large"}
    return resource(ENDPOINT_CONFIG, address, **{"ProductionVariants": [variant], **more})


def endpoint(address: str = ENDPOINT_ADDRESS, **more: object) -> Resource:
    name = reference(CONFIG, "EndpointConfigName")
    return resource(ENDPOINT, address, **{"EndpointConfigName": name, **more})


def target(resource_id: object = "endpoint/fraud/variant/AllTraffic", **more: object) -> Resource:
    known = {
        "ServiceNamespace": "sagemaker",
        "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
        "MinCapacity": 1,
        "MaxCapacity": 4,
    }
    return resource(SCALABLE_TARGET, TARGET, **{"ResourceId": resource_id, **known, **more})


def value(setting: Setting[object]) -> object:
    assert isinstance(setting, Known), setting
    return setting.value


def one(*resources: Resource) -> Endpoint:
    (found,) = assemble([deployment(*resources)])
    return found


def test_a_configuration_that_nobody_uses_is_an_endpoint_that_will_be() -> None:
    found = one(config())
    assert isinstance(found.name, Absent)
    assert value(found.kind) == "realtime"
    assert found.address == CONFIG


def test_an_endpoint_is_joined_by_identity_though_its_names_are_unknown() -> None:
    found = one(config(), endpoint(EndpointName="fraud"))
    assert value(found.name) == "fraud"
    assert len(found.variants.items) == 1


def test_an_endpoint_is_joined_by_name_where_both_are_known() -> None:
    found = one(
        config(EndpointConfigName="fraud-1"),
        endpoint(EndpointName="fraud", EndpointConfigName="fraud-1"),
    )
    assert value(found.name) == "fraud"


def test_one_configuration_of_two_endpoints_is_two_endpoints() -> None:
    found = assemble(
        [deployment(config(), endpoint("e1", EndpointName="a"), endpoint("e2", EndpointName="b"))]
    )
    assert [value(item.name) for item in found] == ["a", "b"]


def test_an_endpoint_whose_configuration_is_elsewhere_is_listed_and_unknown() -> None:
    found = one(endpoint(EndpointName="fraud", EndpointConfigName="made-by-hand"))
    assert isinstance(found.kind, Unknown)
    assert '"made-by-hand" is not defined in these files' in found.kind.reason


def test_a_reference_to_another_resource_is_a_sure_no() -> None:
    found = assemble([deployment(config(), config("other"), endpoint(EndpointName="fraud"))])
    assert [isinstance(item.name, Absent) for item in found] == [False, True]


def test_an_unknown_configuration_name_leaves_the_users_of_configurations_open() -> None:
    first, second = assemble([deployment(config(), endpoint(EndpointConfigName=unknown()))])
    assert isinstance(first.name, Unknown)
    assert isinstance(second.kind, Unknown)


def test_the_kind_is_decided_by_the_serverless_and_async_settings() -> None:
    serverless = {"ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 5}}
    hidden = {"ServerlessConfig": unknown()}
    asynchronous = {"OutputConfig": {"S3OutputPath": "s3://b/o"}}
    assert value(one(config(ProductionVariants=[serverless])).kind) == "serverless"
    assert value(one(config(AsyncInferenceConfig=asynchronous)).kind) == "async"
    assert isinstance(one(config(ProductionVariants=[hidden])).kind, Unknown)
    assert isinstance(one(config(AsyncInferenceConfig=unknown())).kind, Unknown)
    assert isinstance(one(config(ProductionVariants=unknown())).kind, Unknown)


def test_a_transform_job_is_a_batch_endpoint() -> None:
    resources = {"InstanceType": "ml.m5.xlarge", "InstanceCount": 2}
    found = one(resource(TRANSFORM_JOB, "t", TransformJobName="j", TransformResources=resources))
    assert value(found.kind) == "batch"
    assert value(found.variants.items[0].initial_instance_count) == 2


def test_models_are_found_and_their_containers_are_one_list() -> None:
    model = resource(MODEL, "m", PrimaryContainer={"Image": "repo/a:1"})
    variant = {"VariantName": "A", "ModelName": reference("m", "ModelName")}
    found = one(model, config(ProductionVariants=[variant]))
    (container,) = value(found.variants.items[0].model).containers  # type: ignore[attr-defined]
    assert value(container.image) == "repo/a:1"
    elsewhere = one(config(ProductionVariants=[{"VariantName": "A", "ModelName": "by-hand"}]))
    assert isinstance(elsewhere.variants.items[0].model, Unknown)


def test_a_target_is_joined_through_the_parts_of_its_resource_id() -> None:
    name = reference(ENDPOINT_ADDRESS, "EndpointName")
    where = span()
    resource_id = joined((tree("endpoint/"), name, tree("/variant/AllTraffic")), where)
    found = one(config(), endpoint(), target(resource_id))
    (scaling,) = found.variants.items[0].scalable_targets
    assert value(scaling.max_capacity) == 4
    assert found.variants.items[0].scalable_targets.more is None


def test_a_target_of_another_endpoint_or_service_is_no_target() -> None:
    for other in (
        target("endpoint/other/variant/AllTraffic"),
        target("endpoint/fraud/variant/Canary"),
        target("service/cluster/web", ServiceNamespace="ecs"),
        target("table/orders"),
    ):
        found = one(config(), endpoint(EndpointName="fraud"), other)
        assert found.variants.items[0].scalable_targets.items == ()
        assert found.variants.items[0].scalable_targets.more is None


def test_a_target_of_an_unknown_resource_leaves_scaling_open() -> None:
    found = one(config(), endpoint(EndpointName="fraud"), target(unknown("var.id is not set")))
    more = found.variants.items[0].scalable_targets.more
    assert more is not None
    assert more.reason == "var.id is not set"


def test_a_target_that_may_not_exist_is_seen_but_leaves_scaling_open() -> None:
    made = target()
    doubtful = Resource(
        made.type, made.address, made.properties, made.span, made.extent, {"exists": unknown()}
    )
    scaling = (
        one(config(), endpoint(EndpointName="fraud"), doubtful).variants.items[0].scalable_targets
    )
    assert len(scaling.items) == 1
    assert scaling.more is not None


def test_policies_and_actions_act_on_their_target() -> None:
    resource_id = "endpoint/fraud/variant/AllTraffic"
    dimension = "sagemaker:variant:DesiredInstanceCount"
    by_name = {"ResourceId": resource_id, "ScalableDimension": dimension}
    found = one(
        config(),
        endpoint(EndpointName="fraud"),
        target(ScheduledActions=[{"Schedule": "cron(0 7 * * ? *)"}]),
        resource(SCALING_POLICY, "p1", PolicyType="TargetTrackingScaling", **by_name),
        resource(SCALING_POLICY, "p2", ScalingTargetId=reference(TARGET, "Ref")),
        resource(SCALING_POLICY, "p3", ScalingTargetId=reference("another", "Ref")),
        resource(SCALING_POLICY, "p4", ResourceId="endpoint/other/variant/AllTraffic"),
        resource(SCHEDULED_ACTION, "s", Schedule="cron(0 19 * * ? *)", **by_name),
    )
    (scaling,) = found.variants.items[0].scalable_targets
    assert len(scaling.policies.items) == 2
    assert scaling.policies.more is None
    assert [value(action.schedule) for action in scaling.scheduled_actions] == [
        "cron(0 7 * * ? *)",
        "cron(0 19 * * ? *)",
    ]


def test_inference_components_belong_to_their_endpoint_with_their_own_scaling() -> None:
    component = resource(
        INFERENCE_COMPONENT,
        "ic",
        InferenceComponentName="llama",
        EndpointName=reference(ENDPOINT_ADDRESS, "EndpointName"),
        RuntimeConfig={"CopyCount": 2},
    )
    copies = target("inference-component/llama")
    found = one(config(), endpoint(), component, copies)
    (placed,) = found.inference_components
    assert value(placed.copy_count) == 2
    assert len(placed.scalable_targets.items) == 1
    assert found.variants.items[0].scalable_targets.items == ()


def test_a_script_cleans_up_as_surely_as_its_surest_delete() -> None:
    def cleanup(*calls: Call) -> Setting[object]:
        made = deployment(
            config(),
            endpoint(EndpointName="demo"),
            calls=calls,
            script=True,
            language="python",
        )
        return assemble([made])[0].cleanup

    delete = call("DeleteEndpoint", EndpointName="demo")
    surely = call("DeleteEndpoint", "guaranteed", EndpointName="demo")
    other = call("DeleteEndpoint", EndpointName="other")
    hidden = call("DeleteEndpoint", EndpointName=unknown())
    assert value(cleanup()) == "none"
    assert value(cleanup(other)) == "none"
    assert value(cleanup(delete)) == "always"
    assert value(cleanup(delete, surely)) == "guaranteed"
    assert isinstance(cleanup(hidden), Unknown)


def test_across_projects_only_known_names_join() -> None:
    here = deployment(config(), endpoint(EndpointName="fraud"))
    script = deployment(
        target(),
        target(unknown()),
        calls=(
            call("DeleteEndpoint", EndpointName="fraud"),
            call("DeleteEndpoint", EndpointName=unknown()),
        ),
        language="python",
        path="ops.py",
        script=True,
    )
    (found,) = assemble([here, script])
    scaling = found.variants.items[0].scalable_targets
    assert len(scaling.items) == 1
    assert scaling.more is None
    assert len(found.calls.items) == 1
    assert found.calls.more is None


def test_another_project_is_seen_in_all_of_its_stages_and_once() -> None:
    def stage(name: str) -> Deployment:
        made = target(f"endpoint/fraud-{name}/variant/AllTraffic")
        return deployment(made, path="scaling", stage=Stage(name))

    def own(name: str) -> Deployment:
        made = endpoint(EndpointName=f"fraud-{name}")
        return deployment(config(), made, stage=Stage(name))

    shared = deployment(target("endpoint/fraud-dev/variant/AllTraffic"), path="shared")
    again = replace(shared, stage=Stage("again"))
    found = assemble([own("dev"), own("prod"), stage("dev"), stage("prod"), shared, again])
    assert [len(item.variants.items[0].scalable_targets.items) for item in found] == [2, 1]


def test_an_update_puts_a_configuration_behind_an_endpoint() -> None:
    update = call("UpdateEndpoint", EndpointName="fraud", EndpointConfigName="v2")
    made = deployment(config(EndpointConfigName="v2"), calls=(update,), script=True)
    (found,) = assemble([made])
    assert value(found.name) == "fraud"


def test_what_is_created_or_else_updated_is_one_endpoint() -> None:
    update = call("UpdateEndpoint", EndpointName="fraud", EndpointConfigName="fraud")
    parts = config(EndpointConfigName="fraud"), endpoint(EndpointName="fraud")
    (found,) = assemble([deployment(*parts, calls=(update,), script=True)])
    assert value(found.name) == "fraud"
    other = call("UpdateEndpoint", EndpointName="other", EndpointConfigName="fraud")
    made = assemble([deployment(*parts, calls=(update, other), script=True)])
    assert [value(found.name) for found in made] == ["fraud", "other"]


def test_tags_of_the_endpoint_win_over_those_of_its_configuration() -> None:
    found = one(config(Tags={"env": "dev", "team": "ml"}), endpoint(Tags={"env": "prod"}))
    assert value(found.tags) == {"env": Known("prod", span()), "team": Known("ml", span())}
    assert isinstance(one(config(Tags=unknown()), endpoint(Tags={"env": "prod"})).tags, Unknown)
