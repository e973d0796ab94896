# cleanup: approved=none
import boto3
from sagemaker import Session
from sagemaker.model import Model

boto3.client("sagemaker").create_model_package_group(ModelPackageGroupName="fraud")
model = Model(
    image_uri="fraud:1",
    model_data="s3://models/fraud.tar.gz",
    role="arn:aws:iam::123456789012:role/ml",
    sagemaker_session=Session(),
)
package = model.register(
    content_types=["text/csv"],
    response_types=["text/csv"],
    inference_instances=["ml.m5.large"],
    transform_instances=["ml.m5.large"],
    model_package_group_name="fraud",
    approval_status="Approved",
)
package.deploy(initial_instance_count=1, instance_type="ml.m5.large", endpoint_name="approved")
