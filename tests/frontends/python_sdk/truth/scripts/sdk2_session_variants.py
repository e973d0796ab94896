# cleanup: split=always
import sagemaker
from sagemaker.session import production_variant

session = sagemaker.Session()
for name in ("a", "b"):
    session.create_model(name, "arn:aws:iam::123456789012:role/ml", {"Image": f"{name}:1"})
variants = [
    production_variant(
        model_name="a", instance_type="ml.m5.large", initial_instance_count=2, variant_name="A"
    ),
    production_variant("b", "ml.m5.xlarge", variant_name="B", initial_weight=0.5, volume_size=40),
]
session.endpoint_from_production_variants(
    name="split", production_variants=variants, tags=[{"Key": "k", "Value": "v"}]
)
session.delete_endpoint("split")
