"""Scripts that delete their endpoint only if nothing fails before."""

from __future__ import annotations

from collections.abc import Iterator

from smlint.core.checks import per_endpoint
from smlint.core.facts import Citation, Facts
from smlint.core.model import Endpoint
from smlint.core.rule import Evidence, Example, Match, Rule
from smlint.core.values import Known
from smlint.rules._conditions import all_in
from smlint.rules._deletions import deletions, in_any_case

LANGUAGES = ("python", "step_functions")
"""Those in which a failure ends the run. A shell script goes on unless told otherwise."""

NOTEBOOK = ".ipynb"


@per_endpoint
def check(endpoint: Endpoint, _: Facts) -> Iterator[Match]:
    """Match the deletion of an endpoint that only the straight path comes to."""
    if endpoint.language not in LANGUAGES or endpoint.path.endswith(NOTEBOOK):
        return
    if all_in((endpoint.cleanup, ("always",))) and not all_in(
        (endpoint.environment, ("production",))
    ):
        in_script = endpoint.language == "python"
        made = Known(True, endpoint.blocks[-1] if endpoint.blocks else endpoint.span)
        yield Match(
            endpoint.cleanup.span,
            "this deletes the endpoint only if nothing fails between here and where it is made; "
            "else it keeps running and is billed",
            (Evidence("the endpoint is made here", made),),
            instead=in_any_case(deletions(endpoint, "DeleteEndpoint")) if in_script else (),
        )


RULE = Rule(
    id="SM506",
    name="delete-not-in-finally",
    title="Endpoint that a failure leaves running",
    category="cleanup",
    severity="note",
    preset="all",
    sources=(
        Citation(
            "Delete endpoints and resources",
            "https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-delete-resources.html",
            "2026-11-21",
            "Charges stop when the endpoint is deleted.",
        ),
        Citation(
            "The Python Language Reference, the try statement",
            "https://docs.python.org/3/reference/compound_stmts.html#finally-clause",
            "2026-11-21",
            "What stands in a finally clause is done whether or not an exception is raised before.",
        ),
        Citation(
            "Handling errors in Step Functions workflows",
            "https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html",
            "2026-11-21",
            "An error that no Catch of a state leads on from fails the whole execution.",
        ),
    ),
    explanation=(
        "A script that deploys, predicts and deletes leaves the endpoint behind when the "
        "prediction in between raises: a request that times out, a payload that the model does not "
        "understand. Nobody notices until the bill comes. In Python the deletion belongs into a "
        "finally clause, a context manager or a fixture of the test; in a state machine a Catch of "
        "every state in between has to lead to it. No document of AWS asks for this; it follows "
        "from how the languages work. Notebooks, where somebody sits before the failed cell, and "
        "endpoints known to be for production are left out."
    ),
    remedy=(
        "Delete the endpoint in a finally clause (in a state machine, in a state that a Catch "
        "leads to as well)."
    ),
    bad=(
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/fraud.tar.gz", role="ml", entry_point="inference.py")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge")
print(predictor.predict([[0.1, 0.2]]))
predictor.delete_endpoint()  # <- here
""",
        ),
        Example(
            "step_functions",
            """\
StartAt: Create
States:
  # smlint: environment=non-production
  Create:
    Type: Task
    Resource: arn:aws:states:::sagemaker:createEndpoint
    Parameters: {EndpointName.$: $.name, EndpointConfigName.$: $.config}
    Next: Predict
  Predict:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Parameters: {FunctionName: predict}
    Next: Delete
  Delete: # <- here
    Type: Task
    Resource: arn:aws:states:::aws-sdk:sagemaker:deleteEndpoint
    Parameters: {EndpointName.$: $.name}
    End: true
""",
        ),
    ),
    good=(
        Example(
            "python",
            """\
from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data="s3://models/fraud.tar.gz", role="ml", entry_point="inference.py")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge")
try:
    print(predictor.predict([[0.1, 0.2]]))
finally:
    predictor.delete_endpoint()
""",
        ),
        Example(
            "step_functions",
            """\
StartAt: Create
States:
  Create:
    Type: Task
    Resource: arn:aws:states:::sagemaker:createEndpoint
    Parameters: {EndpointName.$: $.name, EndpointConfigName.$: $.config}
    Next: Predict
  Predict:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Parameters: {FunctionName: predict}
    Catch: [{ErrorEquals: [States.ALL], Next: Delete}]
    Next: Delete
  Delete:
    Type: Task
    Resource: arn:aws:states:::aws-sdk:sagemaker:deleteEndpoint
    Parameters: {EndpointName.$: $.name}
    End: true
""",
        ),
    ),
    check=check,
)
