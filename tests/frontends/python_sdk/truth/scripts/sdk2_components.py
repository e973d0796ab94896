# cleanup: shared=none
from sagemaker.compute_resource_requirements.resource_requirements import ResourceRequirements
from sagemaker.enums import EndpointType
from sagemaker.model import Model
from sagemaker.model_monitor import DataCaptureConfig
from sagemaker.predictor import Predictor

model = Model(
    image_uri="i:1",
    model_data="s3://models/llm.tar.gz",
    role="arn:aws:iam::123456789012:role/ml",
    predictor_cls=Predictor,
    name="llm",
)
needs = ResourceRequirements(
    requests={"num_accelerators": 1, "memory": 8192, "copies": 2}, limits={"memory": 16384}
)
predictor = model.deploy(
    initial_instance_count=1,
    instance_type="ml.g4dn.12xlarge",
    endpoint_type=EndpointType.INFERENCE_COMPONENT_BASED,
    endpoint_name="shared",
    inference_component_name="llm-component",
    resources=needs,
    managed_instance_scaling={"MaxInstanceCount": 3},
    data_capture_config=DataCaptureConfig(True, destination_s3_uri="s3://capture"),
    model_data_download_timeout=900,
    tags={"team": "llm"},
)
predictor.delete_predictor()
