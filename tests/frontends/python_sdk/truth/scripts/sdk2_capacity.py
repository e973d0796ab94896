# cleanup: grows=always
import boto3
from sagemaker.model import Model
from sagemaker.predictor import Predictor

model = Model(
    image_uri="i:1",
    model_data="s3://models/i.tar.gz",
    role="arn:aws:iam::123456789012:role/ml",
    name="grows-model",
    predictor_cls=Predictor,
)
predictor = model.deploy(1, "ml.m5.large", endpoint_name="grows", volume_size=20, tags={"a": "b"})
predictor.update_endpoint(initial_instance_count=2, instance_type="ml.m5.large")
predictor.update_endpoint(
    kms_key="arn:aws:kms:eu-west-1:123456789012:key/1", model_name="grows-model",
    initial_instance_count=4, instance_type="ml.c5.large", tags=[{"Key": "k", "Value": "v"}],
)  # fmt: skip
boto3.client("sagemaker").update_endpoint_weights_and_capacities(
    EndpointName=predictor.endpoint_name,
    DesiredWeightsAndCapacities=[{"VariantName": "AllTraffic", "DesiredInstanceCount": 1}],
)
predictor.delete_endpoint()
