# cleanup: dev-search=guaranteed
from contextlib import contextmanager

from sagemaker.model import Model
from sagemaker.predictor import Predictor

ROLE = "arn:aws:iam::123456789012:role/ml"


class Search:
    instance_type = "ml.c5.large"

    def __init__(self, stage, count=1):
        self.name = f"{stage}-search"
        self.count = count
        self.model = Model(image_uri=f"search:{stage}", role=ROLE, predictor_cls=Predictor)

    def deploy(self):
        return self.model.deploy(self.count, self.instance_type, endpoint_name=self.name)


@contextmanager
def running(search):
    predictor = search.deploy()
    try:
        yield predictor
    finally:
        predictor.delete_endpoint()


with running(Search("dev")) as predictor:
    predictor.predict(b"query")
