# cleanup: small=always
from sagemaker.model import Model
from sagemaker.predictor import Predictor
from sagemaker.serverless import ServerlessInferenceConfig

model = Model(image_uri="i:1", role="arn:aws:iam::123456789012:role/ml", predictor_cls=Predictor)
predictor = model.deploy(
    endpoint_name="small", serverless_inference_config=ServerlessInferenceConfig(provisioned_concurrency=2)
)
predictor.delete_model()
predictor.delete_endpoint()
