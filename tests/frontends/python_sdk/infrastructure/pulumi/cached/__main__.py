import pulumi
import pulumi_aws as aws

from functools import cached_property


class Inference:
    def __init__(self, name, kind):
        self.name = name
        self.kind = kind
        _ = self.config
        _ = self.endpoint

    @cached_property
    def config(self):
        return aws.sagemaker.EndpointConfiguration(
            f"{self.name}-config",
            production_variants=[
                {
                    "variant_name": "main",
                    "model_name": "made-elsewhere",
                    "initial_instance_count": 1,
                    "instance_type": self.kind,
                }
            ],
        )

    @cached_property
    def endpoint(self):
        return aws.sagemaker.Endpoint(f"{self.name}-endpoint", endpoint_config_name=self.config.name)


Inference("ranking", "ml.g5.xlarge")
Inference("search", "ml.c5.xlarge")
