"""Frontends: each reads the projects of one language into deployments.

This table is all that is known about them until a file asks for one: which files are theirs, and
which words a file must hold for the frontend to be worth loading. Markers are case-sensitive, as
the names they are part of. Where the suffixes of several languages fit a name, the first has it
that claims it: one whose suffixes are others' too claims only what holds one of its markers. What a
language's tool has written (a plan of Terraform is a `.json` file) is that language's.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Language:
    """What discovery needs to know of a frontend; `module` holds its `read` function.

    `neighbours`: where a file is named, those beside it may hold its values. `directories`: the
    files of a directory are one project (or call each other, as scripts do), so that they are
    needed in any case. `outputs`: suffixes
    of what the language's tool writes, and the words that such a file holds beside a marker; it
    needs no neighbours. `marked`: its suffixes are another language's, and only files with a marker
    are its own. `foreign`: what the first bytes of a file show that only the tool can read,
    with the reason and the hint for whoever names it.
    """

    __slots__ = (
        "directories", "foreign", "marked", "markers", "module", "name", "neighbours", "outputs",
        "suffixes",
    )  # fmt: skip

    def __init__(  # noqa: PLR0913
        self,
        name: str,
        suffixes: tuple[str, ...],
        markers: tuple[bytes, ...],
        module: str,
        *,
        neighbours: bool = False,
        directories: bool = False,
        marked: bool = False,
        outputs: Mapping[str, tuple[bytes, ...]] | None = None,
        foreign: tuple[tuple[tuple[bytes, ...], str, str], ...] = (),
    ) -> None:
        self.name = name
        self.suffixes = suffixes
        self.markers = markers
        self.module = module
        self.neighbours = neighbours
        self.directories = directories
        self.marked = marked
        self.outputs = outputs or {}
        self.foreign = foreign

    def is_output(self, path: str, holds: Callable[[bytes], bool]) -> bool:
        """Whether its tool wrote the file at `path`, of which `holds` tells the words, to a hit."""
        return any(
            path.endswith(suffix) and all(map(holds, words)) and self.is_marked(holds)
            for suffix, words in self.outputs.items()
        )

    def claims(self, path: str, holds: Callable[[bytes], bool]) -> bool:
        """Whether the file at `path`, of which `holds` tells the words, is of the language."""
        return path.endswith(self.suffixes) and (not self.marked or self.is_marked(holds))

    def is_marked(self, holds: Callable[[bytes], bool]) -> bool:
        """Whether a file, of which `holds` tells the words, holds one of the markers."""
        return any(map(holds, self.markers))


def language_of(
    path: str, holds: Callable[[bytes], bool], languages: tuple[Language, ...]
) -> Language | None:
    """The language of the file at `path`, of which `holds` tells the words; None if it has none."""
    for language in languages:
        if language.is_output(path, holds):
            return language
    return next((language for language in languages if language.claims(path, holds)), None)


SCALING = (b"sagemaker:variant:", b"sagemaker:inference-component:")
"""Scalable dimensions: what scales an endpoint may stand in a project of its own."""
METRICS = (b"AWS/SageMaker", b"/aws/sagemaker/Endpoints")
"""Namespaces: what watches an endpoint may stand in a project of its own, too."""
COMMANDS = (
    b"create-endpoint",
    b"update-endpoint",
    b"delete-endpoint",
    b"create-transform-job",
    b"create-inference-component",
    b"invoke-endpoint",
)
"""Of the AWS command line: in scripts of the shell, and where Python starts it."""
DELETING = (b"delete_endpoint(", b"sagemaker:deleteEndpoint", b"sagemaker delete-endpoint")
"""Code and schedules in templates and Terraform that delete endpoints of other projects."""
UNREAD = (b"AWS::SageMaker::", b"sagemaker create-endpoint")
"""In Terraform: what makes endpoints by a template or a command, which is told but not read."""

LANGUAGES = (
    Language(
        "terraform",
        (".tf", ".tf.json", ".tfvars", ".tfvars.json", "terragrunt.hcl"),
        (b"aws_sagemaker_", b"awscc_sagemaker_", *SCALING, *METRICS, *DELETING, *UNREAD),
        "smlint.frontends.terraform.reader",
        neighbours=True,
        directories=True,
        outputs={
            ".json": (b'"format_version"', b'"terraform_version"'),
            ".tfstate": (b'"terraform_version"',),
        },
        foreign=(
            (
                (b"PK", b"tfplan"),
                "it is a plan in the form that only terraform reads",
                "run `terraform show -json FILE > plan.json`, and check plan.json",
            ),
        ),
    ),
    Language(
        "step_functions",
        (".asl.yaml", ".asl.yml", ".asl.json"),
        (b"sagemaker:", b":sagemakerruntime:", *SCALING),
        "smlint.frontends.step_functions",
    ),
    Language(
        "kubernetes",
        (".yaml", ".yml", ".json"),
        tuple(
            f"{service}.services.k8s.aws/v".encode()
            for service in ("sagemaker", "applicationautoscaling", "cloudwatch")
        ),
        "smlint.frontends.kubernetes.reader",
        neighbours=True,
        directories=True,
        marked=True,
    ),
    Language(
        "cloudformation",
        (".yaml", ".yml", ".json", ".template"),
        (
            b"AWS::SageMaker::",
            b"states:::sagemaker:",
            b"states:::aws-sdk:sagemaker:",
            b"Custom::SageMaker",
            *DELETING,
            *SCALING,
            *METRICS,
        ),
        "smlint.frontends.cloudformation",
        neighbours=True,
    ),
    Language(
        "python",
        (".py", ".ipynb"),
        (
            b"create_endpoint",
            b"ProductionVariants",
            b"production_variants",
            b"Endpoint.create(",
            b".deploy(",
            b"create_transform_job",
            b".transformer(",
            b"sagemaker.transformer",
            b"register_scalable_target",
            b"invoke_endpoint",
            b"delete_endpoint",
            b"update_endpoint_weights_and_capacities",
            b"sagemaker:deleteEndpoint",
            b"CfnEndpoint",
            b"CfnInferenceComponent",
            b"aws_sagemaker_alpha",
            b"EndpointConfiguration(",
            b"sagemaker.EndpointConfig",
            b'"AWS::SageMaker::Endpoint',
            *SCALING,
            *COMMANDS,
        ),
        "smlint.frontends.python_sdk",
        neighbours=True,
        directories=True,
    ),
    Language(
        "shell",
        (".sh", ".bash", ".zsh", ".ksh"),
        (*COMMANDS, *SCALING),
        "smlint.frontends.shell",
    ),
)

DOCUMENTS = Language(
    "documents",
    (".md", ".markdown", ".mdx", ".rst"),
    tuple(dict.fromkeys(marker for language in LANGUAGES for marker in language.markers)),
    "smlint.documents",
)
"""Documents with code of the languages above: read where that is asked for."""
