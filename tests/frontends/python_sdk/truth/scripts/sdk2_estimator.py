# cleanup: trained=always
from sagemaker.estimator import Estimator

estimator = Estimator(
    image_uri="train:1",
    role="arn:aws:iam::123456789012:role/ml",
    instance_count=2,
    instance_type="ml.p3.2xlarge",
    output_path="s3://models/trained",
    hyperparameters={"epochs": 3},
    tags=[{"Key": "team", "Value": "fraud"}],
)
estimator.fit({"train": "s3://data/train"}, wait=False)
predictor = estimator.deploy(
    initial_instance_count=1,
    instance_type="ml.m5.large",
    endpoint_name="trained",
    model_name="trained-model",
)
predictor.delete_model()
predictor.delete_endpoint()
