# cleanup: de=always
# cleanup: fr=always
from sagemaker.model import Model
from sagemaker.predictor import Predictor

SIZES = {"de": "ml.m5.large", "fr": "ml.m5.xlarge"}
predictors = []
for country, size in SIZES.items():
    model = Model(
        image_uri=f"{country}:1",
        role="arn:aws:iam::123456789012:role/ml",
        predictor_cls=Predictor,
    )
    predictors.append(model.deploy(1, size, endpoint_name=country))
for predictor in predictors:
    predictor.delete_endpoint()
