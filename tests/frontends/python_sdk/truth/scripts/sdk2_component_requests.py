# cleanup: pool=none
import sagemaker
from sagemaker.session import production_variant

session = sagemaker.Session()
ROLE = "arn:aws:iam::123456789012:role/ml"
session.create_model("tiny", ROLE, {"Image": "tiny:1"})
pool = production_variant(
    instance_type="ml.g4dn.2xlarge",
    initial_instance_count=1,
    managed_instance_scaling={"Status": "ENABLED", "MinInstanceCount": 1, "MaxInstanceCount": 2},
    routing_config={"RoutingStrategy": "RANDOM"},
)
session.endpoint_from_production_variants("pool", [pool], role=ROLE)
session.create_inference_component(
    "tiny-component",
    "pool",
    "AllTraffic",
    specification={
        "ModelName": "tiny",
        "ComputeResourceRequirements": {"MinMemoryRequiredInMb": 1024},
    },
)
session.delete_inference_component("tiny-component")
