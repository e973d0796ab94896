"""Endpoints that another function, file or notebook deletes."""

from __future__ import annotations

import pytest

from smlint.core.values import Known, Unknown
from tests.frontends.python_sdk.scripts import CONFIG, notebook
from tests.project import stock

MAKE = """import os
import boto3
from company.settings import ENDPOINT, OTHER
sm = boto3.client("sagemaker")
sm.create_endpoint(EndpointName=NAME, EndpointConfigName="c")
"""
DELETE = """import os
import boto3
from company.settings import ENDPOINT, OTHER
boto3.client("sagemaker").delete_endpoint(EndpointName=NAME)
"""


def cleanup(files: dict[str, str]) -> str:
    """The cleanup of the only endpoint of `files`; `unknown` where it is not known."""
    (endpoint,) = stock(files).endpoints
    if isinstance(endpoint.cleanup, Known):
        return endpoint.cleanup.value
    assert isinstance(endpoint.cleanup, Unknown)
    return "unknown"


@pytest.mark.parametrize(
    ("made", "deleted", "expected"),
    [
        ('"e"', '"e"', "elsewhere"),
        ('"e"', '"f"', "none"),
        ("ENDPOINT", "ENDPOINT", "elsewhere"),
        ("ENDPOINT", "OTHER", "unknown"),  # the only one there is that may be meant
        ('f"{ENDPOINT}-v2"', 'ENDPOINT + "-v2"', "elsewhere"),
        ('os.environ["NAME"]', 'os.environ["NAME"]', "elsewhere"),
        ('os.environ["NAME"]', 'os.environ["OTHER"]', "unknown"),
        ("stamped()", "stamped()", "unknown"),
    ],
)
def test_another_file_deletes_by_name(made: str, deleted: str, expected: str) -> None:
    files = {"deploy.py": MAKE.replace("NAME", made), "down.py": DELETE.replace("NAME", deleted)}
    if "NAME" in made:
        files = {"deploy.py": MAKE.replace("=NAME", f"={made}")}
        files["down.py"] = DELETE.replace("=NAME", f"={deleted}")
    assert cleanup(files) == expected


def test_a_notebook_deletes_what_a_script_makes() -> None:
    files = {
        "deploy.py": MAKE.replace("NAME", '"e"'),
        "down.ipynb": notebook([DELETE.replace("NAME", '"e"')]),
    }
    assert cleanup(files) == "elsewhere"


def test_a_schedule_of_another_file_is_one() -> None:
    schedule = """import boto3
boto3.client("scheduler").create_schedule(
    Name="n",
    ScheduleExpression="rate(1 day)",
    Target={
        "Arn": "arn:aws:scheduler:::aws-sdk:sagemaker:deleteEndpoint",
        "Input": '{"EndpointName": "e"}',
    },
)
"""
    assert cleanup({"deploy.py": MAKE.replace("NAME", '"e"'), "ttl.py": schedule}) == "scheduled"


def test_the_surest_deletion_counts() -> None:
    make = MAKE.replace("NAME", '"e"')
    make += "try:\n    use()\nfinally:\n    sm.delete_endpoint(EndpointName='e')\n"
    assert cleanup({"deploy.py": make, "down.py": DELETE.replace("NAME", '"e"')}) == "guaranteed"


METHODS = """import boto3

class Stack:
    def __init__(self, base):
        self.name = f"{base}-endpoint"
        self.sm = boto3.client("sagemaker")

    def up(self):
        self.sm.create_endpoint(EndpointName=self.name, EndpointConfigName="c")

    def down(self):
        self.sm.delete_endpoint(EndpointName=self.name)
"""


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        ("", "elsewhere"),
        ("Stack('a').up()", "unknown"),
        ("stack = Stack('a')\nstack.up()\nstack.down()", "always"),
        ("Stack('a').up()\nStack('a').down()", "always"),
        ("Stack('a').up()\nStack('b').down()", "none"),
        ("stack = Stack(b)\ntry:\n    stack.up()\nfinally:\n    stack.down()", "guaranteed"),
        (
            (
                "stacks = [Stack(name) for name in ['a']]\n"
                "for one in stacks:\n    one.up()\nfor one in stacks:\n    one.down()"
            ),
            "always",
        ),
    ],
)
def test_one_method_makes_and_another_deletes(use: str, expected: str) -> None:
    assert cleanup({"stack.py": f"{METHODS}\n{use}\n"}) == expected


def test_an_open_object_may_be_the_endpoint() -> None:
    make = MAKE.replace("NAME", '"e"') + "import sagemaker\n"
    assert (
        cleanup({"deploy.py": f"{make}for thing in things():\n    thing.delete()\n"}) == "unknown"
    )
    assert cleanup({"deploy.py": f"{make}table.delete(Key=1)\n"}) == "none"


@pytest.mark.parametrize(
    ("made", "deleted", "expected"),
    [
        ('"e"', '"e"', "elsewhere"),
        ('"e"', '"f"', "none"),
        ('event["name"]', "stamped()", "unknown"),
        ('"e"', 'stamped()["name"]', "unknown"),
    ],
)
def test_a_notebook_deletes_what_a_script_makes_that_it_writes(
    made: str, deleted: str, expected: str
) -> None:
    written = MAKE.replace("=NAME", f"={made}").replace("sm.", "    sm.")
    written = written.replace("    sm.create", "def handler(event, context):\n    sm.create")
    down = DELETE.replace("=NAME", f"={deleted}")
    assert cleanup({"x.ipynb": notebook([f"%%writefile up.py\n{written}", down])}) == expected
    turned = [MAKE.replace("=NAME", '="e"'), f"%%writefile down.py\n{down}"]
    if made == '"e"':
        assert cleanup({"x.ipynb": notebook(turned)}) == expected


def test_what_a_notebook_deletes_of_its_own_is_none_of_what_it_writes() -> None:
    written = MAKE.replace("=NAME", '=event["name"]').replace("sm.", "    sm.")
    written = written.replace("    sm.create", "def handler(event, context):\n    sm.create")
    own = MAKE.replace("=NAME", "=stamped()") + DELETE.replace("=NAME", "=stamped()")
    own = own.replace("=stamped()", '="own"')
    found = stock({"x.ipynb": notebook([own, f"%%writefile up.py\n{written}"])}).endpoints
    assert [one.cleanup.value for one in found if isinstance(one.cleanup, Known)] == [
        "always", "none",
    ]  # fmt: skip


NEVER_ENDS = """n = 0
while n < 9:
    for a in range(200):
        for b in range(200):
            for c in range(200):
                n += q()
"""


def test_what_is_not_followed_may_delete_and_scale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smlint.frontends.python_sdk.evaluation.memory.STEP_LIMIT", 3_000)
    text = MAKE.replace("=NAME", '="e"') + f"{CONFIG.replace('it}', '1}')}{NEVER_ENDS}"
    (endpoint,) = stock({"deploy.py": text}).endpoints
    assert isinstance(endpoint.cleanup, Unknown)
    assert "not followed" in endpoint.cleanup.reason
    (variant,) = endpoint.variants
    assert variant.scalable_targets.more is not None


@pytest.mark.parametrize(
    "rounds", ["while True:\n    invoke(NAME)", "while True:\n    made = [1]\n    q(made)"]
)
def test_rounds_that_are_all_alike_are_read_once(rounds: str) -> None:
    text = (
        'rt = boto3.client("sagemaker-runtime")\n'
        "def invoke(name):\n    for row in q():\n"
        "        rt.invoke_endpoint(EndpointName=name, Body=row)\n"
    )
    made = MAKE.replace("=NAME", '="e"')
    (endpoint,) = stock({"x.py": made + text + rounds.replace("NAME", '"e"')}).endpoints
    assert len(list(endpoint.calls)) <= 2


@pytest.mark.parametrize(
    "each",
    [
        "[sm.delete_endpoint(EndpointName=one) for one in q()]",
        "{one: end(one) for one in q()}",
        "q(end(one) for ones in q() for one in ones)",
    ],
)
def test_what_is_done_with_each_of_unknown_things_may_delete(each: str) -> None:
    end = "def end(name):\n    sm.delete_endpoint(EndpointName=name)\n"
    assert cleanup({"x.py": MAKE.replace("=NAME", '="e"') + end + each}) == "unknown"


INVOKE = 'boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="e", Body=b"")\n'


def test_who_invokes_an_endpoint_of_its_own_invokes_no_other() -> None:
    make = MAKE.replace("=NAME", '="e"')
    found = stock({"a.py": make, "b.py": make + INVOKE}).endpoints
    assert [len(list(one.calls)) for one in found] == [0, 1]
    found = stock({"a.py": make, "b.py": f"import boto3\n{INVOKE}"}).endpoints
    assert [len(list(one.calls)) for one in found] == [1]


def test_which_of_several_of_one_name_is_invoked_is_not_known() -> None:
    once = MAKE.replace("=NAME", '="e"') + INVOKE + 'sm.delete_endpoint(EndpointName="e")\n'
    first, second = stock({"a.py": once + once.replace('"c"', '"d"')}).endpoints
    for one in (first, second):
        assert [call.operation for call in one.calls] == ["DeleteEndpoint"] * 2
        assert one.calls.more is not None


def test_who_deletes_a_model_of_its_own_deletes_no_other() -> None:
    part = """sm.create_model(ModelName="m", PrimaryContainer={"Image": "i:1"})
sm.create_endpoint_config(
    EndpointConfigName="c-SELF", ProductionVariants=[{"VariantName": "v", "ModelName": "m"}]
)
"""
    make = (MAKE + part).replace('"c"', '"c-SELF"').replace("=NAME", '="e-SELF"')
    own = make + 'sm.delete_model(ModelName="m")\n'
    found = stock({"a.py": make.replace("SELF", "a"), "b.py": own.replace("SELF", "b")}).endpoints
    assert [[call.operation for call in one.calls] for one in found] == [[], ["DeleteModel"]]


@pytest.mark.parametrize(
    ("stored", "expected"), [("name", "unknown"), ("other", "none"), ("-d name", "none")]
)
def test_what_is_stored_for_other_notebooks_may_be_deleted_there(
    stored: str, expected: str
) -> None:
    make = 'name = f"e-{q()}"\nother = 1\n' + MAKE.replace("=NAME", "=name")
    assert cleanup({"x.ipynb": notebook([make, f"%store {stored}"])}) == expected


def test_what_is_deleted_is_every_configuration_of_an_endpoint() -> None:
    text = """from sagemaker.model import Model
e = Model(image_uri="i:1", role="r").deploy(1, "ml.m5.large")
e.update_endpoint(initial_instance_count=2, instance_type="ml.m5.large")
e.delete_endpoint()
"""
    found = stock({"x.py": text}).endpoints
    assert [one.cleanup.value for one in found if isinstance(one.cleanup, Known)] == ["always"] * 2
