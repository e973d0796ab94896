# cleanup: watched=guaranteed
from sagemaker.model import Model
from sagemaker.model_monitor import DataCaptureConfig
from sagemaker.predictor import Predictor

capture = DataCaptureConfig(True, 50, "s3://capture/watched", capture_options=["REQUEST"])
model = Model(
    image_uri="i:1", role="arn:aws:iam::123456789012:role/ml", predictor_cls=Predictor
)
predictor = model.deploy(1, "ml.m5.large", data_capture_config=capture, endpoint_name="watched")
try:
    predictor.predict(b"1,2")
finally:
    predictor.delete_endpoint(delete_endpoint_config=False)
