"""Options, and what of them is not known."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from smlint.aws_cli.requests import Request, request_of
from smlint.aws_cli.shorthand import read_shorthand
from smlint.core.problem import Problem
from smlint.core.source import Source
from smlint.core.tree import elements, member, plain
from smlint.core.values import Unknown
from smlint.formats.nodes import FormatError
from tests.aws_cli.commands import SCRIPT, files_of, hidden, request, sent, words_of

ENDPOINT = ("aws", "sagemaker", "create-endpoint")
CONFIG = "aws sagemaker create-endpoint-config --endpoint-config-name c --production-variants "


def test_a_place_is_that_of_the_value_within_the_word() -> None:
    found = request(f"{CONFIG}VariantName=v,InstanceType=ml.m5.large")
    (variant,) = elements(member(found.arguments, "ProductionVariants"))
    span = member(variant, "InstanceType").span
    line = f"{CONFIG}VariantName=v,InstanceType=ml.m5.large"
    assert line[span.column - 1 : span.end_column - 1] == "ml.m5.large"


def test_an_unknown_value_is_unknown_and_nothing_else_is() -> None:
    words = [*words_of(*ENDPOINT, "--endpoint-name"), hidden("NAME")]
    found = request_of([*words, *words_of("--endpoint-config-name", "c")], files_of({}))
    assert isinstance(found, Request)
    assert isinstance(member(found.arguments, "EndpointName"), Unknown)
    assert plain(member(found.arguments, "EndpointConfigName")) == "c"


def test_an_unknown_word_may_hold_any_option() -> None:
    words = [*words_of(*ENDPOINT), hidden("OPTIONS"), *words_of("--endpoint-name", "e")]
    found = request_of(words, files_of({}))
    assert isinstance(found, Request)
    assert plain(member(found.arguments, "EndpointName")) == "e"
    assert isinstance(member(found.arguments, "EndpointConfigName"), Unknown)
    assert isinstance(member(found.arguments, "Tags"), Unknown)


def test_a_stand_in_on_this_machine_is_not_aws() -> None:
    line = "aws sagemaker delete-endpoint --endpoint-name e --endpoint-url "
    assert sent(f"{line}http://localhost:4566") is None
    assert isinstance(sent(f"{line}https://api.example.com"), Request)


def test_options_of_the_second_version() -> None:
    assert request("aws sagemaker delete-endpoint --endpoint-name e --no-cli-pager").faults == ()
    line = "aws sagemaker create-endpoint --cli-input-yaml file://e.yaml"
    found = request(line, {"e.yaml": "EndpointName: e\nEndpointConfigName: c\n"})
    assert plain(found.arguments) == {"EndpointName": "e", "EndpointConfigName": "c"}
    assert member(found.arguments, "EndpointName").span.path == "e.yaml"


def test_what_cannot_be_read_costs_its_own_value() -> None:
    found = request(f"{CONFIG}'[{{\"VariantName\": }}]'")
    assert plain(member(found.arguments, "EndpointConfigName")) == "c"
    assert isinstance(member(found.arguments, "ProductionVariants"), Unknown)
    (fault,) = found.faults
    assert "--production-variants" in fault.message
    assert fault.span.path == SCRIPT


def test_a_file_that_is_not_there_is_unknown() -> None:
    found = request(f"{CONFIG}file://later.json")
    assert isinstance(member(found.arguments, "ProductionVariants"), Unknown)
    assert found.faults == ()


def test_other_programs_and_commands_are_none() -> None:
    assert sent("awslocal sagemaker delete-endpoint --endpoint-name e") is None
    assert sent("echo aws sagemaker delete-endpoint") is None
    assert sent("aws") is None
    assert isinstance(sent("/usr/local/bin/aws sagemaker delete-endpoint"), Problem)


@given(st.text(alphabet="ab=,[]{}'\"\\ @.1", max_size=30))
def test_any_shorthand_is_read_or_refused(text: str) -> None:
    with suppress(FormatError):
        assert read_shorthand(Source("", text)).pairs
