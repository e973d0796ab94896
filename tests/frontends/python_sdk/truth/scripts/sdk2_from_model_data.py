# cleanup: quick=always
import sagemaker

session = sagemaker.Session()
name = session.endpoint_from_model_data(
    model_s3_location="s3://models/quick.tar.gz",
    image_uri="quick:1",
    initial_instance_count=1,
    instance_type="ml.t2.medium",
    name="quick",
    role="arn:aws:iam::123456789012:role/ml",
    model_environment_vars={"A": "1"},
)
session.delete_endpoint(name)
session.delete_endpoint_config(name)
session.delete_model(name)
