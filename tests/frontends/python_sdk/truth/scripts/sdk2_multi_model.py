# cleanup: many=always
from sagemaker.model import Model
from sagemaker.multidatamodel import MultiDataModel
from sagemaker.predictor import Predictor

inner = Model(
    image_uri="i:1",
    role="arn:aws:iam::123456789012:role/ml",
    env={"MODE": "many"},
    predictor_cls=Predictor,
)
models = MultiDataModel(name="many", model_data_prefix="s3://models/many/", model=inner)
predictor = models.deploy(
    initial_instance_count=1, instance_type="ml.m5.xlarge", volume_size=100, tags={"team": "a"}
)
predictor.predict(b"x", target_model="a.tar.gz")
predictor.delete_endpoint()
