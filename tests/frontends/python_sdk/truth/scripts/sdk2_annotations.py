# cleanup: typed=always
import sagemaker
from sagemaker.model import Model
from sagemaker.predictor import Predictor


def roll_out(model: Model, session: sagemaker.Session) -> None:
    settings = dict(initial_instance_count=1, instance_type="ml.m5.large")
    model.deploy(endpoint_name="typed", **settings)
    session.delete_endpoint("typed")


if __name__ == "__main__":
    session = sagemaker.Session()
    role = "arn:aws:iam::123456789012:role/ml"
    roll_out(Model("typed:1", role=role, sagemaker_session=session), session)
