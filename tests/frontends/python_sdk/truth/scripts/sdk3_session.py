# cleanup: parts=always
from sagemaker.core.helper.session_helper import Session, production_variant

session = Session()
session.create_model(
    "parts", role="arn:aws:iam::123456789012:role/ml", container_defs={"Image": "parts:1"}
)
session.create_endpoint_config(
    "parts-config",
    production_variants=[production_variant("parts", "ml.m5.large", initial_instance_count=2)],
)
session.create_endpoint(endpoint_name="parts", config_name="parts-config")
session.delete_endpoint("parts")
session.delete_endpoint_config("parts-config")
