# cleanup: seen=none
from sagemaker.model import Model
from sagemaker.model_monitor import DataCaptureConfig

capture = DataCaptureConfig(enable_capture=True)
model = Model(image_uri="i:1", role="arn:aws:iam::123456789012:role/ml")
model.deploy(1, "ml.m5.large", endpoint_name="seen", data_capture_config=capture)
