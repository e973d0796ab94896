"""What languages call the members of requests."""

from __future__ import annotations

from smlint.aws_api.dialects import dialect


def test_a_name_is_called_name_in_its_own_terraform_resource_alone() -> None:
    config = dialect("terraform", "CreateEndpointConfig", verbatim=False)
    endpoint = dialect("terraform", "CreateEndpoint", verbatim=False)
    assert config.name(("EndpointConfigName",)) == "name"
    assert endpoint.name(("EndpointConfigName",)) == "endpoint_config_name"
    assert endpoint.name(("EndpointName",)) == "name"
    assert config.name(("ProductionVariants[]", "ModelName")) == "production_variants.model_name"


def test_a_script_that_writes_the_request_calls_members_as_the_api_does() -> None:
    written = dialect("python", "CreateEndpoint", verbatim=True)
    assert written.name(("EndpointConfigName",)) == "EndpointConfigName"
    assert written.whole
    assert not dialect("python", "CreateEndpoint", verbatim=False).whole
