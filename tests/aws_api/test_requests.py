"""The table of requests says what the services' own models say."""

from scripts.generate_aws_api import table
from smlint.aws_api.requests import operations, structures

SERVICES = table()


def test_every_operation_and_option_is_the_services_own() -> None:
    for service, part in SERVICES.items():
        assert operations(service).keys() == part["operations"].keys()
        for name, operation in operations(service).items():
            written = part["operations"][name]
            assert isinstance(written, dict)
            assert operation.command == written["command"]
            assert operation.options.items() <= written["options"].items()


def test_every_structure_is_the_services_own() -> None:
    for service, part in SERVICES.items():
        for name, members in structures(service).items():
            written = part["shapes"][name]
            assert isinstance(written, dict)
            assert set(members) <= set(written["members"])


def test_what_answers_by_a_stream_of_events_is_no_command() -> None:
    runtime = operations("sagemaker-runtime")
    assert runtime["InvokeEndpoint"].command == "invoke-endpoint"
    assert runtime["InvokeEndpointWithResponseStream"].command == ""


def test_of_other_services_nothing_is_known() -> None:
    assert operations("ec2") == {}
