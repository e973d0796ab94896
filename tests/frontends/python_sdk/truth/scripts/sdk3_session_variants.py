# cleanup: split=none
from sagemaker.core.helper.session_helper import Session, production_variant

session = Session()
session.create_model(
    "split", role="arn:aws:iam::123456789012:role/ml", container_defs={"Image": "split:1"}
)
session.endpoint_from_production_variants(
    name="split",
    production_variants=[production_variant("split", "ml.m5.large", 1, volume_size=20)],
    tags=[{"Key": "team", "Value": "a"}],
)
