# cleanup: torch=none
# cleanup: trees=none
# cleanup: flow=none
# cleanup: learn=always
# cleanup: faces=none
import io
import tarfile
from pathlib import Path
from tempfile import mkdtemp

import boto3
from sagemaker.huggingface import HuggingFace
from sagemaker.pytorch import PyTorch
from sagemaker.sklearn.estimator import SKLearn
from sagemaker.tensorflow import TensorFlow
from sagemaker.xgboost import XGBoost

s3 = boto3.client("s3")
s3.create_bucket(
    Bucket="models", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
)
ROLE = "arn:aws:iam::123456789012:role/ml"
SOURCE = mkdtemp()
Path(SOURCE, "train.py").write_text("print('training')\n")
archive = io.BytesIO()
with tarfile.open(fileobj=archive, mode="w:gz"):
    pass


def train(estimator):
    estimator.fit("s3://data", wait=False)
    key = f"all/{estimator.latest_training_job.name}/output/model.tar.gz"
    s3.put_object(Bucket="models", Key=key, Body=archive.getvalue())


common = {
    "entry_point": "train.py",
    "source_dir": SOURCE,
    "role": ROLE,
    "instance_count": 1,
    "instance_type": "ml.m5.xlarge",
    "output_path": "s3://models/all",
}
torch = PyTorch(framework_version="2.0", py_version="py310", **common)
train(torch)
torch.deploy(1, "ml.g4dn.xlarge", endpoint_name="torch")
trees = XGBoost(framework_version="1.7-1", **common)
train(trees)
trees.deploy(initial_instance_count=2, instance_type="ml.c5.large", endpoint_name="trees")
flow = TensorFlow(framework_version="2.12", py_version="py310", **common)
train(flow)
flow.deploy(1, "ml.c5.xlarge", endpoint_name="flow")
learn = SKLearn(framework_version="1.2-1", **common)
train(learn)
predictor = learn.deploy(1, "ml.m5.large", endpoint_name="learn")
predictor.delete_endpoint()
faces = HuggingFace(
    transformers_version="4.28",
    pytorch_version="2.0",
    py_version="py310",
    **{**common, "instance_type": "ml.p3.2xlarge"},
)
train(faces)
faces.deploy(1, "ml.g5.xlarge", endpoint_name="faces")
