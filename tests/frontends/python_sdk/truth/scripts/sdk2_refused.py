# cleanup: right=none
from sagemaker.model import Model
from sagemaker.pipeline import PipelineModel
from sagemaker.serverless import ServerlessInferenceConfig

ROLE = "arn:aws:iam::123456789012:role/ml"
model = Model(image_uri="i:1", role=ROLE)
try:
    model.deploy(endpoint_name="wrong")
except ValueError:
    pass
try:
    PipelineModel([model], ROLE).deploy(
        1, "ml.m5.large", serverless_inference_config=ServerlessInferenceConfig()
    )
except TypeError:
    pass
Model(image_uri="i:2", role=ROLE).deploy(1, "ml.m5.large", endpoint_name="right")
