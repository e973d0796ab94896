# cleanup: burst=guaranteed
from sagemaker.estimator import Estimator
from sagemaker.serverless import ServerlessInferenceConfig

estimator = Estimator(
    image_uri="train:1",
    role="arn:aws:iam::123456789012:role/ml",
    instance_count=1,
    instance_type="ml.m5.large",
    output_path="s3://models/burst",
)
estimator.fit("s3://data/train", wait=False)
predictor = estimator.deploy(
    serverless_inference_config=ServerlessInferenceConfig(4096, 8), endpoint_name="burst"
)
try:
    predictor.predict(b"1,2,3")
finally:
    predictor.delete_endpoint()
