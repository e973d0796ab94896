"""Shell scripts as deployments: what they make, and how surely they take it down."""

import pytest

from smlint.core.resource import Call, Deployment, Reach
from smlint.core.tree import elements, member, plain
from smlint.core.values import Tree, Unknown
from tests.project import reading, stock

MADE = "aws sagemaker create-endpoint --endpoint-name e --endpoint-config-name c\n"
GONE = "aws sagemaker delete-endpoint --endpoint-name e\n"
CONFIG = "aws sagemaker create-endpoint-config --endpoint-config-name c --production-variants "


TYPED = f"{CONFIG}VariantName=v,InstanceType=$TYPE\n"


def deployment(script: str) -> Deployment:
    found = reading({"deploy.sh": script})
    assert found.problems == ()
    (only,) = found.deployments
    return only


def variant(script: str) -> Tree:
    (only,) = deployment(script).resources
    (found,) = elements(member(only.properties, "ProductionVariants"))
    return found


def calls(script: str) -> list[Call]:
    return list(deployment(script).calls)


@pytest.mark.parametrize(
    ("script", "reach"),
    [
        (MADE + GONE, "always"),
        (f"set -e\n{MADE}sleep 10\n{GONE}", "always"),
        (f"{MADE.strip()} && {GONE}", "always"),
        (f"trap '{GONE.strip()}' EXIT\n{MADE}", "guaranteed"),
        (f"cleanup() {{\n{GONE}}}\ntrap cleanup EXIT INT\n{MADE}", "guaranteed"),
        (f'{MADE}if [ "$1" = stop ]; then\n{GONE}fi\n', "conditional"),
        (f"{MADE}./smoke.sh || {GONE}", "conditional"),
        (f'if [ "$1" = all ]; then\n{MADE}{GONE}fi\n', "always"),
        (f"case $1 in up) {MADE.strip()};; down) {GONE.strip()};; esac\n", "conditional"),
        (f"teardown() {{\n{GONE}}}\n{MADE}", "elsewhere"),
        (f"down() {{\n{GONE}}}\n{MADE}down\n", "always"),
        (f"down() {{\n{GONE}}}\ntrap down EXIT\n{MADE}down\n", "guaranteed"),
        (f"for e in e; do\n{MADE}done\n{GONE}", "always"),
    ],
)
def test_how_surely_a_script_comes_to_a_deletion(script: str, reach: Reach) -> None:
    (call,) = calls(script)
    assert call.operation == "DeleteEndpoint"
    assert call.reach == reach


@pytest.mark.parametrize("name", ["YOUR_ENDPOINT", "your-endpoint-name", "fraud-Your-endpoint"])
def test_a_placeholder_in_a_deletion_stands_for_a_name_that_is_not_known(name: str) -> None:
    (call,) = calls(MADE + GONE.replace("name e", f"name {name}"))
    assert isinstance(member(call.arguments, "EndpointName"), Unknown)


def test_a_deletion_by_a_schedule() -> None:
    target = (
        '{"Arn": "arn:aws:scheduler:::aws-sdk:sagemaker:deleteEndpoint", "RoleArn": "r",'
        ' "Input": "{\\"EndpointName\\": \\"e\\"}"}'
    )
    script = (
        f"{MADE}aws scheduler create-schedule --name off --schedule-expression 'rate(1 day)'"
        f" --flexible-time-window Mode=OFF --target '{target}'\n"
    )
    (call,) = calls(script)
    assert (call.operation, call.reach) == ("DeleteEndpoint", "scheduled")
    assert plain(member(call.arguments, "EndpointName")) == "e"


@pytest.mark.parametrize(
    "script",
    [
        GONE + MADE,
        f"# {GONE}{MADE}",
        f"cat <<'EOT'\n{GONE}EOT\n{MADE}",
        f"if false; then\n{GONE}fi\n{MADE}",
        f"{MADE}exit 0\n{GONE}",
        f"{MADE}echo {GONE}",
    ],
)
def test_what_is_no_deletion(script: str) -> None:
    assert calls(script) == []


def test_a_default_is_known_by_the_way_it_came() -> None:
    found = variant(f"TYPE=${{TYPE:-ml.m5.large}}\n{CONFIG}VariantName=v,InstanceType=$TYPE\n")
    setting = member(found, "InstanceType")
    assert plain(setting) == "ml.m5.large"
    assert [hop.kind for hop in setting.via] == ["reference", "default"]


@pytest.mark.parametrize(
    "before",
    [
        'if [ -z "$TYPE" ]; then TYPE=ml.m5.large; fi',
        '[ -z "$TYPE" ] && TYPE=ml.m5.large',
        "[[ -n $TYPE ]] || TYPE=ml.m5.large",
        ': "${TYPE:=ml.m5.large}"',
        'TYPE=ml.m5.large\nwhile getopts "t:" o; do case $o in t) TYPE=$OPTARG;; esac; done',
        "TYPE=ml.m5.large\nif [ $# -gt 0 ]; then TYPE=$1; fi",
        "TYPE=$1\nTYPE=${TYPE:-ml.m5.large}",
        "TYPE=ml.m5.large\nsource ./settings.sh",
    ],
)
def test_other_ways_to_write_a_default(before: str) -> None:
    setting = member(variant(f"{before}\n{TYPED}"), "InstanceType")
    assert plain(setting) == "ml.m5.large"
    assert "default" in [hop.kind for hop in setting.via]


@pytest.mark.parametrize(
    "before",
    [
        "TYPE=$1",
        "TYPE=$(cat type.txt | tr a-z A-Z)",
        'if [ "$1" = a ]; then TYPE=ml.m5.large; else TYPE=ml.c5.large; fi',
        "read -r TYPE",
        "case $1 in a) TYPE=x;; *) TYPE=y;; esac",
    ],
)
def test_what_is_not_known(before: str) -> None:
    setting = member(variant(f"{before}\n{TYPED}"), "InstanceType")
    assert isinstance(setting, Unknown)
    assert setting.reason


def test_a_file_that_the_script_writes() -> None:
    script = (
        "N=2\ncat > v.json <<EOT\n"
        '[{"VariantName": "v", "InitialInstanceCount": $N, "InstanceType": "$TYPE"}]\n'
        f"EOT\n{CONFIG}file://v.json\n"
    )
    found = variant(script)
    count = member(found, "InitialInstanceCount")
    assert plain(count) == 2
    assert count.span.line == 3
    assert isinstance(member(found, "InstanceType"), Unknown)


def test_a_file_of_the_tree() -> None:
    files = {
        "ops/deploy.sh": f'cd "$(dirname "$0")"\n{CONFIG}file://v.json\n',
        "ops/v.json": '[{"VariantName": "v", "InitialInstanceCount": 3}]',
    }
    (only,) = reading(files).deployments
    (config,) = only.resources
    (found,) = elements(member(config.properties, "ProductionVariants"))
    assert plain(member(found, "InitialInstanceCount")) == 3
    assert member(found, "InitialInstanceCount").span.path == "ops/v.json"


def test_a_script_that_another_one_sources_is_read_there_alone() -> None:
    files = {
        "deploy.sh": f". ./lib.sh\ndeploy e\n{GONE}",
        "lib.sh": "deploy() { aws sagemaker create-endpoint --endpoint-name $1"
        " --endpoint-config-name c; }\n",
    }
    (only,) = reading(files).deployments
    assert only.path == "deploy.sh"
    (endpoint,) = only.resources
    assert plain(member(endpoint.properties, "EndpointName")) == "e"


def test_what_the_command_line_refuses_is_told() -> None:
    found = reading({"deploy.sh": "aws sagemaker create-endpoint --endpoint-nme e\n"})
    (problem,) = found.problems
    assert "--endpoint-nme" in problem.message
    assert problem.severity == "warning"
    assert found.deployments == ()


def test_a_wrapper_of_the_command_line() -> None:
    script = f'run() {{ echo "+ $*"; "$@"; }}\nrun {MADE}run {GONE}'
    (call,) = calls(script)
    assert call.reach == "always"


def test_scaling_of_other_services_is_left_alone() -> None:
    line = (
        "aws application-autoscaling register-scalable-target --service-namespace ecs"
        " --resource-id service/c/s --scalable-dimension ecs:service:DesiredCount\n"
    )
    assert [item.type for item in deployment(line + MADE).resources] == ["AWS::SageMaker::Endpoint"]


def test_findings_can_be_ignored_in_comments() -> None:
    config = f"{CONFIG}VariantName=v,ModelName=m,InstanceType=ml.m5.large,InitialInstanceCount=1\n"
    loud = stock({"deploy.sh": config + MADE}).endpoints
    assert [plain(endpoint.name) for endpoint in loud] == ["e"]
    comments = reading({"deploy.sh": f"# smlint: ignore[SM501] kept\n{MADE}"}).comments
    assert [(item.text, item.own_line) for item in comments] == [
        ("smlint: ignore[SM501] kept", True)
    ]
