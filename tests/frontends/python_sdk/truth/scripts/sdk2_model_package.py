# cleanup: packaged=none
import boto3
import sagemaker

client = boto3.client("sagemaker")
client.create_model_package_group(ModelPackageGroupName="fraud")
created = client.create_model_package(
    ModelPackageGroupName="fraud",
    ModelApprovalStatus="Approved",
    InferenceSpecification={
        "Containers": [{"Image": "fraud:1"}],
        "SupportedContentTypes": ["text/csv"],
        "SupportedResponseMIMETypes": ["text/csv"],
    },
)
package = sagemaker.ModelPackage(
    role="arn:aws:iam::123456789012:role/ml",
    model_package_arn=created["ModelPackageArn"],
    name="packaged-model",
    sagemaker_session=sagemaker.Session(),
)
package.deploy(1, "ml.m5.large", endpoint_name="packaged")
