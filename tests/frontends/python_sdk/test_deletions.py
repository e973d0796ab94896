"""Deletions of which the file does not say what they delete: whether anything is left is open."""

import pytest

from smlint.core.model import Cleanup
from smlint.core.values import Known, Setting, Unknown
from tests.frontends.python_sdk.scripts import BOTO
from tests.project import endpoints

DEPLOYED = """
from sagemaker.model import Model
model = Model(image_uri="i:1", role="r")
predictor = model.deploy(1, "ml.m5.large", endpoint_name="fraud")
"""


def cleanup(script: str) -> Setting[Cleanup]:
    (found,) = endpoints({"deploy.py": script})
    return found.cleanup


def surely(script: str) -> list[Cleanup | None]:
    """How each endpoint is deleted; None where that is not known."""
    found = (one.cleanup for one in endpoints({"deploy.py": script}))
    return [setting.value if isinstance(setting, Known) else None for setting in found]


@pytest.mark.parametrize(
    ("deletion", "words"),
    [
        ("def clean(predictor):\n    predictor.delete_endpoint()", "given by the caller"),
        ("for p in found():\n    p.delete_endpoint()", "from round to round"),
        ("def clean(self):\n    self.predictor.delete_predictor()", "given by the caller"),
        ("from utils import delete_endpoint\ndelete_endpoint(predictor)", "not in this file"),
        ("import utils\nutils.cleanup_resources(predictor.endpoint_name)", "not in this file"),
        ("import utils\nutils.teardown(name='fraud')", "not in this file"),
        ("class P(Q):\n    pass\nP().delete_endpoint()", "an object of the script"),
        (
            BOTO + "for e in sm.list_endpoints(StatusEquals='Failed')['Endpoints']:\n"
            "    sm.delete_endpoint(EndpointName=e['EndpointName'])",
            "list_endpoints()",
        ),
        (BOTO + "sm.delete_endpoint(EndpointName='<your endpoint>')", "no name"),
        (BOTO + "name = ''\nsm.delete_endpoint(EndpointName=name)", "no name"),
    ],
)
def test_what_may_delete_the_endpoint_leaves_it_open(deletion: str, words: str) -> None:
    found = cleanup(f"{DEPLOYED}{deletion}\n")
    assert isinstance(found, Unknown)
    assert words in found.reason


@pytest.mark.parametrize(
    "other",
    [
        "import utils\nutils.show(predictor)",
        "import utils\nutils.cleanup_folder('models')",
        "import boto3\nboto3.client('ec2').delete_endpoint('fraud')",
        "import boto3\nboto3.client('s3').delete_object(Key='fraud')",
        "def delete_endpoint():\n    pass\ndelete_endpoint()",
    ],
)
def test_what_deletes_something_else_does_not(other: str) -> None:
    assert surely(f"{DEPLOYED}{other}\n") == ["none"]


@pytest.mark.parametrize("name", ["<name>", "your-endpoint-name"])
def test_a_placeholder_for_what_is_made_is_a_name_like_others(name: str) -> None:
    script = f"""{BOTO}NAME = '{name}'
sm.create_endpoint(EndpointName=NAME, EndpointConfigName='c')
sm.delete_endpoint(EndpointName=NAME)
"""
    assert surely(script) == ["always"]


def test_one_of_several_predictors_is_deleted_under_a_condition() -> None:
    script = """
from sagemaker.model import Model
predictor = None
try:
    predictor = Model(image_uri="i:1", role="r").deploy(1, "ml.m5.large")
finally:
    if predictor is not None:
        predictor.delete_endpoint()
"""
    assert surely(script) == ["guaranteed"]
    either = """
from sagemaker.model import Model
if fast():
    predictor = Model(image_uri="i:1", role="r").deploy(1, "ml.g5.xlarge")
else:
    predictor = Model(image_uri="i:1", role="r").deploy(1, "ml.m5.large")
predictor.delete_endpoint()
"""
    assert surely(either) == ["conditional", "conditional"]


def test_each_round_of_a_loop_deletes_its_own() -> None:
    script = """
from sagemaker.model import Model
predictors = {}
for size in ("large", "xlarge"):
    model = Model(image_uri="i:1", role="r")
    predictors[size] = model.deploy(1, f"ml.m5.{size}")
for predictor in predictors.values():
    predictor.delete_endpoint()
"""
    assert surely(script) == ["always", "always"]


@pytest.mark.parametrize(
    ("asked", "condition", "cleanup"),
    [
        ("", "", "always"),
        ("NameContains='fraud'", "", "always"),
        ("NameContains='raud', SortBy='Name'", "", "always"),
        ("NameContains='churn'", "", "none"),
        ("NameContains=input()", "", None),
        ("NameContains='fraud', StatusEquals='Failed'", "", None),
        ("NameContains='fraud', **more()", "", None),
        ("NameContains='fraud'", "if e['EndpointStatus'] == 'InService':", None),
        ("NameContains='churn'", "if e['EndpointStatus'] == 'InService':", "none"),
    ],
)
@pytest.mark.parametrize("paged", [False, True])
def test_a_listing_means_the_endpoints_whose_names_hold_what_it_asks_for(
    asked: str, condition: str, cleanup: Cleanup | None, *, paged: bool
) -> None:
    listing = f"for e in sm.list_endpoints({asked})['Endpoints']:"
    if paged:
        pages = f"sm.get_paginator('list_endpoints').paginate({asked})"
        listing = f"for page in {pages}:\n  for e in page['Endpoints']:"
    deletion = f"{condition or 'if True:'} sm.delete_endpoint(EndpointName=e['EndpointName'])"
    assert surely(f"{DEPLOYED}{BOTO}{listing}\n    {deletion}\n") == [cleanup]


@pytest.mark.parametrize(("asked", "cleanup"), [("fraud-", "always"), ("churn", None)])
def test_a_listing_is_put_to_names_of_which_a_part_is_known(
    asked: str, cleanup: Cleanup | None
) -> None:
    script = f"""{BOTO}import time
sm.create_endpoint(EndpointName=f'fraud-{{time.time()}}', EndpointConfigName='c')
for e in sm.list_endpoints(NameContains='{asked}')['Endpoints']:
    name = e['EndpointName']
    sm.delete_endpoint(EndpointName=name)
"""
    assert surely(script) == [cleanup]


def test_what_is_listed_before_the_endpoint_is_made_is_another() -> None:
    script = f"""{BOTO}
for e in sm.list_endpoints(NameContains='fraud')['Endpoints']:
    sm.delete_endpoint(EndpointName=e['EndpointName'])
sm.create_endpoint(EndpointName='fraud', EndpointConfigName='c')
"""
    assert surely(script) == ["none"]


def test_what_a_context_manager_from_elsewhere_deletes_in_the_end_is_not_known() -> None:
    script = (
        "from sagemaker.model import Model\nfrom tests.timeout import and_clean_up as guarded\n"
        'with guarded("fraud", 15):\n'
        '    Model(image_uri="i:1", role="r").deploy(1, "ml.m5.large", endpoint_name="fraud")\n'
    )
    found = cleanup(script)
    assert isinstance(found, Unknown)
    assert "is not in this file" in found.reason


def test_a_function_from_elsewhere_that_says_that_it_deletes_endpoints_may_do_so() -> None:
    found = cleanup(
        "import late\nfrom sagemaker.model import Model\n"
        "with late.timeout_and_delete_endpoint(minutes=15):\n"
        '    Model(image_uri="i:1", role="r").deploy(1, "ml.m5.large")\n'
    )
    assert isinstance(found, Unknown)
