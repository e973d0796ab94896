# cleanup: ab=always
import boto3
import sagemaker
from sagemaker.session import production_variant

session = sagemaker.Session()
sm = boto3.client("sagemaker")
ROLE = "arn:aws:iam::123456789012:role/ml"
for name in ("model-a", "model-b"):
    session.create_model(name, ROLE, {"Image": f"{name}:1", "ModelDataUrl": "s3://m/m.tar.gz"})
only_a = [production_variant("model-a", "ml.m5.large", 2, variant_name="A", initial_weight=1)]
both = [
    *only_a,
    production_variant(
        model_name="model-b",
        instance_type="ml.m5.xlarge",
        initial_instance_count=1,
        variant_name="B",
        initial_weight=0.1,
    ),
]
session.endpoint_from_production_variants("ab", only_a, wait=False)
sm.create_endpoint_config(EndpointConfigName="ab-both", ProductionVariants=both)
session.update_endpoint("ab", "ab-both", wait=False)
sm.update_endpoint_weights_and_capacities(
    EndpointName="ab",
    DesiredWeightsAndCapacities=[{"VariantName": "A", "DesiredWeight": 0.5}],
)
session.delete_endpoint("ab")
