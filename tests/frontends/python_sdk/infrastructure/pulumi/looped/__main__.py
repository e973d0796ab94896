import pulumi
import pulumi_aws as aws

KINDS = {"small": "ml.m5.large", "large": "ml.m5.4xlarge"}
for size, kind in KINDS.items():
    model = aws.sagemaker.Model(
        size,
        execution_role_arn="arn:aws:iam::123456789012:role/inference",
        primary_container={"image": f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/{size}:1"},
    )
    config = aws.sagemaker.EndpointConfiguration(
        size,
        production_variants=[
            {"variant_name": f"variant-{n}", "model_name": model.name, "initial_instance_count": n, "instance_type": kind}
            for n in (1, 2)
        ],
    )
    aws.sagemaker.Endpoint(size, name=f"endpoint-{size}", endpoint_config_name=config.name)
