# cleanup: means=none
# cleanup: parts=none
from sagemaker import KMeansModel, PCAModel

ROLE = "arn:aws:iam::123456789012:role/ml"
KMeansModel("s3://models/kmeans.tar.gz", ROLE).deploy(1, "ml.m5.large", endpoint_name="means")
PCAModel(model_data="s3://models/pca.tar.gz", role=ROLE).deploy(
    initial_instance_count=1, instance_type="ml.m5.large", endpoint_name="parts"
)
