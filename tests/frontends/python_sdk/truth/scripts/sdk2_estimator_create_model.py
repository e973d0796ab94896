# cleanup: made=always
from sagemaker.estimator import Estimator

estimator = Estimator(
    image_uri="train:1",
    role="arn:aws:iam::123456789012:role/ml",
    instance_count=1,
    instance_type="ml.m5.large",
    output_path="s3://models/made",
)
estimator.fit("s3://data/train", wait=False)
model = estimator.create_model(image_uri="serve:2", env={"LEVEL": "info"}, name="made-model")
predictor = model.deploy(1, "ml.m5.large", endpoint_name="made")
model.sagemaker_session.delete_endpoint("made")
