"""Frontends: each reads the projects of one language into deployments.

This table is all that is known about them until a file asks for one: which files are theirs, and
which words a file must hold for the frontend to be worth loading. Markers are case-sensitive, as
the names they are part of. Where two languages' suffixes fit a name, the first language has it.
"""


class Language:
    """What discovery needs to know of a frontend; `module` holds its `read` function.

    `neighbours`: where a file is named, those beside it may hold its values. `directories`: the
    files of a directory are one project, so that they are needed in any case.
    """

    __slots__ = ("directories", "markers", "module", "name", "neighbours", "suffixes")

    def __init__(  # noqa: PLR0913
        self,
        name: str,
        suffixes: tuple[str, ...],
        markers: tuple[bytes, ...],
        module: str,
        *,
        neighbours: bool = False,
        directories: bool = False,
    ) -> None:
        self.name = name
        self.suffixes = suffixes
        self.markers = markers
        self.module = module
        self.neighbours = neighbours
        self.directories = directories


SCALING = (b"sagemaker:variant:", b"sagemaker:inference-component:")
"""Scalable dimensions: what scales an endpoint may stand in a project of its own."""

LANGUAGES = (
    Language(
        "terraform",
        (".tf", ".tf.json", ".tfvars", ".tfvars.json"),
        (b"aws_sagemaker_", b"awscc_sagemaker_", *SCALING),
        "smlint.frontends.terraform",
        neighbours=True,
        directories=True,
    ),
    Language(
        "cloudformation",
        (".yaml", ".yml", ".json", ".template"),
        (b"AWS::SageMaker::", *SCALING),
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
            b"register_scalable_target",
            b"invoke_endpoint",
            b"delete_endpoint",
        ),
        "smlint.frontends.python_sdk",
    ),
)
