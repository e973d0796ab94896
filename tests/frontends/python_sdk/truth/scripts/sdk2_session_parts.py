# cleanup: bits=none
import sagemaker
from sagemaker.model_monitor import DataCaptureConfig
from sagemaker.serverless import ServerlessInferenceConfig

session = sagemaker.session.Session()
capture = DataCaptureConfig(True, destination_s3_uri="s3://capture/bits")
model = session.create_model(
    name="bits-model",
    role="arn:aws:iam::123456789012:role/ml",
    container_defs=[{"Image": "a:1"}, {"Image": "b:1"}],
)
config = session.create_endpoint_config(
    "bits-config",
    model_name=model,
    initial_instance_count=1,
    instance_type="ml.m5.large",
    data_capture_config_dict=capture._to_request_dict(),
)
session.create_endpoint(endpoint_name="bits", config_name=config)
small = ServerlessInferenceConfig(max_concurrency=3)
session.create_endpoint_config(
    "bits-small", model, serverless_inference_config_dict=small._to_request_dict()
)
session.update_endpoint("bits", "bits-small")
