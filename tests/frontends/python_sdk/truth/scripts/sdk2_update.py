# cleanup: live=none
from sagemaker.model import Model

ROLE = "arn:aws:iam::123456789012:role/ml"
first = Model(image_uri="i:1", role=ROLE, name="live-1")
first.deploy(1, "ml.m5.large", endpoint_name="live")
second = Model(image_uri="i:2", role=ROLE, name="live-2")
second.deploy(
    initial_instance_count=2,
    instance_type="ml.m5.xlarge",
    endpoint_name="live",
    update_endpoint=True,
)
