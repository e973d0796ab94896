# cleanup: torch=none
# cleanup: learn=none
# cleanup: faces=none
# cleanup: net=none
# cleanup: flow=none
# cleanup: plain=none
import io
import tarfile
from pathlib import Path
from tempfile import mkdtemp

import boto3
from sagemaker.huggingface import HuggingFaceModel
from sagemaker.model import Model
from sagemaker.mxnet import MXNetModel
from sagemaker.pytorch import PyTorchModel
from sagemaker.sklearn import SKLearnModel
from sagemaker.tensorflow import TensorFlowModel

ROLE = "arn:aws:iam::123456789012:role/ml"
s3 = boto3.client("s3")
s3.create_bucket(
    Bucket="models", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
)
archive = io.BytesIO()
with tarfile.open(fileobj=archive, mode="w:gz"):
    pass
s3.put_object(Bucket="models", Key="m.tar.gz", Body=archive.getvalue())
SOURCE = mkdtemp()
Path(SOURCE, "inference.py").write_text("def model_fn(path):\n    return None\n")

common = dict(
    model_data="s3://models/m.tar.gz", role=ROLE, entry_point="inference.py", source_dir=SOURCE
)
PyTorchModel(framework_version="2.0", py_version="py310", **common).deploy(
    1, "ml.g4dn.xlarge", endpoint_name="torch"
)
SKLearnModel(framework_version="1.2-1", name="learn-model", **common).deploy(
    1, "ml.m5.large", endpoint_name="learn"
)
HuggingFaceModel(
    transformers_version="4.28", pytorch_version="2.0", py_version="py310",
    env={"HF_TASK": "fill-mask"}, **common,
).deploy(1, "ml.g5.xlarge", endpoint_name="faces")  # fmt: skip
MXNetModel(framework_version="1.9.0", py_version="py38", **common).deploy(
    1, "ml.c5.large", endpoint_name="net"
)
TensorFlowModel(framework_version="2.12", **common).deploy(1, "ml.c5.large", endpoint_name="flow")
Model(image_uri="own:1", **common).deploy(1, "ml.c5.large", endpoint_name="plain")
