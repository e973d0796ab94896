# cleanup: single=none
from sagemaker.compute_resource_requirements.resource_requirements import ResourceRequirements
from sagemaker.enums import EndpointType
from sagemaker.model import Model

model = Model(image_uri="i:1", role="arn:aws:iam::123456789012:role/ml")
model.deploy(
    1,
    "ml.g4dn.xlarge",
    endpoint_name="single",
    endpoint_type=EndpointType.MODEL_BASED,
    managed_instance_scaling={"MinInstanceCount": 1, "MaxInstanceCount": 4},
    resources=ResourceRequirements(requests={"memory": 1024}),
    model_name="ignored",
)
