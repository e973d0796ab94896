import pulumi
import pulumi_aws as aws


class Inference(pulumi.ComponentResource):
    def __init__(self, name, image, kind="ml.m5.large", count=1, opts=None):
        super().__init__("service:inference:Endpoint", name, None, opts)
        own = pulumi.ResourceOptions(parent=self)
        self.model = aws.sagemaker.Model(
            f"{name}-model",
            execution_role_arn="arn:aws:iam::123456789012:role/inference",
            primary_container=aws.sagemaker.ModelPrimaryContainerArgs(image=image),
            opts=own,
        )
        self.config = aws.sagemaker.EndpointConfiguration(
            f"{name}-config", production_variants=[self._variant(kind, count)], opts=own
        )
        self.endpoint = aws.sagemaker.Endpoint(
            f"{name}-endpoint", endpoint_config_name=self.config.name, opts=own
        )
        self.register_outputs({"name": self.endpoint.name})

    def _variant(self, kind, count):
        return aws.sagemaker.EndpointConfigurationProductionVariantArgs(
            variant_name="main",
            model_name=self.model.name,
            initial_instance_count=count,
            instance_type=kind,
        )


ranking = Inference("ranking", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ranking:3", count=2)
search = Inference("search", image="123456789012.dkr.ecr.eu-west-1.amazonaws.com/search:1", kind="ml.c5.xlarge")
pulumi.export("endpoint", ranking.endpoint.name)
