# cleanup: sk=none
# cleanup: torch=none
# cleanup: boost=none
# cleanup: tf=none
from sagemaker.pytorch import PyTorchModel
from sagemaker.sklearn.model import SKLearnModel
from sagemaker.tensorflow import TensorFlowModel
from sagemaker.xgboost import XGBoostModel

common = {"role": "arn:aws:iam::123456789012:role/ml", "model_data": "s3://models/m.tar.gz"}
SKLearnModel(framework_version="1.2-1", entry_point=None, **common).deploy(
    1, "ml.m5.large", endpoint_name="sk"
)
PyTorchModel(framework_version="2.0", py_version="py310", entry_point=None, **common).deploy(
    initial_instance_count=1, instance_type="ml.g4dn.xlarge", endpoint_name="torch"
)
XGBoostModel(framework_version="1.7-1", entry_point=None, env={"A": "b"}, **common).deploy(
    1, "ml.c5.xlarge", None, None, None, "boost"
)
TensorFlowModel(framework_version="2.12", **common).deploy(
    1, "ml.c5.xlarge", endpoint_name="tf", tags=[{"Key": "k", "Value": "v"}]
)
