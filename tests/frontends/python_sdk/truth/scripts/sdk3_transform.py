from sagemaker.core.resources import Model, TransformJob
from sagemaker.core.shapes import (
    ContainerDefinition,
    TransformDataSource,
    TransformInput,
    TransformOutput,
    TransformResources,
    TransformS3DataSource,
)

Model.create(
    model_name="nightly",
    primary_container=ContainerDefinition(image="nightly:1"),
    execution_role_arn="arn:aws:iam::123456789012:role/ml",
)
source = TransformS3DataSource(s3_data_type="S3Prefix", s3_uri="s3://in/rows")
TransformJob.create(
    transform_job_name="nightly",
    model_name="nightly",
    transform_input=TransformInput(data_source=TransformDataSource(s3_data_source=source)),
    transform_output=TransformOutput(s3_output_path="s3://out"),
    transform_resources=TransformResources(instance_type="ml.m5.large", instance_count=1),
    max_payload_in_mb=6,
)
