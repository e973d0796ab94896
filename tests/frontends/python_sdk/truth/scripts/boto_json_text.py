# cleanup: from-json=none
import json

import boto3

REQUESTS = json.loads(
    """
    {
      "model": {"ModelName": "from-json", "PrimaryContainer": {"Image": "i"}},
      "config": {
        "EndpointConfigName": "from-json",
        "ProductionVariants": [
          {"VariantName": "v", "ModelName": "from-json",
           "InstanceType": "ml.r5.large", "InitialInstanceCount": 2}
        ],
        "DataCaptureConfig": {
          "EnableCapture": true, "InitialSamplingPercentage": 10,
          "DestinationS3Uri": "s3://capture/json",
          "CaptureOptions": [{"CaptureMode": "InputAndOutput"}]
        }
      }
    }
    """
)
sm = boto3.client("sagemaker")
sm.create_model(ExecutionRoleArn="arn:aws:iam::123456789012:role/ml", **REQUESTS["model"])
sm.create_endpoint_config(**REQUESTS["config"])
sm.create_endpoint(
    EndpointName="from-json", EndpointConfigName=REQUESTS["config"]["EndpointConfigName"]
)
