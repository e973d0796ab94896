"""Whether a run comes to a call, as seen from where its endpoint is made."""

from __future__ import annotations

import pytest

from tests.frontends.python_sdk.scripts import BOTO, calls, resources

CREATE = 'sm.create_endpoint(EndpointName="e", EndpointConfigName="c")'
DELETE = 'sm.delete_endpoint(EndpointName="e")'

REACHES = [
    (f"{CREATE}\n{DELETE}", "always"),
    (f"{CREATE}\ntry:\n    use()\nfinally:\n    {DELETE}", "guaranteed"),
    (f"try:\n    {CREATE}\nexcept E:\n    {DELETE}", "conditional"),
    (f"{CREATE}\nif q():\n    {DELETE}", "conditional"),
    (f"if q():\n    {CREATE}\n    {DELETE}", "always"),
    (f"{CREATE}\nfor x in q():\n    {DELETE}", "conditional"),
    (f"{CREATE}\nwhile q():\n    {DELETE}", "conditional"),
    (f"for x in q():\n    {CREATE}\n    {DELETE}", "always"),
    (f"for x in [1, 2]:\n    {DELETE}", "always"),
    (f"{CREATE}\ndef clean():\n    {DELETE}\nclean()", "always"),
    (f"{CREATE}\ndef clean():\n    {DELETE}", "elsewhere"),
    (f"def run():\n    {CREATE}\n    {DELETE}", "always"),
    (f"def run():\n    try:\n        {CREATE}\n    finally:\n        {DELETE}", "guaranteed"),
    (f"import atexit\ndef clean():\n    {DELETE}\natexit.register(clean)\n{CREATE}", "guaranteed"),
    (f"import atexit\n{CREATE}\natexit.register(lambda: {DELETE})", "guaranteed"),
    (
        (
            "class E:\n    def __enter__(self):\n        return self\n"
            f"    def __exit__(self, *a):\n        {DELETE}\n{CREATE}\nwith E():\n    use()"
        ),
        "guaranteed",
    ),
    (
        (
            "@contextmanager\ndef endpoint():\n"
            f"    {CREATE}\n    try:\n        yield 1\n    finally:\n        {DELETE}\n"
            "with endpoint() as e:\n    use(e)"
        ),
        "guaranteed",
    ),
    (f"{CREATE}\nif __name__ == '__main__':\n    {DELETE}", "always"),
    (f"{CREATE}\ntry:\n    use()\nfinally:\n    if q():\n        {DELETE}", "conditional"),
]


@pytest.mark.parametrize(("text", "reach"), REACHES)
def test_reach(text: str, reach: str) -> None:
    (call,) = calls(f"{BOTO}{text}\n", "DeleteEndpoint")
    assert call.reach == reach


@pytest.mark.parametrize("text", [f"if False:\n    {DELETE}", f"# {DELETE}", f"'''{DELETE}'''"])
def test_dead_code_does_nothing(text: str) -> None:
    assert calls(f"{BOTO}{CREATE}\n{text}\n", "DeleteEndpoint") == []


def test_both_branches_are_read() -> None:
    other = CREATE.replace('"e"', '"f"')
    text = f"{BOTO}if q():\n    {CREATE}\nelse:\n    {other}\n"
    assert len(resources(text, "Endpoint")) == 2
    text = f"{BOTO}def f(x=None):\n    if x:\n        {CREATE}\n    else:\n        {other}\n"
    assert len(resources(text, "Endpoint")) == 2


def test_a_known_condition_takes_its_branch() -> None:
    assert resources(f"{BOTO}DEPLOY = False\nif DEPLOY:\n    {CREATE}\n", "Endpoint") == []


CONFIGURE = 'sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[])'
OTHER = CREATE.replace('"e"', '"f"')
UNCONFIGURE = 'sm.delete_endpoint_config(EndpointConfigName="c")'


@pytest.mark.parametrize(
    "text",
    [
        f"try:\n    {DELETE}\nexcept E:\n    pass\n{CREATE}",
        f"def run():\n    {DELETE}\n    {CREATE}",
        f"def run():\n    {DELETE}\n    make()\ndef make():\n    {CREATE}",
    ],
)
def test_what_clears_the_way_deletes_nothing_of_this_run(text: str) -> None:
    assert calls(f"{BOTO}{text}\n", "DeleteEndpoint") == []


@pytest.mark.parametrize(
    "text",
    [
        f"{CREATE}\n{DELETE}\n{CREATE}",
        f"def clean():\n    {DELETE}\ndef run():\n    {CREATE}",
        f"{DELETE}\n{OTHER}",
        f"try:\n    {CREATE}\nexcept E:\n    {DELETE}\n    {CREATE}",
    ],
)
def test_what_may_come_after_is_a_deletion(text: str) -> None:
    assert len(calls(f"{BOTO}{text}\n", "DeleteEndpoint")) == 1


def test_a_configuration_made_anew_is_not_the_one_deleted() -> None:
    text = f"{BOTO}{UNCONFIGURE}\n{CONFIGURE}\n{CREATE}\n"
    assert calls(text, "DeleteEndpointConfig") == []
    text = f"{BOTO}{CONFIGURE}\n{CREATE}\n{UNCONFIGURE}\n"
    assert len(calls(text, "DeleteEndpointConfig")) == 1
