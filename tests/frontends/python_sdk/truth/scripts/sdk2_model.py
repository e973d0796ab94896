# cleanup: fraud=always
from sagemaker.model import Model

ROLE = "arn:aws:iam::123456789012:role/ml"
model = Model(
    image_uri="123456789012.dkr.ecr.eu-west-1.amazonaws.com/fraud:1",
    model_data="s3://models/fraud/model.tar.gz",
    role=ROLE,
    env={"THREADS": "4"},
    name="fraud-model",
)
model.deploy(
    2,
    "ml.m5.large",
    endpoint_name="fraud",
    tags=[{"Key": "team", "Value": "risk"}],
    kms_key="alias/endpoints",
    volume_size=30,
    model_data_download_timeout=600,
    container_startup_health_check_timeout=300,
    routing_config={"RoutingStrategy": "least_outstanding_requests"},
    inference_ami_version="al2-ami-sagemaker-inference-gpu-2",
)
model.sagemaker_session.delete_endpoint("fraud")
model.sagemaker_session.delete_endpoint_config("fraud")
model.delete_model()
