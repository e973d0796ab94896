# cleanup: busy=none
import boto3
from sagemaker.model import Model

Model(image_uri="i:1", role="arn:aws:iam::123456789012:role/ml").deploy(
    initial_instance_count=2, instance_type="ml.m5.large", endpoint_name="busy"
)
scaling = boto3.client("application-autoscaling")
target = {
    "ServiceNamespace": "sagemaker",
    "ResourceId": "endpoint/busy/variant/AllTraffic",
    "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
}
scaling.register_scalable_target(MinCapacity=2, MaxCapacity=6, **target)
