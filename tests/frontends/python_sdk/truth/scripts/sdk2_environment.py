# cleanup: tuned=none
import argparse
import os

from sagemaker.huggingface import HuggingFaceModel

parser = argparse.ArgumentParser()
parser.add_argument("--instance-type", default="ml.g4dn.xlarge")
parser.add_argument("--count", type=int, default=2)
options = parser.parse_args()
model = HuggingFaceModel(
    role=os.environ.get("ROLE", "arn:aws:iam::123456789012:role/ml"),
    image_uri="tgi:2",
    env={"HF_MODEL_ID": "a/b", "MAX_INPUT_LENGTH": "2048"},
)
model.deploy(options.count, options.instance_type, endpoint_name="tuned")
