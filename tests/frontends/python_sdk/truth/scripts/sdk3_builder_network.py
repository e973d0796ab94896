# cleanup: private=always
from sagemaker.core.helper.session_helper import Session
from sagemaker.core.resources import Endpoint
from sagemaker.core.training.configs import Networking
from sagemaker.serve import ModelBuilder

session = Session()
builder = ModelBuilder(
    image_uri="private:1",
    s3_model_data_url="s3://models/private.tar.gz",
    role_arn="arn:aws:iam::123456789012:role/ml",
    sagemaker_session=session,
    env_vars={"A": "1"},
    network=Networking(subnets=["subnet-1"], security_group_ids=["sg-1"]),
    instance_type="ml.m5.large",
)
builder.build(model_name="private-model")
endpoint = builder.deploy(
    endpoint_name="private", initial_instance_count=1, tags=[{"Key": "team", "Value": "ml"}]
)
Endpoint.get("private").delete()
