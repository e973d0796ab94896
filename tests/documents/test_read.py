"""Documents as a whole: which of their code belongs together, and where it is said to stand."""

from __future__ import annotations

import pytest

from smlint.core.resource import Reading
from smlint.core.source import Source
from smlint.core.tree import member, plain
from smlint.core.workspace import MemoryWorkspace
from smlint.documents import projects as module
from smlint.documents import read
from smlint.documents.projects import suffix_of

BOTO = 'import boto3\nsm = boto3.client("sagemaker")\n'
MAKE = 'sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[])\n'
CONFIG = 'resource "aws_sagemaker_endpoint_configuration" "{}" {{\n  name = {}\n}}\n'


def fenced(language: str, code: str, margin: str = "") -> str:
    text = f"```{language}\n{code}```\n"
    return "".join(f"{margin}{line}" for line in text.splitlines(keepends=True))


def reading(text: str | bytes, path: str = "docs/README.md") -> Reading:
    return read([path], [path], MemoryWorkspace({path: text}))


def places(found: Reading) -> list[list[str]]:
    """The places of what each deployment makes."""
    return [[str(thing.span) for thing in one.resources] for one in found.deployments]


@pytest.mark.parametrize(
    ("first", "margin", "place"),
    [("", "", "9:1"), ("", "   ", "9:4"), ("", "> ", "9:3"), ("1. > ", "   > ", "9:6")],
)
def test_python_is_one_script_at_its_places(first: str, margin: str, place: str) -> None:
    blocks = fenced("python", BOTO, margin), fenced("py", MAKE, margin)
    found = reading(f"{first or margin}text\n{margin}\n{blocks[0]}{margin}\n{blocks[1]}")
    assert places(found) == [[f"docs/README.md:{place}"]]
    assert [one.path for one in found.deployments] == ["docs/README.md"]


def test_code_by_indentation_is_not_read() -> None:
    assert reading(fenced("python", BOTO + MAKE, "    ")).deployments == ()


def test_a_dialogue_is_what_was_typed() -> None:
    code = (
        ">>> import boto3\n>>> sm = boto3.client(\n...   'sagemaker')\n1\n>>> "
        + MAKE
        + "{'a': 1}\n"
    )
    found = reading(fenced("pycon", code))
    assert places(found) == [["docs/README.md:6:5"]]
    assert found.problems == ()


def test_terraform_is_one_module_until_something_is_declared_again() -> None:
    local = fenced("hcl", 'variable "n" {\n  default = "v"\n}\n')
    first = fenced("terraform", CONFIG.format("a", "var.n"))
    second = fenced("tf", CONFIG.format("b", "var.n"))
    again = fenced("hcl", CONFIG.format("a", '"w"'))
    found = reading(f"{local}\n{first}text\n{second}\n{again}")
    assert places(found) == [["docs/README.md:8:1", "docs/README.md:14:1"], ["docs/README.md:20:1"]]
    names = [
        plain(member(thing.properties, "EndpointConfigName"))
        for one in found.deployments
        for thing in one.resources
    ]
    assert names == ["v", "v", "w"]


TEMPLATE = """\
Resources:
  C:
    Type: AWS::SageMaker::EndpointConfig
    Properties: {EndpointConfigName: c, ProductionVariants: []}
"""
JSON = '{"Resources": {"C": {"Type": "AWS::SageMaker::EndpointConfig", "Properties": {}}}}\n'


def test_a_template_is_a_file_by_itself() -> None:
    text = fenced("yaml", TEMPLATE) + fenced("yaml", "a: [\n") + fenced("json", JSON, "  ")
    found = reading(text)
    assert places(found) == [["docs/README.md:3:3"], ["docs/README.md:11:18"]]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("python", "x = = sm.create_endpoint()\n"),
        ("yaml", "Resources: [AWS::SageMaker::Endpoint\n"),
        ("hcl", 'resource "aws_sagemaker_endpoint" {\n  a = = 1\n'),
    ],
)
def test_what_cannot_be_read_is_a_note_and_costs_itself(language: str, code: str) -> None:
    found = reading(f"{fenced(language, code)}\n{fenced('python', BOTO + MAKE)}")
    assert found.problems
    assert {(item.severity, item.span.path) for item in found.problems} == {
        ("note", "docs/README.md")
    }
    assert {item.span.line for item in found.problems} <= {1, 2, 3}
    assert len(places(found)) == 1


def test_comments_in_code_and_remarks_above_it() -> None:
    code = f"{BOTO}{MAKE.rstrip()}  # smlint: ignore[SM501] a\n"
    text = (
        "<!-- smlint: ignore-file[SM702] all -->\n\n<!-- no -->\n"
        f"<!-- smlint: ignore[SM501] b -->\n\n{fenced('python', code)}\n"
        f"{fenced('html', '<!-- smlint: ignore[SM1] no -->')}<!-- smlint: never closed"
    )
    found = [
        (str(item.span), item.text, item.block and (item.block.line, item.block.end_line))
        for item in reading(text).comments
        if "smlint" in item.text
    ]
    assert found == [
        ("docs/README.md:1:5", "smlint: ignore-file[SM702] all", None),
        ("docs/README.md:4:5", "smlint: ignore[SM501] b", (7, 10)),
        ("docs/README.md:9:75", "smlint: ignore[SM501] a", None),
    ]


def test_the_document_is_what_is_shown() -> None:
    text = f"# Title\n{fenced('python', BOTO + MAKE)}"
    (source,) = reading(text).sources
    assert isinstance(source, Source)
    assert (source.path, source.line(1)) == ("docs/README.md", "# Title")


@pytest.mark.parametrize(
    ("info", "suffix"),
    [
        ("python", ".py"), ("Python title='a.py'", ".py"), ("{.hcl .numberLines}", ".tf"),
        ("{code-cell} ipython3", ".py"), ("{python}", ".py"), ("terraform {1,3}", ".tf"),
        ("", ""), ("diff", ""), ("pythonic", ""), ("console", ".sh"), ("c#", ""),
    ],
)  # fmt: skip
def test_what_a_fence_says(info: str, suffix: str) -> None:
    assert suffix_of(info) == suffix


def test_other_documents() -> None:
    text = ".. code-block:: python\n\n   " + (BOTO + MAKE).replace("\n", "\n   ")
    assert places(reading(text, "a.rst")) == [["a.rst:5:4"]]
    assert places(reading(f"<Tab>\n{fenced('py', BOTO + MAKE)}</Tab>", "a.mdx")) == [["a.mdx:5:1"]]


def test_a_document_that_is_not_text_is_told() -> None:
    (problem,) = reading(b"\xff```\n").problems
    assert (problem.severity, str(problem.span)) == ("error", "docs/README.md:1:1")


def test_a_document_with_too_much_code_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PADDING_LIMIT", 10)
    (problem,) = reading(fenced("python", BOTO + MAKE) * 3).problems
    assert problem.severity == "error"
    assert "more code on more lines" in problem.message
