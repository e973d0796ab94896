import pulumi
import pulumi_aws as aws


class Inference(pulumi.ComponentResource):
    def __init__(self, name, kind, opts=None):
        super().__init__("service:inference:Endpoint", name, {}, opts)
        self.kind = kind
        self.prefix = name
        self._made = {}
        self.model()
        self.config()
        self.endpoint()

    def once(self, key, make):
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def model(self):
        return self.once(
            "model",
            lambda: aws.sagemaker.Model(
                resource_name=f"{self.prefix}-model",
                execution_role_arn="arn:aws:iam::123456789012:role/inference",
                primary_container={"image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ranking:3"},
            ),
        )

    def config(self):
        return self.once(
            "config",
            lambda: aws.sagemaker.EndpointConfiguration(
                resource_name=f"{self.prefix}-config",
                production_variants=[
                    {
                        "variant_name": "main",
                        "model_name": self.model().name,
                        "initial_instance_count": 1,
                        "instance_type": self.kind,
                    }
                ],
            ),
        )

    def endpoint(self):
        return self.once(
            "endpoint",
            lambda: aws.sagemaker.Endpoint(
                resource_name=f"{self.prefix}-endpoint", endpoint_config_name=self.config().name
            ),
        )


Inference("ranking", "ml.g5.xlarge")
Inference("search", "ml.c5.xlarge")
