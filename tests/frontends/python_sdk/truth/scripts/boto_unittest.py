# cleanup: unit=guaranteed
import unittest

import boto3


class EndpointTest(unittest.TestCase):
    NAME = "unit"

    @classmethod
    def setUpClass(cls):
        cls.sm = boto3.client("sagemaker")
        cls.sm.create_model(
            ModelName=cls.NAME,
            PrimaryContainer={"Image": "i"},
            ExecutionRoleArn="arn:aws:iam::123456789012:role/ml",
        )
        cls.sm.create_endpoint_config(
            EndpointConfigName=cls.NAME,
            ProductionVariants=[
                {
                    "VariantName": "v",
                    "ModelName": cls.NAME,
                    "InstanceType": "ml.m5.large",
                    "InitialInstanceCount": 1,
                }
            ],
        )
        cls.sm.create_endpoint(EndpointName=cls.NAME, EndpointConfigName=cls.NAME)

    @classmethod
    def tearDownClass(cls):
        cls.sm.delete_endpoint(EndpointName=cls.NAME)

    def test_answers(self):
        runtime = boto3.client("sagemaker-runtime")
        answer = runtime.invoke_endpoint(EndpointName=self.NAME, Body="1")
        self.assertIn("Body", answer)


if __name__ == "__main__":
    unittest.main(exit=False, argv=["unit"])
