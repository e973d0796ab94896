from dataclasses import replace

import pytest

from smlint.assemble import assemble
from smlint.core.cost import TIMES, Cost, total
from smlint.core.facts import Facts
from smlint.core.model import Endpoint
from smlint.core.prices import PriceList, Prices
from smlint.core.resource import ENDPOINT_CONFIG
from smlint.core.values import Known
from smlint.pricing import endpoint_cost, monthly_cost
from tests.build import deployment, reference, resource, span, unknown

PRICES = Prices(
    (
        PriceList(
            "us-east-1",
            "list price of 2026-09",
            {
                "realtime": {"ml.m5.xlarge": 0.23, "ml.g5.2xlarge": 1.515},
                "provisioned-concurrency": {"2048": 0.0000135},
            },
        ),
    )
)
FACTS = Facts(read_prices=lambda: PRICES)


def variant(name: str = "AllTraffic", **members: object) -> dict[str, object]:
    return {"VariantName": name, "ModelName": "fraud", **members}


def instances(kind: object, count: object, name: str = "AllTraffic") -> dict[str, object]:
    return variant(name, InstanceType=kind, InitialInstanceCount=count)


def endpoint(*variants: object) -> Endpoint:
    config = resource(ENDPOINT_CONFIG, "config.fraud", ProductionVariants=list(variants))
    made = resource(
        "AWS::SageMaker::Endpoint",
        "endpoint.fraud",
        EndpointName="fraud",
        EndpointConfigName=reference("config.fraud", "EndpointConfigName"),
    )
    (one,) = assemble([deployment(config, made)])
    return one


def cost(*variants: object) -> Cost | None:
    one = endpoint(*variants)
    return monthly_cost(one, one.variants.items[0], FACTS)


def test_instances_times_hours_times_price() -> None:
    found = cost(instances("ml.g5.2xlarge", 2))
    assert found is not None
    assert found.per_month == pytest.approx(2 * 1.515 * 730)
    assert found.saves is None
    expected = "2 x ml.g5.2xlarge at $1.515/h in us-east-1, 730 h; list price of 2026-09"
    assert found.basis == expected.replace(" x ", f" {TIMES} ")


def test_no_figure_without_a_price_a_type_or_a_kind() -> None:
    assert cost(instances("ml.p5.48xlarge", 1)) is None
    assert cost(instances(unknown(), 1)) is None
    one = replace(endpoint(instances("ml.m5.xlarge", 1)), kind=unknown())
    assert monthly_cost(one, one.variants.items[0], FACTS) is None


@pytest.mark.parametrize("plan", ["arn:aws:sagemaker:us-east-1:1:training-plan/p", unknown("p")])
def test_what_a_training_plan_reserves_is_paid_with_the_plan(plan: object) -> None:
    reserved = {"MlReservationArn": plan}
    assert cost({**instances("ml.g5.2xlarge", 2), "CapacityReservationConfig": reserved}) is None


def test_where_the_number_is_not_known_the_figure_is_for_each() -> None:
    found = cost(instances("ml.m5.xlarge", unknown()))
    assert found is not None
    assert found.per_month == pytest.approx(0.23 * 730)
    assert found.basis.startswith("each ml.m5.xlarge at $0.23/h")


def test_of_what_is_scaled_the_lowest_number_counts() -> None:
    scaled = {"Status": "ENABLED", "MinInstanceCount": 2, "MaxInstanceCount": 8}
    found = cost(instances("ml.m5.xlarge", 4) | {"ManagedInstanceScaling": scaled})
    assert found is not None
    assert found.per_month == pytest.approx(2 * 0.23 * 730)
    scaled["MinInstanceCount"] = 0
    assert cost(instances("ml.m5.xlarge", 4) | {"ManagedInstanceScaling": scaled}) is None


def test_serverless_endpoints_cost_what_is_kept_warm() -> None:
    serverless = {"MemorySizeInMB": 2048, "MaxConcurrency": 5, "ProvisionedConcurrency": 3}
    found = cost(variant(ServerlessConfig=serverless))
    assert found is not None
    assert found.per_month == pytest.approx(3 * 0.0000135 * 3600 * 730)
    assert found.basis.startswith(f"3 {TIMES} provisioned concurrency of 2048 MB at $0.0000135/s")
    del serverless["ProvisionedConcurrency"]
    assert cost(variant(ServerlessConfig=serverless)) is None


def test_what_the_remedy_saves_is_a_share() -> None:
    found = Cost(100, None, "…").saving(0.75)
    assert found.saves == 75


def test_an_endpoint_costs_what_all_its_variants_do() -> None:
    first, second = instances("ml.m5.xlarge", 1, "a"), instances("ml.g5.2xlarge", 1, "b")
    found = endpoint_cost(endpoint(first, second), FACTS)
    assert found is not None
    assert found.per_month == pytest.approx((0.23 + 1.515) * 730)
    assert endpoint_cost(endpoint(first, instances("ml.p5.48xlarge", 1, "b")), FACTS) is None


def test_a_total_counts_what_is_billed_once() -> None:
    one = cost(instances("ml.m5.xlarge", 1))
    assert one is not None
    other = endpoint(instances("ml.m5.xlarge", 1))
    other = replace(other, address="config.other", unit="endpoint.other")
    another = monthly_cost(other, other.variants.items[0], FACTS)
    assert total([one, one.saving(), None]) == pytest.approx(0.23 * 730)
    assert total([one, another]) == pytest.approx(2 * 0.23 * 730)
    assert total([None]) is None


def test_variants_without_a_name_are_told_apart_by_their_place() -> None:
    one = endpoint(instances("ml.m5.xlarge", 1))
    (known,) = one.variants.items
    nameless = replace(known, name=unknown())
    elsewhere = replace(nameless, span=span())
    costs = [monthly_cost(one, each, FACTS) for each in (nameless, elsewhere)]
    assert total(costs) == pytest.approx(2 * 0.23 * 730)


def test_the_price_is_that_of_the_endpoints_region() -> None:
    one = replace(endpoint(instances("ml.m5.xlarge", 1)), region=Known("eu-west-1", span()))
    assert monthly_cost(one, one.variants.items[0], FACTS) is None
    there = PriceList("eu-west-1", "ours", {"realtime": {"ml.m5.xlarge": 0.25}})
    facts = Facts(read_prices=lambda: Prices((*PRICES.lists, there)))
    found = monthly_cost(one, one.variants.items[0], facts)
    assert found is not None
    assert "at $0.25/h in eu-west-1" in found.basis
