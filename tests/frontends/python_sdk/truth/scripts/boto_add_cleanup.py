# cleanup: added=guaranteed
import unittest

import boto3


class EndpointTest(unittest.TestCase):
    def setUp(self):
        self.sm = boto3.client("sagemaker")
        self.sm.create_model(
            ModelName="added",
            PrimaryContainer={"Image": "i"},
            ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
        )
        self.sm.create_endpoint_config(
            EndpointConfigName="added",
            ProductionVariants=[
                {
                    "VariantName": "v",
                    "ModelName": "added",
                    "InstanceType": "ml.m5.large",
                    "InitialInstanceCount": 1,
                }
            ],
        )
        self.sm.create_endpoint(EndpointName="added", EndpointConfigName="added")
        self.addCleanup(self.sm.delete_endpoint, EndpointName="added")

    def test_answers(self):
        boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="added", Body="1")


if __name__ == "__main__":
    unittest.main(exit=False, argv=["added"])
