# cleanup: grown=always
from sagemaker.model import Model
from sagemaker.model_monitor import DataCaptureConfig
from sagemaker.predictor import Predictor

model = Model(image_uri="i:1", role="arn:aws:iam::123456789012:role/ml", name="grown-model")
model.deploy(1, "ml.m5.large", endpoint_name="grown")
predictor = Predictor("grown")
capture = DataCaptureConfig(True, 10, "s3://capture/grown")
predictor.update_endpoint(
    initial_instance_count=3,
    instance_type="ml.m5.2xlarge",
    data_capture_config_dict=capture._to_request_dict(),
)
predictor.delete_endpoint()
